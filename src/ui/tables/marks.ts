/** What a step did to the rows of one table: each row's image before and after the whole step. */
import type { Cell, Row, RowChanged } from '../../core/trace/fact.ts';

export type RowChangeKind = 'inserted' | 'updated' | 'deleted';

export interface RowMark {
  readonly kind: RowChangeKind;
  readonly key: readonly Cell[];
  readonly before: Row | null;
  readonly after: Row | null;
  /** columns with another value than before the step; empty for inserted and deleted rows */
  readonly columns: ReadonlySet<string>;
  /** the last `row.changed` fact of the row in this step */
  readonly fact: number;
}

/** Of a table that stands as it did. */
export const NO_MARKS: ReadonlyMap<string, RowMark> = new Map();

/** By `database.table`, then by the row's key as JSON. */
export type TableMarks = ReadonlyMap<string, ReadonlyMap<string, RowMark>>;

/** By the row's key as JSON. A row that came and went within the step is `deleted`: it is shown, struck, once. */
export function marksOf(changes: readonly RowChanged[]): ReadonlyMap<string, RowMark> {
  const marks = new Map<string, RowMark>();
  for (const change of changes) {
    const key = JSON.stringify(change.key);
    const first = marks.get(key);
    const before = first ? first.before : change.before;
    const shownBefore = before ?? (change.after === null ? change.before : null);
    marks.set(key, {
      kind: kindOf(before, change.after),
      key: change.key,
      before: change.after === null ? shownBefore : before,
      after: change.after,
      columns: columnsOf(before, change.after),
      fact: change.index,
    });
  }
  return marks;
}

function kindOf(before: Row | null, after: Row | null): RowChangeKind {
  if (after === null) return 'deleted';
  return before === null ? 'inserted' : 'updated';
}

function columnsOf(before: Row | null, after: Row | null): ReadonlySet<string> {
  if (!before || !after) return new Set();
  return new Set(Object.keys(after).filter((column) => (before[column] ?? null) !== (after[column] ?? null)));
}

/** Changes of a step by `database.table`. */
export function changesByTable(changes: readonly RowChanged[]): ReadonlyMap<string, readonly RowChanged[]> {
  const tables = new Map<string, RowChanged[]>();
  for (const change of changes) {
    const name = `${change.database}.${change.table}`;
    const list = tables.get(name) ?? [];
    tables.set(name, list);
    list.push(change);
  }
  return tables;
}
