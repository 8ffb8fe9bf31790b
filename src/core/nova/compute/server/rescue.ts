/**
 * A server runs from another image for a while (`nova/compute/manager.py:ComputeManager.rescue_instance`,
 * `unrescue_instance`). The fake driver turns the guest off for it, and on again afterwards.
 */
import { CodedError } from '../../../base/assert.ts';
import type { Json, JsonObject } from '../../../base/json.ts';
import type { Incoming } from '../../../rpc/server.ts';
import type { Task } from '../../../service/effects.ts';
import { askGlance } from '../../ask-glance.ts';
import { textOf } from '../../context.ts';
import { objectAt, text, textOr } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { saveErrorState } from '../error-state.ts';
import {
  asAdministrator,
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
import { tellAct, tellExists } from '../tell-act.ts';

const LOG = loggerOf('nova.compute.manager');

const TIMES = TIMING.compute.rescue_instance;

export function* rescueInstance(compute: Compute, incoming: Incoming): Task<Json> {
  const around = { method: 'rescue_instance', times: TIMES };
  return yield* onInstance(compute, incoming, around, function* (work) {
    yield* LOG.info(work, 'Rescuing');
    yield* lookAtNetwork(work);
    const named = textOr(incoming.args, 'rescue_image_ref', null);
    const rescue_image_name = yield* askForImage(work, named);
    yield* loadBlockDevices(work);
    yield* loadFlavor(work, TIMES.flavor);
    const asAdmin = asAdministrator(work);
    const more = { payload: { rescue_image_ref: named }, usage: { rescue_image_name } };
    yield* tellAct(asAdmin, 'rescue', 'start', more);
    yield* turnOff(work);
    yield* tellExists(asAdmin);
    yield* pause(compute.host, TIMES.save);
    const launched_at = compute.host.wall().iso;
    const values = { vm_state: 'rescued', task_state: null, power_state: SHUTDOWN, launched_at };
    yield* saveAs(work, 'rescuing', values);
    yield* tellAct(asAdmin, 'rescue', 'end', more);
  });
}

export function* unrescueInstance(compute: Compute, incoming: Incoming): Task<Json> {
  const around = { method: 'unrescue_instance', times: TIMES };
  return yield* onInstance(compute, incoming, around, function* (work) {
    yield* LOG.info(work, 'Unrescuing');
    yield* lookAtNetwork(work);
    yield* loadFlavor(work, TIMES.flavor);
    const asAdmin = asAdministrator(work);
    yield* tellAct(asAdmin, 'unrescue', 'start');
    yield* turnOn(work);
    yield* pause(compute.host, TIMES.save);
    const values = { vm_state: 'active', task_state: null, power_state: RUNNING };
    yield* saveAs(work, 'unrescuing', values);
    yield* tellAct(asAdmin, 'unrescue', 'end');
  });
}

/** Errors: `CodedError` `InstanceNotRescuable` of one that the driver does not know; the server is in ERROR then. */
function* turnOff(work: InstanceWork): Task {
  const { compute, context, instance, uuid } = work;
  try {
    compute.driver.power(uuid);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    yield* LOG.exception(work, 'Error trying to Rescue Instance', error);
    yield* saveErrorState(compute, context, instance);
    const why = `Instance ${uuid} cannot be rescued: Driver Error: ${error.message}`;
    throw new CodedError('InstanceNotRescuable', why);
  }
}

/** The driver takes for granted that it knows the guest. Errors: Python's `KeyError` if not; the server is in ERROR then. */
function* turnOn(work: InstanceWork): Task {
  const { compute, context, instance, uuid } = work;
  try {
    compute.driver.power(uuid);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const unknown = new CodedError('KeyError', `'${uuid}'`);
    yield* LOG.exception(work, 'Setting instance vm_state to ERROR', unknown);
    yield* saveErrorState(compute, context, instance);
    throw unknown;
  }
}

/**
 * Name of `_get_rescue_image`: the one that was named, else the server's first image, else its own. Errors: `CodedError`
 * `ImageNotFound`.
 */
function* askForImage({ compute, context, instance }: InstanceWork, named: string | null): Task<string> {
  const first = textOr(objectAt(instance.data, 'system_metadata'), 'image_base_image_ref', null);
  const id = named ?? first ?? text(instance.data, 'image_ref');
  const ask = { method: 'GET', globalRequestId: textOf(context, 'request_id') } as const;
  yield* pause(compute.host, TIMES.image);
  const reply = yield* askGlance({ host: compute.host, context }, { ...ask, path: `/v2/images/${id}` });
  if (reply.status !== 200) throw new CodedError('ImageNotFound', `Image ${id} could not be found.`);
  yield* pause(compute.host, TIMES.image_schema);
  yield* askGlance({ host: compute.host, context }, { ...ask, path: '/v2/schemas/image' });
  return textOr(JSON.parse(reply.body) as JsonObject, 'name', '');
}
