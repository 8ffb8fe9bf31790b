/** The SQL that builds a database on SQLite. */
import { autoIncrementOf, quoted } from './catalogue.ts';
import type { Column, Key, Table } from './schema.ts';

/**
 * One CREATE TABLE for each table, named `database.table`. Integers are INTEGER, floats REAL, all else TEXT, so that
 * values keep their kind. AUTOINCREMENT continues after the largest id ever used, as InnoDB does. Unique keys are there;
 * keys that only make reading faster are `indexSql`'s.
 */
export function createSql(database: string, tables: readonly Table[]): string[] {
  return tables.map((table) => createTable(database, table));
}

/**
 * The keys that only make reading faster: those of the schema, and one for each foreign key, as InnoDB makes them. For runs
 * that gather thousands of rows; a short run is over before they pay.
 */
export function indexSql(database: string, tables: readonly Table[]): string[] {
  return tables.flatMap((table) =>
    indexesOf(table).map(
      (columns) =>
        `CREATE INDEX ${database}.${quoted(`${table.name}_${columns.join('_')}`)} ON ${quoted(table.name)} (${columns.map(quoted).join(', ')})`,
    ),
  );
}

/** Each list of columns once, in the order of the schema; what a unique or primary key begins with needs no second. */
function indexesOf(table: Table): readonly (readonly string[])[] {
  const unique = table.keys.filter((key) => key.unique).map((key) => key.columns.map(({ name }) => name));
  const there = [table.primary_key, ...unique].map((columns) => `${columns.join()},`);
  const keys = table.keys.filter((key) => !key.unique).map((key) => key.columns.map(({ name }) => name));
  const foreign = table.columns.filter((column) => column.references !== null).map(({ name }) => [name]);
  return [...keys, ...foreign].filter((columns) => {
    const text = `${columns.join()},`;
    if (there.some((known) => known.startsWith(text))) return false;
    there.push(text);
    return true;
  });
}

function createTable(database: string, table: Table): string {
  const auto = autoIncrementOf(table);
  const lines = table.columns.map(columnSql);
  if (auto === null) lines.push(`PRIMARY KEY (${table.primary_key.map(quoted).join(', ')})`);
  lines.push(...table.keys.filter((key) => key.unique).map(uniqueSql));
  const tail = auto === null ? ') WITHOUT ROWID' : ')';
  return `CREATE TABLE ${database}.${quoted(table.name)} (${lines.join(', ')}${tail}`;
}

function columnSql(column: Column): string {
  const words = [quoted(column.name), storageOf(column)];
  if (column.auto_increment) words.push('PRIMARY KEY AUTOINCREMENT');
  else if (!column.nullable) words.push('NOT NULL');
  if (column.default !== null) words.push(`DEFAULT ${literal(column.default)}`);
  return words.join(' ');
}

function uniqueSql(key: Key): string {
  return `CONSTRAINT ${quoted(key.name)} UNIQUE (${key.columns.map((column) => quoted(column.name)).join(', ')})`;
}

function storageOf(column: Column): 'INTEGER' | 'REAL' | 'TEXT' {
  if (column.kind === 'integer' || column.kind === 'boolean') return 'INTEGER';
  return column.kind === 'real' ? 'REAL' : 'TEXT';
}

function literal(value: string | number): string {
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
}
