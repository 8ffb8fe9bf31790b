/**
 * `rebuild_instance` (`nova/compute/manager.py:ComputeManager.rebuild_instance`): the guest goes and comes again with a new
 * disk, its network and its resources stay. Each stage is saved before it begins. The fake driver has no rebuild of its own.
 */
import { CodedError } from '../../../base/assert.ts';
import type { Json, JsonObject } from '../../../base/json.ts';
import type { Incoming } from '../../../rpc/server.ts';
import type { Task } from '../../../service/effects.ts';
import { askGlance } from '../../ask-glance.ts';
import { elevated, textOf } from '../../context.ts';
import { text, textOr } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { usageOf } from '../../notify-instance.ts';
import { setFields } from '../../objects/ovo.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { classAction, objectAction } from '../conductor-api.ts';
import { allocationsOf } from '../host/allocations.ts';
import { vifsOf } from '../info-cache.ts';
import { type InstanceWork, onInstance, RUNNING, saveAs } from '../instance-work.ts';
import { evacuateHere } from '../move/evacuate.ts';
import { updateInstanceInfo } from '../scheduler-info.ts';
import type { Compute } from '../state.ts';
import { tellAct, tellExists } from '../tell-act.ts';
import { stopHere } from './power.ts';
import { AS_TOLD, rebuilt } from './rebuild-failure.ts';

const LOG = loggerOf('nova.compute.manager');

const TIMES = TIMING.compute.rebuild_instance;

/** One method of two: with `recreate` the server comes from a host that is lost. */
export function* rebuildInstance(compute: Compute, incoming: Incoming): Task<Json> {
  const isEvacuation = incoming.args.recreate === true;
  return yield* isEvacuation ? evacuateHere(compute, incoming) : rebuildHere(compute, incoming);
}

function* rebuildHere(compute: Compute, incoming: Incoming): Task<Json> {
  const around = { method: 'rebuild_instance', times: TIMES };
  return yield* onInstance(compute, incoming, around, function* (work) {
    const { context, uuid } = work;
    const asAdmin = elevated(context);
    yield* LOG.info(work, 'Rebuilding instance');
    const image_name = yield* askForImage(work, text(incoming.args, 'image_ref'));
    yield* pause(compute.host, TIMES.allocations);
    yield* allocationsOf(compute, asAdmin, uuid);
    // no record of a move fails with it
    const told = { ...AS_TOLD, usage: { image_name } };
    const before = existedAs(work, incoming.args);
    if (yield* rebuilt(work, remake(work, told, before), nothing)) yield* settle(work);
  });
}

type RebuildTold = typeof AS_TOLD & { readonly usage: JsonObject };

function* nothing(): Task {}

/** Its row names the new image by now: what existed had the old one. */
function existedAs({ instance }: InstanceWork, args: JsonObject): JsonObject {
  const image = textOr(args, 'orig_image_ref', null);
  const system_metadata = args.orig_sys_metadata ?? instance.data.system_metadata ?? {};
  const { image_ref_url, image_meta } = usageOf(
    { ...instance.data, image_ref: image, system_metadata },
    false,
  );
  return { image_ref_url: image_ref_url ?? null, image_meta: image_meta ?? {} };
}

/** Name of `ImageMeta.from_image_ref`. Errors: `CodedError` `ImageNotFound`. */
function* askForImage({ compute, context }: InstanceWork, image: string): Task<string> {
  const globalRequestId = textOf(context, 'request_id');
  const ask = { method: 'GET', globalRequestId } as const;
  yield* pause(compute.host, TIMES.image);
  const reply = yield* askGlance({ host: compute.host, context }, { ...ask, path: `/v2/images/${image}` });
  if (reply.status !== 200) throw new CodedError('ImageNotFound', `Image ${image} could not be found.`);
  yield* pause(compute.host, TIMES.image_schema);
  yield* askGlance({ host: compute.host, context }, { ...ask, path: '/v2/schemas/image' });
  return textOr(JSON.parse(reply.body) as JsonObject, 'name', '');
}

/** `before` = what is told of the server as it was. */
function* remake(work: InstanceWork, told: RebuildTold, before: JsonObject): Task {
  const { compute, context, instance } = work;
  const { host } = compute;
  const wasStopped = instance.data.vm_state === 'stopped';
  yield* load(work, TIMES.trusted_certs, 'TrustedCerts', 'trusted_certs');
  yield* tellExists(work, before);
  yield* tellAct(work, 'rebuild', 'start', told);
  yield* pause(host, TIMES.save_rebuilding);
  yield* saveAs(work, ['rebuilding'], {
    power_state: compute.driver.powerOf(instance.data),
    task_state: 'rebuilding',
  });
  yield* lookAtClaim(work);
  compute.driver.power(work.uuid);
  yield* pause(host, TIMES.save_block_devices);
  yield* saveAs(work, ['rebuilding'], { task_state: 'rebuild_block_device_mapping' });
  yield* saveAs(work, ['rebuild_block_device_mapping'], { task_state: 'rebuild_spawning' });
  compute.driver.spawn(instance.data);
  compute.driver.plug(vifsOf(instance.data));
  const launched_at = host.wall().iso;
  const active = { power_state: RUNNING, vm_state: 'active', task_state: null, launched_at };
  yield* saveAs(work, ['rebuild_spawning'], active);
  if (wasStopped) {
    yield* LOG.info(work, "bringing vm to original state: 'stopped'");
    setFields(instance, { vm_state: 'active', task_state: 'powering-off', progress: 0 });
    yield* objectAction(compute, context, instance, 'save');
    yield* stopHere(work);
  }
  yield* pause(host, TIMES.update_instance_info);
  yield* updateInstanceInfo({ compute, context: elevated(context), instance });
  yield* tellAct(work, 'rebuild', 'end', told);
}

/**
 * While the guest is made anew its claim counts as a move's would (`mutated_migration_context`): there is none, but what it
 * would change is looked up, and saved as it was.
 */
function* lookAtClaim(work: InstanceWork): Task {
  const { instance } = work;
  yield* load(work, TIMES.numa_topology, 'InstanceNUMATopology', 'numa_topology');
  yield* load(work, TIMES.pci_requests, 'InstancePCIRequests', 'pci_requests');
  yield* load(work, TIMES.pci_devices, 'PciDeviceList', 'pci_devices');
  yield* load(work, TIMES.resources, 'ResourceList', 'resources');
  const known = new Set(instance.changes);
  yield* load(work, TIMES.migration_context, 'MigrationContext', 'migration_context');
  if (!known.has('migration_context')) instance.changes.delete('migration_context');
  const { numa_topology = null, pci_requests = null, pci_devices = null, resources = null } = instance.data;
  setFields(instance, { numa_topology, pci_requests, pci_devices, resources });
}

/** A field that did not come with the instance is asked for at the first look (`nova/objects/instance.py:obj_load_attr`). */
function* load(work: InstanceWork, afterMs: number, objname: string, field: string): Task {
  const { compute, context, instance, uuid } = work;
  if (field in instance.data) return;
  yield* pause(compute.host, afterMs);
  const value = yield* classAction(compute, context, `${objname}.get_by_instance_uuid`, [uuid]);
  setFields(instance, { [field]: value });
}

/** `resource_tracker.py:finish_evacuation`: it is here; no move is under way. */
function* settle({ compute, context, instance }: InstanceWork): Task {
  const here: JsonObject = { host: compute.name, node: compute.name };
  setFields(instance, here);
  yield* objectAction(compute, context, instance, 'save');
  yield* pause(compute.host, TIMES.drop_context);
  yield* objectAction(compute, context, instance, 'drop_migration_context');
}
