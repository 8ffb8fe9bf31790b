/**
 * A server that is shelved (`nova/compute/manager.py:ComputeManager.shelve_instance`): off, its disk kept as an image; then
 * taken from the host, which gives back what it held: at once where `[DEFAULT]/shelved_offload_time` is 0, else by a
 * periodic task (`host/polls.ts`), or never (-1).
 */
import type { Json } from '../../../base/json.ts';
import type { Incoming } from '../../../rpc/server.ts';
import { holding, type Task } from '../../../service/effects.ts';
import { objectAt, text } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { setFields } from '../../objects/ovo.ts';
import { option } from '../../options.ts';
import { deleteAllocations } from '../../report-client.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { usageChanged } from '../build/claim.ts';
import { classAction, objectAction } from '../conductor-api.ts';
import { instanceLock } from '../instance-lock.ts';
import { type InstanceWork, lookAtNetwork, onInstance, SHUTDOWN, saveAs } from '../instance-work.ts';
import { deleteInstanceInfo } from '../scheduler-info.ts';
import type { Compute } from '../state.ts';
import { tellAct, tellExists } from '../tell-act.ts';

const LOG = loggerOf('nova.compute.manager');

const TIMES = TIMING.compute.shelve_instance;

export function* shelveInstance(compute: Compute, incoming: Incoming): Task<Json> {
  return yield* onInstance(compute, incoming, { method: 'shelve_instance', times: TIMES }, (work) =>
    holding(instanceLock(compute, work.uuid), shelve(work, text(incoming.args, 'image_id'))),
  );
}

function* shelve(work: InstanceWork, shelved_image_id: string): Task {
  const { compute, instance, uuid } = work;
  const { host, name } = compute;
  yield* LOG.info(work, 'Shelving');
  const atOnce = option(host, 'DEFAULT.shelved_offload_time') === 0;
  if (atOnce) yield* blockDevices(work);
  yield* tellExists(work);
  yield* tellAct(work, 'shelve', 'start');
  compute.driver.power(uuid);
  yield* pause(host, TIMES.save_uploading);
  yield* saveAs(work, 'shelving', { task_state: 'shelving_image_uploading' });
  yield* pause(host, TIMES.save_shelved);
  const shelved = {
    shelved_at: host.wall().isoMicros.replace('Z', ''),
    shelved_image_id,
    shelved_host: name,
  };
  yield* saveAs(work, ['shelving', 'shelving_image_uploading'], {
    system_metadata: { ...objectAt(instance.data, 'system_metadata'), ...shelved },
    vm_state: 'shelved',
    task_state: atOnce ? 'shelving_offloading' : null,
    power_state: SHUTDOWN,
  });
  yield* tellAct(work, 'shelve', 'end');
  if (atOnce) yield* offload(work);
}

/** `shelve_offload_instance`: of one that was shelved some time ago. */
export function* offloadInstance(compute: Compute, incoming: Incoming): Task<Json> {
  const around = { method: 'shelve_offload_instance', times: TIMES };
  return yield* onInstance(compute, incoming, around, (work) => {
    const offloading = function* (): Task {
      yield* blockDevices(work);
      yield* offload(work);
    };
    return holding(instanceLock(compute, work.uuid), offloading());
  });
}

function* blockDevices({ compute, context, uuid }: InstanceWork): Task {
  yield* pause(compute.host, TIMES.block_devices);
  yield* classAction(compute, context, 'BlockDeviceMappingList.get_by_instance_uuid', [uuid]);
}

function* offload(work: InstanceWork): Task {
  const { compute, context, instance, uuid } = work;
  const { host } = compute;
  yield* LOG.info(work, 'Shelve offloading');
  yield* tellAct(work, 'shelve_offload', 'start');
  compute.driver.power(uuid);
  yield* lookAtNetwork(work, TIMES);
  const placement = { host, context, before: () => pause(host, TIMES.allocations) };
  yield* deleteAllocations(placement, uuid);
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
