/** Between a row's cells and an object's fields: dates, booleans, JSON. */
import type { Json, JsonObject } from '../../base/json.ts';
import type { Cell, Row } from '../../trace/fact.ts';

/** `2026-11-22 07:16:58` -> `2026-11-22T07:16:58Z` */
export function isoDate(cell: Cell | undefined): string | null {
  return typeof cell === 'string' && cell !== '' ? `${cell.replace(' ', 'T')}Z` : null;
}

/** `2026-11-22T07:16:58Z` or with microseconds -> `2026-11-22 07:16:58`: the column rounds down */
export function sqlDate(iso: string): string {
  return iso.replace('T', ' ').slice(0, 19);
}

export function bool(cell: Cell | undefined): boolean {
  return cell === 1;
}

export function fromBool(value: Json | undefined): Cell {
  return value === true ? 1 : value === false ? 0 : null;
}

/** The four columns that every table of a cell has. */
export function softDeleteFields(row: Row): { [field: string]: Json } {
  return {
    created_at: isoDate(row.created_at),
    updated_at: isoDate(row.updated_at),
    deleted_at: isoDate(row.deleted_at),
    deleted: typeof row.deleted === 'number' && row.deleted !== 0,
  };
}

export const field = (row: Row, column: string): Json => row[column] ?? null;

/** Fields that are columns by the same name. */
export const fieldsOf = (row: Row, names: readonly string[], booleans: ReadonlySet<string>): JsonObject =>
  Object.fromEntries(names.map((name) => [name, booleans.has(name) ? bool(row[name]) : field(row, name)]));
