/** The order of values: SQLite's, which is also the order in which tables are read. */
import type { Cell, Row } from './fact.ts';

/** NULL, then numbers, then texts by their code units. */
export function compareCells(a: Cell, b: Cell): number {
  const difference = rank(a) - rank(b);
  if (difference !== 0) return difference;
  if (a === null || b === null || a === b) return 0;
  return a < b ? -1 : 1;
}

const rank = (cell: Cell): number => (cell === null ? 0 : typeof cell === 'number' ? 1 : 2);

/** Column by column. */
export function compareKeys(a: readonly Cell[], b: readonly Cell[]): number {
  for (let i = 0; i < a.length; i += 1) {
    const order = compareCells(a[i] ?? null, b[i] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

/** Columns whose value differs, in the order of the columns; one that a row lacks counts as NULL. */
export function changedColumns(before: Row, after: Row): readonly string[] {
  const columns = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return columns.filter((column) => (before[column] ?? null) !== (after[column] ?? null));
}
