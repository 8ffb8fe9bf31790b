/** Opens the page: link, settings and trace become the store; everything that outlives a component starts here. */
import { readBookmarks, writeBookmarks } from '../../store/bookmarks.ts';
import { shownRun } from '../../store/runs.ts';
import { keepSettings, readSettings } from '../../store/settings.ts';
import { CLASS_KEY, readStored } from '../../store/storage.ts';
import type { PageStore } from '../../store/store.ts';
import { type Frames, makeFrames } from '../canvas/frames.ts';
import { keepDocument } from './document-state.ts';
import { firstLang } from './first-lang.ts';
import { hero } from './hero.ts';
import { listenKeys } from './keys.ts';
import { keepLesson } from './lesson-door.ts';
import { followLink, keepLink, readLink } from './link.ts';
import { clockOf, dwellMs, openStore } from './opening.ts';
import { keepPaper } from './print/keep-paper.ts';

export interface Page {
  readonly store: PageStore;
  readonly frames: Frames;
}

/** The map is drawn first: the worker's start would take a core from it. */
function afterFirstFrames(window: Window, act: () => void): void {
  window.requestAnimationFrame(() => window.requestAnimationFrame(() => window.setTimeout(act)));
}

/** What the page is whole without: when all of its start is there, and it is no matter when it cannot be had. */
function afterLoad(window: Window, act: () => Promise<void>): void {
  const start = (): void => afterFirstFrames(window, () => void act().catch(() => undefined));
  if (window.document.readyState === 'complete') start();
  else window.addEventListener('load', start, { once: true });
}

/** Before the first step there is Play, and nothing else to be told. */
function hintOnceMoved(store: PageStore): void {
  const stop = store.subscribe((now, before) => {
    if (now.step === before.step) return;
    stop();
    import('./hints.ts').then(
      ({ keepHints }) => keepHints(store),
      // without a network nothing is lost
      () => undefined,
    );
  });
}

export async function openPage(window: Window): Promise<Page> {
  const link = await readLink(window.location);
  const settings = readSettings();
  const lang = firstLang(window);
  const { store, worker } = await openStore(window, lang, { settings, bookmarksOf: readBookmarks });
  await followLink(store, link);
  const frames = makeFrames(store, clockOf(window), dwellMs);
  // a browser's translator comes when the page stands; without the script it is as if there were none
  import('./translated.ts').then((one) => one.keepTranslated(window.document)).catch(() => undefined);
  keepDocument(store, frames, window.document);
  keepLink(store, window, link);
  listenKeys(store, window);
  keepLesson(store, window);
  keepPaper(store, window);
  // the class's window that was opened anew
  if (readStored(CLASS_KEY, 'sessionStorage')) store.getState().toClass('again');
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
  if (import.meta.env.MODE === 'production')
    afterLoad(window, async () => (await import('./hosted.ts')).keepHosted(store, window));
  // a link that names a step (even one that is none), a run or a live stream opens still
  if (link.step === null && link.badStep === null && link.run === null && link.tap === null) {
    hero(store, frames);
    if (store.getState().hints && !link.other.some(([key, value]) => key === 'hints' && value === 'off'))
      hintOnceMoved(store);
  }
  return { store, frames };
}
