/**
 * The task of a live migration (`nova/conductor/tasks/live_migrate.py:LiveMigrationTask`): what the server holds goes to the
 * record of the move, the scheduler looks for a host, and the destination and the source say whether they can. What fails is
 * taken back, and the server runs on where it is.
 */
import { CodedError } from '../../base/assert.ts';
import { isObject, type Json } from '../../base/json.ts';
import { cast } from '../../rpc/client.ts';
import type { Incoming } from '../../rpc/server.ts';
import type { Task } from '../../service/effects.ts';
import { transportTo } from '../cells.ts';
import { text, whole } from '../fields.ts';
import { loggerOf } from '../log.ts';
import { insertMigration, saveMigration } from '../migrations.ts';
import { dataOf, fromPrimitive, setFields, toPrimitive } from '../objects/ovo.ts';
import { moveAllocations } from '../report-client.ts';
import { serviceIsUp } from '../servicegroup.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { TOPICS, VERSIONS } from '../words.ts';
import { faultOf } from './fault.ts';
import { findDestination, type LiveMigrating } from './live-checks.ts';
import { holdByMigration } from './replace-allocation.ts';
import { cellOfServer, reportedInCell } from './server-cell.ts';
import { setVmState } from './set-vm-state.ts';
import type { SuperConductor } from './super-state.ts';
import { guestNotRunning, sourceIsDown, unexpectedly, WRAPPED } from './traceback.ts';

const LOG = loggerOf('nova.conductor.manager');

const TIMES = TIMING.super_conductor.live_migrate_instance;

export function* liveMigrateInstance(conductor: SuperConductor, { args, context }: Incoming): Task<Json> {
  const { host } = conductor;
  yield* pause(host, TIMES.mapping);
  const instance = fromPrimitive(args.instance);
  const uuid = text(instance.data, 'uuid');
  const cell = yield* cellOfServer(conductor, uuid);
  const spec = fromPrimitive(args.request_spec);
  const about = { uuid, context, cell, caller: 'live_migrate_instance' } as const;
  const work = (function* (): Task {
    const source = text(instance.data, 'host');
    const flavor = isObject(instance.data.flavor)
      ? whole(dataOf(instance.data.flavor as Json), 'id')
      : whole(instance.data, 'instance_type_id');
    const migration = yield* insertMigration(
      { ...conductor, database: cell.database },
      {
        instance_uuid: uuid,
        source_compute: source,
        source_node: null,
        old_instance_type_id: flavor,
        new_instance_type_id: flavor,
        status: 'accepted',
        migration_type: 'live-migration',
        user_id: text(context, 'user_id'),
        project_id: text(context, 'project_id'),
      },
    );
    const placement = { host, context, before: () => pause(host, TIMES.placement) };
    yield* migrate({ conductor, placement, cell, context, uuid, instance, spec, migration, source });
  })();
  yield* reportedInCell(
    conductor,
    { ...about, event: 'conductor_live_migrate_instance', via: WRAPPED },
    work,
  );
  return null;
}

/** Errors that leave the server as it was; any other leaves it in ERROR. */
const KNOWN: ReadonlySet<string> = new Set([
  ...['NoValidHost', 'ComputeHostNotFound', 'ComputeServiceUnavailable', 'InvalidHypervisorType'],
  ...[
    'DestinationHypervisorTooOld',
    'InstanceInvalidState',
    'MigrationPreCheckError',
    'MigrationSchedulerRPCError',
  ],
]);

/** Errors: those of the task, once they are noted. */
function* migrate(task: LiveMigrating): Task {
  try {
    yield* withRollback(task);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const { conductor, cell, context, migration, instance, uuid } = task;
    const isKnown = KNOWN.has(error.code);
    if (!isKnown) {
      // a host that was asked for is in the spec: the hint names none
      const what = `Migration of instance ${uuid} to host None unexpectedly failed.`;
      yield* LOG.exception({ context }, what, error);
    }
    const vm_state = isKnown ? text(instance.data, 'vm_state') : 'error';
    const state = { uuid, vm_state };
    const fault = faultOf(error, 'live_migrate_instance');
    yield* setVmState({ ...conductor, database: cell.database }, state, fault, {
      transport: conductor.top,
      context,
      method: 'migrate_server',
      spec: task.spec.data,
      error,
    });
    setFields(migration, { status: 'error' });
    yield* saveMigration({ ...conductor, database: cell.database }, migration);
    throw isKnown ? error : unexpectedly(error);
  }
}

function* withRollback(task: LiveMigrating): Task {
  const held = { hasMoved: false };
  try {
    yield* execute(task, held);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const { placement, migration, uuid } = task;
    if (held.hasMoved) yield* moveAllocations(placement, text(migration.data, 'uuid'), uuid);
    throw error;
  }
}

const POWER: { readonly [state: number]: string } = {
  0: 'pending',
  4: 'shutdown',
  6: 'crashed',
  7: 'suspended',
};

function* execute(task: LiveMigrating, held: { hasMoved: boolean }): Task {
  const { conductor, cell, context, instance, migration, source } = task;
  const { host, cells } = conductor;
  const power = whole(instance.data, 'power_state');
  if (power !== 1 && power !== 3)
    throw guestNotRunning(
      `Instance ${task.uuid} in power_state ${POWER[power] ?? power}. Cannot live migrate while the instance is in this state.`,
    );
  yield* checkUp(task, source);
  held.hasMoved = yield* holdByMigration(task, migration, 'live');
  const { chosen, migrate_data } = yield* findDestination(task);
  const dest = text(chosen, 'service_host');
  setFields(instance, { availability_zone: chosen.availability_zone ?? null });
  setFields(migration, {
    source_node: text(instance.data, 'node'),
    dest_node: text(chosen, 'nodename'),
    dest_compute: dest,
  });
  yield* pause(host, TIMES.save_migration);
  yield* saveMigration({ ...conductor, database: cell.database }, migration);
  migration.changes.clear();
  yield* pause(host, TIMES.cast);
  yield* cast(transportTo(cells, cell), {
    target: { topic: TOPICS.compute, server: source, version: VERSIONS.compute },
    method: 'live_migration',
    args: {
      instance: toPrimitive(instance),
      dest,
      block_migration: null,
      migrate_data,
      migration: toPrimitive(migration),
    },
    context,
  });
}

/** Errors: `CodedError` `ComputeServiceUnavailable`. */
function* checkUp({ conductor, cell }: LiveMigrating, name: string): Task {
  const where = { deleted: 0, host: name, binary: 'nova-compute' };
  const service = yield* conductor.db.first(cell.database, 'services', where);
  if (service && serviceIsUp(conductor.host, service)) return;
  throw sourceIsDown(`Compute service of ${name} is unavailable at this time.`);
}
