/**
 * `terminate_instance` (`nova/compute/manager.py:ComputeManager._delete_instance`): the guest is gone at once, then its
 * network, what it held of the host, its allocations, and last its record. It waits for whatever else is being done to it.
 */
import { CodedError } from '../../../base/assert.ts';
import type { Json } from '../../../base/json.ts';
import type { Incoming } from '../../../rpc/server.ts';
import { holding, type Task } from '../../../service/effects.ts';
import { elevated } from '../../context.ts';
import { textOr } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { dataOf, type LiveObject, setFields } from '../../objects/ovo.ts';
import { option } from '../../options.ts';
import { giveBackAllocations } from '../../report-client.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { updateUsage } from '../build/claim.ts';
import { objectAction } from '../conductor-api.ts';
import { NOSTATE } from '../driver.ts';
import { saveErrorState } from '../error-state.ts';
import { refreshNetwork } from '../info-cache.ts';
import { instanceLock } from '../instance-lock.ts';
import { type InstanceWork, onInstance } from '../instance-work.ts';
import { deleteInstanceInfo } from '../scheduler-info.ts';
import type { Compute } from '../state.ts';
import { tellAct } from '../tell-act.ts';
import { cleanConsoleTokens } from './console.ts';
import { DESTROYED, deleteAllocations, placementFor, tryDeallocateNetwork } from './deallocate.ts';

const LOG = loggerOf('nova.compute.manager');
const TIMES = TIMING.compute.terminate_instance;

export function* terminateInstance(compute: Compute, incoming: Incoming): Task<Json> {
  const around = { method: 'terminate_instance', times: TIMES };
  return yield* onInstance(compute, incoming, around, (work) =>
    holding(instanceLock(compute, work.uuid), terminate(work)),
  );
}

/** One that is gone already is none to be deleted; what fails otherwise leaves it in ERROR. */
function* terminate(work: InstanceWork): Task {
  const { compute, context, instance, uuid } = work;
  try {
    yield* deleteInstance(work);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    if (error.code === 'InstanceNotFound') {
      yield* LOG.info({ context, uuid }, 'Instance disappeared during terminate');
      return;
    }
    yield* LOG.exception({ context, uuid }, 'Setting instance vm_state to ERROR', error);
    yield* saveErrorState(compute, context, instance);
    throw error;
  }
}

/** `_delete_instance` */
export function* deleteInstance(work: InstanceWork): Task {
  const { compute, context, instance, uuid } = work;
  const { host } = compute;
  const asAdmin = elevated(context);
  const byAdmin = { ...work, context: asAdmin };
  yield* tellAct(work, 'delete', 'start');
  yield* LOG.info({ context, uuid }, 'Terminating instance');
  yield* tellAct(byAdmin, 'shutdown', 'start');
  if (isBare(instance)) yield* refreshNetwork(compute, asAdmin, instance.data, TIMES);
  yield* LOG.info({ context, uuid }, DESTROYED);
  yield* tryDeallocateNetwork(compute, context, instance);
  yield* tellAct(byAdmin, 'shutdown', 'end');
  yield* pause(host, TIMES.save);
  const terminated_at = host.wall().iso;
  setFields(instance, { vm_state: 'deleted', task_state: null, power_state: NOSTATE, terminated_at });
  yield* objectAction(compute, context, instance, 'save');
  yield* completeDeletion(work);
  yield* pause(host, TIMES.destroy);
  yield* objectAction(compute, context, instance, 'destroy');
  yield* tellAct(work, 'delete', 'end');
}

/** `_complete_deletion`: where deleted servers are set aside first, nobody's change of its allocations is passed over. */
export function* completeDeletion({ compute, context, instance, uuid }: InstanceWork): Task {
  const { host } = compute;
  yield* updateUsage(compute, context, instance);
  if (option(host, 'DEFAULT.reclaim_instance_interval') > 0)
    yield* giveBackAllocations(placementFor(compute, context), uuid, 'instance');
  else yield* deleteAllocations(compute, context, uuid);
  yield* cleanConsoleTokens(compute, context, uuid);
  yield* pause(host, TIMES.delete_instance_info);
  yield* deleteInstanceInfo({ compute, context: elevated(context), uuid });
}

/** Whether its cache knows no interface: then neutron is asked, so that none stays plugged. */
function isBare({ data }: LiveObject): boolean {
  const cache = data.info_cache ?? null;
  return cache !== null && ['', '[]'].includes(textOr(dataOf(cache), 'network_info', ''));
}
