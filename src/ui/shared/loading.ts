/** What of the page is still on its way: its first picture, and panels that are open and not loaded yet. */

interface Loading {
  /** Something began to load; the answer ends it, once. Stable: hooks may keep it. */
  readonly begin: () => () => void;
  readonly pending: () => boolean;
  readonly subscribe: (listener: () => void) => () => void;
}

export function makeLoading(): Loading {
  const open = new Set<object>();
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    begin() {
      const one = {};
      open.add(one);
      tell();
      return () => {
        if (open.delete(one)) tell();
      };
    },
    pending: () => open.size > 0,
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** The page's own. */
export const loading = makeLoading();

/** Begun when a page's own script runs, not when a part of it is loaded; what it gives is called when the first picture stands. */
export function firstPicture(): () => () => void {
  const drawn = loading.begin();
  return () => {
    drawn();
    return () => undefined;
  };
}
