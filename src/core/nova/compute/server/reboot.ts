/**
 * `reboot_instance` (`nova/compute/manager.py:ComputeManager._reboot_instance`): the compute looks at disks and network first,
 * then says that it has begun, twice. The fake driver powers the guest on, soft or hard.
 */
import { CodedError } from '../../../base/assert.ts';
import type { Json } from '../../../base/json.ts';
import type { Incoming } from '../../../rpc/server.ts';
import { holding, type Task } from '../../../service/effects.ts';
import { text } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { setFields } from '../../objects/ovo.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { objectAction } from '../conductor-api.ts';
import { saveErrorState } from '../error-state.ts';
import { addFault } from '../instance-fault.ts';
import { instanceLock } from '../instance-lock.ts';
import {
  asAdministrator,
  type InstanceWork,
  loadBlockDevices,
  lookAtNetwork,
  onInstance,
  RUNNING,
  saveAs,
} from '../instance-work.ts';
import type { Compute } from '../state.ts';
import { tellAct } from '../tell-act.ts';

const LOG = loggerOf('nova.compute.manager');

const TIMES = TIMING.compute.reboot_instance;

/** task_states by type: those that it may come from, and what it passes */
const STATES = {
  SOFT: {
    from: ['rebooting', 'reboot_pending', 'reboot_started'],
    pending: 'reboot_pending',
    started: 'reboot_started',
  },
  HARD: {
    from: ['rebooting_hard', 'reboot_pending_hard', 'reboot_started_hard'],
    pending: 'reboot_pending_hard',
    started: 'reboot_started_hard',
  },
} as const;

export function* rebootInstance(compute: Compute, incoming: Incoming): Task<Json> {
  const around = { method: 'reboot_instance', times: TIMES };
  const states = text(incoming.args, 'reboot_type') === 'SOFT' ? STATES.SOFT : STATES.HARD;
  return yield* onInstance(compute, incoming, around, (work) =>
    holding(instanceLock(compute, work.uuid), reboot(work, states)),
  );
}

function* reboot(work: InstanceWork, states: (typeof STATES)[keyof typeof STATES]): Task {
  const { compute, context, instance, uuid } = work;
  const { host } = compute;
  const asAdmin = asAdministrator(work);
  yield* LOG.info(work, 'Rebooting instance');
  setFields(instance, { task_state: states.pending });
  yield* loadBlockDevices(asAdmin);
  yield* lookAtNetwork(asAdmin);
  yield* tellAct(asAdmin, 'reboot', 'start');
  yield* pause(host, TIMES.save_pending);
  yield* saveAs(work, states.from, { power_state: compute.driver.powerOf(instance.data) });
  const { power_state = null } = instance.data;
  if (power_state !== RUNNING)
    yield* LOG.warning(
      work,
      `trying to reboot a non-running instance: (state: ${power_state ?? 'None'} expected: ${RUNNING})`,
    );
  const vm_state = instance.data.vm_state === 'rescued' ? 'rescued' : 'active';
  try {
    yield* saveAs(work, states.pending, { task_state: states.started });
    // a hard one makes a guest that is not there
    if (states === STATES.HARD) compute.driver.appears(uuid);
    compute.driver.power(uuid);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    yield* failed(work, error);
  }
  yield* pause(host, TIMES.save);
  setFields(instance, { power_state: RUNNING, vm_state, task_state: null });
  try {
    yield* objectAction(compute, context, instance, 'save');
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'InstanceNotFound') throw error;
    yield* LOG.warning(work, 'Instance disappeared during reboot', error);
  }
  yield* tellAct(asAdmin, 'reboot', 'end');
}

/** A guest that runs all the same is no error of the server's: it is noted, and all goes on. Errors: `error`. */
function* failed(work: InstanceWork, error: CodedError): Task {
  const { compute, context, instance } = work;
  if (compute.driver.powerOf(instance.data) !== RUNNING) {
    yield* LOG.error(work, `Cannot reboot instance: ${error.message}`);
    yield* saveErrorState(compute, context, instance);
    throw error;
  }
  yield* LOG.warning(work, 'Reboot failed but instance is running', error);
  yield* addFault(compute, context, instance, { error });
  yield* tellAct(asAdministrator(work), 'reboot', 'error', { error });
}
