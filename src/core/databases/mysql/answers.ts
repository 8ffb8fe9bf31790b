/** What the server answers to SHOW and DESCRIBE, read from the layout. Columns and their order as MySQL 5.7 gives them. */
import { likeMatcher } from '../../base/like.ts';
import { databaseIn, databasesShown, type Layout, SERVER_DATABASES } from '../layouts.ts';
import { othersIn } from '../physical.ts';
import type { Column, Table } from '../schema.ts';
import { allKeys, collationIn, createDatabase, createTable, keyMark, serverDefault } from './ddl.ts';
import { type MysqlError, noDatabase, unknownDatabase, unknownInSchema, unknownTable } from './errors.ts';
import type { AnswerColumn, Grid, Value } from './grid.ts';
import { INFORMATION_TABLES } from './information-schema.ts';
import type { Sentence, WrittenTable } from './sentences.ts';

/** What a statement may know of the server it is said to. */
export interface Server {
  readonly layout: Layout;
  /** whether SHOW TABLES lists archive tables and those that Nova no longer uses */
  readonly physical: boolean;
  /** the database in use */
  readonly database: string | null;
  /** the next AUTO_INCREMENT of a table; null = it has none, or no rows */
  readonly nextId?: (of: WrittenTable, table: Table) => number | null;
  /** in how many values of these columns the rows of a table differ, as InnoDB counts them */
  readonly cardinality?: (of: WrittenTable, table: Table, columns: readonly string[]) => number;
}

export type MysqlRefusal = { readonly error: MysqlError } | { readonly notModelled: string };
export type MysqlAnswer = { readonly grid: Grid } | MysqlRefusal;

const text = (name: string): AnswerColumn => ({ name, numeric: false });
const number = (name: string): AnswerColumn => ({ name, numeric: true });

const grid = (columns: readonly AnswerColumn[], rows: readonly (readonly Value[])[]): MysqlAnswer => ({
  grid: { columns, rows },
});

type ShowStatement = Extract<
  Sentence,
  { say: 'databases' | 'tables' | 'columns' | 'indexes' | 'create table' | 'create database' }
>;

export function answer(server: Server, sentence: ShowStatement): MysqlAnswer {
  switch (sentence.say) {
    case 'databases': {
      const head = sentence.like === null ? 'Database' : `Database (${sentence.like})`;
      const names = databasesShown(server.layout).filter(liked(sentence.like));
      return grid(
        [text(head)],
        names.map((name) => [name]),
      );
    }
    case 'tables':
      return showTables(server, sentence);
    case 'columns':
      return withTable(server, sentence.of, (table) => columnRows(server, table, sentence));
    case 'indexes':
      return withTable(server, sentence.of, (table) => indexes(server, sentence.of, table));
    case 'create table':
      return withTable(server, sentence.of, (table) =>
        grid(
          [text('Table'), text('Create Table')],
          [
            [
              table.name,
              createTable(table, {
                server: server.layout.server,
                nextId: server.nextId?.(sentence.of, table) ?? null,
              }),
            ],
          ],
        ),
      );
    case 'create database': {
      const found = databaseIn(server.layout, sentence.database);
      if (!found) return missingDatabase(sentence.database);
      return grid(
        [text('Database'), text('Create Database')],
        [[found.name, createDatabase(found.name, server.layout.server)]],
      );
    }
  }
}

/** LIKE, in which letters are alike in both cases; null = everything. */
const liked = (pattern: string | null): ((name: string) => boolean) =>
  pattern === null ? () => true : likeMatcher(pattern, '\\', (text) => text.toLowerCase());

/** A database of the server itself, other than information_schema. */
export const isServers = (name: string): boolean =>
  (SERVER_DATABASES as readonly string[]).includes(name.toLowerCase()) && !isInformationSchema(name);

export const isInformationSchema = (name: string): boolean => name.toLowerCase() === 'information_schema';

/** Why a database cannot be asked: not there, or the server's own. */
export function missingDatabase(name: string): MysqlRefusal {
  return isServers(name) ? { notModelled: name.toLowerCase() } : { error: unknownDatabase(name) };
}

/** All tables that can be asked in a database of the layout, the modelled ones first. */
export function tablesIn(layout: Layout, database: string): readonly Table[] {
  const modelled = databaseIn(layout, database)?.tables.map((one) => one.table) ?? [];
  return [...modelled, ...othersIn(layout, database.toLowerCase())];
}

/** The names that SHOW TABLES lists. */
export function tableNames({ layout, physical }: Server, database: string): readonly string[] {
  const modelled = databaseIn(layout, database)?.tables.map((one) => one.table.name) ?? [];
  const others = physical ? othersIn(layout, database.toLowerCase()).map((table) => table.name) : [];
  return [...modelled, ...others].sort();
}

function showTables(server: Server, sentence: Extract<Sentence, { say: 'tables' }>): MysqlAnswer {
  const asked = sentence.database ?? server.database;
  if (asked === null) return { error: noDatabase };
  const database = isInformationSchema(asked) ? asked.toLowerCase() : databaseIn(server.layout, asked)?.name;
  if (database === undefined) return missingDatabase(asked);
  const isSchema = isInformationSchema(database);
  const all = isSchema ? INFORMATION_TABLES.map((one) => one.name) : tableNames(server, database);
  const names = all.filter(liked(sentence.like));
  const head = text(`Tables_in_${database}${sentence.like === null ? '' : ` (${sentence.like})`}`);
  if (!sentence.full)
    return grid(
      [head],
      names.map((name) => [name]),
    );
  const kind = isSchema ? 'SYSTEM VIEW' : 'BASE TABLE';
  return grid(
    [head, text('Table_type')],
    names.map((name) => [name, kind]),
  );
}

function withTable(server: Server, of: WrittenTable, then: (table: Table) => MysqlAnswer): MysqlAnswer {
  const asked = of.database ?? server.database;
  if (asked === null) return { error: noDatabase };
  if (isServers(asked)) return { notModelled: asked.toLowerCase() };
  const wanted = of.table.toLowerCase();
  if (isInformationSchema(asked)) {
    const view = INFORMATION_TABLES.find((one) => one.name.toLowerCase() === wanted);
    return view ? then(view) : { error: unknownInSchema(of.table) };
  }
  const table = tablesIn(server.layout, asked).find((one) => one.name.toLowerCase() === wanted);
  return table ? then(table) : { error: unknownTable(asked, of.table) };
}

/** Extra: `auto_increment` or nothing. */
function columnRows(
  { layout }: Server,
  table: Table,
  { like, full }: Extract<Sentence, { say: 'columns' }>,
): MysqlAnswer {
  const columns = table.columns.filter((column) => liked(like)(column.name));
  const row = (column: Column): Value[] => {
    const head = [column.name, column.mysql];
    const tail = [
      column.nullable ? 'YES' : 'NO',
      keyMark(table, column),
      serverDefault(column),
      column.auto_increment ? 'auto_increment' : '',
    ];
    if (!full) return [...head, ...tail];
    const collation = /char|text|enum/.test(column.mysql) ? collationIn(layout) : null;
    return [...head, collation, ...tail, 'select,insert,update,references', ''];
  };
  const names = full
    ? ['Field', 'Type', 'Collation', 'Null', 'Key', 'Default', 'Extra', 'Privileges', 'Comment']
    : ['Field', 'Type', 'Null', 'Key', 'Default', 'Extra'];
  return grid(names.map(text), columns.map(row));
}

const INDEX_COLUMNS = [
  text('Table'),
  number('Non_unique'),
  text('Key_name'),
  number('Seq_in_index'),
  text('Column_name'),
  text('Collation'),
  number('Cardinality'),
  number('Sub_part'),
  text('Packed'),
  text('Null'),
  text('Index_type'),
  text('Comment'),
  text('Index_comment'),
];

/** Cardinality is NULL where no rows are known. */
function indexes(server: Server, of: WrittenTable, table: Table): MysqlAnswer {
  const isMariadb = server.layout.server === 'MariaDB';
  const primary = {
    name: 'PRIMARY',
    unique: true,
    columns: table.primary_key.map((name) => ({ name, length: null })),
  };
  const counted = (columns: readonly { readonly name: string }[]): number | null =>
    server.cardinality?.(
      of,
      table,
      columns.map(({ name }) => name),
    ) ?? null;
  const isNullable = (name: string): boolean =>
    table.columns.find((column) => column.name === name)?.nullable === true;
  const rows = [primary, ...allKeys(table)].flatMap((key) =>
    key.columns.map(({ name, length }, i): Value[] => [
      ...[
        table.name,
        key.unique ? 0 : 1,
        key.name,
        i + 1,
        name,
        'A',
        counted(key.columns.slice(0, i + 1)),
        length,
        null,
      ],
      ...[isNullable(name) ? 'YES' : '', 'BTREE', '', ''],
      ...(isMariadb ? ['NO'] : []),
    ]),
  );
  return grid(isMariadb ? [...INDEX_COLUMNS, text('Ignored')] : INDEX_COLUMNS, rows);
}
