/** Where the lifelines stand, in CSS pixels. */
import type { Actor } from '../../core/trace/fact.ts';

/** For step numbers, left of all lifelines. */
export const GUTTER = 64;
export const ROW = 40;
/** right of all lifelines, so that the last head stands whole */
const EDGE = 8;
const COLLAPSED = 32;
const NARROWEST = 96;
const WIDEST = 360;

interface ActorColumn {
  readonly actor: Actor;
  readonly left: number;
  readonly width: number;
  /** of its line */
  readonly x: number;
  readonly isCollapsed: boolean;
}

export interface Columns {
  readonly list: readonly ActorColumn[];
  readonly width: number;
  x(actor: Actor): number;
}

export function columnsOf(
  lifelines: readonly Actor[],
  collapsed: ReadonlySet<Actor>,
  columnWidth: number,
): Columns {
  let left = GUTTER;
  const list = lifelines.map((actor): ActorColumn => {
    const isCollapsed = collapsed.has(actor);
    const width = isCollapsed ? COLLAPSED : columnWidth;
    const column = { actor, left, width, x: left + width / 2, isCollapsed };
    left += width;
    return column;
  });
  const places = new Map(list.map(({ actor, x }) => [actor, x]));
  return { list, width: left + EDGE, x: (actor) => places.get(actor) ?? GUTTER };
}

/** The width of a column with which all of them fill the room. */
export function fittingWidth(
  room: number,
  lifelines: readonly Actor[],
  collapsed: ReadonlySet<Actor>,
): number {
  const narrow = lifelines.filter((actor) => collapsed.has(actor)).length;
  const whole = Math.max(1, lifelines.length - narrow);
  return bounded((room - GUTTER - EDGE - narrow * COLLAPSED) / whole);
}

export const bounded = (width: number): number => Math.floor(Math.min(WIDEST, Math.max(NARROWEST, width)));

/** The reader's order where there is one: who is new stands behind. */
export function arranged(lifelines: readonly Actor[], order: readonly Actor[]): readonly Actor[] {
  const known = order.filter((actor) => lifelines.includes(actor));
  return [...known, ...lifelines.filter((actor) => !known.includes(actor))];
}

/** One place to the left (-1) or to the right (1); at the edge nothing happens. */
export function moved(lifelines: readonly Actor[], actor: Actor, by: -1 | 1): readonly Actor[] {
  const from = lifelines.indexOf(actor);
  const other = lifelines[from + by];
  if (from < 0 || other === undefined) return lifelines;
  const next = [...lifelines];
  next[from] = other;
  next[from + by] = actor;
  return next;
}
