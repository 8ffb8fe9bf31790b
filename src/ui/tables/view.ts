/** Which columns and rows of a table are shown, and in which order. */
import { CodedError } from '../../core/base/assert.ts';
import { tableOf } from '../../core/databases/catalogue.ts';
import type { Table } from '../../core/databases/schema.ts';
import { compareCells } from '../../core/trace/cells.ts';
import type { Cell, Row } from '../../core/trace/fact.ts';
import type { RowMark } from './marks.ts';

export interface ShownRow {
  readonly row: Row;
  readonly mark: RowMark | null;
}

export interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

/** Columns that are shown even while they are NULL, because a reader waits for them to change. */
const PINNED: { readonly [table: string]: readonly string[] } = {
  instances: ['uuid', 'display_name', 'vm_state', 'task_state', 'power_state', 'host', 'node'],
  instance_mappings: ['instance_uuid', 'cell_id'],
  instance_actions_events: ['event', 'result', 'finish_time'],
};

/** null where no schema knows the table (a recording of another release). */
export function schemaTable(database: string, table: string): Table | null {
  try {
    return tableOf(database, table);
  } catch (error) {
    if (error instanceof CodedError) return null;
    throw error;
  }
}

export function keyOf(schema: Table | null, row: Row): readonly Cell[] {
  const names = schema?.primary_key ?? [
    'id' in row ? 'id' : 'uuid' in row ? 'uuid' : (Object.keys(row)[0] ?? ''),
  ];
  return names.map((name) => row[name] ?? null);
}

/**
 * The rows at the cursor with their marks, what changed first; rows that were deleted are kept until the next step.
 * Otherwise in the order of the primary key.
 */
export function shownRows(
  schema: Table | null,
  rows: readonly Row[],
  marks: ReadonlyMap<string, RowMark>,
): readonly ShownRow[] {
  if (marks.size === 0) return rows.map((row) => ({ row, mark: null }));
  const markOf = markFinder(schema, marks);
  const gone = [...marks.values()]
    .filter((mark) => mark.after === null)
    .map((mark) => ({ row: mark.before ?? {}, mark }));
  const changed: ShownRow[] = [];
  const others: ShownRow[] = [];
  for (const row of rows) {
    const mark = markOf(row);
    (mark ? changed : others).push({ row, mark });
  }
  return [...changed, ...gone, ...others];
}

/** Of ten thousand rows a handful is marked: a key of one column is looked up without making a text of it. */
function markFinder(schema: Table | null, marks: ReadonlyMap<string, RowMark>): (row: Row) => RowMark | null {
  const [column, ...rest] = schema?.primary_key ?? [];
  if (column === undefined || rest.length > 0) {
    return (row) => marks.get(JSON.stringify(keyOf(schema, row))) ?? null;
  }
  const single = new Map([...marks.values()].map((mark) => [mark.key[0] ?? null, mark]));
  return (row) => single.get(row[column] ?? null) ?? null;
}

/**
 * Key first, then what changed, then the rest in schema order; without `all` only columns that hold something at some
 * moment, so that they stand still while time moves.
 */
export function shownColumns(
  schema: Table | null,
  table: string,
  rows: readonly ShownRow[],
  filled: ReadonlySet<string>,
  all: boolean,
): readonly string[] {
  const names = schema?.columns.map((column) => column.name) ?? Object.keys(rows[0]?.row ?? {});
  const known = [...new Set([...names, ...filled])];
  const changed = new Set(rows.flatMap(({ mark }) => (mark ? [...mark.columns] : [])));
  const pinned = PINNED[table] ?? [];
  const keys = schema?.primary_key ?? known.slice(0, 1);
  const rank = (column: string): number => {
    if (keys.includes(column)) return 0;
    if (changed.has(column) && !LATE.has(column)) return 1;
    if (pinned.includes(column)) return 2 + pinned.indexOf(column) / 100;
    return LATE.has(column) ? 4 : 3;
  };
  return known
    .filter((column) => all || rank(column) < 3 || filled.has(column) || rows.length === 0)
    .sort((a, b) => rank(a) - rank(b));
}

const LATE = new Set(['created_at', 'updated_at', 'deleted_at', 'deleted']);

/** `column = value` asks for that value alone; null where the text is not of that form or names no column. */
export function exactly(
  columns: readonly string[],
  text: string,
): { readonly column: string; readonly value: string } | null {
  const [, column = '', value = ''] = /^\s*(\w+)\s*=\s*(.*?)\s*$/.exec(text) ?? [];
  return columns.includes(column) ? { column, value } : null;
}

/** Rows in which any shown cell contains the text (letters alike in both cases), or those of `column = value`. */
export function filterRows(
  rows: readonly ShownRow[],
  columns: readonly string[],
  text: string,
): readonly ShownRow[] {
  const exact = exactly(columns, text);
  if (exact) {
    const { column, value } = exact;
    const isNull = value.toUpperCase() === 'NULL';
    return rows.filter(({ row }) => {
      const cell = row[column] ?? null;
      return isNull ? cell === null : cell !== null && String(cell) === value;
    });
  }
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return rows;
  return rows.filter(({ row }) =>
    columns.some((column) =>
      textOf(row[column] ?? null)
        .toLowerCase()
        .includes(wanted),
    ),
  );
}

/** Stable; NULL before numbers before texts, as SQLite orders. */
export function sortRows(rows: readonly ShownRow[], sorting: Sorting | null): readonly ShownRow[] {
  if (!sorting) return rows;
  const { column } = sorting;
  const sign = sorting.descending ? -1 : 1;
  return [...rows].sort((a, b) => sign * compareCells(a.row[column] ?? null, b.row[column] ?? null));
}

function textOf(cell: Cell): string {
  return cell === null ? 'NULL' : String(cell);
}
