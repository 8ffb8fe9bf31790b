/** The page on paper by the browser's own menu or Ctrl+P: what that needs is loaded at the reader's first sign of life. */
import type { PageStore } from '../../../store/store.ts';

const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'beforeprint'] as const;

export function keepPaper(store: PageStore, window: Window): void {
  const load = (): void => {
    for (const sign of SIGNS) window.removeEventListener(sign, load);
    // without it the page prints as it stands
    import('./page-on-paper.tsx').then(
      ({ readyForPaper }) => readyForPaper(store, window),
      () => undefined,
    );
  };
  for (const sign of SIGNS) window.addEventListener(sign, load, { passive: true });
}
