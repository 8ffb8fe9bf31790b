/** The values of an answer: exact, within a limit, and which columns hold numbers. */
import type { Statement as PreparedStatement } from 'sql.js';
import type { Layout } from '../core/databases/layouts.ts';
import type { AnswerColumn, Value } from '../core/databases/mysql/grid.ts';
import { namesIn } from '../core/databases/mysql/script.ts';

/** sql.js gives whole numbers as bigint when asked so (its types do not know it). */
export function exactly(statement: PreparedStatement): Value[] {
  const reader = statement as unknown as { get(bind: null, config: { useBigInt: true }): Value[] };
  return reader.get(null, { useBigInt: true });
}

export const isNumeric = (value: Value): boolean => typeof value === 'number' || typeof value === 'bigint';

/** A whole number is a number as long as it is exact; a long value keeps its beginning. */
export function short(value: Value, most: number): Value {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  }
  if (typeof value === 'string' && value.length > most) return value.slice(0, most);
  if (value instanceof Uint8Array && value.length > most) return value.slice(0, most);
  return value;
}

export function sizeOf(value: Value): number {
  return typeof value === 'string' || value instanceof Uint8Array ? value.length : 8;
}

/** Numbers stand at the right: told by the values, and for a column of NULLs by a table that the statement names. */
export function columnsOf(
  names: readonly string[],
  rows: readonly (readonly Value[])[],
  layout: Layout,
  sql: string,
): AnswerColumn[] {
  const named = namesIn(sql);
  const tables = layout.databases.flatMap((one) => one.tables.map(({ table }) => table));
  const known = tables.filter((table) => named.has(table.name.toLowerCase()));
  return names.map((name, i) => {
    const value = rows.find((row) => row[i] !== null)?.[i];
    if (value !== undefined && value !== null) {
      return { name, numeric: rows.every((row) => row[i] === null || isNumeric(row[i] ?? null)) };
    }
    const column = known.flatMap((table) => table.columns).find((one) => one.name === name);
    return { name, numeric: column !== undefined && ['integer', 'boolean', 'real'].includes(column.kind) };
  });
}
