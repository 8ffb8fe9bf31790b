import { remPx } from './hooks.ts';

/** Between two in a row, px. */
const GAP = 2;
/** The button that opens the others, rem. */
const MORE = 7.2;

/**
 * Which of a row's children stand in it: all where they have room, else the first ones and the chosen one. `measured` = the room,
 * then the width of each, px; null = not known yet. `chosen` = -1: none.
 */
export function fitting(measured: string | null, chosen: number, rem = remPx): ReadonlySet<number> {
  const [room = 0, ...widths] = measured === null ? [] : measured.split(' ').map(Number);
  const all = new Set(widths.keys());
  const widthOf = (i: number): number => (widths[i] ?? 0) + GAP;
  const total = widths.reduce((sum, width) => sum + width + GAP, -GAP);
  if (total <= room + 1) return measured === null ? EVERYTHING : all;
  let left = room - MORE * rem() - (chosen < 0 ? 0 : widthOf(chosen));
  const shown = new Set(chosen < 0 ? [] : [chosen]);
  for (const i of all) {
    if (i === chosen) continue;
    left -= widthOf(i);
    if (left < 0) break;
    shown.add(i);
  }
  return shown;
}

/** Before they were measured. */
const EVERYTHING: ReadonlySet<number> = new Set(Array.from({ length: 99 }, (_, i) => i));
