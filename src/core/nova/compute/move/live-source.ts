/**
 * The end of a live migration where the server leaves (`nova/compute/manager.py:live_migration`, `_do_live_migration`,
 * `_post_live_migration`): the record says how far it has come. The fake driver moves the guest at once.
 */
import { CodedError } from '../../../base/assert.ts';
import type { Json } from '../../../base/json.ts';
import { fromMs } from '../../../base/time.ts';
import { call } from '../../../rpc/client.ts';
import type { Incoming } from '../../../rpc/server.ts';
import { holding, sleep, type Task } from '../../../service/effects.ts';
import { text } from '../../fields.ts';
import { loggerOf, seconds } from '../../log.ts';
import { dataOf, fromPrimitive, type LiveObject, setFields, toPrimitive } from '../../objects/ovo.ts';
import { giveBackAllocations, type PlacementClient } from '../../report-client.ts';
import { handToThread } from '../../thread.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { LONG_RPC_TIMEOUT, TOPICS, VERSIONS } from '../../words.ts';
import { classAction, objectAction } from '../conductor-api.ts';
import { tellingFailure, withFault } from '../decorators.ts';
import { audit } from '../host/periodic.ts';
import type { InstanceWork } from '../instance-work.ts';
import { updateInstanceInfo } from '../scheduler-info.ts';
import { cleanConsoleTokens } from '../server/console.ts';
import type { Compute, WaitingLive } from '../state.ts';
import { tellAct } from '../tell-act.ts';
import { migrationEvent } from './live-event.ts';
import { activateBindings } from './live-ports.ts';
import { revertAllocation, withMigration } from './move-work.ts';
import { clearBindings } from './port-bindings.ts';

const LOG = loggerOf('nova.compute.manager');

const TIMES = TIMING.compute.live_migration;

interface LiveWork extends InstanceWork {
  readonly migration: LiveObject;
  readonly dest: string;
}

export function* checkSource(compute: Compute, incoming: Incoming): Task<Json> {
  return yield* migrationEvent(compute, incoming, 'check_can_live_migrate_source', function* (work) {
    yield* blockDevices(work);
    const data = fromPrimitive(incoming.args.dest_check_data);
    setFields(data, { is_volume_backed: false });
    return toPrimitive(data);
  });
}

function* blockDevices({ compute, context, uuid }: InstanceWork): Task {
  yield* pause(compute.host, TIMES.block_devices);
  yield* classAction(compute, context, 'BlockDeviceMappingList.get_by_instance_uuid', [uuid]);
}

/** It is put in a queue of its own (`max_concurrent_live_migrations`), which begins with it when the one before has ended. */
export function* liveMigration(compute: Compute, incoming: Incoming): Task<Json> {
  return yield* migrationEvent(compute, incoming, 'live_migration', function* (work) {
    const { args } = incoming;
    const live = { ...work, migration: fromPrimitive(args.migration), dest: text(args, 'dest') };
    yield* saveStatus(live, 'queued', TIMES.queued);
    const of = { method: 'live_migration', instance_uuid: work.uuid, printed: false };
    const whole = moved(live, args.migrate_data ?? null);
    const { migration, context } = live;
    compute.waitingLive.set(work.uuid, { migration, context, isBegun: false });
    yield* handToThread('live migration', of, holding(compute.liveMigrations, whole));
    return null;
  });
}

function* saveStatus({ compute, context, migration }: LiveWork, status: string, after: number): Task {
  yield* pause(compute.host, after);
  setFields(migration, { status });
  yield* objectAction(compute, context, migration, 'save');
}

/**
 * `_cleanup_live_migrations_in_pool` of an orderly end: what waits for its turn is cancelled, and its server stays as it is, in
 * the task that it was in; what has begun is lost with the process. Null where none waits.
 */
export function cancelQueued(compute: Compute): Task | null {
  const waiting = [...compute.waitingLive];
  return waiting.length === 0 ? null : cancelled(compute, waiting);
}

function* cancelled(compute: Compute, waiting: readonly (readonly [string, WaitingLive])[]): Task {
  for (const [uuid, { migration, context, isBegun }] of waiting) {
    if (isBegun) {
      yield* LOG.warning({ context, uuid }, 'Unable to cancel live migration.');
      continue;
    }
    compute.waitingLive.delete(uuid);
    setFields(migration, { status: 'cancelled' });
    yield* pause(compute.host, TIMES.queued);
    yield* objectAction(compute, context, migration, 'save');
    yield* LOG.info({ context, uuid }, 'Successfully cancelled queued live migration.');
  }
}

function* moved(work: LiveWork, migrate_data: Json): Task {
  const { compute, context, uuid, instance, dest } = work;
  const waiting = compute.waitingLive.get(uuid);
  // cancelled while the process that it was of ends: its turn comes to nothing
  if (!waiting) return;
  waiting.isBegun = true;
  yield* saveStatus(work, 'preparing', TIMES.preparing);
  yield* blockDevices(work);
  yield* pause(compute.host, TIMES.pre_live_migration);
  const begun = compute.host.now();
  try {
    yield* call(
      compute.cell,
      {
        target: { topic: TOPICS.compute, server: dest, version: VERSIONS.compute },
        method: 'pre_live_migration',
        args: { instance: toPrimitive(instance), disk: null, migrate_data },
        context,
      },
      { timeout: LONG_RPC_TIMEOUT, monitor: compute.cell.responseTimeout },
    );
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    yield* LOG.exception(work, `Pre live migration failed at ${dest}`, error);
    compute.waitingLive.delete(uuid);
    yield* takenBack(work);
    return;
  }
  compute.waitingLive.delete(uuid);
  const took = seconds(begun, compute.host.now());
  yield* LOG.info(work, `Took ${took} seconds for pre_live_migration on destination host ${dest}.`);
  yield* saveStatus(work, 'running', TIMES.running);
  const { liveMigrationMs } = compute.driver;
  if (liveMigrationMs > 0) yield* sleep(fromMs(liveMigrationMs));
  yield* orError(work, orThere(work, afterwards(work)));
}

/** What fails once the guest has gone leaves the record of the move and the server in ERROR; nobody hears of it. */
function* orError(work: LiveWork, task: Task): Task {
  const { compute, context, instance } = work;
  try {
    yield* task;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    yield* LOG.exception(work, 'Live migration failed.', error);
    yield* saveStatus(work, 'error', TIMES.running);
    yield* pause(compute.host, TIMES.save_host);
    yield* objectAction(compute, context, instance, 'refresh');
    setFields(instance, { vm_state: 'error', task_state: null });
    yield* pause(compute.host, TIMES.save_host);
    yield* objectAction(compute, context, instance, 'save');
  }
}

/** `_post_live_migration_update_host`: there is no way back, so that the server is of the destination. Errors: those of `task`. */
function* orThere(work: LiveWork, task: Task): Task {
  const { compute, context, instance, dest } = work;
  const args = { instance: toPrimitive(instance), dest };
  try {
    const guarded = withFault(compute, context, instance, task);
    yield* tellingFailure(compute, context, { method: '_post_live_migration', args }, guarded);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    yield* pause(compute.host, TIMES.node);
    const method = 'ComputeNode.get_first_node_by_host_for_old_compat';
    const node = dataOf(yield* classAction(compute, context, method, [dest]));
    if (!('migration_context' in instance.data))
      instance.data.migration_context = yield* ask(work, 'MigrationContext.get_by_instance_uuid');
    yield* pause(compute.host, TIMES.drop_context);
    yield* objectAction(compute, context, instance, 'drop_migration_context');
    setFields(instance, {
      host: dest,
      node: text(node, 'hypervisor_hostname'),
      task_state: null,
      progress: 0,
    });
    yield* pause(compute.host, TIMES.save_host);
    yield* objectAction(compute, context, instance, 'save');
    throw error;
  }
}

/** `_post_live_migration`: the guest runs at the destination by now, whatever becomes of the rest. */
function* afterwards(work: LiveWork): Task {
  const { compute, context, instance, uuid, migration, dest } = work;
  yield* LOG.info(work, '_post_live_migration() is started..');
  yield* tellAct(work, 'live_migration_post', 'start');
  yield* activateBindings(compute, context, instance.data, { host: dest, times: TIMES });
  instance.data.migration_context = yield* ask(work, 'MigrationContext.get_by_instance_uuid');
  yield* pause(compute.host, TIMES.post);
  let isThere = true;
  try {
    yield* call(
      compute.cell,
      {
        target: { topic: TOPICS.compute, server: dest, version: VERSIONS.compute },
        method: 'post_live_migration_at_destination',
        args: { instance: toPrimitive(instance), block_migration: null },
        context,
      },
      { timeout: LONG_RPC_TIMEOUT, monitor: compute.cell.responseTimeout },
    );
  } catch (error) {
    // logged: what is left to do here does not depend on it
    if (!(error instanceof CodedError)) throw error;
    isThere = false;
    yield* LOG.exception(work, `Post live migration at destination ${dest} failed`, error);
  }
  yield* pause(compute.host, TIMES.audit);
  yield* audit(compute, context);
  yield* pause(compute.host, TIMES.update_instance_info);
  yield* updateInstanceInfo({ compute, context, instance });
  yield* tellAct(work, 'live_migration_post', 'end');
  if (isThere) yield* LOG.info(work, `Migrating instance to ${dest} finished successfully.`);
  yield* cleanConsoleTokens(compute, context, uuid);
  yield* saveStatus(work, 'completed', TIMES.completed);
  yield* giveBackAllocations(placementOf(work), text(migration.data, 'uuid'));
}

const placementOf = ({ compute, context }: LiveWork): PlacementClient => ({
  host: compute.host,
  context,
  before: () => pause(compute.host, TIMES.placement),
});

/** In a thread of its own: what fails of it is a fault of the instance, which stays as it is, and nobody hears of it. */
function* takenBack(work: LiveWork): Task {
  try {
    yield* withFault(work.compute, work.context, work.instance, rollBack(work));
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    yield* LOG.exception(
      work,
      'An error occurred while cleaning up networking during live migration rollback.',
      error,
    );
  }
}

/**
 * `_cleanup_pre_live_migration`, `_rollback_live_migration`: the server runs on here, and holds what it held; only then its
 * row says so, and the record of the move, which stood in `error` meanwhile, that it has failed.
 */
function* rollBack(work: LiveWork): Task {
  const { compute, context, instance, dest } = work;
  yield* saveStatus(work, 'error', TIMES.running);
  const pci_requests = yield* ask(work, 'InstancePCIRequests.get_by_instance_uuid');
  setFields(instance, { pci_requests });
  yield* revertAllocation(work);
  yield* blockDevices(work);
  yield* tellAct(work, 'live_migration_rollback', 'start');
  instance.data.migration_context = yield* ask(work, 'MigrationContext.get_by_instance_uuid');
  yield* withMigration(work, clearBindings(compute, context, instance.data, dest));
  setFields(instance, { task_state: null, progress: 0 });
  yield* pause(compute.host, TIMES.save_host);
  yield* objectAction(compute, context, instance, 'drop_migration_context');
  yield* pause(compute.host, TIMES.save_host);
  yield* objectAction(compute, context, instance, 'save', { expected_task_state: ['migrating'] });
  yield* tellAct(work, 'live_migration_rollback', 'end');
  yield* saveStatus(work, 'failed', TIMES.running);
}

function* ask({ compute, context, uuid }: LiveWork, method: `${string}.${string}`): Task<Json> {
  yield* pause(compute.host, TIMES.migration_context);
  return yield* classAction(compute, context, method, [uuid]);
}
