/**
 * What Placement has allocated of this host, and to whom (`nova/compute/resource_tracker.py`,
 * `nova/scheduler/client/report.py:get_allocations_for_provider_tree`).
 */
import { CodedError } from '../../../base/assert.ts';
import type { Json, JsonObject } from '../../../base/json.ts';
import { pythonStr } from '../../../base/python.ts';
import type { Task } from '../../../service/effects.ts';
import { askPlacement } from '../../ask-placement.ts';
import { elevated, textOf } from '../../context.ts';
import { text, textOr } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { dataOf, type LiveObject } from '../../objects/ovo.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { classAction } from '../conductor-api.ts';
import { deleteAllocations } from '../server/deallocate.ts';
import type { Compute } from '../state.ts';

const TRACKER_LOG = loggerOf('nova.compute.resource_tracker');
const REPORT_LOG = loggerOf('nova.scheduler.client.report');
const COMPARE = TIMING.compute.compare_allocations;

/** Placement's allocations on this provider, then those of each consumer (`_update_to_placement`). */
export function* compareAllocations(compute: Compute, context: JsonObject): Task {
  for (const consumer of Object.keys(yield* consumersOf(compute, context))) {
    yield* pause(compute.host, COMPARE.of_consumer);
    yield* askForAllocations(compute, context, consumer);
  }
}

/**
 * Of a consumer of this provider that is neither counted here nor one of `migrations` the cell is asked; what was deleted loses its allocation, what is
 * unknown keeps it: it may be about to be made (`_remove_deleted_instances_allocations`).
 */
export function* removeDeletedAllocations(
  compute: Compute,
  context: JsonObject,
  migrations: readonly string[],
): Task {
  const asAdmin = elevated(context);
  for (const [uuid, held] of Object.entries(yield* knownConsumers(compute, context))) {
    if (compute.tracked.has(uuid) || migrations.includes(uuid)) continue;
    const found = yield* askForUnknown(compute, asAdmin, uuid);
    if (found?.deleted === true && found.hidden !== true) yield* deleteAllocations(compute, asAdmin, uuid);
    else yield* tellLeft(compute, context, uuid, found, held);
  }
}

/** What is held here for a server that does not count here is left, and told. */
function* tellLeft(
  { name }: Compute,
  context: JsonObject,
  uuid: string,
  found: JsonObject | null,
  held: Json,
): Task {
  const host = found && textOr(found, 'host', null);
  if (!found)
    yield* TRACKER_LOG.info(
      { context },
      `Instance ${uuid} has allocations against this compute host but is not found in the database.`,
    );
  else if (host !== null && host !== name)
    yield* TRACKER_LOG.warning(
      { context },
      `Instance ${uuid} has been moved to another host ${host}(${textOr(found, 'node', 'None')}). There are allocations remaining against the source host that might need to be removed: ${pythonStr(held)}.`,
    );
  else if (host === name && textOr(found, 'task_state', null) === null)
    yield* TRACKER_LOG.warning(
      { context },
      `Instance ${uuid} is not being actively managed by this compute host but has allocations referencing this compute host: ${pythonStr(held)}. Skipping heal of allocation because we do not know what to do.`,
    );
}

/** Where they cannot be had none is looked at. */
function* knownConsumers(compute: Compute, context: JsonObject): Task<JsonObject> {
  try {
    return yield* consumersOf(compute, context);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const why = `Skipping removal of allocations for deleted instances: ${error.message}`;
    yield* TRACKER_LOG.error({ context }, why, error);
    return {};
  }
}

/** Who holds what of this host. Errors: `CodedError` `ConnectFailure`, `ResourceProviderAllocationRetrievalFailed`. */
function* consumersOf(compute: Compute, context: JsonObject): Task<JsonObject> {
  const { host, node } = compute;
  if (!node) return {};
  yield* pause(host, COMPARE.of_provider);
  const reply = yield* askPlacement(host, {
    method: 'GET',
    path: `/resource_providers/${text(node.object.data, 'uuid')}/allocations`,
    globalRequestId: textOf(context, 'request_id'),
  });
  if (reply.status !== 200) throw notRetrieved(node.object, reply.body);
  return (JSON.parse(reply.body) as { allocations?: JsonObject }).allocations ?? {};
}

const notRetrieved = ({ data }: LiveObject, said: string): CodedError =>
  new CodedError(
    'ResourceProviderAllocationRetrievalFailed',
    `Failed to retrieve allocations for resource provider ${text(data, 'uuid')}: ${said}`,
  );

function* askForUnknown(compute: Compute, context: JsonObject, uuid: string): Task<JsonObject | null> {
  yield* pause(compute.host, COMPARE.unknown_instance);
  try {
    const asking = { ...context, read_deleted: 'yes' };
    return dataOf(
      yield* classAction(compute, asking, 'Instance.get_by_uuid', [uuid], { expected_attrs: [] }),
    );
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'InstanceNotFound') throw error;
    return null;
  }
}

/** `report.py:get_allocations_for_consumer`: that nobody answers is logged alone. */
export function* allocationsOf(compute: Compute, context: JsonObject, consumer: string): Task {
  try {
    yield* askForAllocations(compute, context, consumer);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const why = `Failed to get allocations for consumer ${consumer}: ${error.message}`;
    yield* REPORT_LOG.warning({ context }, why);
  }
}

/** Errors: `CodedError` `ConnectFailure`. */
function* askForAllocations(compute: Compute, context: JsonObject, consumer: string): Task {
  yield* askPlacement(compute.host, {
    method: 'GET',
    path: `/allocations/${consumer}`,
    microversion: 'placement 1.28',
    globalRequestId: textOf(context, 'request_id'),
  });
  yield* pause(compute.host, COMPARE.compared);
}
