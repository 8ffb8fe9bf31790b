/** The rows that two runs disagree about, as marks of a table: old = the other run, new = the shown one. */
import { createContext } from 'react';
import type { RowDifference, TableDifference } from '../../core/compare/row-diff.ts';
import type { CompareTexts } from '../../i18n/index.ts';
import type { RowChangeKind, RowMark, TableMarks } from './marks.ts';

/** What marks are called while they compare two runs; null = they tell of a step. */
export const MarkWords = createContext<CompareTexts['tables'] | null>(null);

const KINDS: { readonly [K in RowDifference['kind']]: RowChangeKind } = {
  here: 'inserted',
  there: 'deleted',
  cells: 'updated',
};

export function marksOfRuns(tables: readonly TableDifference[]): TableMarks {
  const differing = tables.filter(({ rows }) => rows.length > 0);
  return new Map(differing.map(({ name, rows }) => [name, new Map(rows.map(markOf))]));
}

/** A row that only the other run has may carry the key of another row here. */
function markOf({ kind, key, here, there, columns }: RowDifference): readonly [string, RowMark] {
  const name = JSON.stringify(key);
  return [
    kind === 'there' ? `there ${name}` : name,
    { kind: KINDS[kind], key, before: there, after: here, columns: new Set(columns), fact: NO_FACT },
  ];
}

/** No single fact made the difference. */
const NO_FACT = -1;

/** Numbers of marks by kind, over all tables. */
export function countsOf(marks: TableMarks): { readonly [K in RowChangeKind]: number } {
  const all = [...marks.values()].flatMap((table) => [...table.values()]);
  const count = (kind: RowChangeKind): number => all.filter((mark) => mark.kind === kind).length;
  return { inserted: count('inserted'), updated: count('updated'), deleted: count('deleted') };
}
