/** What Nova tells of the record of a service, where notifications are on: in the newer form alone, in the name of that service. */
import type { JsonObject } from '../base/json.ts';
import type { Transport } from '../rpc/transport.ts';
import type { Task } from '../service/effects.ts';
import type { Row } from '../trace/fact.ts';
import { text } from './fields.ts';
import { payloadOf, tell } from './notifications.ts';
import { isoDate } from './objects/columns.ts';

/** `nova/objects/service.py:Service._send_notification`; `row` = as a database has it. */
export function* tellService(
  transport: Transport,
  context: JsonObject,
  event: 'service.create' | 'service.update' | 'service.delete',
  row: Row,
): Task {
  yield* tell(transport, {
    context,
    versioned: {
      publisher: `${text(row, 'binary')}:${text(row, 'host')}`,
      event,
      payload: () =>
        payloadOf('ServiceStatusPayload', {
          host: row.host ?? null,
          disabled: row.disabled === 1,
          binary: row.binary ?? null,
          topic: row.topic ?? null,
          disabled_reason: row.disabled_reason ?? null,
          forced_down: row.forced_down === 1,
          version: row.version ?? null,
          availability_zone: null,
          uuid: row.uuid ?? null,
          last_seen_up: isoDate(row.last_seen_up),
          report_count: row.report_count ?? null,
        }),
    },
  });
}
