/** What Nova puts around each of a compute's methods that change an instance (`nova/compute/manager.py`, `nova/compute/utils.py`). */
import { CodedError } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Task } from '../../service/effects.ts';
import { text, textOr } from '../fields.ts';
import { loggerOf } from '../log.ts';
import { type LiveObject, setFields } from '../objects/ovo.ts';
import { updateUsage } from './build/claim.ts';
import { objectAction } from './conductor-api.ts';
import { addFault } from './instance-fault.ts';
import type { Compute } from './state.ts';
import { tellException } from './tell-exception.ts';
import { IN_FAULT, passing, RERAISED_BY_FAULT } from './wrap-trace.ts';

const LOG = loggerOf('nova.compute.manager');

/** Somebody else has begun something with the instance meanwhile, or deletes it. */
const LOST_RACES: readonly string[] = ['UnexpectedTaskStateError', 'UnexpectedDeletingTaskStateError'];

/** `reverts_task_state`: what fails leaves the instance free for the next try. Errors: those of `work`. */
export function* revertingTaskState<T>(
  compute: Compute,
  context: JsonObject,
  instance: LiveObject,
  work: Task<T>,
): Task<T> {
  try {
    return yield* work;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    // who lost a race leaves the winner's task_state as it is
    const about = { context, uuid: text(instance.data, 'uuid') };
    if (LOST_RACES.includes(error.code))
      yield* LOG.info({ context }, `Task possibly preempted: ${error.message}`);
    else yield* revert(compute, about, instance);
    throw error;
  }
}

/** `_instance_update`: with what else was set and not yet saved; and who counts the instance hears of it. */
function* revert(
  compute: Compute,
  about: { readonly context: JsonObject; readonly uuid: string },
  instance: LiveObject,
): Task {
  const before = textOr(instance.data, 'task_state', 'None');
  setFields(instance, { task_state: null });
  try {
    yield* objectAction(compute, about.context, instance, 'save');
    yield* updateUsage(compute, about.context, instance);
    yield* LOG.info(about, `Successfully reverted task state from ${before} on failure for instance.`);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    if (error.code === 'InstanceNotFound') return;
    yield* LOG.warning(about, `Failed to revert task state for instance. Error: ${error.message}`, error);
  }
}

/** `wrap_instance_fault`: what fails is noted as a fault of the instance. Errors: those of `work`. */
export function* withFault<T>(
  compute: Compute,
  context: JsonObject,
  instance: LiveObject,
  work: Task<T>,
): Task<T> {
  try {
    return yield* work;
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown;
    const error = passing(thrown, IN_FAULT);
    if (error.code === 'InstanceNotFound') throw error;
    yield* quietly(addFault(compute, context, instance, { error }));
    throw passing(error, RERAISED_BY_FAULT);
  }
}

/** `wrap_exception`: what fails is told to whoever listens. Errors: those of `work`. */
export function* tellingFailure<T>(
  compute: Compute,
  context: JsonObject,
  { method, args }: { readonly method: string; readonly args: JsonObject },
  work: Task<T>,
): Task<T> {
  try {
    return yield* work;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    yield* tellException(compute, context, method, { error, args });
    throw error;
  }
}

/** What fails beside a failure is logged alone. */
function* quietly(work: Task): Task {
  try {
    yield* work;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
  }
}
