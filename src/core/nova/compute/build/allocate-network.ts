/** The network strand of a build: it starts when task_state `networking` is saved and runs beside the rest. */
import { CodedError } from '../../../base/assert.ts';
import type { JsonObject } from '../../../base/json.ts';
import { acquire, type Inbox, post, release, type Task } from '../../../service/effects.ts';
import { text } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { requestedNetwork } from '../../objects/catalog.ts';
import { type LiveObject, setFields, toPrimitive } from '../../objects/ovo.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { objectAction } from '../conductor-api.ts';
import { cacheLock, cacheOf, inOrder, saveCache } from '../info-cache.ts';
import { ask, demand, getNetworks, getPorts, networkInfo, refusalOf } from '../neutron.ts';
import type { Build, Compute, NetworkEnd } from '../state.ts';
import { AVAILABLE_NETWORKS, through } from './build-trace.ts';

const LOG = loggerOf('nova.compute.manager');
const TIMES = TIMING.compute.allocate_network;

/** `_allocate_network_async` -> `neutron.py:allocate_for_instance`. Its end goes to `done`. */
export function* allocateNetwork(build: Build, done: Inbox<NetworkEnd>): Task {
  const network = requestedNetwork(build.args.requested_networks);
  if (network === null) {
    yield* LOG.debug(
      { context: build.context, uuid: build.uuid },
      "Not allocating networking since 'none' was specified.",
      '_allocate_network_async nova/compute/manager.py:1860',
    );
    yield* post(done, { ok: true, ports: 0 });
    return;
  }
  const lock = cacheLock(build.compute, build.uuid);
  yield* acquire(lock);
  let end: NetworkEnd = { ok: true, ports: 0 };
  yield* LOG.debug(
    { context: build.context, uuid: build.uuid },
    'Allocating IP information in the background.',
    '_allocate_network_async nova/compute/manager.py:1864',
  );
  try {
    yield* allocatePort(build.compute, build.context, build.instance, network);
    end = { ok: true, ports: 1 };
    build.networkAllocated = true;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    yield* LOG.exception(
      { context: build.context },
      'Instance failed network setup after 1 attempt(s)',
      error,
    );
    end = { ok: false, error };
  } finally {
    yield* release(lock);
  }
  yield* post(done, end);
}

/** `_create_port_minimal`: Nova's own word for what neutron says. */
function ownWord(refusal: CodedError, networkId: string): CodedError {
  if (refusal.code === 'IpAddressGenerationFailureClient')
    return new CodedError('NoMoreFixedIps', `No fixed IP addresses available for network: ${networkId}`);
  if (refusal.code === 'OverQuotaClient')
    return new CodedError('PortLimitExceeded', 'Maximum number of ports exceeded');
  return refusal;
}

/**
 * One port on a network, bound here, and Nova's own notes of it (`allocate_for_instance`). While it goes on the caller holds
 * the lock of the cache. Gives its id.
 */
export function* allocatePort(
  compute: Compute,
  context: JsonObject,
  instance: LiveObject,
  networkId: string,
): Task<string> {
  const { host } = compute;
  const uuid = text(instance.data, 'uuid');
  const networks = yield* through(
    AVAILABLE_NETWORKS,
    getNetworks(compute, context, [networkId], TIMES.network),
  );
  const wanted = {
    device_id: uuid,
    network_id: networkId,
    admin_state_up: true,
    tenant_id: text(instance.data, 'project_id'),
  };
  const created = yield* ask(compute, context, TIMES.create_port, {
    method: 'POST',
    path: '/v2.0/ports',
    body: JSON.stringify({ port: wanted }),
  });
  const refusal = refusalOf(created);
  if (refusal) throw ownWord(refusal, networkId);
  const port = created.json.port as unknown as CreatedPort;
  yield* orDeleted(compute, context, port, bindPort(compute, context, uuid, port));
  yield* pause(host, TIMES.refresh_cache);
  yield* objectAction(compute, context, cacheOf(instance.data), 'refresh');
  const ports = inOrder(instance.data, yield* getPorts(compute, context, instance.data, TIMES.ports));
  const others = ports.map((one) => one.network_id).filter((id) => id !== networkId);
  const further = others.length > 0 ? yield* getNetworks(compute, context, others, TIMES.network) : [];
  const info = yield* networkInfo(compute, context, ports, [...networks, ...further]);
  yield* pause(host, TIMES.save_cache);
  const cache = yield* saveCache(compute, context, uuid, info);
  instance.data.info_cache = toPrimitive(cache);
  return port.id;
}

interface CreatedPort {
  readonly id: string;
  readonly mac_address: string;
}

/** `_update_ports_for_instance`: a port that cannot be bound or noted is deleted again. Errors: those of `work`, or of the deletion. */
function* orDeleted(compute: Compute, context: JsonObject, { id }: CreatedPort, work: Task): Task {
  try {
    yield* work;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    yield* ask(compute, context, TIMING.compute.deallocate_network.delete_port, {
      method: 'DELETE',
      path: `/v2.0/ports/${id}`,
    });
    throw error;
  }
}

function* bindPort(compute: Compute, context: JsonObject, uuid: string, port: CreatedPort): Task {
  yield* demand(compute, context, TIMES.bind_port, {
    method: 'PUT',
    path: `/v2.0/ports/${port.id}`,
    body: JSON.stringify({ port: { device_owner: 'compute:nova', 'binding:host_id': compute.name } }),
  });
  yield* pause(compute.host, TIMES.create_interface);
  const vif: LiveObject = { name: 'VirtualInterface', data: {}, changes: new Set() };
  const address = `${port.mac_address}/${port.id}`;
  setFields(vif, { address, instance_uuid: uuid, uuid: port.id, tag: null });
  yield* objectAction(compute, context, vif, 'create');
}
