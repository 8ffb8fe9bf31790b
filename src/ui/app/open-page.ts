/** Opens the page: link, settings and trace become the store; everything that outlives a component starts here. */
import { defined } from '../../core/base/assert.ts';
import { SCENARIOS } from '../../core/scenarios/scenarios.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { loadTexts, narration, readingSeconds, textsOf } from '../../i18n/index.ts';
import { readBookmarks, writeBookmarks } from '../../store/bookmarks.ts';
import { stepOf, traceOf } from '../../store/derived.ts';
import { shownRun } from '../../store/runs.ts';
import { keepSettings, readSettings } from '../../store/settings.ts';
import { makeStore, type PageState, type PageStore } from '../../store/store.ts';
import { loadToTell } from '../../store/told.ts';
import { bootTraceUrl, loadBootTrace } from '../../worker/boot-trace.ts';
import { startWorker, type WorkerClient } from '../../worker/client.ts';
import { type FrameClock, type Frames, makeFrames } from '../canvas/frames.ts';
import { keepDocument } from './document-state.ts';
import { firstLang } from './first-lang.ts';
import { hero } from './hero.ts';
import { listenKeys } from './keys.ts';
import { keepLesson } from './lesson-door.ts';
import { followLink, keepLink, readLink } from './link.ts';
import { keepTranslated } from './translated.ts';

export interface Page {
  readonly store: PageStore;
  readonly frames: Frames;
}

const clockOf = (window: Window): FrameClock => ({
  request: (callback) => window.requestAnimationFrame(callback),
  cancel: (handle) => window.cancelAnimationFrame(handle),
  reducedMotion: () => window.matchMedia('(prefers-reduced-motion: reduce)').matches,
});

const BOOT = defined(SCENARIOS[0], 'the first scenario');

/** The stored boot, or the same computed now where it is not there. */
async function firstTrace(worker: WorkerClient, window: Window): Promise<Trace> {
  try {
    return await loadBootTrace(bootTraceUrl(window.document));
  } catch (error) {
    try {
      return await worker.run(BOOT.experiment);
    } catch {
      throw error;
    }
  }
}

function dwellMs(state: PageState): number {
  const step = stepOf(state);
  if (!step) return 0;
  return 1000 * readingSeconds(state.lang, narration(textsOf(state.lang), step, traceOf(state)));
}

/** The map is drawn first: the worker's start would take a core from it. */
function afterFirstFrames(window: Window, act: () => void): void {
  window.requestAnimationFrame(() => window.requestAnimationFrame(() => window.setTimeout(act)));
}

export async function openPage(window: Window): Promise<Page> {
  const link = readLink(window.location.hash);
  const settings = readSettings();
  const lang = firstLang(window);
  window.document.documentElement.lang = lang;
  const worker = startWorker();
  const [trace] = await Promise.all([firstTrace(worker, window), loadTexts(lang, ['start'])]);
  await loadToTell(trace, () => lang);
  const store = makeStore({
    scenario: BOOT.id,
    experiment: trace.experiment ?? BOOT.experiment,
    trace,
    settings: { ...settings, lang },
    run: worker.run,
    bookmarksOf: readBookmarks,
  });
  await followLink(store, link);
  const frames = makeFrames(store, clockOf(window), dwellMs);
  keepTranslated(window.document);
  keepDocument(store, frames, window.document);
  keepLink(store, window);
  listenKeys(store, window);
  keepLesson(store, window);
  store.subscribe((now, before) => {
    keepSettings(now, before);
    const [run, last] = [shownRun(now), shownRun(before)];
    // those of a recording last as long as it is shown
    if (run.bookmarks !== last.bookmarks && run.experiment && last.experiment)
      writeBookmarks(run.experiment, run.bookmarks);
  });
  afterFirstFrames(window, () =>
    worker.ready().then(
      () => store.getState().setEngine({ state: 'ready' }),
      (error: Error) => store.getState().setEngine({ state: 'off', reason: error.message }),
    ),
  );
  // a link that names a step (even one that is none) or a run opens still
  if (link.step === null && link.badStep === null && link.run === null) hero(store, frames);
  return { store, frames };
}
