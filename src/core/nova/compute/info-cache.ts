/** The instance's network cache: one refresh at a time for each instance (`refresh_cache-<uuid>`). */
import { type JsonObject, parseJson } from '../../base/json.ts';
import { acquire, type Lock, makeLock, release, type Task } from '../../service/effects.ts';
import { text, textOr } from '../fields.ts';
import { dataOf, fromPrimitive, type LiveObject, setFields } from '../objects/ovo.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { classAction, objectAction, objectsOf } from './conductor-api.ts';
import { ask, getNetworks, getPorts, networkInfo } from './neutron.ts';
import type { Compute } from './state.ts';

const HEAL = TIMING.compute.heal_instance_info_cache;

export function cacheLock(compute: Compute, uuid: string): Lock {
  const known = compute.cacheLocks.get(uuid);
  if (known) return known;
  const made = makeLock(`refresh_cache-${uuid}`);
  compute.cacheLocks.set(uuid, made);
  return made;
}

/** The cache as the caller's own copy of the instance holds it. */
export const cacheOf = (instance: JsonObject): LiveObject => fromPrimitive(instance.info_cache);

/** Gives the cache as saved, with its new stamps. */
export function* saveCache(
  compute: Compute,
  context: JsonObject,
  uuid: string,
  info: string,
): Task<LiveObject> {
  const cache: LiveObject = { name: 'InstanceInfoCache', data: {}, changes: new Set() };
  setFields(cache, { instance_uuid: uuid, network_info: info });
  yield* objectAction(compute, context, cache, 'save');
  return cache;
}

/** Of a refresh, milliseconds before each of its questions. */
export interface RefreshTimes {
  readonly refresh_cache: number;
  readonly ports: number;
  readonly network: number;
  readonly save_cache: number;
}

/**
 * Asks neutron how the instance's network is and saves the answer (`nova/network/neutron.py:API.get_instance_nw_info`): what
 * `network-changed` makes the compute do, too. Gives the cache as saved; null where the instance has no port. `then` = what
 * is asked between the first refresh and the ports.
 */
export function* refreshNetwork(
  compute: Compute,
  context: JsonObject,
  instance: JsonObject,
  times: RefreshTimes,
  then: () => Task = nothing,
): Task<LiveObject | null> {
  const { host } = compute;
  const uuid = text(instance, 'uuid');
  const lock = cacheLock(compute, uuid);
  yield* acquire(lock);
  try {
    yield* pause(host, times.refresh_cache);
    yield* objectAction(compute, context, cacheOf(instance), 'refresh');
    yield* then();
    const ports = inOrder(instance, yield* getPorts(compute, context, instance, times.ports));
    if (ports.length === 0) {
      yield* askAllNetworks(compute, context, instance, times.network);
      yield* pause(host, times.save_cache);
      return yield* saveCache(compute, context, uuid, '[]');
    }
    const ids = ports.map((port) => port.network_id);
    const networks = yield* getNetworks(compute, context, ids, times.network);
    const info = yield* networkInfo(compute, context, ports, networks);
    yield* pause(host, times.save_cache);
    return yield* saveCache(compute, context, uuid, info);
  } finally {
    yield* release(lock);
  }
}

/** Those that the cache knows in its order, then the others (`_gather_port_ids_and_networks`). */
export function inOrder<P extends { readonly id: string }>(
  instance: JsonObject,
  ports: readonly P[],
): readonly P[] {
  const known = vifsOf(instance).map(({ id }) => id);
  const place = ({ id }: P): number => (known.includes(id) ? known.indexOf(id) : known.length);
  return [...ports].sort((a, b) => place(a) - place(b));
}

/** The interfaces that the cache of an instance knows. */
export function vifsOf(instance: JsonObject): readonly JsonObject[] {
  const cache = instance.info_cache ?? null;
  const vifs = cache === null ? [] : parseJson(textOr(dataOf(cache), 'network_info', '[]'));
  return Array.isArray(vifs) ? (vifs as readonly JsonObject[]) : [];
}

function* nothing(): Task {}

/** `_get_available_networks` where no port names one: the project's own, then those that are shared. */
function* askAllNetworks(compute: Compute, context: JsonObject, instance: JsonObject, afterMs: number): Task {
  const ofProject = `tenant_id=${text(instance, 'project_id')}&shared=False`;
  yield* ask(compute, context, afterMs, { method: 'GET', path: `/v2.0/networks?${ofProject}` });
  yield* ask(compute, context, afterMs, { method: 'GET', path: '/v2.0/networks?shared=True' });
}

/**
 * `_heal_instance_info_cache`, every 60 s: one instance a round, from a list that is asked for anew when it has run out
 * as the recorded quiet minutes show.
 */
export function* healOne(compute: Compute, context: JsonObject): Task {
  const instance = yield* nextToHeal(compute, context);
  if (!instance) return;
  const uuid = text(instance, 'uuid');
  yield* refreshNetwork(compute, context, instance, HEAL, function* (): Task {
    yield* classAction(compute, context, 'VirtualInterfaceList.get_by_instance_uuid', [uuid]);
  });
}

/** The next instance with its cache; neutron is asked whether its ports are bound here. */
function* nextToHeal(compute: Compute, context: JsonObject): Task<JsonObject | null> {
  const { healing, name } = compute;
  const waiting = healing.shift();
  if (waiting !== undefined) {
    const kwargs = { expected_attrs: ['system_metadata', 'info_cache', 'flavor'], use_slave: true };
    const found = yield* classAction(compute, context, 'Instance.get_by_uuid', [waiting], kwargs);
    yield* askBindings(compute, context, waiting);
    return fromPrimitive(found).data;
  }
  const kwargs = { expected_attrs: [], use_slave: true };
  const list = yield* classAction(compute, context, 'InstanceList.get_by_host', [name], kwargs);
  const [first, ...rest] = objectsOf(list).map((primitive) => text(dataOf(primitive), 'uuid'));
  if (first === undefined) return null;
  healing.push(...rest);
  yield* askBindings(compute, context, first);
  const loaded = { uuid: first, expected_attrs: ['info_cache'] };
  return fromPrimitive(yield* classAction(compute, context, 'Instance.get_by_uuid', [], loaded)).data;
}

function* askBindings(compute: Compute, context: JsonObject, uuid: string): Task {
  const fields = 'fields=binding%3Ahost_id&fields=binding%3Avif_type';
  yield* ask(compute, context, HEAL.bindings, {
    method: 'GET',
    path: `/v2.0/ports?device_id=${uuid}&${fields}`,
  });
}
