/**
 * Sees every changed row: TEMP triggers hand its images to one JavaScript function as JSON text. Unlike SQLite's update
 * hook this sees tables WITHOUT ROWID and a DELETE of a whole table, and it has the values from before.
 */
import type { Database } from 'sql.js';
import { defined } from '../core/base/assert.ts';
import { quoted } from '../core/databases/catalogue.ts';
import type { RowChange } from '../core/databases/engine.ts';
import type { Table } from '../core/databases/schema.ts';
import type { Cell, Row } from '../core/trace/fact.ts';
import { toRow } from './build.ts';

/** Name of the SQL function that the triggers call: (number of the table, image before, image after). */
export const CAPTURE_FUNCTION = 'row_changed';

export interface CapturedTable {
  readonly database: string;
  readonly table: Table;
}

/**
 * Sets the triggers of all tables. They are written into the schema of the connection at once and read in one go: 500
 * CREATE TRIGGER one by one take four times as long, since each reads the schema again.
 */
export function setTriggers(db: Database, tables: readonly CapturedTable[]): void {
  db.exec('PRAGMA writable_schema = on; BEGIN;');
  const insert = db.prepare(
    "INSERT INTO temp.sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES ('trigger', ?, ?, 0, ?)",
  );
  tables.forEach((captured, number) => {
    for (const { name, sql } of triggersOf(captured, number)) insert.run([name, captured.table.name, sql]);
  });
  insert.free();
  db.exec('COMMIT; PRAGMA writable_schema = reset;');
}

interface Trigger {
  readonly name: string;
  /** as SQLite keeps it: without the word TEMP */
  readonly sql: string;
}

/** `number` = the table's place in the list that `makeCapture` is given. */
function triggersOf({ database, table }: CapturedTable, number: number): Trigger[] {
  const before = imageSql(table, 'old');
  const after = imageSql(table, 'new');
  const trigger = (verb: string, images: string): Trigger => {
    const name = `${verb.toLowerCase()}_${number}`;
    const on = `${database}.${quoted(table.name)}`;
    const call = `SELECT ${CAPTURE_FUNCTION}(${number}, ${images})`;
    return { name, sql: `CREATE TRIGGER ${name} AFTER ${verb} ON ${on} BEGIN ${call}; END` };
  };
  return [
    trigger('INSERT', `NULL, ${after}`),
    trigger('UPDATE', `${before}, ${after}`),
    trigger('DELETE', `${before}, NULL`),
  ];
}

/** Floats go as text with 17 digits, which is exact; SQLite's JSON would round them. */
function imageSql(table: Table, alias: 'old' | 'new'): string {
  const values = table.columns.map((column) => {
    const value = `${alias}.${quoted(column.name)}`;
    return column.kind === 'real' ? `iif(${value} IS NULL, NULL, format('%!.17g', ${value}))` : value;
  });
  return `json_array(${values.join(', ')})`;
}

export interface Capture {
  /** what the triggers call */
  readonly add: (number: number, before: string | null, after: string | null) => null;
  /** the changes since the last call, in the order in which SQLite made them */
  take(): readonly RowChange[];
}

/** An UPDATE that leaves a row as it was is no change; one that moves its key is a deletion and an insertion. */
export function makeCapture(tables: readonly CapturedTable[]): Capture {
  const decoders = tables.map(makeDecoder);
  let changes: RowChange[] = [];
  return {
    add(number, beforeText, afterText) {
      if (beforeText === afterText) return null;
      const decoder = defined(decoders[number], `captured table ${number}`);
      const before = beforeText === null ? null : decoder.row(beforeText);
      const after = afterText === null ? null : decoder.row(afterText);
      if (before && after && !sameKey(decoder.key(before), decoder.key(after))) {
        changes.push(decoder.change(before, null), decoder.change(null, after));
      } else {
        changes.push(decoder.change(before, after));
      }
      return null;
    },
    take() {
      const taken = changes;
      changes = [];
      return taken;
    },
  };
}

function makeDecoder({ database, table }: CapturedTable) {
  const names = table.columns.map((column) => column.name);
  const reals = table.columns.flatMap((column, i) => (column.kind === 'real' ? [i] : []));
  const key = (row: Row): Cell[] => table.primary_key.map((name) => row[name] ?? null);
  return {
    key,
    row(text: string): Row {
      const cells = JSON.parse(text) as Cell[];
      for (const i of reals) if (cells[i] !== null) cells[i] = Number(cells[i]);
      return toRow(names, cells);
    },
    change(before: Row | null, after: Row | null): RowChange {
      const row = defined(after ?? before, 'image of a changed row');
      return { database, table: table.name, key: key(row), before, after };
    },
  };
}

function sameKey(a: readonly Cell[], b: readonly Cell[]): boolean {
  return a.every((cell, i) => cell === b[i]);
}
