/** `external_instance_event`: what neutron reported to nova-api, which cast it to this host. */
import { isObject, type Json, type JsonObject, parseJson } from '../../base/json.ts';
import { pythonJson } from '../../rpc/python-json.ts';
import type { Incoming } from '../../rpc/server.ts';
import type { Task } from '../../service/effects.ts';
import { objectsAt, text, textOr } from '../fields.ts';
import { dataOf } from '../objects/ovo.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { refreshNetwork, saveCache } from './info-cache.ts';
import type { Compute } from './state.ts';

const TIMES = TIMING.compute.network_changed;
const ELSEWHERE = TIMING.compute.network_changed_elsewhere;

/**
 * `network-changed` refreshes the cache, `network-vif-deleted` takes the interface out of it; `network-vif-plugged` would wake
 * a waiting driver: the fake one waits for none.
 */
export function* externalEvent(compute: Compute, incoming: Incoming): Task<Json> {
  const instances = objectsAt(incoming.args, 'instances').map(dataOf);
  for (const primitive of objectsAt(incoming.args, 'events')) {
    const event = dataOf(primitive);
    const instance = instances.find((i) => i.uuid === event.instance_uuid);
    if (instance && event.name === 'network-changed') {
      const times = instance.host === compute.name ? TIMES : ELSEWHERE;
      yield* refreshNetwork(compute, incoming.context, instance, times);
    }
    if (instance && event.name === 'network-vif-deleted') {
      yield* vifDeleted(compute, incoming.context, instance, text(event, 'tag'));
    }
  }
  return null;
}

/** `_process_instance_vif_deleted_event`: only where the cache that came with the event still holds the interface. */
function* vifDeleted(compute: Compute, context: JsonObject, instance: JsonObject, portId: string): Task {
  if (!isObject(instance.info_cache)) return;
  const info = parseJson(textOr(dataOf(instance.info_cache as JsonObject), 'network_info', '[]'));
  const vifs = (Array.isArray(info) ? info : []) as readonly JsonObject[];
  const left = vifs.filter((vif) => vif.id !== portId);
  if (left.length === vifs.length) return;
  yield* pause(compute.host, TIMES.save_cache);
  yield* saveCache(compute, context, text(instance, 'uuid'), pythonJson(left));
}
