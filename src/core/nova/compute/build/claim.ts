/**
 * The claim on the host (`resource_tracker.py:instance_claim`, `_update`): host and node are saved on the instance, the
 * ComputeNode's counters go up, allocations in Placement are compared.
 */
import { CodedError } from '../../../base/assert.ts';
import type { Json, JsonObject } from '../../../base/json.ts';
import { pythonStr } from '../../../base/python.ts';
import { having } from '../../../rpc/none.ts';
import { holding, type Task } from '../../../service/effects.ts';
import { askPlacement } from '../../ask-placement.ts';
import { elevated, textOf } from '../../context.ts';
import { objectAt, text, textOr, textsAt } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { dataOf, fromPrimitive, type LiveObject, setFields } from '../../objects/ovo.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { classAction, objectAction, objectsOf } from '../conductor-api.ts';
import { recount, trackedOf } from '../host/resource-tracker.ts';
import { deleteAllocations } from '../server/deallocate.ts';
import type { Build, Compute } from '../state.ts';
import { save } from './build-save.ts';

const LOG = loggerOf('nova.compute.claims');
const TRACKER_LOG = loggerOf('nova.compute.resource_tracker');
const REPORT_LOG = loggerOf('nova.scheduler.client.report');
const CLAIM = TIMING.compute.instance_claim;
const COMPARE = TIMING.compute.compare_allocations;

export function* instanceClaim(build: Build): Task {
  const { compute, context, uuid } = build;
  yield* pause(compute.host, CLAIM.allocations);
  yield* allocationsOf(compute, context, uuid);
  yield* holding(compute.resources, claim(build));
}

function* claim(build: Build): Task {
  const { compute, context, instance, uuid } = build;
  const { host, name } = compute;
  yield* LOG.info({ context, uuid }, `Claim successful on node ${name}`);
  yield* pause(host, CLAIM.save_host);
  const roles = textsAt(context, 'roles');
  setFields(instance, {
    host: name,
    node: name,
    launched_on: name,
    numa_topology: null,
    system_metadata: { ...objectAt(instance.data, 'system_metadata'), boot_roles: roles.join(',') },
  });
  yield* objectAction(compute, context, instance, 'save');
  yield* pause(host, CLAIM.disks);
  const disks = yield* classAction(compute, context, 'BlockDeviceMappingList.get_by_instance_uuid', [uuid]);
  const [root] = objectsOf(having(disks, 'root_bdm'));
  build.rootDisk = root ? fromPrimitive(root) : null;
  compute.tracked.set(uuid, trackedOf(instance.data));
  yield* usageChanged(compute, context, CLAIM);
}

/** `resource_tracker.py:_update`: the node's counters, what Placement has of it, whether the service is disabled. */
export function* usageChanged(
  compute: Compute,
  context: JsonObject,
  times: { readonly save_node: number; readonly service: number },
): Task {
  yield* updateNode(compute, times.save_node);
  yield* compareAllocations(compute, context);
  yield* pause(compute.host, times.service);
  const service = yield* classAction(compute, context, 'Service.get_by_compute_host', [compute.name]);
  having(service, 'disabled');
}

/** `abort_instance_claim`: the instance is on no host again, and is counted no longer. */
export function* abortClaim(build: Build): Task {
  const { compute, uuid } = build;
  const abort = function* (): Task {
    compute.tracked.delete(uuid);
    yield* save(build, CLAIM.abort, { host: null, node: null });
    yield* usageChanged(compute, build.context, CLAIM);
  };
  yield* holding(compute.resources, abort());
}

/** A server in one of these holds nothing of its host (`vm_states.ALLOW_RESOURCE_REMOVAL`). */
const HOLDING_NOTHING: ReadonlySet<string> = new Set(['deleted', 'shelved_offloaded']);

/**
 * The tracker hears that a server that it counts has changed (`resource_tracker.py:update_usage`): one that holds nothing
 * any more is counted no longer.
 */
export function* updateUsage(compute: Compute, context: JsonObject, instance: LiveObject): Task {
  const { name, tracked } = compute;
  const uuid = text(instance.data, 'uuid');
  if (instance.data.host !== name || !tracked.has(uuid)) return;
  yield* holding(compute.resources, countAgain(compute, context, instance));
}

function* countAgain(compute: Compute, context: JsonObject, instance: LiveObject): Task {
  const uuid = text(instance.data, 'uuid');
  const { tracked } = compute;
  if (HOLDING_NOTHING.has(text(instance.data, 'vm_state'))) {
    if (!('resources' in instance.data)) yield* loadResources(compute, context, instance);
    tracked.delete(uuid);
  } else tracked.set(uuid, trackedOf(instance.data));
  yield* usageChanged(compute, elevated(context), CLAIM);
}

/** What it was assigned of the host, deleted or not (`nova/objects/instance.py:obj_load_attr`). */
function* loadResources(compute: Compute, context: JsonObject, instance: LiveObject): Task {
  yield* pause(compute.host, TIMING.compute.terminate_instance.resources);
  const asking = { ...context, read_deleted: 'yes' };
  const uuid = text(instance.data, 'uuid');
  const resources = yield* classAction(compute, asking, 'ResourceList.get_by_instance_uuid', [uuid]);
  setFields(instance, { resources });
}

/** Sent with the context of the periodic task that loaded the node: in the recorded boot, too, it has another request id. */
export function* updateNode(compute: Compute, afterMs: number, isAnew = false): Task {
  const { node, host } = compute;
  if (!node || !recount(compute, isAnew)) return;
  yield* pause(host, afterMs);
  yield* objectAction(compute, node.context, node.object, 'save');
}

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
