/**
 * Opens the player by its address, as the page opens by its own: scenario, step, language, theme. It keeps nothing on the
 * reader's device and writes no address; another hash, set by the course page, leads it elsewhere. A worker is opened only
 * where the scenario is not the stored boot.
 */
import { makeFrames } from '../../canvas/frames.ts';
import { keepDocument } from '../document-state.ts';
import { firstLang } from '../first-lang.ts';
import { listenKeys } from '../keys.ts';
import { followLink, readLink } from '../link.ts';
import type { Page } from '../open-page.ts';
import { clockOf, dwellMs, openStore } from '../opening.ts';
import { keepTranslated } from '../translated.ts';

export async function openEmbed(window: Window): Promise<Page> {
  const { document, location } = window;
  const lang = firstLang(window, null);
  // keys of one letter are for panels, of which there are none
  const { store } = await openStore(window, lang, { settings: { singleKeys: false } });
  store.getState().setEngine({ state: 'ready' });
  const follow = async (): Promise<void> => {
    const link = await readLink(location);
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
