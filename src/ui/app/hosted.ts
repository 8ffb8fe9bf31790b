/**
 * What the page of a host does when everything stands: it keeps itself for a time without a network, learns of a newer
 * version, and tells the browser's frame its colour. Loaded last; without it the page is whole.
 */
import type { PageStore } from '../../store/store.ts';
import { registerOffline } from '../../worker/offline.ts';

/** A window that stays open asks for a newer version when it is looked at again, at most so often. */
const ASK_EVERY_MS = 3_600_000;

export function keepHosted(store: PageStore, window: Window): void {
  keepFrameColour(window.document);
  // refused, or a build that is not there: the page needs the network as before
  keepOffline(store, window).catch(() => undefined);
}

async function keepOffline(store: PageStore, window: Window): Promise<void> {
  const registration = await registerOffline(window);
  if (!registration) return;
  const tell = (): void => {
    // the first one that comes is this page's own
    if (registration.waiting && registration.active) store.setState({ newVersion: true });
  };
  registration.addEventListener('updatefound', () =>
    registration.installing?.addEventListener('statechange', tell),
  );
  tell();
  let asked = window.performance.now();
  window.document.addEventListener('visibilitychange', () => {
    const now = window.performance.now();
    if (window.document.hidden || now - asked < ASK_EVERY_MS) return;
    asked = now;
    registration.update().catch(() => undefined);
  });
}

/** The colour around the page follows the theme that is chosen in it, not the system's alone. */
function keepFrameColour(page: Document): void {
  const root = page.documentElement;
  const write = (): void => {
    const colour = getComputedStyle(root).getPropertyValue('--color-paper').trim();
    for (const meta of page.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]'))
      meta.content = colour;
  };
  new MutationObserver(write).observe(root, { attributes: true, attributeFilter: ['data-theme'] });
  write();
}
