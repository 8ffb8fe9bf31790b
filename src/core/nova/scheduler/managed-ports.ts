/** Ports that the server has already (`nova/scheduler/request_filter.py:remote_managed_ports_filter`). */
import { isObject, type Json, type JsonObject } from '../../base/json.ts';
import type { Incoming } from '../../rpc/server.ts';
import { http, type Task } from '../../service/effects.ts';
import { textOf } from '../context.ts';
import { objectsAt, textOr } from '../fields.ts';
import { dataOf } from '../objects/ovo.ts';
import { ACTORS } from '../words.ts';

/** Neutron is asked of each whether something else than the host manages it: in the lab nothing does. */
export function* askPorts({ requested_networks }: JsonObject, { context }: Incoming): Task {
  if (!isObject(requested_networks)) return;
  const globalRequestId = textOf(context, 'request_id');
  for (const request of objectsAt(dataOf(requested_networks as Json), 'objects').map(dataOf)) {
    const port = textOr(request, 'port_id', null);
    if (port === null) continue;
    yield* http({ to: ACTORS.neutron, method: 'GET', path: `/v2.0/ports/${port}`, globalRequestId });
  }
}
