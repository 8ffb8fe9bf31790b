/**
 * A server that is shelved (`nova/compute/manager.py:ComputeManager.shelve_instance`): off, its disk kept as an image; then
 * taken from the host at once (`[DEFAULT]/shelved_offload_time` 0), which gives back what it held.
 */
import { CodedError } from '../../../base/assert.ts';
import type { Json, JsonObject } from '../../../base/json.ts';
import type { Incoming } from '../../../rpc/server.ts';
import { http, type Task } from '../../../service/effects.ts';
import { textOf } from '../../context.ts';
import { objectAt, text } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { setFields } from '../../objects/ovo.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { ACTORS } from '../../words.ts';
import { usageChanged } from '../build/claim.ts';
import { classAction, objectAction } from '../conductor-api.ts';
import { type InstanceWork, lookAtNetwork, onInstance, SHUTDOWN, saveAs } from '../instance-work.ts';
import { deleteInstanceInfo } from '../scheduler-info.ts';
import type { Compute } from '../state.ts';
import { tellAct, tellExists } from '../tell-act.ts';

const LOG = loggerOf('nova.compute.manager');

const TIMES = TIMING.compute.shelve_instance;

export function* shelveInstance(compute: Compute, incoming: Incoming): Task<Json> {
  const { host, name } = compute;
  return yield* onInstance(compute, incoming, { method: 'shelve_instance', times: TIMES }, function* (work) {
    const { context, instance, uuid } = work;
    yield* LOG.info(work, 'Shelving');
    compute.driver.power(uuid);
    yield* pause(host, TIMES.block_devices);
    yield* classAction(compute, context, 'BlockDeviceMappingList.get_by_instance_uuid', [uuid]);
    yield* tellExists(work);
    yield* tellAct(work, 'shelve', 'start');
    yield* pause(host, TIMES.save_uploading);
    yield* saveAs(work, 'shelving', { task_state: 'shelving_image_uploading' });
    yield* pause(host, TIMES.save_shelved);
    const shelved = {
      shelved_at: host.wall().isoMicros.replace('Z', ''),
      shelved_image_id: text(incoming.args, 'image_id'),
      shelved_host: name,
    };
    yield* saveAs(work, ['shelving', 'shelving_image_uploading'], {
      system_metadata: { ...objectAt(instance.data, 'system_metadata'), ...shelved },
      vm_state: 'shelved',
      task_state: 'shelving_offloading',
      power_state: SHUTDOWN,
    });
    yield* tellAct(work, 'shelve', 'end');
    yield* offload(work);
  });
}

function* offload(work: InstanceWork): Task {
  const { compute, context, instance, uuid } = work;
  const { host } = compute;
  yield* LOG.info(work, 'Shelve offloading');
  yield* tellAct(work, 'shelve_offload', 'start');
  yield* lookAtNetwork(work, TIMES);
  yield* pause(host, TIMES.allocations);
  yield* deleteAllocations(context, uuid);
  yield* pause(host, TIMES.save_offloaded);
  const offloaded = { power_state: SHUTDOWN, vm_state: 'shelved_offloaded', task_state: null };
  yield* saveAs(work, ['shelving', 'shelving_offloading'], offloaded);
  if (compute.tracked.has(uuid)) yield* giveBack(work);
  yield* pause(host, TIMES.save_hostless);
  setFields(instance, { host: null, node: null, launched_on: null, availability_zone: null });
  yield* objectAction(compute, context, instance, 'save', { expected_task_state: null });
  yield* pause(host, TIMES.delete_instance_info);
  yield* deleteInstanceInfo({ compute, context, uuid });
  yield* tellAct(work, 'shelve_offload', 'end');
}

/** `delete_allocation_for_instance`: one that holds nothing any more is all right. */
export function* deleteAllocations(context: JsonObject, uuid: string): Task {
  const reply = yield* http({
    to: ACTORS.placement,
    method: 'DELETE',
    path: `/allocations/${uuid}`,
    globalRequestId: textOf(context, 'request_id'),
  });
  if (reply.status === 204 || reply.status === 404) return;
  throw new CodedError('AllocationDeleteFailed', `Failed to delete allocations for consumer ${uuid}.`);
}

/** `resource_tracker.py:update_usage` of one that has left: two of its fields are looked up for it. */
function* giveBack({ compute, context, instance, uuid }: InstanceWork): Task {
  const { host, tracked } = compute;
  tracked.delete(uuid);
  yield* pause(host, TIMES.resources);
  const resources = yield* classAction(compute, context, 'ResourceList.get_by_instance_uuid', [uuid]);
  setFields(instance, { resources });
  yield* pause(host, TIMES.numa_topology);
  const numa = yield* classAction(compute, context, 'InstanceNUMATopology.get_by_instance_uuid', [uuid]);
  instance.data.numa_topology = numa;
  yield* usageChanged(compute, context, TIMES);
}
