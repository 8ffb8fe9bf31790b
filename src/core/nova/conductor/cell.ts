/**
 * The cell conductor: the database hand of its computes. `object_action` runs a method of an object that the compute
 * sent, `object_class_action_versions` a class method (`nova/conductor/manager.py:ConductorManager`).
 */
import { CodedError, defined } from '../../base/assert.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { type Incoming, serve } from '../../rpc/server.ts';
import { makeTransport } from '../../rpc/transport.ts';
import { spawn, type Task } from '../../service/effects.ts';
import type { ServiceDefinition } from '../../service/service.ts';
import type { ServicePlace } from '../../trace/trace.ts';
import { baseApi } from '../base-api.ts';
import { ownVhost } from '../cells.ts';
import { makeDb } from '../db.ts';
import { type EndpointTable, endpointOf } from '../endpoint.ts';
import { text } from '../fields.ts';
import { fromPrimitive } from '../objects/ovo.ts';
import { reportState } from '../service-record.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { TOPICS, VERSIONS } from '../words.ts';
import { buildInstances } from './build-again.ts';
import type { CellConductor } from './cell-state.ts';
import { CLASS_METHODS } from './class-methods.ts';
import { migrateAgain } from './migrate-again.ts';
import { EXPECTED_OF_MOVE } from './migrate-server.ts';
import { OBJECT_METHODS } from './object-methods.ts';

const TIMES = TIMING.cell_conductor;

export const OBJECTS: EndpointTable<CellConductor> = {
  version: VERSIONS.conductor,
  methods: { object_action: objectAction, object_class_action_versions: classAction },
  expected: 'any',
};

/** A build whose compute failed is asked for anew. */
export const AGAIN: EndpointTable<CellConductor> = {
  namespace: 'compute_task',
  version: '1.23',
  methods: { build_instances: buildInstances },
};

/** And a move: here it is not to be had. */
const MOVED_AGAIN: EndpointTable<CellConductor> = {
  ...AGAIN,
  methods: { ...AGAIN.methods, migrate_server: migrateAgain },
  expected: { migrate_server: EXPECTED_OF_MOVE },
};

export function makeCellConductor(place: ServicePlace): ServiceDefinition {
  return {
    place,
    start(host) {
      const db = makeDb(host, TIMES.statement);
      const database = defined(place.databases[0], `database of ${place.actor}`);
      const conductor = { host, db, database, cell: makeTransport(host, ownVhost(place)) };
      return { main: main(conductor) };
    },
  };
}

function* main(conductor: CellConductor): Task {
  const { host, db, database } = conductor;
  const endpoints = [
    endpointOf(conductor, OBJECTS),
    endpointOf(conductor, MOVED_AGAIN),
    baseApi('conductor'),
  ];
  yield* serve(conductor.cell, { topic: TOPICS.conductor, server: host.place.host }, endpoints);
  yield* spawn('report_state', reportState(host, db, database, 'nova-conductor'));
}

/** `of` = what the method is about, where that has times of its own: an event. */
function* timed<T>(conductor: CellConductor, method: string, work: Task<T>, of = ''): Task<T> {
  const [first, last] = TIMES.methods[`${method} ${of}`] ?? TIMES.methods[method] ?? TIMES.usual;
  yield* pause(conductor.host, first);
  const result = yield* work;
  yield* pause(conductor.host, last);
  return result;
}

/** Methods whose result is a field of the object that they leave. */
const RESULTS: { readonly [method: string]: string } = { 'ConsoleAuthToken.authorize': 'token' };

/** Gives `[updates, result]`; most methods have no result of their own. */
function* objectAction(conductor: CellConductor, incoming: Incoming): Task<Json> {
  const object = fromPrimitive(incoming.args.objinst);
  const name = `${object.name}.${text(incoming.args, 'objmethod')}`;
  const method = OBJECT_METHODS[name];
  if (!method) throw new CodedError('NoSuchMethod', `no object method ${name}`);
  const kwargs = (incoming.args.kwargs ?? {}) as JsonObject;
  const args = (incoming.args.args ?? []) as readonly Json[];
  const c = incoming.context.read_deleted === 'yes' ? { ...conductor, deletedToo: true } : conductor;
  const updates = yield* timed(conductor, name, method(c, object, kwargs, args, incoming.context));
  const result = RESULTS[name];
  return [updates, result === undefined ? null : (updates[result] ?? null)];
}

function* classAction(conductor: CellConductor, incoming: Incoming): Task<Json> {
  const { args, kwargs } = incoming.args;
  const name = `${text(incoming.args, 'objname')}.${text(incoming.args, 'objmethod')}`;
  const method = CLASS_METHODS[name];
  if (!method) throw new CodedError('NoSuchMethod', `no class method ${name}`);
  const work = method(conductor, args as readonly Json[], (kwargs ?? {}) as JsonObject, incoming.context);
  const of = Array.isArray(args) && typeof args[1] === 'string' ? args[1] : '';
  return yield* timed(conductor, name, work, of);
}
