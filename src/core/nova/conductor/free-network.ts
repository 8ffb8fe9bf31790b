/** The network of a server that no host will build any more (`nova/conductor/manager.py:_cleanup_allocated_networks`). */
import { CodedError } from '../../base/assert.ts';
import type { Incoming } from '../../rpc/server.ts';
import type { HttpRequest, Task } from '../../service/effects.ts';
import { askNeutron } from '../ask-neutron.ts';
import { textOf } from '../context.ts';
import { objectAt, text } from '../fields.ts';
import { loggerOf } from '../log.ts';
import { requestedNetwork } from '../objects/catalog.ts';
import { type LiveObject, setFields } from '../objects/ovo.ts';
import { saveInstance } from '../save-instance.ts';
import { pause, TIMING } from '../timing/timing.ts';
import type { CellConductor } from './cell-state.ts';
import { CLASS_METHODS } from './class-methods.ts';
import { OBJECT_METHODS } from './object-methods.ts';

const LOG = loggerOf('nova.conductor.manager');

const TIMES = TIMING.compute.deallocate_network;

/** What fails is logged alone; then the instance keeps what it has noted of its network. */
export function* freeNetwork(conductor: CellConductor, incoming: Incoming, instance: LiveObject): Task {
  try {
    if (requestedNetwork(incoming.args.requested_networks) !== null)
      yield* deallocate(conductor, incoming, text(instance.data, 'uuid'));
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const about = { context: incoming.context, uuid: text(instance.data, 'uuid') };
    yield* LOG.exception(about, 'Failed to deallocate networks', error);
    return;
  }
  const metadata = objectAt(instance.data, 'system_metadata');
  instance.changes.clear();
  setFields(instance, { system_metadata: { ...metadata, network_allocated: 'False' } });
  try {
    yield* saveInstance(conductor, instance, {});
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'InstanceNotFound') throw error;
  }
}

function* deallocate(conductor: CellConductor, { context }: Incoming, uuid: string): Task {
  const { host } = conductor;
  const ask = function* (afterMs: number, method: HttpRequest['method'], path: string) {
    yield* pause(host, afterMs);
    return yield* askNeutron(host, { method, path, globalRequestId: textOf(context, 'request_id') });
  };
  const reply = yield* ask(TIMES.ports, 'GET', `/v2.0/ports?device_id=${uuid}`);
  const { ports = [] } = JSON.parse(reply.body) as { ports?: readonly { readonly id: string }[] };
  for (const { id } of ports) yield* ask(TIMES.delete_port, 'DELETE', `/v2.0/ports/${id}`);
  yield* CLASS_METHODS['VirtualInterface.delete_by_instance_uuid']?.(conductor, [uuid], {}, context) ??
    none();
  const data = { instance_uuid: uuid, network_info: '[]' };
  const cache: LiveObject = { name: 'InstanceInfoCache', data, changes: new Set(['network_info']) };
  yield* OBJECT_METHODS['InstanceInfoCache.save']?.(conductor, cache, {}, [], context) ?? none();
}

function* none(): Task {}
