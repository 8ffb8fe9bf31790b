/** Which databases there are, what stands in each, and the SQL that builds it on SQLite. */
import { CodedError } from '../base/assert.ts';
import { GLANCE } from './schema/glance.ts';
import { KEYSTONE } from './schema/keystone.ts';
import { NEUTRON } from './schema/neutron.ts';
import { NOVA_API } from './schema/nova-api.ts';
import { NOVA_CELL } from './schema/nova-cell.ts';
import { PLACEMENT } from './schema/placement.ts';
import type { Column, DatabaseSchema, Table } from './schema.ts';

/** The databases of the recorded lab, in the order in which tables and exports list them. */
export const DEFAULT_DATABASES: readonly string[] = [
  'nova_api',
  'nova_cell0',
  'nova_cell1',
  'placement',
  'keystone',
  'glance',
  'neutron',
];

const SCHEMAS: ReadonlyMap<string, DatabaseSchema> = new Map(
  [NOVA_API, NOVA_CELL, PLACEMENT, KEYSTONE, GLANCE, NEUTRON].map((schema) => [schema.name, schema]),
);

const TABLES: ReadonlyMap<DatabaseSchema, ReadonlyMap<string, Table>> = new Map(
  [...SCHEMAS.values()].map((schema) => [schema, new Map(schema.tables.map((table) => [table.name, table]))]),
);

/**
 * The schema of a database; every cell database (`nova_cell0`, `nova_cell1`, ...) has the one named `nova_cell`.
 * Errors: `CodedError` with code `unknown_database`.
 */
export function schemaOf(database: string): DatabaseSchema {
  const schema = SCHEMAS.get(/^nova_cell[0-9]+$/.test(database) ? 'nova_cell' : database);
  if (!schema) throw new CodedError('unknown_database', `there is no database ${database}`);
  return schema;
}

/** A table of a database. Errors: `CodedError` with code `unknown_database` or `unknown_table`. */
export function tableOf(database: string, table: string): Table {
  const found = TABLES.get(schemaOf(database))?.get(table);
  if (!found) throw new CodedError('unknown_table', `there is no table ${database}.${table}`);
  return found;
}

/** Name of the AUTO_INCREMENT column, or null. It is the whole primary key where there is one. */
export function autoIncrementOf(table: Table): string | null {
  return table.columns.find((column) => column.auto_increment)?.name ?? null;
}

/** Words that SQLite or MySQL keep for themselves and that name a column or table here: written in backticks. */
const RESERVED = new Set(['group', 'index', 'key', 'limit', 'load', 'order', 'range', 'references', 'table']);

/** A column's or table's name as it stands in a statement; both SQLite and MySQL read backticks. */
export function quoted(name: string): string {
  return RESERVED.has(name) ? `\`${name}\`` : name;
}

/**
 * One CREATE TABLE for each table of the database, named `database.table` (or with another name in front, `as`). Integers are INTEGER, floats REAL, all else
 * TEXT, so that values keep their kind. AUTOINCREMENT continues after the largest id ever used, as InnoDB does.
 */
export function createSql(database: string, as: string = database): string[] {
  return schemaOf(database).tables.map((table) => createTable(as, table));
}

function createTable(database: string, table: Table): string {
  const auto = autoIncrementOf(table);
  const lines = table.columns.map(columnSql);
  if (auto === null) lines.push(`PRIMARY KEY (${table.primary_key.map(quoted).join(', ')})`);
  const tail = auto === null ? ') WITHOUT ROWID' : ')';
  return `CREATE TABLE ${database}.${quoted(table.name)} (${lines.join(', ')}${tail}`;
}

function columnSql(column: Column): string {
  const words = [quoted(column.name), storageOf(column)];
  if (column.auto_increment) words.push('PRIMARY KEY AUTOINCREMENT');
  else if (!column.nullable) words.push('NOT NULL');
  if (column.unique) words.push('UNIQUE');
  if (column.default !== null) words.push(`DEFAULT ${literal(column.default)}`);
  return words.join(' ');
}

function storageOf(column: Column): 'INTEGER' | 'REAL' | 'TEXT' {
  if (column.kind === 'integer' || column.kind === 'boolean') return 'INTEGER';
  return column.kind === 'real' ? 'REAL' : 'TEXT';
}

function literal(value: string | number): string {
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
}
