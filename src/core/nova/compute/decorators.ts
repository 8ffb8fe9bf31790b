/** What Nova puts around each of a compute's methods that change an instance (`nova/compute/manager.py`, `nova/compute/utils.py`). */
import { CodedError } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Task } from '../../service/effects.ts';
import { type LiveObject, setFields } from '../objects/ovo.ts';
import { objectAction } from './conductor-api.ts';
import { addFault } from './instance-fault.ts';
import type { Compute } from './state.ts';

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
    if (!LOST_RACES.includes(error.code)) {
      instance.changes.clear();
      setFields(instance, { task_state: null });
      yield* quietly(objectAction(compute, context, instance, 'save'));
    }
    throw error;
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
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    if (error.code !== 'InstanceNotFound') yield* quietly(addFault(compute, context, instance, { error }));
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
