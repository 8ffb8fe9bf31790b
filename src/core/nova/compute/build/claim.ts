/**
 * The claim on the host (`resource_tracker.py:instance_claim`, `_update`): host and node are saved on the instance, the
 * ComputeNode's counters go up, allocations in Placement are compared.
 */
import type { JsonObject } from '../../../base/json.ts';
import { having } from '../../../rpc/none.ts';
import { holding, type Task } from '../../../service/effects.ts';
import { elevated } from '../../context.ts';
import { objectAt, text, textsAt } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { fromPrimitive, type LiveObject, setFields } from '../../objects/ovo.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { classAction, objectAction, objectsOf } from '../conductor-api.ts';
import { allocationsOf } from '../host/allocations.ts';
import { type Occasion, recount, trackedOf } from '../host/resource-tracker.ts';
import { updatePlacement } from '../host/update-placement.ts';
import type { Build, Compute } from '../state.ts';
import { save } from './build-save.ts';

const LOG = loggerOf('nova.compute.claims');
const CLAIM = TIMING.compute.instance_claim;

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
  const boot_roles = textsAt(context, 'roles').join(',');
  const known = objectAt(instance.data, 'system_metadata');
  setFields(instance, {
    host: name,
    node: name,
    launched_on: name,
    numa_topology: null,
    // on a second host it has them already: a dict is changed where it differs (`obj_what_changed`)
    ...(known.boot_roles === boot_roles ? {} : { system_metadata: { ...known, boot_roles } }),
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
  occasion: Occasion = 'instance',
): Task {
  yield* updateNode(compute, times.save_node, occasion);
  yield* updatePlacement(compute, context, times.service);
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
export function* updateNode(compute: Compute, afterMs: number, occasion: Occasion = 'instance'): Task {
  const { node, host } = compute;
  if (!node || !recount(compute, occasion)) return;
  yield* pause(host, afterMs);
  yield* objectAction(compute, node.context, node.object, 'save');
}
