/** A method of a compute's manager that failed, told to whoever listens (`nova/exception_wrapper.py:wrap_exception`). */
import type { CodedError } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Task } from '../../service/effects.ts';
import { tell } from '../notifications.ts';
import { faultPayload } from '../notify-instance.ts';
import type { Compute } from './state.ts';

/** `args` = what it was asked with. */
export function* tellException(
  compute: Compute,
  context: JsonObject,
  method: string,
  { error, args }: { readonly error: CodedError; readonly args: JsonObject },
): Task {
  const shown = Object.entries(args).filter(([name]) => !name.includes('_pass'));
  yield* tell(compute.cell, {
    context,
    failed: true,
    unversioned: {
      publisher: `compute.${compute.name}`,
      event: method,
      payload: () => ({ exception: error.message, args: Object.fromEntries(shown) }),
    },
    versioned: {
      publisher: `nova-compute:${compute.name}`,
      event: 'compute.exception',
      payload: () => faultPayload(error, method),
    },
  });
}
