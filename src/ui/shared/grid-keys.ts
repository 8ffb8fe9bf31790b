import type { KeyboardEvent } from 'react';

const MOVES: { readonly [key: string]: readonly [row: number, cell: number] } = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  PageDown: [10, 0],
  PageUp: [-10, 0],
};

const STOPS = 'td[data-column], [data-cell]';

/** A press on a cell takes the focus there, and the arrows go on from it. */
export function onGridPress({ target }: { readonly target: EventTarget }): void {
  const cell = target instanceof Element ? target.closest<HTMLElement>('td[data-column]') : null;
  if (cell) cell.tabIndex = -1;
}

/**
 * One stop in the Tab order for a whole grid: the arrows move among its cells and what is marked `data-cell`, row by row of
 * the nearest table. Their rows listen with this; one stop is rendered with `tabIndex={0}`, others with `-1`, and a cell can
 * have the focus from when it is gone to: to mark all of them is a good part of what drawing them costs.
 */
export function onGridKey(event: KeyboardEvent<HTMLElement>): void {
  const move = MOVES[event.key];
  const from = event.target as HTMLElement;
  const row = from.closest('tr');
  if (!move || !row || event.nativeEvent.isComposing || !from.matches(STOPS)) return;
  const rows = [...(row.parentElement?.querySelectorAll<HTMLElement>('tr:has([data-cell])') ?? [])];
  const cellsOf = (one: Element | undefined) => [...(one?.querySelectorAll<HTMLElement>(STOPS) ?? [])];
  const at = rows.indexOf(row);
  const target = rows[Math.min(Math.max(at + move[0], 0), rows.length - 1)];
  const cells = cellsOf(target);
  const next = cells[Math.min(Math.max(cellsOf(row).indexOf(from) + move[1], 0), cells.length - 1)];
  event.preventDefault();
  event.stopPropagation();
  if (!next || next === from) return;
  from.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}
