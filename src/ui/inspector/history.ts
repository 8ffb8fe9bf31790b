/** What distinguishes two versions of a row. */
import type { Cell, Row } from '../../core/trace/fact.ts';

export interface Difference {
  readonly column: string;
  readonly old: Cell;
  readonly now: Cell;
}

/** In the order of the columns; a column that one of them lacks counts as NULL. */
export function differences(before: Row, after: Row): readonly Difference[] {
  const columns = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return columns
    .map((column) => ({ column, old: before[column] ?? null, now: after[column] ?? null }))
    .filter(({ old, now }) => old !== now);
}
