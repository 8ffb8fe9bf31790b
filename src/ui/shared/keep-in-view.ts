/** A heading that sticks to a box's top is this high at most, px. */
const HEADING = 72;
/** What is left free around the row, px. */
const AIR = 76;

/**
 * Scrolls the row's own box, never the page, as little as it takes. For use as a ref.
 * It measures in the frame that shows the row: measured at once, the browser would lay the page out twice.
 */
export function keepInView(row: HTMLElement | SVGElement | null): void {
  const box = row?.closest<HTMLElement>('.app-steps, .tables-list, .sequence-scroll, .overflow-auto');
  if (!row || !box) return;
  requestAnimationFrame(() => {
    if (!row.isConnected) return;
    const { top: edge, height } = row.getBoundingClientRect();
    const top = edge - box.getBoundingClientRect().top;
    const bottom = top + height;
    // a low box has less to leave free: the row would go under the heading
    const air = Math.min(AIR, Math.max(0, box.clientHeight - HEADING - height) / 2);
    if (top < HEADING) box.scrollTop += top - AIR;
    else if (bottom > box.clientHeight - air / 3) box.scrollTop += bottom - box.clientHeight + air;
  });
}

/** Scrolls as little as it takes for what has just appeared to be seen. For use as a ref. */
export function showWhole(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}
