/** Tables as MySQL 5.7 writes them: `SHOW CREATE TABLE`, and the schema of a database as a script. */
import type { Layout } from '../layouts.ts';
import type { Column, Key, Table } from '../schema.ts';

/** Whose text it is, and the next AUTO_INCREMENT. */
interface Teller {
  readonly server: Layout['server'];
  readonly nextId?: number | null;
}
const MYSQL: Teller = { server: 'MySQL 5.7' };

/** The text of `SHOW CREATE TABLE`. Foreign keys without a name of their own get InnoDB's. */
export function createTable(table: Table, { server, nextId = null }: Teller = MYSQL): string {
  const charset = server === 'MariaDB' ? 'utf8mb3 COLLATE=utf8mb3_general_ci' : 'utf8';
  const lines = [
    ...table.columns.map((column) => columnLine(column, server)),
    `PRIMARY KEY (${list(table.primary_key)})`,
    ...allKeys(table).map(keyLine),
    ...foreignKeys(table),
  ];
  return `CREATE TABLE ${quote(table.name)} (\n  ${lines.join(',\n  ')}\n) ENGINE=InnoDB${nextId === null || nextId < 2 ? '' : ` AUTO_INCREMENT=${nextId}`} DEFAULT CHARSET=${charset}`;
}

export const createDatabase = (name: string, server: Teller['server']): string =>
  `CREATE DATABASE ${quote(name)} /*!40100 DEFAULT CHARACTER SET ${server === 'MariaDB' ? 'utf8mb3 COLLATE utf8mb3_general_ci' : 'utf8'} */`;

/** What MySQL 5.7 calls utf8 is named in full by MariaDB. */
export const collationIn = ({ server }: Pick<Layout, 'server'>): string =>
  server === 'MariaDB' ? 'utf8mb3_general_ci' : 'utf8_general_ci';

/**
 * A script that makes the database and its tables; MySQL and MariaDB load it. It drops nothing: where a table of that name
 * is there already, the script ends with MySQL's error. `head` = comment lines for its top.
 */
export function databaseScript(name: string, tables: readonly Table[], head: readonly string[]): string {
  return [
    ...head.map((line) => `-- ${line}`),
    'SET NAMES utf8;',
    'SET FOREIGN_KEY_CHECKS = 0;',
    `CREATE DATABASE IF NOT EXISTS ${quote(name)} DEFAULT CHARACTER SET utf8;`,
    `USE ${quote(name)};`,
    ...tables.map((table) => `${createTable(table)};`),
    'SET FOREIGN_KEY_CHECKS = 1;',
    '',
  ].join('\n\n');
}

/**
 * The keys beside the primary one, with those that InnoDB makes for foreign keys; in MySQL's order: unique ones first, of
 * these the ones that no NULL can leave.
 */
export function allKeys(table: Table): readonly Key[] {
  const nullable = new Set(table.columns.filter((column) => column.nullable).map((column) => column.name));
  const rank = (key: Key): number => {
    if (!key.unique) return 2;
    return key.columns.some((column) => nullable.has(column.name)) ? 1 : 0;
  };
  const named = [...table.keys].sort((a, b) => rank(a) - rank(b));
  const leads = new Set([table.primary_key[0], ...named.map((key) => key.columns[0]?.name)]);
  const made = table.columns
    .filter((column) => column.references !== null && !leads.has(column.name))
    .map((column) => ({ name: column.name, unique: false, columns: [{ name: column.name, length: null }] }));
  return [...named, ...made];
}

/** `PRI`, `UNI`, `MUL` or nothing, as DESCRIBE tells it. */
export function keyMark(table: Table, column: Column): 'PRI' | 'UNI' | 'MUL' | '' {
  if (table.primary_key.includes(column.name)) return 'PRI';
  const leading = allKeys(table).filter((key) => key.columns[0]?.name === column.name);
  if (leading.some((key) => key.unique && key.columns.length === 1)) return 'UNI';
  return leading.length > 0 ? 'MUL' : '';
}

/** The default that the database itself fills in: as DESCRIBE shows it. */
export const serverDefault = (column: Column): string | null =>
  column.server_default && column.default !== null ? String(column.default) : null;

function columnLine(column: Column, server: Teller['server']): string {
  const words = [quote(column.name), column.mysql];
  if (!column.nullable) words.push('NOT NULL');
  const value = serverDefault(column);
  if (column.auto_increment) words.push('AUTO_INCREMENT');
  else if (value !== null) words.push(`DEFAULT '${value.replaceAll("'", "''")}'`);
  else if (column.nullable && (server === 'MariaDB' || !/text|blob/.test(column.mysql)))
    words.push('DEFAULT NULL');
  return words.join(' ');
}

function keyLine(key: Key): string {
  const columns = key.columns.map(
    ({ name, length }) => `${quote(name)}${length === null ? '' : `(${length})`}`,
  );
  return `${key.unique ? 'UNIQUE KEY' : 'KEY'} ${quote(key.name)} (${columns.join(',')})`;
}

function foreignKeys(table: Table): string[] {
  const referring = table.columns.filter((column) => column.references !== null);
  return referring.map((column, i) => {
    const to = column.references;
    const target = `${quote(to?.table ?? '')} (${quote(to?.column ?? '')})`;
    return `CONSTRAINT ${quote(`${table.name}_ibfk_${i + 1}`)} FOREIGN KEY (${quote(column.name)}) REFERENCES ${target}`;
  });
}

const list = (names: readonly string[]): string => names.map(quote).join(',');

/** A name in backticks. */
const quote = (name: string): string => `\`${name.replaceAll('`', '``')}\``;
