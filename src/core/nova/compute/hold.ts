/**
 * A guest is held and goes on (`nova/compute/manager.py:ComputeManager.pause_instance`, `unpause_instance`,
 * `suspend_instance`, `resume_instance`). The fake driver does nothing of it, so that the power state stays as it is.
 */
import type { Json, JsonObject } from '../../base/json.ts';
import type { Incoming } from '../../rpc/server.ts';
import type { Task } from '../../service/effects.ts';
import { objectAt, textOr } from '../fields.ts';
import { loggerOf } from '../log.ts';
import { pause, TIMING } from '../timing/timing.ts';
import {
  asAdministrator,
  type InstanceWork,
  loadBlockDevices,
  loadFlavor,
  lookAtNetwork,
  onInstance,
  saveAs,
} from './instance-work.ts';
import type { Compute } from './state.ts';
import { tellAct } from './tell-act.ts';

const LOG = loggerOf('nova.compute.manager');

const TIMES = TIMING.compute.switch_guest;

export function* pauseInstance(compute: Compute, incoming: Incoming): Task<Json> {
  const around = { method: 'pause_instance', times: TIMES };
  return yield* onInstance(compute, incoming, around, (work) =>
    switched(work, { act: 'pause', from: 'pausing', to: 'paused', said: 'Pausing' }),
  );
}

export function* unpauseInstance(compute: Compute, incoming: Incoming): Task<Json> {
  const around = { method: 'unpause_instance', times: TIMES };
  return yield* onInstance(compute, incoming, around, (work) =>
    switched(work, { act: 'unpause', from: 'unpausing', to: 'active', said: 'Unpausing' }),
  );
}

interface Switch {
  readonly act: 'pause' | 'unpause';
  readonly from: string;
  readonly to: string;
  /** in the log */
  readonly said: string;
}

function* switched(work: InstanceWork, { act, from, to, said }: Switch): Task {
  yield* LOG.info(work, said);
  const asAdmin = asAdministrator(work);
  yield* loadFlavor(work, TIMES.flavor);
  yield* tellAct(asAdmin, act, 'start');
  yield* pause(work.compute.host, TIMES.save);
  yield* saveAs(work, from, { ...powerOf(work), vm_state: to, task_state: null });
  yield* tellAct(asAdmin, act, 'end');
}

/** `_get_power_state` */
const powerOf = ({ compute, instance }: InstanceWork): JsonObject => ({
  power_state: compute.driver.powerOf(instance.data),
});

/** The state before is kept in the system metadata, for the way back. */
export function* suspendInstance(compute: Compute, incoming: Incoming): Task<Json> {
  const around = { method: 'suspend_instance', times: TIMES };
  return yield* onInstance(compute, incoming, around, function* (work) {
    const { data } = work.instance;
    const metadata = { ...objectAt(data, 'system_metadata'), old_vm_state: data.vm_state ?? null };
    const asAdmin = asAdministrator(work);
    yield* loadFlavor(work, TIMES.flavor);
    yield* tellAct(asAdmin, 'suspend', 'start');
    yield* pause(compute.host, TIMES.save);
    const values = { system_metadata: metadata, ...powerOf(work) };
    yield* saveAs(work, 'suspending', { ...values, vm_state: 'suspended', task_state: null });
    yield* tellAct(asAdmin, 'suspend', 'end');
  });
}

export function* resumeInstance(compute: Compute, incoming: Incoming): Task<Json> {
  const around = { method: 'resume_instance', times: TIMES };
  return yield* onInstance(compute, incoming, around, function* (work) {
    yield* LOG.info(work, 'Resuming');
    const asAdmin = asAdministrator(work);
    yield* loadFlavor(work, TIMES.flavor);
    yield* tellAct(asAdmin, 'resume', 'start', { form: 'plain' });
    yield* loadBlockDevices(work);
    yield* tellAct(asAdmin, 'resume', 'start', { form: 'versioned' });
    yield* lookAtNetwork(work);
    yield* pause(compute.host, TIMES.save);
    const { old_vm_state: _old, ...metadata } = objectAt(work.instance.data, 'system_metadata');
    const state = textOr(objectAt(work.instance.data, 'system_metadata'), 'old_vm_state', 'active');
    const values = { ...powerOf(work), vm_state: state, system_metadata: metadata };
    yield* saveAs(work, 'resuming', { ...values, task_state: null });
    yield* tellAct(asAdmin, 'resume', 'end');
  });
}
