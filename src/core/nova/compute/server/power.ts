/**
 * A server's power (`nova/compute/manager.py:ComputeManager.stop_instance`, `start_instance`): the fake driver turns it off
 * and on at once; what takes time are the questions around it.
 */
import type { Json, JsonObject } from '../../../base/json.ts';
import type { Incoming } from '../../../rpc/server.ts';
import { holding, type Task } from '../../../service/effects.ts';
import { objectAt, textOr } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { NOSTATE } from '../driver.ts';
import { reported } from '../instance-event.ts';
import { instanceLock } from '../instance-lock.ts';
import {
  type InstanceWork,
  loadBlockDevices,
  loadFlavor,
  lookAtNetwork,
  onInstance,
  RUNNING,
  SHUTDOWN,
  saveAs,
} from '../instance-work.ts';
import type { Compute } from '../state.ts';
import { tellAct } from '../tell-act.ts';
import { dropImage, withoutShelf } from './shelved.ts';

const LOG = loggerOf('nova.compute.manager');

const STOP = TIMING.compute.stop_instance;
const START = TIMING.compute.start_instance;

export function* stopInstance(compute: Compute, incoming: Incoming): Task<Json> {
  return yield* onInstance(compute, incoming, { method: 'stop_instance', times: STOP }, stop);
}

/** `do_stop_instance`: a guest that is off may have lost its task to whoever noticed that. */
const stop = (work: InstanceWork): Task => holding(instanceLock(work.compute, work.uuid), stopAlone(work));

function* stopAlone(work: InstanceWork): Task {
  const { compute, instance, uuid } = work;
  const isOff = OFF.has(compute.driver.powerOf(instance.data));
  if (isOff) yield* LOG.info(work, 'Instance is already powered off in the hypervisor when stop is called.');
  yield* loadFlavor(work, STOP.flavor);
  yield* tellAct(work, 'power_off', 'start');
  yield* pause(compute.host, STOP.save);
  compute.driver.power(uuid);
  const values = { power_state: SHUTDOWN, vm_state: 'stopped', task_state: null };
  yield* saveAs(work, isOff ? ['powering-off', null] : ['powering-off'], values);
  yield* tellAct(work, 'power_off', 'end');
}

/** `power_state.CRASHED` */
const CRASHED = 6;
const OFF: ReadonlySet<number | null> = new Set([NOSTATE, SHUTDOWN, CRASHED]);

/** `soft_delete_instance`: it is set aside until it is reclaimed. The fake driver does nothing for it: its guest runs on. */
export function* softDeleteInstance(compute: Compute, incoming: Incoming): Task<Json> {
  const around = { method: 'soft_delete_instance', times: STOP };
  return yield* onInstance(compute, incoming, around, function* (work) {
    yield* tellAct(work, 'soft_delete', 'start');
    yield* pause(compute.host, STOP.save);
    const power_state = compute.driver.powerOf(work.instance.data);
    yield* saveAs(work, ['soft-deleting'], { power_state, vm_state: 'soft-delete', task_state: null });
    yield* tellAct(work, 'soft_delete', 'end');
  });
}

/** As part of other work on the instance: with an event of its own. */
export function* stopHere(work: InstanceWork): Task {
  const { compute, context, uuid } = work;
  yield* reported(compute, { uuid, event: 'compute_stop_instance', context, times: STOP }, stop(work));
}

export function* startInstance(compute: Compute, incoming: Incoming): Task<Json> {
  const around = { method: 'start_instance', times: START };
  return yield* onInstance(compute, incoming, around, function* (work) {
    yield* loadFlavor(work, START.flavor);
    yield* tellAct(work, 'power_on', 'start');
    yield* lookAtNetwork(work);
    yield* loadBlockDevices(work);
    yield* pause(compute.host, START.save);
    compute.driver.power(work.uuid);
    const shelf = yield* unshelved(work);
    const on = { power_state: RUNNING, vm_state: 'active', task_state: null };
    yield* saveAs(work, 'powering-on', { ...on, ...shelf });
    yield* tellAct(work, 'power_on', 'end');
  });
}

/** One that was shelved and never left its host needs its image no longer. */
function* unshelved(work: InstanceWork): Task<JsonObject> {
  const { data } = work.instance;
  if (!('system_metadata' in data)) return {};
  const image = textOr(objectAt(data, 'system_metadata'), 'shelved_image_id', null);
  if (image === null) return {};
  yield* pause(work.compute.host, START.image);
  yield* dropImage(work, image);
  return { system_metadata: withoutShelf(data) };
}
