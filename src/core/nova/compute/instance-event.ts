/**
 * What a compute does to an instance is noted as an event of the action that somebody asked for
 * (`nova/compute/utils.py:EventReporter`): begun before the work, ended with it, by a call each time.
 */
import { CodedError } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Task } from '../../service/effects.ts';
import { sayOf } from '../exception-codes.ts';
import { framesText, raisedFrom } from '../python-trace.ts';
import { pause } from '../timing/timing.ts';
import { classAction } from './conductor-api.ts';
import type { Compute } from './state.ts';
import { IN_EVENT, passing } from './wrap-trace.ts';

interface InstanceEvent {
  readonly uuid: string;
  /** `compute_stop_instance` */
  readonly event: string;
  readonly context: JsonObject;
  /** milliseconds before each of the two calls */
  readonly times: { readonly event_start: number; readonly event_finish: number };
}

/** Gives what `work` gives. Errors: those of `work`, once they are noted. */
export function* reported<T>(
  compute: Compute,
  { uuid, event, context, times }: InstanceEvent,
  work: Task<T>,
): Task<T> {
  yield* pause(compute.host, times.event_start);
  const started = { want_result: false, host: compute.name };
  yield* classAction(compute, context, 'InstanceActionEvent.event_start', [uuid, event], started);
  let end: { readonly value: T } | { readonly failure: CodedError };
  try {
    end = { value: yield* work };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    end = { failure: error };
  }
  yield* pause(compute.host, times.event_finish);
  const failure = 'failure' in end ? end.failure : null;
  const ended = {
    exc_val: failure && sayOf(failure),
    exc_tb: failure && framesText(raisedFrom(passing(failure, IN_EVENT), []).frames),
    want_result: false,
  };
  yield* classAction(compute, context, 'InstanceActionEvent.event_finish_with_failure', [uuid, event], ended);
  if ('failure' in end) throw end.failure;
  return end.value;
}
