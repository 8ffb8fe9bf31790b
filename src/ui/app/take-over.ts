/** The reader asked for the newer version: it takes over, and this window, no other, opens again where it was. */
import type { PageStore } from '../../store/store.ts';

/** What the service worker is told (`worker/offline.worker.ts`). */
const WORD = 'take over';
/** The address is written a little after the page stands still (`link.ts`). */
const SETTLE_MS = 500;

export async function takeOver(store: PageStore, window: Window): Promise<void> {
  store.getState().pause();
  await new Promise((later) => window.setTimeout(later, SETTLE_MS));
  const { serviceWorker } = window.navigator;
  const waiting = (await serviceWorker.getRegistration())?.waiting;
  const reload = (): void => window.location.reload();
  // another window has asked already
  if (!waiting) return reload();
  serviceWorker.addEventListener('controllerchange', reload);
  waiting.postMessage(WORD);
}
