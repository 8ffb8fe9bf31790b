/** An instance that cannot go on (`nova/compute/manager.py:ComputeManager._set_instance_obj_error_state`). */
import { CodedError } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Task } from '../../service/effects.ts';
import { type LiveObject, setFields } from '../objects/ovo.ts';
import { objectAction } from './conductor-api.ts';
import type { Compute } from './state.ts';

/** Saved as ERROR with what else was set and `values`; one that is gone meanwhile is none to be saved. */
export function* saveErrorState(
  compute: Compute,
  context: JsonObject,
  instance: LiveObject,
  values: JsonObject = {},
): Task {
  setFields(instance, { ...values, vm_state: 'error' });
  try {
    yield* objectAction(compute, context, instance, 'save');
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'InstanceNotFound') throw error;
  }
}
