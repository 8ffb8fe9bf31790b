/**
 * A server's power (`nova/compute/manager.py:ComputeManager.stop_instance`, `start_instance`): the fake driver turns it off
 * and on at once; what takes time are the questions around it.
 */
import { CodedError } from '../../base/assert.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import type { Incoming } from '../../rpc/server.ts';
import type { Task } from '../../service/effects.ts';
import { text } from '../fields.ts';
import { dataOf, fromPrimitive, type LiveObject, setFields, toPrimitive } from '../objects/ovo.ts';
import { pause, TIMING } from '../timing.ts';
import { classAction, objectAction } from './conductor-api.ts';
import { refreshNetwork } from './info-cache.ts';
import { reported } from './instance-event.ts';
import type { Compute } from './state.ts';

const STOP = TIMING.compute.stop_instance;
const START = TIMING.compute.start_instance;

/** `power_state` (`nova/compute/power_state.py`) */
const RUNNING = 1;
const SHUTDOWN = 4;

export function* stopInstance(compute: Compute, { args, context }: Incoming): Task<Json> {
  const instance = fromPrimitive(args.instance);
  const uuid = text(instance.data, 'uuid');
  const work = (function* (): Task {
    yield* pause(compute.host, STOP.flavor);
    yield* loadFlavor(compute, context, instance);
    yield* pause(compute.host, STOP.save);
    setFields(instance, { power_state: SHUTDOWN, vm_state: 'stopped', task_state: null });
    yield* objectAction(compute, context, instance, 'save', { expected_task_state: ['powering-off'] });
  })();
  const event = { uuid, event: 'compute_stop_instance', context, times: STOP };
  yield* reported(compute, event, revertingTaskState(compute, context, instance, work));
  return null;
}

export function* startInstance(compute: Compute, { args, context }: Incoming): Task<Json> {
  const instance = fromPrimitive(args.instance);
  const uuid = text(instance.data, 'uuid');
  const work = (function* (): Task {
    yield* pause(compute.host, START.flavor);
    yield* loadFlavor(compute, context, instance);
    yield* pause(compute.host, START.info_cache);
    const wanted = { uuid, expected_attrs: ['info_cache'] };
    const found = yield* classAction(compute, context, 'Instance.get_by_uuid', [], wanted);
    const info_cache = dataOf(found).info_cache ?? null;
    const cache = yield* refreshNetwork(compute, context, { ...instance.data, info_cache }, START);
    setFields(instance, { info_cache: cache ? toPrimitive(cache) : info_cache });
    yield* pause(compute.host, START.block_devices);
    yield* classAction(compute, context, 'BlockDeviceMappingList.get_by_instance_uuid', [uuid]);
    yield* pause(compute.host, START.save);
    setFields(instance, { power_state: RUNNING, vm_state: 'active', task_state: null });
    yield* objectAction(compute, context, instance, 'save', { expected_task_state: 'powering-on' });
  })();
  const event = { uuid, event: 'compute_start_instance', context, times: START };
  yield* reported(compute, event, revertingTaskState(compute, context, instance, work));
  return null;
}

/** The cast carries no flavor; the first look at it asks the conductor (`nova/objects/instance.py:obj_load_attr`). */
function* loadFlavor(compute: Compute, context: JsonObject, instance: LiveObject): Task {
  const wanted = { uuid: text(instance.data, 'uuid'), expected_attrs: ['flavor'] };
  const found = dataOf(yield* classAction(compute, context, 'Instance.get_by_uuid', [], wanted));
  instance.data.flavor = found.flavor ?? null;
  setFields(instance, { old_flavor: found.old_flavor ?? null, new_flavor: found.new_flavor ?? null });
}

/** `reverts_task_state`: what fails leaves the instance free for the next try. Errors: those of `work`. */
function* revertingTaskState(compute: Compute, context: JsonObject, instance: LiveObject, work: Task): Task {
  try {
    yield* work;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    instance.changes.clear();
    setFields(instance, { task_state: null });
    yield* objectAction(compute, context, instance, 'save');
    throw error;
  }
}
