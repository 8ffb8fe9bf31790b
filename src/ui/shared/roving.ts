import type { KeyboardEvent } from 'react';

const STEPS: { readonly [key: string]: number } = { ArrowDown: 1, ArrowUp: -1 };

/**
 * One stop in the Tab order for a whole list: Up and Down move among the elements marked `data-roving` inside the
 * nearest `data-roving-root`. Each of them listens with this; the first (or the current) one is rendered with
 * `tabIndex={0}`, the others with `-1`.
 */
export function onRovingKey(event: KeyboardEvent<HTMLElement>): void {
  const by = STEPS[event.key];
  const from = event.currentTarget;
  const root = from.closest('[data-roving-root]');
  if (by === undefined || !root || event.nativeEvent.isComposing) return;
  const stops = [...root.querySelectorAll<HTMLElement>('[data-roving]')];
  const next = stops[stops.indexOf(from) + by];
  if (!next) return;
  event.preventDefault();
  event.stopPropagation();
  from.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}
