/**
 * Opens the player by its address, as the page opens by its own: scenario, step, language, theme. It keeps nothing on the
 * reader's device and writes no address; another hash, set by the course page, leads it elsewhere. A worker is opened only
 * where the scenario is not the stored boot.
 */
import { loadTexts } from '../../../i18n/index.ts';
import { makeStore } from '../../../store/store.ts';
import { loadToTell } from '../../../store/told.ts';
import { startWorker } from '../../../worker/client.ts';
import { makeFrames } from '../../canvas/frames.ts';
import { keepDocument } from '../document-state.ts';
import { firstLang } from '../first-lang.ts';
import { listenKeys } from '../keys.ts';
import { followLink, readLink } from '../link.ts';
import type { Page } from '../open-page.ts';
import { BOOT, clockOf, dwellMs, firstTrace } from '../opening.ts';
import { keepTranslated } from '../translated.ts';

export async function openEmbed(window: Window): Promise<Page> {
  const { document, location } = window;
  const lang = firstLang(window, null);
  document.documentElement.lang = lang;
  const worker = startWorker();
  const [trace] = await Promise.all([firstTrace(worker, window), loadTexts(lang, ['start'])]);
  await loadToTell(trace, () => lang);
  const store = makeStore({
    scenario: BOOT.id,
    experiment: trace.experiment ?? BOOT.experiment,
    trace,
    // keys of one letter are for panels, of which there are none
    settings: { lang, singleKeys: false },
    run: worker.run,
  });
  store.getState().setEngine({ state: 'ready' });
  const follow = (): Promise<void> => {
    const link = readLink(location.hash);
    return followLink(store, { ...link, panel: 'none' });
  };
  await follow();
  window.addEventListener('hashchange', () => void follow());
  const frames = makeFrames(store, clockOf(window), dwellMs);
  keepTranslated(document);
  keepDocument(store, frames, document);
  listenKeys(store, window);
  return { store, frames };
}
