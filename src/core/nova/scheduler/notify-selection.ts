/** Start and end of a selection, named by the method that is asked for (`nova/scheduler/manager.py`, `nova/compute/utils.py`). */
import type { JsonObject } from '../../base/json.ts';
import type { Incoming } from '../../rpc/server.ts';
import type { Task } from '../../service/effects.ts';
import { payloadOf, tell } from '../notifications.ts';
import { legacySpec, specPayload } from '../notify-spec.ts';
import type { Scheduler } from './state.ts';

export function* tellSelection(
  { top, host }: Scheduler,
  { method, context }: Incoming,
  spec: JsonObject,
  phase: 'start' | 'end',
): Task {
  const event = `scheduler.${method}.${phase}`;
  const name = host.place.host;
  yield* tell(top, {
    context,
    unversioned: {
      publisher: `scheduler.${name}`,
      event,
      payload: () => ({ request_spec: legacySpec(spec) }),
    },
    versioned: {
      publisher: `nova-scheduler:${name}`,
      event,
      payload: () => payloadOf('RequestSpecPayload', specPayload(spec)),
    },
  });
}
