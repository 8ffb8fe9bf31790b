/**
 * The greenthreads of one process (eventlet): they share its processor and change places wherever one of them waits, which
 * is at each statement. Recorded: of two requests to neutron at once each statement of one lies between two of the other.
 */
import { fromMs, type Micros, micros } from '../base/time.ts';
import { holding, type Lock, sleep, type Task } from '../service/effects.ts';

/** About what lay between two statements of one greenthread of the recorded neutron. */
const SLICE = fromMs(5);

/** Lets `took` of the processor's time pass, a slice at a time; between two slices those that wait go first. */
export function* workInSlices(processor: Lock, took: Micros): Task {
  for (let left: number = took; left > 0; left -= SLICE) {
    yield* holding(processor, sleep(micros(Math.min(left, SLICE))));
  }
}
