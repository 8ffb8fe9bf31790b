/** Scrolls the panel's own box to a row, never the page. For use as a ref. */
export function keepInView(row: HTMLElement | null): void {
  const box = row?.closest<HTMLElement>('.tab-panel');
  if (!row || !box) return;
  const top = row.getBoundingClientRect().top - box.getBoundingClientRect().top;
  if (top < 0 || top + row.offsetHeight > box.clientHeight) box.scrollTop += top - box.clientHeight / 2;
}

/** Scrolls as little as it takes for what has just appeared to be seen. For use as a ref. */
export function showWhole(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}
