/**
 * What stands around a piece of work on an instance (`nova/compute/manager.py`: `reverts_task_state`, `wrap_instance_event`, `wrap_instance_fault`):
 * its event in the action's list, and an instance that is free for the next try when it failed.
 */
import type { Json, JsonObject } from '../../base/json.ts';
import type { Incoming } from '../../rpc/server.ts';
import type { Task } from '../../service/effects.ts';
import { elevated } from '../context.ts';
import { text } from '../fields.ts';
import { dataOf, fromPrimitive, type LiveObject, setFields, toPrimitive } from '../objects/ovo.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { classAction, objectAction } from './conductor-api.ts';
import { revertingTaskState, tellingFailure, withFault } from './decorators.ts';
import { type RefreshTimes, refreshNetwork } from './info-cache.ts';
import { reported } from './instance-event.ts';
import type { Compute } from './state.ts';

const TIMES = TIMING.compute.start_instance;

/** `power_state` (`nova/compute/power_state.py`) */
export const RUNNING = 1;
export const SHUTDOWN = 4;

/** A piece of work: whose, for which request, on which instance. */
export interface InstanceWork {
  readonly compute: Compute;
  readonly context: JsonObject;
  readonly instance: LiveObject;
  readonly uuid: string;
}

interface Around {
  /** of the manager's method: `stop_instance` */
  readonly method: string;
  readonly times: { readonly event_start: number; readonly event_finish: number };
  /** it has no task_state of its own to be reverted */
  readonly keepsTask?: true;
}

/** Errors: those of `task`, once they are noted. */
export function* onInstance(
  compute: Compute,
  { args, context }: Incoming,
  { method, times, keepsTask }: Around,
  task: (work: InstanceWork) => Task,
): Task<Json> {
  const instance = fromPrimitive(args.instance);
  const work = { compute, context, instance, uuid: text(instance.data, 'uuid') };
  const event = { uuid: work.uuid, event: `compute_${method}`, context, times };
  const noted = reported(compute, event, withFault(compute, context, instance, task(work)));
  const guarded = keepsTask ? noted : revertingTaskState(compute, context, instance, noted);
  yield* tellingFailure(compute, context, { method, args }, guarded);
  return null;
}

/** A look at something that did not come with the instance asks the conductor (`nova/objects/instance.py:obj_load_attr`). */
export function* loadFlavor({ compute, context, instance, uuid }: InstanceWork, after: number): Task {
  if ('flavor' in instance.data) return;
  yield* pause(compute.host, after);
  const wanted = { uuid, expected_attrs: ['flavor'] };
  const found = dataOf(yield* classAction(compute, context, 'Instance.get_by_uuid', [], wanted));
  instance.data.flavor = found.flavor ?? null;
  setFields(instance, { old_flavor: found.old_flavor ?? null, new_flavor: found.new_flavor ?? null });
}

/** `get_instance_nw_info`: asks neutron, and the instance has the answer as its cache. */
export function* lookAtNetwork(work: InstanceWork, times: RefreshTimes = TIMES): Task {
  const { compute, context, instance, uuid } = work;
  if (!('info_cache' in instance.data)) {
    yield* pause(compute.host, TIMES.info_cache);
    const wanted = { uuid, expected_attrs: ['info_cache'] };
    const found = yield* classAction(compute, context, 'Instance.get_by_uuid', [], wanted);
    instance.data.info_cache = dataOf(found).info_cache ?? null;
  }
  const cache = yield* refreshNetwork(compute, context, instance.data, times);
  setFields(instance, { info_cache: cache ? toPrimitive(cache) : (instance.data.info_cache ?? null) });
}

export function* loadBlockDevices({ compute, context, uuid }: InstanceWork): Task<Json> {
  yield* pause(compute.host, TIMES.block_devices);
  return yield* classAction(compute, context, 'BlockDeviceMappingList.get_by_instance_uuid', [uuid]);
}

/** The same work in the name of an administrator, as Nova tells of it (`context.elevated()`). */
export const asAdministrator = (work: InstanceWork): InstanceWork => ({
  ...work,
  context: elevated(work.context),
});

/** Saves what the instance has become, where nobody else began something with it meanwhile. */
export function* saveAs(
  { compute, context, instance }: InstanceWork,
  expected: string | readonly (string | null)[],
  values: JsonObject,
): Task {
  setFields(instance, values);
  yield* objectAction(compute, context, instance, 'save', { expected_task_state: expected });
}
