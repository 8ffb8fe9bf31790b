/** What becomes of a rebuild and of an evacuation that fail (`nova/compute/manager.py:ComputeManager.rebuild_instance`). */
import { CodedError } from '../../../base/assert.ts';
import type { Task } from '../../../service/effects.ts';
import { elevated } from '../../context.ts';
import { text } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { setFields } from '../../objects/ovo.ts';
import { leaveProvider } from '../../report-client.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { buildAbort } from '../build/build-errors.ts';
import { objectAction } from '../conductor-api.ts';
import type { InstanceWork } from '../instance-work.ts';
import { tellAct } from '../tell-act.ts';

const LOG = loggerOf('nova.compute.manager');

const TIMES = TIMING.compute.rebuild_instance;

/** Of what is told of it beside what is told of every act. */
export const AS_TOLD = { payload: { trusted_image_certificates: null } };

/** The server was deleted meanwhile, or the driver does not know it: it is left as it is, with its task. */
const GONE: readonly string[] = ['InstanceNotFound', 'UnexpectedDeletingTaskStateError'];

/**
 * Whether it came to its end: where the server was deleted meanwhile it did not, and nobody is told. What the server holds
 * on this host is given back, by a rebuild that stays on its host too; it is in ERROR then, but where the host has not what
 * it needs (`InstanceFaultRollback`). `failed` = what is noted before. Errors: those of `task`, `BuildAbortException`.
 */
export function* rebuilt(work: InstanceWork, task: Task, failed: () => Task): Task<boolean> {
  const before = text(work.instance.data, 'vm_state');
  try {
    yield* task;
    return true;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    yield* failed();
    const isGone = GONE.includes(error.code);
    if (!isGone) yield* leaveHost(work);
    yield* tellAct(work, 'rebuild', 'error', { ...AS_TOLD, error });
    if (isGone) return false;
    if (error.code === 'ComputeResourcesUnavailable') throw yield* unchanged(work, before, error);
    yield* LOG.exception(work, 'Setting instance vm_state to ERROR', error);
    setFields(work.instance, { vm_state: 'error' });
    yield* objectAction(work.compute, work.context, work.instance, 'save');
    throw error;
  }
}

/** `delete_allocation_for_evacuated_instance`, of this host's node */
function* leaveHost({ compute, context, uuid }: InstanceWork): Task {
  const { node, host } = compute;
  if (!node) return;
  const client = { host, context: elevated(context), before: () => pause(host, TIMES.allocations) };
  yield* leaveProvider(client, uuid, text(node.object.data, 'uuid'));
}

function* unchanged(work: InstanceWork, vm_state: string, error: CodedError): Task<CodedError> {
  yield* LOG.info(work, `Setting instance back to ${vm_state} after: ${error.message}`);
  yield* pause(work.compute.host, TIMING.compute.move.save);
  setFields(work.instance, { vm_state, task_state: null });
  yield* objectAction(work.compute, work.context, work.instance, 'save');
  return buildAbort(work.uuid, error.message, { frames: [] });
}
