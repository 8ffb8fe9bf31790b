/**
 * The claim on the host (`resource_tracker.py:instance_claim`, `_update`): host and node are saved on the instance, the
 * ComputeNode's counters go up, allocations in Placement are compared.
 */
import { CodedError } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import { having } from '../../rpc/none.ts';
import { holding, http, type Task } from '../../service/effects.ts';
import { textOf } from '../context.ts';
import { objectAt, text, textsAt } from '../fields.ts';
import { fromPrimitive, setFields } from '../objects/ovo.ts';
import { pause, TIMING } from '../timing.ts';
import { ACTORS } from '../words.ts';
import { save } from './build-save.ts';
import { classAction, objectAction, objectsOf } from './conductor-api.ts';
import { recount, trackedOf } from './resource-tracker.ts';
import type { Build, Compute } from './state.ts';

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

/** Sent with the context of the periodic task that loaded the node: in the recorded boot, too, it has another request id. */
export function* updateNode(compute: Compute, afterMs: number, isAnew = false): Task {
  const { node, host } = compute;
  if (!node || !recount(compute, isAnew)) return;
  yield* pause(host, afterMs);
  yield* objectAction(compute, node.context, node.object, 'save');
}

/**
 * Placement's allocations on this provider, then those of each consumer. In an audit the cell is asked of a consumer that is
 * neither counted here nor one of `migrations`; what it does not know keeps its allocation
 * (`_remove_deleted_instances_allocations`).
 */
export function* compareAllocations(
  compute: Compute,
  context: JsonObject,
  migrations: readonly string[] | null = null,
): Task {
  const { host, node } = compute;
  if (!node) return;
  yield* pause(host, COMPARE.of_provider);
  const reply = yield* http({
    to: ACTORS.placement,
    method: 'GET',
    path: `/resource_providers/${text(node.object.data, 'uuid')}/allocations`,
    globalRequestId: textOf(context, 'request_id'),
  });
  const { allocations } = JSON.parse(reply.body) as { allocations?: { [consumer: string]: unknown } };
  const consumers = Object.keys(allocations ?? {});
  for (const consumer of consumers) {
    if (migrations === null || migrations.includes(consumer)) continue;
    if (!compute.tracked.has(consumer)) yield* askForUnknown(compute, context, consumer);
  }
  for (const consumer of consumers) {
    yield* pause(host, COMPARE.of_consumer);
    yield* allocationsOf(compute, context, consumer);
  }
}

function* askForUnknown(compute: Compute, context: JsonObject, uuid: string): Task {
  yield* pause(compute.host, COMPARE.unknown_instance);
  try {
    const asking = { ...context, read_deleted: 'yes' };
    yield* classAction(compute, asking, 'Instance.get_by_uuid', [uuid], { expected_attrs: [] });
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'InstanceNotFound') throw error;
  }
}

export function* allocationsOf(compute: Compute, context: JsonObject, consumer: string): Task {
  yield* http({
    to: ACTORS.placement,
    method: 'GET',
    path: `/allocations/${consumer}`,
    microversion: 'placement 1.28',
    globalRequestId: textOf(context, 'request_id'),
  });
  yield* pause(compute.host, COMPARE.compared);
}
