/**
 * `snapshot_instance` (`nova/compute/manager.py:ComputeManager._snapshot_instance`): each stage is saved before it begins. The
 * fake driver uploads nothing, so the image stays without data; what fails has the image deleted.
 */
import { CodedError } from '../../../base/assert.ts';
import type { Json } from '../../../base/json.ts';
import type { Incoming } from '../../../rpc/server.ts';
import { http, type Task } from '../../../service/effects.ts';
import { textOf } from '../../context.ts';
import { text } from '../../fields.ts';
import { loggerOf, seconds } from '../../log.ts';
import { setFields } from '../../objects/ovo.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { ACTORS } from '../../words.ts';
import { objectAction } from '../conductor-api.ts';
import { NOSTATE } from '../driver.ts';
import { type InstanceWork, onInstance, RUNNING, saveAs } from '../instance-work.ts';
import type { Compute } from '../state.ts';
import { tellAct } from '../tell-act.ts';

const LOG = loggerOf('nova.compute.manager');

const TIMES = TIMING.compute.snapshot_instance;

/** The server was deleted meanwhile: there is nothing to be taken. */
const GONE: readonly string[] = ['InstanceNotFound', 'UnexpectedDeletingTaskStateError'];

export function* snapshotInstance(compute: Compute, incoming: Incoming): Task<Json> {
  const around = { method: 'snapshot_instance', times: TIMES };
  const image = text(incoming.args, 'image_id');
  return yield* onInstance(compute, incoming, around, function* (work) {
    yield* pause(compute.host, TIMES.save_snapshot);
    try {
      yield* saveAs(work, 'image_snapshot_pending', { task_state: 'image_snapshot' });
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      if (GONE.includes(error.code)) return;
      yield* deleteImage(work, image);
      throw error;
    }
    try {
      yield* take(work, image);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      yield* deleteImage(work, image);
      if (!GONE.includes(error.code)) throw error;
    }
  });
}

function* take(work: InstanceWork, image: string): Task {
  const { compute, context, instance, uuid } = work;
  const { host } = compute;
  yield* pause(host, TIMES.save_power);
  setFields(instance, { power_state: compute.driver.powerOf(instance.data) });
  yield* objectAction(compute, context, instance, 'save');
  yield* LOG.info(work, 'instance snapshotting');
  const { power_state: power = null } = instance.data;
  if (power !== RUNNING)
    yield* LOG.warning(
      work,
      `trying to snapshot a non-running instance: (state: ${power ?? 'None'} expected: ${RUNNING})`,
    );
  const more = { payload: { snapshot_image_id: image } };
  yield* tellAct(work, 'snapshot', 'start', more);
  const begun = host.now();
  if (power === NOSTATE) throw new CodedError('InstanceNotRunning', `Instance ${uuid} is not running.`);
  yield* pause(host, TIMES.save_uploading);
  yield* saveAs(work, 'image_snapshot', { task_state: 'image_uploading' });
  const took = seconds(begun, host.now());
  yield* LOG.info(work, `Took ${took} seconds to snapshot the instance on the hypervisor.`);
  yield* pause(host, TIMES.save);
  yield* saveAs(work, 'image_uploading', { task_state: null });
  yield* tellAct(work, 'snapshot', 'end', more);
}

/** Whether glance still knows it does not matter. */
function* deleteImage({ context }: InstanceWork, image: string): Task {
  const globalRequestId = textOf(context, 'request_id');
  yield* http({ to: ACTORS.glance, method: 'DELETE', path: `/v2/images/${image}`, globalRequestId });
}
