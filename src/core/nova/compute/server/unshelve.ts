/**
 * A server that is unshelved on a new host (`nova/compute/manager.py:ComputeManager.unshelve_instance`): claim, its ports
 * bound here, spawned from the image that was made of it; the image goes.
 */
import { CodedError } from '../../../base/assert.ts';
import { isObject, type Json, type JsonObject } from '../../../base/json.ts';
import type { Incoming } from '../../../rpc/server.ts';
import { holding, type Task } from '../../../service/effects.ts';
import { elevated } from '../../context.ts';
import { textOr } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { setFields } from '../../objects/ovo.ts';
import { deleteAllocations } from '../../report-client.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { usageChanged } from '../build/claim.ts';
import { classAction, objectAction } from '../conductor-api.ts';
import { allocationsOf } from '../host/allocations.ts';
import { trackedOf } from '../host/resource-tracker.ts';
import { vifsOf } from '../info-cache.ts';
import { instanceLock } from '../instance-lock.ts';
import { type InstanceWork, lookAtNetwork, onInstance, RUNNING, saveAs } from '../instance-work.ts';
import { bindPortsHere } from '../move/port-bindings.ts';
import { updateInstanceInfo } from '../scheduler-info.ts';
import type { Compute } from '../state.ts';
import { tellAct } from '../tell-act.ts';
import { passing, UNSHELVING } from '../wrap-trace.ts';
import { dropImage, withoutShelf } from './shelved.ts';

const CLAIMS = loggerOf('nova.compute.claims');
const LOG = loggerOf('nova.compute.manager');

const TIMES = TIMING.compute.unshelve_instance;

export function* unshelveInstance(compute: Compute, incoming: Incoming): Task<Json> {
  const { image } = incoming.args;
  const imageId = isObject(image) ? textOr(image, 'id', null) : null;
  return yield* onInstance(compute, incoming, { method: 'unshelve_instance', times: TIMES }, (work) =>
    holding(instanceLock(compute, work.uuid), unshelve(work, imageId)),
  );
}

function* unshelve(work: InstanceWork, imageId: string | null): Task {
  const { compute, context, instance, uuid } = work;
  const { host } = compute;
  yield* LOG.info(work, 'Unshelving');
  yield* pause(host, TIMES.block_devices);
  yield* classAction(compute, context, 'BlockDeviceMappingList.get_by_instance_uuid', [uuid]);
  yield* tellAct(work, 'unshelve', 'start');
  yield* pause(host, TIMES.save_spawning);
  setFields(instance, { task_state: 'spawning' });
  yield* objectAction(compute, context, instance, 'save');
  const { key_data = null, auto_disk_config = false, image_ref = null } = instance.data;
  setFields(instance, { key_data: null, auto_disk_config: false });
  yield* pause(host, TIMES.allocations);
  yield* allocationsOf(compute, context, uuid);
  if (imageId !== null) setFields(instance, { image_ref: imageId });
  yield* spawned(work, image_ref);
  if (imageId !== null) {
    yield* pause(host, TIMES.image);
    yield* dropImage(work, imageId);
  }
  yield* finish(work, { image_ref, key_data, auto_disk_config });
  yield* tellAct(work, 'unshelve', 'end');
}

/** What fails gives back what the scheduler set aside, and the server has no host again. */
function* spawned(work: InstanceWork, image_ref: Json): Task {
  const { compute, context, instance, uuid } = work;
  try {
    yield* holding(compute.resources, claim(work));
    yield* heldWhile(work, function* () {
      yield* bindPortsHere(compute, context, instance.data, TIMES);
      yield* lookAtNetwork(work, TIMES);
      compute.driver.spawn(instance.data);
      compute.driver.plug(vifsOf(instance.data));
    });
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    yield* LOG.exception(work, 'Instance failed to spawn', error);
    setFields(instance, { image_ref });
    yield* deleteAllocations({ host: compute.host, context, before: nothing }, uuid);
    setFields(instance, { host: null, node: null, launched_on: null, availability_zone: null });
    throw passing(error, UNSHELVING);
  }
}

/** `abort_instance_claim`, where what the claim is for fails: the instance is on no host again, and is counted no longer. */
function* heldWhile({ compute, context, instance, uuid }: InstanceWork, task: () => Task): Task {
  try {
    yield* task();
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const abort = function* (): Task {
      compute.tracked.delete(uuid);
      yield* pause(compute.host, TIMES.pci_requests);
      const held = yield* classAction(compute, context, 'ResourceList.get_by_instance_uuid', [uuid]);
      instance.data.resources = held;
      yield* pause(compute.host, TIMES.save_host);
      setFields(instance, { host: null, node: null, resources: null });
      yield* objectAction(compute, context, instance, 'save');
      yield* usageChanged(compute, elevated(context), TIMES);
    };
    yield* holding(compute.resources, abort());
    throw error;
  }
}

/** `resource_tracker.py:instance_claim` of an instance that comes without its topology and requests. */
function* claim({ compute, context, instance, uuid }: InstanceWork): Task {
  const { host, name } = compute;
  yield* pause(host, TIMES.pci_requests);
  const byUuid = [uuid] as const;
  instance.data.pci_requests = yield* classAction(
    compute,
    context,
    'InstancePCIRequests.get_by_instance_uuid',
    byUuid,
  );
  yield* pause(host, TIMES.numa_topology);
  const numa = yield* classAction(compute, context, 'InstanceNUMATopology.get_by_instance_uuid', byUuid);
  yield* CLAIMS.info({ context, uuid }, `Claim successful on node ${name}`);
  yield* pause(host, TIMES.save_host);
  setFields(instance, { host: name, node: name, launched_on: name, numa_topology: numa });
  yield* objectAction(compute, context, instance, 'save');
  yield* pause(host, TIMES.disks);
  yield* classAction(compute, context, 'BlockDeviceMappingList.get_by_instance_uuid', byUuid);
  compute.tracked.set(uuid, trackedOf(instance.data));
  yield* usageChanged(compute, context, TIMES);
}

function* finish(work: InstanceWork, restored: JsonObject): Task {
  const { compute, context, instance } = work;
  const { host } = compute;
  yield* pause(host, TIMES.save_active);
  yield* saveAs(work, 'spawning', {
    ...restored,
    system_metadata: withoutShelf(instance.data),
    power_state: RUNNING,
    vm_state: 'active',
    task_state: null,
    launched_at: host.wall().iso,
    resources: null,
  });
  yield* pause(host, TIMES.update_instance_info);
  yield* updateInstanceInfo({ compute, context, instance });
}

function* nothing(): Task {}
