/** Ports that the server has already (`nova/scheduler/request_filter.py:remote_managed_ports_filter`). */
import { isObject, type Json, type JsonObject } from '../../base/json.ts';
import type { Incoming } from '../../rpc/server.ts';
import type { Task } from '../../service/effects.ts';
import type { ServiceHost } from '../../service/service.ts';
import { askNeutron } from '../ask-neutron.ts';
import { textOf } from '../context.ts';
import { objectsAt, textOr } from '../fields.ts';
import { dataOf } from '../objects/ovo.ts';

/** Neutron is asked of each whether something else than the host manages it: in the lab nothing does. */
export function* askPorts(
  host: ServiceHost,
  { requested_networks }: JsonObject,
  { context }: Incoming,
): Task {
  if (!isObject(requested_networks)) return;
  const globalRequestId = textOf(context, 'request_id');
  for (const request of objectsAt(dataOf(requested_networks as Json), 'objects').map(dataOf)) {
    const port = textOr(request, 'port_id', null);
    if (port === null) continue;
    yield* askNeutron(host, { method: 'GET', path: `/v2.0/ports/${port}`, globalRequestId });
  }
}
