/** ORDER BY: by each key in turn; what is alike stays as it came. */
import { ordering } from '../expressions/compare.ts';
import type { SqlCell, SqlType } from '../values/types.ts';

export interface SortKey<Row> {
  readonly type: SqlType;
  readonly descending: boolean;
  get(row: Row): SqlCell;
}

export function sorted<Row>(rows: readonly Row[], keys: readonly SortKey<Row>[]): readonly Row[] {
  if (keys.length === 0) return rows;
  const compares = keys.map(({ type, descending }) => ({
    compare: ordering(type),
    sign: descending ? -1 : 1,
  }));
  const all = rows.map((row) => ({ row, cells: keys.map((key) => key.get(row)) }));
  all.sort((a, b) => {
    for (const [i, { compare, sign }] of compares.entries()) {
      const found = compare(a.cells[i] ?? null, b.cells[i] ?? null) * sign;
      if (found !== 0) return found;
    }
    return 0;
  });
  return all.map(({ row }) => row);
}
