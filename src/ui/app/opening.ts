/** What every page of this one begins with, the player of a course page too: the stored boot, the clock, the time to read. */
import { defined } from '../../core/base/assert.ts';
import { SCENARIOS } from '../../core/scenarios/scenarios.ts';
import type { Step } from '../../core/story/step.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { type Lang, loadTexts, narration, readingSeconds, textsOf } from '../../i18n/index.ts';
import { stepOf, traceOf } from '../../store/derived.ts';
import type { StoreOptions } from '../../store/door.ts';
import { makeStore, type PageState, type PageStore } from '../../store/store.ts';
import { loadToTell } from '../../store/told.ts';
import { loadBootTrace } from '../../worker/boot-trace.ts';
import { startWorker, type WorkerClient } from '../../worker/client.ts';
import type { FrameClock } from '../canvas/frames.ts';

export const clockOf = (window: Window): FrameClock => ({
  request: (callback) => window.requestAnimationFrame(callback),
  cancel: (handle) => window.cancelAnimationFrame(handle),
  reducedMotion: () => window.matchMedia('(prefers-reduced-motion: reduce)').matches,
});

const BOOT = defined(SCENARIOS[0], 'the first scenario');

/** The stored boot, or the same computed now where it is not there. */
async function firstTrace(worker: WorkerClient, window: Window): Promise<Trace> {
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

type Own = Omit<StoreOptions, 'scenario' | 'experiment' | 'trace' | 'run'>;

/** With the boot on it and its texts there. */
export async function openStore(
  window: Window,
  lang: Lang,
  own: Own,
): Promise<{ readonly store: PageStore; readonly worker: WorkerClient }> {
  window.document.documentElement.lang = lang;
  const worker = startWorker();
  const [trace] = await Promise.all([firstTrace(worker, window), loadTexts(lang, ['start'])]);
  await loadToTell(trace, () => lang);
  const experiment = trace.experiment ?? BOOT.experiment;
  const store = makeStore({
    ...own,
    settings: { ...own.settings, lang },
    scenario: BOOT.id,
    experiment,
    trace,
    run: worker.run,
  });
  return { store, worker };
}

let read: { readonly trace: Trace; readonly step: Step; readonly lang: Lang; readonly ms: number } | null =
  null;

/** Pause after the step under the cursor. It is asked for in each frame of it, and told once. */
export function dwellMs(state: PageState): number {
  const step = stepOf(state);
  if (!step) return 0;
  const trace = traceOf(state);
  const { lang } = state;
  if (read?.step !== step || read.lang !== lang || read.trace !== trace) {
    const ms = 1000 * readingSeconds(lang, narration(textsOf(lang), step, trace));
    read = { trace, step, lang, ms };
  }
  return read.ms;
}
