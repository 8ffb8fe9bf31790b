/**
 * `snapshot_instance` (`nova/compute/manager.py:ComputeManager._snapshot_instance`): each stage is saved before it begins. The
 * fake driver uploads nothing, so the image stays without data; what fails has the image deleted.
 */
import { CodedError } from '../../../base/assert.ts';
import type { Json } from '../../../base/json.ts';
import type { Incoming } from '../../../rpc/server.ts';
import type { HttpAnswer, HttpRequest, Task } from '../../../service/effects.ts';
import { askGlance as askGlanceAgain } from '../../ask-glance.ts';
import { textOf } from '../../context.ts';
import { text } from '../../fields.ts';
import { loggerOf, seconds } from '../../log.ts';
import { setFields } from '../../objects/ovo.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { objectAction } from '../conductor-api.ts';
import { NOSTATE } from '../driver.ts';
import { type InstanceWork, onInstance, RUNNING, saveAs } from '../instance-work.ts';
import type { Compute } from '../state.ts';
import { tellAct } from '../tell-act.ts';

const LOG = loggerOf('nova.compute.manager');
const LOG_UTILS = loggerOf('nova.compute.utils');

const TIMES = TIMING.compute.snapshot_instance;

/** The server was deleted meanwhile: there is nothing to be taken. */
const GONE: readonly string[] = ['InstanceNotFound', 'UnexpectedDeletingTaskStateError'];

export function* snapshotInstance(compute: Compute, incoming: Incoming): Task<Json> {
  const around = { method: 'snapshot_instance', times: TIMES };
  const image = text(incoming.args, 'image_id');
  return yield* onInstance(compute, incoming, around, (work) =>
    orDeleted(work, image, snapshot(work, image)),
  );
}

/** `delete_image_on_error`. Errors: those of `task`. */
function* orDeleted(work: InstanceWork, image: string, task: Task): Task {
  try {
    yield* task;
  } catch (error) {
    if (error instanceof CodedError) yield* deleteImage(work, image);
    throw error;
  }
}

/** `nova/compute/utils.py:delete_image`: one that is gone is none to be deleted; what fails is logged alone. */
function* deleteImage(work: InstanceWork, image: string): Task {
  try {
    yield* askGlance(work, { method: 'DELETE', path: `/v2/images/${image}` });
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    yield* LOG_UTILS.exception(work, `Error while trying to clean up image ${image}`, error);
  }
}

/** One that has no guest here is taken for deleted, and is left with its task. */
function* snapshot(work: InstanceWork, image: string): Task {
  yield* pause(work.compute.host, TIMES.save_snapshot);
  try {
    yield* saveAs(work, 'image_snapshot_pending', { task_state: 'image_snapshot' });
  } catch (error) {
    if (!(error instanceof CodedError) || !GONE.includes(error.code)) throw error;
    return;
  }
  try {
    yield* take(work, image);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    if (![...GONE, 'InstanceNotRunning'].includes(error.code)) throw error;
    yield* cleanUp(work, image);
  }
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

/** An image that has no data yet goes; whether glance still knows it does not matter. */
function* cleanUp(work: InstanceWork, image: string): Task {
  const path = `/v2/images/${image}`;
  try {
    const { status, body } = yield* askGlance(work, { method: 'GET', path });
    if (status !== 200) return;
    yield* askGlance(work, { method: 'GET', path: '/v2/schemas/image' });
    const known = JSON.parse(body) as { readonly status?: string };
    if (known.status !== 'active') yield* askGlance(work, { method: 'DELETE', path });
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    yield* LOG.warning(work, `Error while trying to clean up image ${image}`, error);
  }
}

const askGlance = (
  { compute: { host }, context }: InstanceWork,
  request: Pick<HttpRequest, 'method' | 'path'>,
): Task<HttpAnswer> =>
  askGlanceAgain({ host, context }, { globalRequestId: textOf(context, 'request_id'), ...request });
