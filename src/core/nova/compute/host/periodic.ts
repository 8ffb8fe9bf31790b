/** What a compute does by itself: heartbeat, resource audit, healing of one network cache, instance sync. */
import { CodedError } from '../../../base/assert.ts';
import type { JsonObject } from '../../../base/json.ts';
import { type Micros, micros, plus } from '../../../base/time.ts';
import { beginAnew, holding, sleep, type Task } from '../../../service/effects.ts';
import { adminContext } from '../../context.ts';
import { text, whole } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { dataOf, fromPrimitive, setFields } from '../../objects/ovo.ts';
import { FIRST_REPORT_AFTER, reportInterval } from '../../service-record.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { updateNode } from '../build/claim.ts';
import { classAction, objectAction, objectsOf } from '../conductor-api.ts';
import { healOne } from '../info-cache.ts';
import { countMoves, forgetMoves } from '../move/moves.ts';
import { syncInstanceInfo } from '../scheduler-info.ts';
import type { Compute } from '../state.ts';
import { removeDeletedAllocations } from './allocations.ts';
import { cleanConsoles, cleanMigrations, runPendingDeletes } from './cleanups.ts';
import { createNode } from './first-start.ts';
import { confirmOld, offloadOld, reclaimOld } from './polls.ts';
import { syncPowerStates } from './power-sync.ts';
import { remember, trackedOf } from './resource-tracker.ts';
import { updatePlacement } from './update-placement.ts';

const LOG = loggerOf('nova.servicegroup.drivers.db');
const MANAGER = loggerOf('nova.compute.manager');
const PERIODIC = loggerOf('oslo_service.periodic_task');

const AUDIT = TIMING.compute.update_available_resource;
const MINUTE = micros(60_000_000);

/** A context of its own for each task, as `get_admin_context()` makes it. */
export function ownContext(compute: Compute): JsonObject {
  return adminContext(`req-${compute.host.stream('id').uuid()}`, compute.host.wall().isoMicros);
}

/** What fails is logged, and no more comes of it; null = Nova has no line for it. */
export function* forgiving(log: ((error: CodedError) => Task) | null, task: Task): Task {
  try {
    yield* task;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    if (log) yield* log(error);
  }
}

/** A periodic task: the next round comes all the same (`oslo_service/periodic_task.py:run_periodic_tasks`). */
const periodic = (context: JsonObject, name: string, task: Task): Task =>
  forgiving((error) => PERIODIC.exception({ context }, `Error during ComputeManager.${name}`, error), task);

/** Every `report_interval`: a CALL to the cell conductor, since a compute cannot write its own `services` row. */
export function* heartbeat(compute: Compute): Task {
  const interval = reportInterval(compute.host);
  if (interval === 0) return;
  const context = ownContext(compute);
  yield* sleep(FIRST_REPORT_AFTER);
  let isLost = false;
  for (;;) {
    yield* beginAnew();
    const { service } = compute;
    if (service) {
      setFields(service, { report_count: whole(service.data, 'report_count') + 1 });
      isLost = yield* reported(compute, isLost, objectAction(compute, context, service, 'save'));
    }
    yield* sleep(interval);
  }
}

/** Whether the conductor did not take a report: it is told once, and when it is over (`servicegroup/drivers/db.py`). */
function* reported({ name }: Compute, wasLost: boolean, report: Task): Task<boolean> {
  try {
    yield* report;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    if (error.code === 'ServiceNotFound') yield* LOG.error({ context: null }, goneRecord(name), error);
    else if (error.code !== 'MessagingTimeout')
      yield* LOG.exception({ context: null }, 'Unexpected error while reporting service status', error);
    else if (!wasLost)
      yield* LOG.warning(
        { context: null },
        'Lost connection to nova-conductor for reporting service status.',
        error,
      );
    return true;
  }
  if (wasLost) yield* LOG.info({ context: null }, 'Recovered from being unable to report status.');
  return false;
}

const goneRecord = (host: string): string =>
  `The services table record for the nova-compute service on host ${host} is gone. You either need to stop this service if it should be deleted or restart it to recreate the record in the database.`;

/**
 * Periodic tasks, in the order in which the manager defines them. The first look comes at a random moment of the first minute
 * (`periodic_fuzzy_delay` 60); what is not marked `run_immediately` has its turn when its spacing has passed since the
 * process `began`. Of a process that was up before the beginning nobody knows when its turns are: it has one each minute, of a
 * task with a longer spacing at the end of the first such time.
 */
export function* everyMinute(compute: Compute, began: Micros): Task {
  const { host } = compute;
  const { isCold } = host;
  yield* sleep(plus(host.quietUntil, micros(host.stream('periodic').below(60_000_000))));
  if (isCold) {
    yield* beginAnew();
    const context = ownContext(compute);
    yield* periodic(context, '_sync_power_states', syncPowerStates(compute, context));
    const left = plus(began, MINUTE) - host.now();
    if (left > 0) yield* sleep(micros(left));
  }
  for (let round = 1; ; round += 1) {
    yield* beginAnew();
    yield* oneRound(compute, round, isCold);
    yield* sleep(MINUTE);
  }
}

/** Minutes between two turns (`shelved_poll_interval`, `sync_power_state_interval`, `instance_delete_interval`). */
const SPACING = { shelved: 60, power: 10, cleanups: 5 } as const;

/** `round` = its number, from 1. */
function* oneRound(compute: Compute, round: number, isCold: boolean): Task {
  const context = ownContext(compute);
  const isTurn = (spacing: number): boolean => round % spacing === 0;
  if (round % 2 === (isCold ? 0 : 1))
    yield* periodic(context, '_sync_scheduler_instance_info', syncInstances(compute, context));
  yield* periodic(context, '_heal_instance_info_cache', healOne(compute, context));
  yield* periodic(context, '_poll_unconfirmed_resizes', confirmOld(compute, context));
  if (isTurn(SPACING.shelved))
    yield* periodic(context, '_poll_shelved_instances', offloadOld(compute, context));
  // of one that began in the run ten minutes after its first look, which was before its first round
  if (isCold ? round > 1 && round % SPACING.power === 1 : isTurn(SPACING.power))
    yield* periodic(context, '_sync_power_states', syncPowerStates(compute, context));
  yield* periodic(context, '_reclaim_queued_deletes', reclaimOld(compute, context));
  yield* periodic(context, 'update_available_resource', audit(compute, context));
  if (!isTurn(SPACING.cleanups)) return;
  yield* periodic(context, '_run_pending_deletes', runPendingDeletes(compute, context));
  yield* periodic(context, '_cleanup_incomplete_migrations', cleanMigrations(compute, context));
  yield* periodic(context, '_cleanup_expired_console_auth_tokens', cleanConsoles(compute, context));
}

/**
 * `update_available_resource`: four calls, Placement asked between them; ComputeNode.save only on a difference, and none by a
 * process that is only taken up where it was (`isRemembered`).
 */
export function* audit(compute: Compute, context: JsonObject, isRemembered = false): Task {
  const [node = null] = yield* nodesOf(compute, context);
  yield* forgiving(
    (error) => MANAGER.exception({ context }, `Error updating resources for node ${compute.name}.`, error),
    holding(compute.resources, countAnew(compute, context, node, isRemembered)),
  );
}

function* nodesOf(compute: Compute, context: JsonObject): Task<readonly JsonObject[]> {
  const asking = { use_slave: true };
  try {
    const nodes = yield* classAction(
      compute,
      context,
      'ComputeNodeList.get_all_by_host',
      [compute.name],
      asking,
    );
    return objectsOf(nodes);
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'ComputeHostNotFound') throw error;
    if (compute.node)
      yield* MANAGER.error({ context }, `No compute node record for host ${compute.name}`, error);
    return [];
  }
}

/** `clean_compute_node_cache`: one whose row was deleted under a running process is made anew, with a provider of its own. */
function forgetNode(compute: Compute): void {
  if (!compute.node) return;
  compute.node = null;
  compute.failedBuilds = 0;
  compute.knowsProvider = false;
  compute.provider = null;
  compute.isMarkedDisabled = null;
}

/** `_update_available_resource`, while nobody claims; null = its host has no node yet */
function* countAnew(
  compute: Compute,
  context: JsonObject,
  node: JsonObject | null,
  isRemembered: boolean,
): Task {
  const { name, host } = compute;
  // the tracker keeps the object that it has, and so the context with which it loaded it
  if (!node) forgetNode(compute);
  else compute.node = { object: fromPrimitive(node), context: compute.node?.context ?? context };
  const isNew = !compute.node;
  compute.node ??= { object: yield* createNode(compute, context), context };
  yield* pause(host, AUDIT.instances);
  const instances = yield* classAction(compute, context, 'InstanceList.get_by_host_and_node', [name, name], {
    expected_attrs: ['system_metadata', 'numa_topology', 'flavor', 'migration_context', 'resources'],
  });
  compute.tracked.clear();
  forgetMoves(compute);
  for (const primitive of objectsOf(instances)) {
    const data = dataOf(primitive);
    compute.tracked.set(text(data, 'uuid'), trackedOf(data));
  }
  yield* pause(host, AUDIT.migrations);
  const unfinished = yield* classAction(compute, context, 'MigrationList.get_in_progress_and_error', [
    name,
    name,
  ]);
  const migrations = objectsOf(unfinished).map(dataOf);
  yield* countMoves(compute, context, migrations, objectsOf(instances).map(dataOf));
  const moving = migrations.map((migration) => text(migration, 'uuid'));
  if (!isNew) yield* removeDeletedAllocations(compute, context, moving);
  if (isRemembered) remember(compute, objectsOf(instances).map(dataOf));
  else yield* updateNode(compute, AUDIT.save_node, 'audit');
  yield* updatePlacement(compute, context, AUDIT.service);
}

/** `_sync_scheduler_instance_info`, every 120 s: a fanout that no scheduler of another vhost can hear. */
function* syncInstances(compute: Compute, context: JsonObject): Task {
  const list = yield* classAction(compute, context, 'InstanceList.get_by_host', [compute.name], {
    expected_attrs: [],
    use_slave: true,
  });
  const uuids = objectsOf(list).map((o) => text(dataOf(o), 'uuid'));
  yield* syncInstanceInfo({ compute, context }, uuids);
}
