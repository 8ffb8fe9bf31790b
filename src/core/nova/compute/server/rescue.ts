/**
 * A server runs from another image for a while (`nova/compute/manager.py:ComputeManager.rescue_instance`,
 * `unrescue_instance`). The fake driver turns the guest off for it, and on again afterwards.
 */
import { CodedError } from '../../../base/assert.ts';
import type { Json } from '../../../base/json.ts';
import type { Incoming } from '../../../rpc/server.ts';
import { http, type Task } from '../../../service/effects.ts';
import { textOf } from '../../context.ts';
import { objectAt, text, textOr } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { ACTORS } from '../../words.ts';
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
    yield* askForImage(work, textOr(incoming.args, 'rescue_image_ref', null));
    yield* loadBlockDevices(work);
    yield* loadFlavor(work, TIMES.flavor);
    const asAdmin = asAdministrator(work);
    const more = { payload: { rescue_image_ref: textOr(incoming.args, 'rescue_image_ref', null) } };
    yield* tellAct(asAdmin, 'rescue', 'start', more);
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
    yield* pause(compute.host, TIMES.save);
    const values = { vm_state: 'active', task_state: null, power_state: RUNNING };
    yield* saveAs(work, 'unrescuing', values);
    yield* tellAct(asAdmin, 'unrescue', 'end');
  });
}

/**
 * `_get_rescue_image`: the one that was named, else the server's first image, else its own. Errors: `CodedError`
 * `ImageNotFound`.
 */
function* askForImage({ compute, context, instance }: InstanceWork, named: string | null): Task {
  const first = textOr(objectAt(instance.data, 'system_metadata'), 'image_base_image_ref', null);
  const id = named ?? first ?? text(instance.data, 'image_ref');
  const ask = { to: ACTORS.glance, method: 'GET', globalRequestId: textOf(context, 'request_id') } as const;
  yield* pause(compute.host, TIMES.image);
  const reply = yield* http({ ...ask, path: `/v2/images/${id}` });
  if (reply.status !== 200) throw new CodedError('ImageNotFound', `Image ${id} could not be found.`);
  yield* pause(compute.host, TIMES.image_schema);
  yield* http({ ...ask, path: '/v2/schemas/image' });
}
