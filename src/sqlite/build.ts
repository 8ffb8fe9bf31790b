/** Builds the databases on a connection: tables, then the rows and counters that they begin with. */
import type { Database } from 'sql.js';
import { assert, broken, CodedError } from '../core/base/assert.ts';
import { autoIncrementOf, type DatabaseTables, quoted } from '../core/databases/catalogue.ts';
import type { Table } from '../core/databases/schema.ts';
import { createSql, indexSql } from '../core/databases/sqlite-ddl.ts';
import type { Cell, Row } from '../core/trace/fact.ts';
import type { Rows } from '../core/trace/trace.ts';

/** Largest AUTO_INCREMENT ids ever used, by `database.table`, where they are above those of the seed's rows. */
export type Counters = { readonly [table: string]: number };

/** Attaches each database under its name and creates its tables; 1 KiB pages make empty tables cheap. */
export function attachAll(db: Database, databases: readonly DatabaseTables[]): void {
  db.exec('PRAGMA temp_store = memory; PRAGMA foreign_keys = off;');
  for (const { name } of databases) {
    db.exec(`ATTACH ':memory:' AS ${name}; PRAGMA ${name}.page_size = 1024;`);
  }
  const all = databases.flatMap(({ name, tables }) => createSql(name, tables));
  db.exec(`BEGIN; ${all.join('; ')}; COMMIT;`);
}

/** Gives tables that stand the keys that make reading faster (`indexSql`). */
export function addIndexes(db: Database, databases: readonly DatabaseTables[]): void {
  const all = databases.flatMap(({ name, tables }) => indexSql(name, tables));
  db.exec(`BEGIN; ${all.join('; ')}; COMMIT;`);
}

/**
 * Inserts the rows of one database; `as` = the name that it is attached under. Errors: `CodedError` with code
 * `unknown_table` for rows of a table that it does not have.
 */
export function fill(
  db: Database,
  database: DatabaseTables,
  rows: Rows,
  counters: Counters,
  as: string = database.name,
): void {
  const prefix = `${database.name}.`;
  const tables = new Map(database.tables.map((table) => [table.name, table]));
  const tableOf = (name: string): Table => {
    const found = tables.get(name.slice(prefix.length));
    if (!found) throw new CodedError('unknown_table', `there is no table ${name}`);
    return found;
  };
  db.exec('BEGIN');
  for (const [name, list] of Object.entries(rows)) {
    if (name.startsWith(prefix)) insertAll(db, tableOf(name), list, as);
  }
  for (const [name, largest] of Object.entries(counters)) {
    if (name.startsWith(prefix)) setCounter(db, tableOf(name), largest, as);
  }
  db.exec('COMMIT');
}

function insertAll(db: Database, table: Table, rows: readonly Row[], as: string): void {
  if (rows.length === 0) return;
  const names = table.columns.map((column) => column.name);
  const columns = names.map(quoted).join(', ');
  const marks = names.map(() => '?').join(', ');
  const insert = db.prepare(`INSERT INTO ${as}.${quoted(table.name)} (${columns}) VALUES (${marks})`);
  for (const row of rows) {
    for (const name of Object.keys(row))
      if (!names.includes(name)) broken(`${table.name} has no column ${name}`);
    insert.run(names.map((name) => row[name] ?? null));
  }
  insert.free();
}

function setCounter(db: Database, table: Table, largest: number, as: string): void {
  assert(autoIncrementOf(table) !== null, `${table.name} has no AUTO_INCREMENT`);
  db.run(`DELETE FROM ${as}.sqlite_sequence WHERE name = ? AND seq < ?`, [table.name, largest]);
  db.run(
    `INSERT INTO ${as}.sqlite_sequence (name, seq) SELECT ?1, ?2 WHERE NOT EXISTS ` +
      `(SELECT 1 FROM ${as}.sqlite_sequence WHERE name = ?1)`,
    [table.name, largest],
  );
}

/** Runs `action`; what SQLite throws becomes a `CodedError` with code `sql_error`. */
export function refusing<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof Error && error.name === 'Error') throw new CodedError('sql_error', error.message);
    throw error;
  }
}

/** A row from its values in the order of `names`. */
export function toRow(names: readonly string[], cells: readonly Cell[]): Row {
  const row: { [column: string]: Cell } = {};
  for (let i = 0; i < names.length; i += 1) row[names[i] as string] = cells[i] ?? null;
  return row;
}
