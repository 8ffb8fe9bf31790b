/** The five regions of the page, in the order in which F6 walks them. */
const LANDMARKS = ['top', 'map', 'narration', 'timeline', 'details'] as const;
type Landmark = (typeof LANDMARKS)[number];

const find = (name: Landmark): HTMLElement | null => document.querySelector(`[data-landmark="${name}"]`);

export function focusLandmark(name: Landmark): void {
  find(name)?.focus();
}

/** From the region that holds the focus to the next (or, by -1, the one before); one that is not shown is passed over. */
export function walkLandmarks(by: 1 | -1): void {
  const shown = LANDMARKS.filter((name) => find(name)?.checkVisibility({ visibilityProperty: true }));
  const at = shown.findIndex((name) => find(name)?.contains(document.activeElement));
  const start = at < 0 && by < 0 ? 0 : at;
  const next = shown[(start + by + shown.length) % shown.length];
  if (next) focusLandmark(next);
}
