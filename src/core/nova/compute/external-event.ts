/** `external_instance_event`: what neutron reported to nova-api, which cast it to this host. */
import type { Json } from '../../base/json.ts';
import type { Incoming } from '../../rpc/server.ts';
import type { Task } from '../../service/effects.ts';
import { objectsAt } from '../fields.ts';
import { dataOf } from '../objects/ovo.ts';
import { TIMING } from '../timing.ts';
import { refreshNetwork } from './info-cache.ts';
import type { Compute } from './state.ts';

const TIMES = TIMING.compute.network_changed;

/** `network-changed` refreshes the cache; `network-vif-plugged` would wake a waiting driver: the fake one waits for none. */
export function* externalEvent(compute: Compute, incoming: Incoming): Task<Json> {
  const instances = objectsAt(incoming.args, 'instances').map(dataOf);
  for (const primitive of objectsAt(incoming.args, 'events')) {
    const event = dataOf(primitive);
    const instance = instances.find((i) => i.uuid === event.instance_uuid);
    if (instance && event.name === 'network-changed') {
      yield* refreshNetwork(compute, incoming.context, instance, TIMES);
    }
  }
  return null;
}
