/**
 * The cell conductor: the database hand of its computes. `object_action` runs a method of an object that the compute
 * sent, `object_class_action_versions` a class method (`nova/conductor/manager.py:ConductorManager`).
 */
import { CodedError } from '../../base/assert.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { type Incoming, serve } from '../../rpc/server.ts';
import { makeTransport } from '../../rpc/transport.ts';
import { sleep, spawn, type Task } from '../../service/effects.ts';
import type { ServiceDefinition } from '../../service/service.ts';
import type { ServicePlace } from '../../trace/trace.ts';
import { baseApi } from '../base-api.ts';
import { makeDb } from '../db.ts';
import { fromPrimitive } from '../objects/ovo.ts';
import { reportState } from '../service-record.ts';
import { CELL_VHOST, TOPICS, VERSIONS } from '../words.ts';
import type { CellConductor } from './cell-state.ts';
import { CLASS_METHODS } from './class-methods.ts';
import { OBJECT_METHODS } from './object-methods.ts';

export function makeCellConductor(place: ServicePlace): ServiceDefinition {
  return {
    place,
    start(host) {
      const database = place.databases[0] ?? '';
      const conductor = { host, db: makeDb(host, 1.7), database, cell: makeTransport(host, CELL_VHOST) };
      return { main: main(conductor) };
    },
  };
}

function* main(conductor: CellConductor): Task {
  const { host, db, database } = conductor;
  yield* serve(conductor.cell, { topic: TOPICS.conductor, server: host.place.host }, [
    {
      version: VERSIONS.conductor,
      methods: {
        object_action: (incoming) => objectAction(conductor, incoming),
        object_class_action_versions: (incoming) => classAction(conductor, incoming),
      },
    },
    baseApi('conductor'),
  ]);
  yield* spawn('report_state', reportState(host, db, database, 'nova-conductor'));
}

/** ms from delivery to the first statement, and from the last one to the reply (recorded/boot/story.md, section 2). */
const TIMES: { readonly [method: string]: readonly [number, number] } = {
  'Instance.save': [3.8, 4.4],
  'Service.save': [3, 2.6],
  'InstanceInfoCache.save': [2.8, 3.2],
  'InstanceInfoCache.refresh': [2.8, 5.8],
  'Service.get_by_compute_host': [1.4, 3],
  'Instance.get_by_uuid': [2.5, 9.9],
  'InstanceList.get_by_host': [5, 20],
  'InstanceActionEvent.event_start': [0.6, 2.2],
  'InstanceActionEvent.event_finish_with_failure': [2, 1.7],
  'BlockDeviceMapping.save': [4.6, 5],
  'BlockDeviceMappingList.get_by_instance_uuid': [0.6, 2.7],
  'ComputeNode.save': [2.4, 2.9],
  'VirtualInterface.create': [10, 4],
};
const USUAL_TIMES = [2.8, 4.2] as const;

function* timed<T>(conductor: CellConductor, method: string, work: Task<T>): Task<T> {
  const [first, last] = TIMES[method] ?? USUAL_TIMES;
  yield* sleep(conductor.host.took(first));
  const result = yield* work;
  yield* sleep(conductor.host.took(last));
  return result;
}

/** Gives `[updates, result]`; the methods here have no result of their own. */
function* objectAction(conductor: CellConductor, incoming: Incoming): Task<Json> {
  const object = fromPrimitive(incoming.args.objinst);
  const name = `${object.name}.${String(incoming.args.objmethod)}`;
  const method = OBJECT_METHODS[name];
  if (!method) throw new CodedError('NoSuchMethod', `no object method ${name}`);
  const kwargs = (incoming.args.kwargs ?? {}) as JsonObject;
  return [yield* timed(conductor, name, method(conductor, object, kwargs)), null];
}

function* classAction(conductor: CellConductor, incoming: Incoming): Task<Json> {
  const { objname, objmethod, args, kwargs } = incoming.args;
  const name = `${String(objname)}.${String(objmethod)}`;
  const method = CLASS_METHODS[name];
  if (!method) throw new CodedError('NoSuchMethod', `no class method ${name}`);
  const work = method(conductor, args as readonly Json[], (kwargs ?? {}) as JsonObject, incoming.context);
  return yield* timed(conductor, name, work);
}
