/**
 * The task of a resize and of a cold migration (`nova/conductor/manager.py:ComputeTaskManager.migrate_server`,
 * `nova/conductor/tasks/migrate.py:MigrationTask`): a record of the move, the server's allocation goes to it, the scheduler
 * looks for a host, and that host begins. What fails is taken back, and the server is as it was.
 */
import { CodedError } from '../../base/assert.ts';
import { isObject, type Json, type JsonObject } from '../../base/json.ts';
import { cast } from '../../rpc/client.ts';
import type { Incoming } from '../../rpc/server.ts';
import type { Task } from '../../service/effects.ts';
import { transportTo } from '../cells.ts';
import { text, textOr, textsAt, whole } from '../fields.ts';
import { insertMigration, migrationObject, saveMigration } from '../migrations.ts';
import { dataOf, fromPrimitive, type LiveObject, ovo, setFields, toPrimitive } from '../objects/ovo.ts';
import { option } from '../options.ts';
import { moveAllocations } from '../report-client.ts';
import { ensureNetworkInformation, resetForcedDestinations, saveRequestSpec } from '../request-spec.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { TOPICS, VERSIONS } from '../words.ts';
import { claimOn } from './claim-again.ts';
import { faultOf } from './fault.ts';
import { findHost, requestedByPorts, restrictToCell } from './find-host.ts';
import { holdByMigration, type MovingServer } from './replace-allocation.ts';
import { cellOfServer, reportedInCell } from './server-cell.ts';
import { setVmState } from './set-vm-state.ts';
import type { SuperConductor } from './super-state.ts';
import { noAlternateLeft, noHostToMigrate, WRAPPED } from './traceback.ts';

const TIMES = TIMING.super_conductor.migrate_server;

interface Migrating extends MovingServer {
  readonly spec: LiveObject;
  readonly flavor: JsonObject;
  readonly args: JsonObject;
}

export function* migrateServer(conductor: SuperConductor, { args, context }: Incoming): Task<Json> {
  const { host } = conductor;
  yield* pause(host, TIMES.mapping);
  const instance = fromPrimitive(args.instance);
  const uuid = text(instance.data, 'uuid');
  const cell = yield* cellOfServer(conductor, uuid);
  const placement = { host, context, before: () => pause(host, TIMES.placement) };
  const spec = fromPrimitive(args.request_spec);
  const flavor = dataOf(args.flavor);
  const task: Migrating = { conductor, placement, cell, context, uuid, instance, spec, flavor, args };
  const about = { uuid, context, cell, caller: 'migrate_server' } as const;
  const work = reportedInCell(conductor, { ...about, event: 'cold_migrate' }, coldMigrate(task));
  yield* reportedInCell(conductor, { ...about, event: 'conductor_migrate_server', via: WRAPPED }, work);
  return null;
}

/** What `migrate_server` may raise without a line in the log: of its decorator, what can come here. */
export const EXPECTED_OF_MOVE = [
  ...['NoValidHost', 'ComputeHostNotFound', 'ComputeServiceUnavailable', 'InvalidHypervisorType'],
  ...['DestinationHypervisorTooOld', 'InstanceInvalidState', 'MigrationPreCheckError'],
];

const NO_HOST: ReadonlySet<string> = new Set(['NoValidHost', 'MaxRetriesExceeded']);

/** Errors: `CodedError` `NoValidHost` with the sentence of the operation, those of the task. */
function* coldMigrate(task: Migrating): Task {
  const { conductor, instance, spec, flavor, args } = task;
  const { host, db } = conductor;
  setFields(spec, { flavor: args.flavor ?? null });
  try {
    yield* withRollback(task);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    yield* setFree(task, error);
    if (!NO_HOST.has(error.code)) throw error;
    const isMigration = whole(flavor, 'id') === whole(instance.data, 'instance_type_id');
    throw noHostToMigrate(isMigration ? 'cold migrate' : 'resize');
  }
  yield* pause(host, TIMES.save_spec);
  yield* saveRequestSpec(host, db, spec);
}

/** The server is free again, in the state that it was in. */
function* setFree({ conductor, cell, context, uuid, instance, spec }: Migrating, error: CodedError): Task {
  const { database } = cell;
  const row = yield* conductor.db.first(database, 'instances', { deleted: 0, uuid });
  if (!row) return;
  const vm_state = text(NO_HOST.has(error.code) ? instance.data : row, 'vm_state');
  yield* setVmState({ ...conductor, database }, { uuid, vm_state }, faultOf(error, 'migrate_server'), {
    transport: conductor.top,
    context,
    method: 'migrate_server',
    spec: spec.data,
    error,
  });
}

/** What the task has done that is to be taken back where it fails. */
interface ToTakeBack {
  migration: LiveObject | null;
  hasMoved: boolean;
}

/** `TaskBase.execute`. Errors: those of the task, once it is taken back. */
function* withRollback(task: Migrating): Task {
  const done: ToTakeBack = { migration: null, hasMoved: false };
  try {
    yield* execute(task, done);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const { conductor, cell, placement, uuid } = task;
    if (done.migration) {
      setFields(done.migration, { status: 'error' });
      yield* saveMigration({ ...conductor, database: cell.database }, done.migration);
      if (done.hasMoved) yield* moveAllocations(placement, text(done.migration.data, 'uuid'), uuid);
    }
    throw error;
  }
}

function* execute(task: Migrating, done: ToTakeBack): Task {
  const { conductor, context, cell, instance, spec, args } = task;
  const { host, cells } = conductor;
  resetForcedDestinations(spec);
  const isNamed = namesHost(spec);
  yield* requestedByPorts(conductor, task);
  yield* restrictToCell(conductor, task);
  const migration = yield* preallocate(task, done);
  ensureNetworkInformation(spec, instance.data);
  const [chosen, ...alternates] = Array.isArray(args.host_list)
    ? yield* nextAlternate(task, args.host_list.map(dataOf))
    : yield* findHost(conductor, task, { alternates: true });
  const server = text(chosen, 'service_host');
  setFields(instance, { availability_zone: chosen.availability_zone ?? null });
  yield* pause(host, TIMES.cast);
  // `to_legacy_filter_properties_dict`: no word of hosts that are left out where there are none
  const ignored = textsAt(spec.data, 'ignore_hosts');
  yield* cast(transportTo(cells, cell), {
    target: { topic: TOPICS.compute, server, version: VERSIONS.compute },
    method: 'prep_resize',
    args: {
      instance: toPrimitive(instance),
      flavor: args.flavor ?? null,
      image: imageOf(spec),
      request_spec: toPrimitive(spec),
      filter_properties: {
        ...(ignored.length > 0 ? { ignore_hosts: ignored } : {}),
        limits: {},
        requested_destination: spec.data.requested_destination ?? null,
        // to a host that is named it is not tried again, nor where rescheduling is off (`populate_retry`)
        ...(isNamed || option(host, 'scheduler.max_attempts') === 1
          ? {}
          : { retry: { num_attempts: 1, hosts: [[server, text(chosen, 'nodename')]] } }),
      },
      node: chosen.nodename ?? null,
      migration: toPrimitive(migration),
      clean_shutdown: args.clean_shutdown ?? true,
      host_list: alternates.map((alternate) => ovo('Selection', alternate)),
    },
    context,
  });
}

/**
 * `_reschedule`: of the alternates the first with room still, which the server claims, and those after it. Errors:
 * `MaxRetriesExceeded`.
 */
function* nextAlternate(
  { conductor, context, uuid }: Migrating,
  alternates: readonly JsonObject[],
): Task<readonly [JsonObject, ...JsonObject[]]> {
  for (const [i, alternate] of alternates.entries()) {
    if (yield* claimOn(conductor.host, context, uuid, alternate))
      return [alternate, ...alternates.slice(i + 1)];
  }
  throw noAlternateLeft(uuid);
}

function namesHost({ data }: LiveObject): boolean {
  const wanted = data.requested_destination;
  return isObject(wanted) && textOr(dataOf(wanted as Json), 'host', null) !== null;
}

/** As a plain dict, with its properties as one. */
function imageOf({ data }: LiveObject): Json {
  if (!isObject(data.image)) return null;
  const image = dataOf(data.image as Json);
  return { ...image, properties: isObject(image.properties) ? dataOf(image.properties as Json) : {} };
}

/**
 * `_preallocate_migration`: the record of the move, that of an attempt before if there was one, and what the server holds on its host is held by the record from now on.
 * Errors: `CodedError` `ComputeHostNotFound`, `NoValidHost`, `AllocationMoveFailed`.
 */
function* preallocate(task: Migrating, done: ToTakeBack): Task<LiveObject> {
  const { conductor, cell, context, instance, flavor, uuid } = task;
  const { host, db } = conductor;
  const { database } = cell;
  const old = whole(dataOf(instance.data.flavor), 'id');
  const migration_type = old === whole(flavor, 'id') ? 'migration' : 'resize';
  yield* pause(host, TIMES.migration);
  const pending = { deleted: 0, status: 'pre-migrating', migration_type, instance_uuid: uuid };
  const [known] = yield* db.select(database, 'migrations', pending);
  const source_compute = text(instance.data, 'host');
  const source_node = text(instance.data, 'node');
  const migration = known
    ? fromPrimitive(migrationObject(known))
    : yield* insertMigration(
        { host, db, database },
        {
          instance_uuid: uuid,
          source_compute,
          source_node,
          old_instance_type_id: old,
          new_instance_type_id: whole(flavor, 'id'),
          status: 'pre-migrating',
          migration_type,
          user_id: text(context, 'user_id'),
          project_id: text(context, 'project_id'),
        },
      );
  done.migration = migration;
  done.hasMoved = yield* holdByMigration(task, migration, 'cold');
  return migration;
}
