/** The rows of two queries as UNION, EXCEPT and INTERSECT put them together. */
import { rowKey } from '../expressions/compare.ts';
import type { Compound } from '../syntax/ast.ts';
import type { SqlCell, SqlType } from '../values/types.ts';

export function combined(
  { kind, all }: Pick<Compound, 'kind' | 'all'>,
  left: (readonly SqlCell[])[],
  right: readonly (readonly SqlCell[])[],
  types: readonly SqlType[],
): (readonly SqlCell[])[] {
  const key = (cells: readonly SqlCell[]): string => rowKey(cells, types);
  if (kind === 'union') {
    for (const cells of right) left.push(cells);
    return all ? left : distinct(left, key);
  }
  const counts = new Map<string, number>();
  for (const cells of right) counts.set(key(cells), (counts.get(key(cells)) ?? 0) + 1);
  const isKept = (cells: readonly SqlCell[]): boolean => {
    const own = key(cells);
    const left = counts.get(own) ?? 0;
    if (all && left > 0) counts.set(own, left - 1);
    return (kind === 'intersect') === left > 0;
  };
  const kept = left.filter(isKept);
  return all ? kept : distinct(kept, key);
}

function distinct(
  rows: readonly (readonly SqlCell[])[],
  key: (cells: readonly SqlCell[]) => string,
): (readonly SqlCell[])[] {
  const seen = new Set<string>();
  return rows.filter((cells) => {
    const own = key(cells);
    if (seen.has(own)) return false;
    seen.add(own);
    return true;
  });
}
