/**
 * `attach_interface`, `detach_interface` (`nova/compute/manager.py:ComputeManager`): a port more on a running guest, or one
 * less; the fake driver plugs it at once. One piece of work at a time on an interface.
 */
import { CodedError, defined } from '../../../base/assert.ts';
import type { Json } from '../../../base/json.ts';
import type { Incoming } from '../../../rpc/server.ts';
import { holding, type Task } from '../../../service/effects.ts';
import { text, textOr } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { fromPrimitive, toPrimitive } from '../../objects/ovo.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { allocatePort } from '../build/allocate-network.ts';
import { classAction, objectAction } from '../conductor-api.ts';
import { cacheLock, cacheOf, vifsOf } from '../info-cache.ts';
import { instanceLock } from '../instance-lock.ts';
import { type InstanceWork, loadFlavor, lookAtNetwork, onInstance } from '../instance-work.ts';
import { ask, demand } from '../neutron.ts';
import type { Compute } from '../state.ts';
import { tellAct } from '../tell-act.ts';

const LOG = loggerOf('nova.compute.manager');

const ATTACH = TIMING.compute.attach_interface;
const DETACH = TIMING.compute.detach_interface;

/** Gives the new interface as the cache has it: nova-api waits for it. */
export function* attachInterface(compute: Compute, incoming: Incoming): Task<Json> {
  const around = { method: 'attach_interface', times: ATTACH, keepsTask: true } as const;
  const network = text(incoming.args, 'network_id');
  const portId = textOr(incoming.args, 'port_id', null);
  let vif: Json = null;
  yield* onInstance(compute, incoming, around, function* (work) {
    const lock = instanceLock(compute, `interface-${work.uuid}-${portId ?? 'None'}`);
    vif = yield* holding(lock, attach(work, network));
  });
  return vif;
}

function* attach(work: InstanceWork, networkId: string): Task<Json> {
  const { compute, context, instance, uuid } = work;
  yield* loadFlavor(work, ATTACH.flavor);
  yield* tellAct(work, 'interface_attach', 'start');
  const get = (afterMs: number, path: string): ReturnType<typeof demand> =>
    demand(compute, context, afterMs, { method: 'GET', path });
  yield* get(ATTACH.segments, `/v2.0/networks/${networkId}?fields=segments`);
  const fields = 'fields=provider%3Aphysical_network&fields=provider%3Anetwork_type';
  yield* get(ATTACH.provider_network, `/v2.0/networks/${networkId}?${fields}`);
  yield* pause(compute.host, ATTACH.pci_requests);
  const name = 'InstancePCIRequests.get_by_instance_uuid';
  instance.data.pci_requests = yield* classAction(compute, context, name, [uuid]);
  const allocation = allocatePort(compute, context, instance, networkId);
  const port = yield* holding(cacheLock(compute, uuid), allocation);
  instance.changes.add('info_cache');
  yield* pause(compute.host, ATTACH.save);
  const vif = vifsOf(instance.data).find(({ id }) => id === port);
  if (vif) compute.driver.plug([vif]);
  yield* objectAction(compute, context, instance, 'save');
  yield* tellAct(work, 'interface_attach', 'end');
  return defined(vif, `the interface of port ${port}`);
}

export function* detachInterface(compute: Compute, incoming: Incoming): Task<Json> {
  const around = { method: 'detach_interface', times: DETACH, keepsTask: true } as const;
  const port = text(incoming.args, 'port_id');
  return yield* onInstance(compute, incoming, around, (work) =>
    holding(instanceLock(compute, `interface-${work.uuid}-${port}`), detach(work, port)),
  );
}

/** Errors: `CodedError` `PortNotFound` for a port that the instance has not, `InterfaceDetachFailed`. */
function* detach(work: InstanceWork, port: string): Task {
  const { compute, context, instance } = work;
  const { host } = compute;
  const cache = cacheOf(instance.data);
  yield* pause(host, DETACH.cache);
  yield* objectAction(compute, context, cache, 'refresh');
  instance.data.info_cache = toPrimitive(cache);
  if (!vifsOf(instance.data).some(({ id }) => id === port))
    throw new CodedError('PortNotFound', `Port ${port} is not attached`);
  yield* tellAct(work, 'interface_detach', 'start');
  yield* unplug(work, port);
  const path = `/v2.0/ports/${port}`;
  yield* demand(compute, context, DETACH.port, { method: 'GET', path });
  yield* ask(compute, context, DETACH.delete_port, { method: 'DELETE', path });
  yield* pause(host, DETACH.interface);
  const found = yield* classAction(compute, context, 'VirtualInterface.get_by_uuid', [port]);
  if (found !== null) {
    yield* pause(host, DETACH.destroy_interface);
    yield* objectAction(compute, context, fromPrimitive(found), 'destroy');
  }
  yield* lookAtNetwork(work, DETACH);
  yield* pause(host, DETACH.save);
  yield* objectAction(compute, context, instance, 'save');
  yield* tellAct(work, 'interface_detach', 'end');
}

/** What the driver does not know stays with the server, and with neutron. Errors: `CodedError` `InterfaceDetachFailed`. */
function* unplug(work: InstanceWork, port: string): Task {
  try {
    work.compute.driver.unplug(work.uuid, port);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    yield* LOG.warning(work, `Detach interface failed, port_id=${port}, reason: ${error.message}`);
    throw error;
  }
}
