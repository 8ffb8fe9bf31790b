/**
 * The task of an evacuation (`nova/conductor/manager.py:ComputeTaskManager.rebuild_instance` with `recreate`): another host is
 * looked for, beside what the server still holds on the lost one, and told to make it anew.
 */
import { CodedError } from '../../base/assert.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { cast } from '../../rpc/client.ts';
import type { Incoming } from '../../rpc/server.ts';
import type { Task } from '../../service/effects.ts';
import { API_DATABASE, type NovaCell, transportTo } from '../cells.ts';
import { text } from '../fields.ts';
import { migrationInStatus, saveMigration } from '../migrations.ts';
import { fromPrimitive, type LiveObject, ovo, setFields, toPrimitive } from '../objects/ovo.ts';
import { ensureNetworkInformation } from '../request-spec.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { TOPICS, VERSIONS } from '../words.ts';
import { insertFault } from './fault.ts';
import { findHost, requestedByPorts, restrictToCell } from './find-host.ts';
import { cellOfServer, reportedInCell } from './server-cell.ts';
import type { SuperConductor } from './super-state.ts';

const TIMES = TIMING.super_conductor.rebuild_instance;

interface Evacuating {
  readonly conductor: SuperConductor;
  readonly cell: NovaCell;
  readonly context: JsonObject;
  readonly uuid: string;
  readonly instance: LiveObject;
  readonly spec: LiveObject;
  readonly args: JsonObject;
}

export function* evacuateInstance(conductor: SuperConductor, { args, context }: Incoming): Task<Json> {
  yield* pause(conductor.host, TIMES.mapping);
  const instance = fromPrimitive(args.instance);
  const uuid = text(instance.data, 'uuid');
  const cell = yield* cellOfServer(conductor, uuid);
  const spec = fromPrimitive(args.request_spec);
  const task: Evacuating = { conductor, cell, context, uuid, instance, spec, args };
  const event = { uuid, event: 'rebuild_server', context, cell, caller: 'rebuild_instance' } as const;
  yield* reportedInCell(conductor, event, toNewHost(task));
  return null;
}

function* toNewHost(task: Evacuating): Task {
  const { conductor, cell, context, uuid, instance, args } = task;
  const { host, db, cells } = conductor;
  const { database } = cell;
  yield* pause(host, TIMES.migration);
  const migration = yield* migrationInStatus({ db, database }, uuid, 'accepted');
  const chosen = yield* hostOrError(task, migration);
  yield* db.select(API_DATABASE, 'aggregates');
  setFields(instance, { availability_zone: chosen.availability_zone ?? null });
  yield* pause(host, TIMES.cast);
  const { host: _host, instance: _instance, request_spec: _spec, ...passed } = args;
  yield* cast(transportTo(cells, cell), {
    target: { topic: TOPICS.compute, server: text(chosen, 'service_host'), version: VERSIONS.rebuildOnHost },
    method: 'rebuild_instance',
    args: {
      ...passed,
      instance: toPrimitive(instance),
      migration: migration && toPrimitive(migration),
      scheduled_node: chosen.nodename ?? null,
      limits: ovo('SchedulerLimits', {}),
      request_spec: toPrimitive(task.spec),
      accel_uuids: [],
    },
    context,
  });
}

/** Errors: `CodedError` `NoValidHost`; the server is in ERROR then. */
function* hostOrError(task: Evacuating, migration: LiveObject | null): Task<JsonObject> {
  const { conductor, instance, spec } = task;
  setFields(spec, { ignore_hosts: [instance.data.host ?? null], force_hosts: null, force_nodes: null });
  yield* requestedByPorts(conductor, task);
  try {
    yield* restrictToCell(conductor, task);
    ensureNetworkInformation(spec, instance.data);
    const [chosen] = yield* findHost(conductor, task, { alternates: false });
    return chosen;
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'NoValidHost') throw error;
    yield* setError(task, migration, error);
    throw error;
  }
}

function* setError(
  { conductor, cell, uuid }: Evacuating,
  migration: LiveObject | null,
  error: CodedError,
): Task {
  const { host, db } = conductor;
  const { database } = cell;
  if (migration) {
    setFields(migration, { status: 'error' });
    yield* saveMigration({ host, db, database }, migration);
  }
  const values = { updated_at: host.wall().sql, vm_state: 'error', task_state: null };
  yield* db.update(database, 'instances', values, { uuid });
  yield* db.commit(database);
  yield* insertFault(conductor, { database, uuid, error, caller: 'rebuild_instance' });
}
