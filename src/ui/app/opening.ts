/** What every page of this one begins with, the player of a course page too: the stored boot, the clock, the time to read. */
import { defined } from '../../core/base/assert.ts';
import { SCENARIOS } from '../../core/scenarios/scenarios.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { narration, readingSeconds, textsOf } from '../../i18n/index.ts';
import { stepOf, traceOf } from '../../store/derived.ts';
import type { PageState } from '../../store/store.ts';
import { loadBootTrace } from '../../worker/boot-trace.ts';
import type { WorkerClient } from '../../worker/client.ts';
import type { FrameClock } from '../canvas/frames.ts';

export const clockOf = (window: Window): FrameClock => ({
  request: (callback) => window.requestAnimationFrame(callback),
  cancel: (handle) => window.cancelAnimationFrame(handle),
  reducedMotion: () => window.matchMedia('(prefers-reduced-motion: reduce)').matches,
});

export const BOOT = defined(SCENARIOS[0], 'the first scenario');

/** The stored boot, or the same computed now where it is not there. */
export async function firstTrace(worker: WorkerClient, window: Window): Promise<Trace> {
  try {
    return await loadBootTrace(window.document);
  } catch (error) {
    try {
      return await worker.run(BOOT.experiment);
    } catch {
      throw error;
    }
  }
}

export function dwellMs(state: PageState): number {
  const step = stepOf(state);
  if (!step) return 0;
  return 1000 * readingSeconds(state.lang, narration(textsOf(state.lang), step, traceOf(state)));
}
