/** Rows as the recordings write them, so that what is computed here can be compared with them value by value. */
import { type Json, type JsonObject, parseJson } from '../base/json.ts';
import type { Cell, Row } from '../trace/fact.ts';
import type { Rows } from '../trace/trace.ts';
import { tableOf } from './catalogue.ts';
import type { ColumnKind } from './schema.ts';

/**
 * A row in the form of before.json and changes.json: DATETIME with a `T`, text that holds a JSON object or list parsed,
 * everything else as it is. Columns that only a later release has are left out when they are NULL, as no recorded row
 * has them.
 */
export function toRecordedRow(database: string, table: string, row: Row): JsonObject {
  const recorded: { [column: string]: Json } = {};
  for (const column of tableOf(database, table).columns) {
    const cell = row[column.name];
    if (cell === undefined || (column.source === 'later' && cell === null)) continue;
    recorded[column.name] = toRecordedCell(column.kind, cell);
  }
  return recorded;
}

/** All rows, by `database.table`, in that form. */
export function toRecordedRows(rows: Rows): { readonly [table: string]: readonly JsonObject[] } {
  const entries = Object.entries(rows).map(([name, list]) => {
    const dot = name.indexOf('.');
    const [database, table] = [name.slice(0, dot), name.slice(dot + 1)];
    return [name, list.map((row) => toRecordedRow(database, table, row))] as const;
  });
  return Object.fromEntries(entries);
}

function toRecordedCell(kind: ColumnKind, cell: Cell): Json {
  if (typeof cell !== 'string') return cell;
  if (kind === 'datetime') return cell.replace(' ', 'T');
  if (!/^[{[]/.test(cell)) return cell;
  return parseJson(cell) ?? cell;
}
