/**
 * `information_schema`: the tables in which the server tells of itself, with MySQL 5.7's columns. TABLE_ROWS is exact here
 * (InnoDB guesses); sizes and times of files are NULL, as there are none.
 */

import type { Cell, Row } from '../../trace/fact.ts';
import type { Rows } from '../../trace/trace.ts';
import { databaseIn, databasesShown, type Layout } from '../layouts.ts';
import { table } from '../notation.ts';
import { othersIn } from '../physical.ts';
import type { Column, Table } from '../schema.ts';
import { allKeys, collationIn, keyMark, serverDefault } from './ddl.ts';

/** In the notation of the schemas; the first column stands as a key, since each table there must have one. */
export const INFORMATION_TABLES: readonly Table[] = [
  table(
    'COLUMNS',
    `
    TABLE_CATALOG             varchar(512)         not_null
    TABLE_SCHEMA              varchar(64)          primary=1
    TABLE_NAME                varchar(64)          primary=2
    COLUMN_NAME               varchar(64)          primary=3
    ORDINAL_POSITION          bigint(21)           not_null
    COLUMN_DEFAULT            longtext
    IS_NULLABLE               varchar(3)           not_null
    DATA_TYPE                 varchar(64)          not_null
    CHARACTER_MAXIMUM_LENGTH  bigint(21)
    CHARACTER_OCTET_LENGTH    bigint(21)
    NUMERIC_PRECISION         bigint(21)
    NUMERIC_SCALE             bigint(21)
    DATETIME_PRECISION        bigint(21)
    CHARACTER_SET_NAME        varchar(32)
    COLLATION_NAME            varchar(32)
    COLUMN_TYPE               longtext             not_null
    COLUMN_KEY                varchar(3)           not_null
    EXTRA                     varchar(30)          not_null
    PRIVILEGES                varchar(80)          not_null
    COLUMN_COMMENT            varchar(1024)        not_null
    GENERATION_EXPRESSION     longtext             not_null
  `,
  ),
  table(
    'KEY_COLUMN_USAGE',
    `
    CONSTRAINT_CATALOG             varchar(512)  not_null
    CONSTRAINT_SCHEMA              varchar(64)   not_null
    CONSTRAINT_NAME                varchar(64)   primary=3
    TABLE_CATALOG                  varchar(512)  not_null
    TABLE_SCHEMA                   varchar(64)   primary=1
    TABLE_NAME                     varchar(64)   primary=2
    COLUMN_NAME                    varchar(64)   primary=4
    ORDINAL_POSITION               bigint(10)    not_null
    POSITION_IN_UNIQUE_CONSTRAINT  bigint(10)
    REFERENCED_TABLE_SCHEMA        varchar(64)
    REFERENCED_TABLE_NAME          varchar(64)
    REFERENCED_COLUMN_NAME         varchar(64)
  `,
  ),
  table(
    'SCHEMATA',
    `
    CATALOG_NAME                varchar(512)  not_null
    SCHEMA_NAME                 varchar(64)   primary
    DEFAULT_CHARACTER_SET_NAME  varchar(32)   not_null
    DEFAULT_COLLATION_NAME      varchar(32)   not_null
    SQL_PATH                    varchar(512)
  `,
  ),
  table(
    'TABLES',
    `
    TABLE_CATALOG    varchar(512)   not_null
    TABLE_SCHEMA     varchar(64)    primary=1
    TABLE_NAME       varchar(64)    primary=2
    TABLE_TYPE       varchar(64)    not_null
    ENGINE           varchar(64)
    VERSION          bigint(21)
    ROW_FORMAT       varchar(10)
    TABLE_ROWS       bigint(21)
    AVG_ROW_LENGTH   bigint(21)
    DATA_LENGTH      bigint(21)
    MAX_DATA_LENGTH  bigint(21)
    INDEX_LENGTH     bigint(21)
    DATA_FREE        bigint(21)
    AUTO_INCREMENT   bigint(21)
    CREATE_TIME      datetime
    UPDATE_TIME      datetime
    CHECK_TIME       datetime
    TABLE_COLLATION  varchar(32)
    CHECKSUM         bigint(21)
    CREATE_OPTIONS   varchar(255)
    TABLE_COMMENT    varchar(2048)  not_null
  `,
  ),
];

/** With the columns that MariaDB has beside MySQL's; null = no such table. */
export function informationTable({ server }: Layout, name: string): Table | null {
  const found = INFORMATION_TABLES.find((one) => one.name === name.toUpperCase());
  if (!found || server !== 'MariaDB') return found ?? null;
  const { columns } = table('more', MARIADB_COLUMNS[found.name] ?? 'x int(11) primary');
  const more = MARIADB_COLUMNS[found.name] === undefined ? [] : columns.slice(1);
  const last = found.name === 'COLUMNS' ? found.columns.slice(0, -1) : found.columns;
  return { ...found, columns: [...last, ...more] };
}

const MARIADB_COLUMNS: { readonly [table: string]: string } = {
  COLUMNS: `
    x                      int(11)      primary
    IS_GENERATED           varchar(6)   not_null
    GENERATION_EXPRESSION  longtext
  `,
  SCHEMATA: `
    x               int(11)        primary
    SCHEMA_COMMENT  varchar(1024)  not_null
  `,
  TABLES: `
    x                 int(11)     primary
    MAX_INDEX_LENGTH  bigint(21)
    TEMPORARY         varchar(1)
  `,
};

/** Sizes and times of files: there are none here. */
export const UNKNOWN_COLUMNS: readonly string[] =
  'AVG_ROW_LENGTH DATA_LENGTH MAX_DATA_LENGTH INDEX_LENGTH DATA_FREE AUTO_INCREMENT CREATE_TIME UPDATE_TIME CHECK_TIME CHECKSUM MAX_INDEX_LENGTH'.split(
    ' ',
  );

interface LayoutTold {
  readonly layout: Layout;
  readonly physical: boolean;
  /** rows of a table, by `database.table` of the layout; absent = none */
  readonly counts: ReadonlyMap<string, number>;
}

/** All rows of the four tables, by `information_schema.<table>`. */
export function informationRows(told: LayoutTold): Rows {
  const tables = toldTables(told);
  return {
    'information_schema.SCHEMATA': databasesShown(told.layout).map((name) => schemaRow(told.layout, name)),
    'information_schema.TABLES': [
      ...INFORMATION_TABLES.map((one) => tableRow(told.layout, 'information_schema', one, null)),
      ...tables.map(({ database, table: one }) =>
        tableRow(told.layout, database, one, told.counts.get(`${database}.${one.name}`) ?? 0),
      ),
    ],
    'information_schema.COLUMNS': [
      ...INFORMATION_TABLES.flatMap((one) => columnRows(told.layout, 'information_schema', one)),
      ...tables.flatMap(({ database, table: one }) => columnRows(told.layout, database, one)),
    ],
    'information_schema.KEY_COLUMN_USAGE': tables.flatMap(({ database, table: one }) =>
      keyRows(database, one),
    ),
  };
}

function toldTables({
  layout,
  physical,
}: LayoutTold): { readonly database: string; readonly table: Table }[] {
  return layout.databases.flatMap(({ name }) => {
    const modelled = databaseIn(layout, name)?.tables.map((one) => one.table) ?? [];
    const all = physical ? [...modelled, ...othersIn(layout, name)] : modelled;
    const sorted = [...all].sort((a, b) => (a.name < b.name ? -1 : 1));
    return sorted.map((one) => ({ database: name, table: one }));
  });
}

const CATALOG = 'def';

const charsetIn = (layout: Layout): string => collationIn(layout).replace('_general_ci', '');

const schemaRow = (layout: Layout, name: string): Row => ({
  CATALOG_NAME: CATALOG,
  SCHEMA_NAME: name,
  DEFAULT_CHARACTER_SET_NAME: charsetIn(layout),
  DEFAULT_COLLATION_NAME: collationIn(layout),
  SQL_PATH: null,
  SCHEMA_COMMENT: '',
});

/** `rows` null = a view of the server, which counts none. */
function tableRow(layout: Layout, database: string, { name }: Table, rows: number | null): Row {
  const isView = rows === null;
  return {
    TABLE_CATALOG: CATALOG,
    TABLE_SCHEMA: database,
    TABLE_NAME: name,
    TABLE_TYPE: isView ? 'SYSTEM VIEW' : 'BASE TABLE',
    ENGINE: isView ? 'MEMORY' : 'InnoDB',
    VERSION: 10,
    ROW_FORMAT: isView ? 'Fixed' : 'Dynamic',
    TABLE_ROWS: rows,
    TABLE_COLLATION: collationIn(layout),
    CREATE_OPTIONS: '',
    TABLE_COMMENT: '',
    TEMPORARY: 'N',
  };
}

function columnRows(layout: Layout, database: string, owner: Table): Row[] {
  const isMariadb = layout.server === 'MariaDB';
  return owner.columns.map((column, i) => ({
    TABLE_CATALOG: CATALOG,
    TABLE_SCHEMA: database,
    TABLE_NAME: owner.name,
    COLUMN_NAME: column.name,
    ORDINAL_POSITION: i + 1,
    // MariaDB writes the default out, NULL too
    COLUMN_DEFAULT: serverDefault(column) ?? (isMariadb && column.nullable ? 'NULL' : null),
    IS_NULLABLE: column.nullable ? 'YES' : 'NO',
    ...typeCells(layout, column),
    COLUMN_TYPE: column.mysql,
    COLUMN_KEY: keyMark(owner, column),
    EXTRA: column.auto_increment ? 'auto_increment' : '',
    PRIVILEGES: 'select,insert,update,references',
    COLUMN_COMMENT: '',
    IS_GENERATED: 'NEVER',
    GENERATION_EXPRESSION: isMariadb ? null : '',
  }));
}

/** Bytes of a text at most, by its type; varchar's are three a character. */
const TEXT_BYTES: { readonly [type: string]: number } = {
  text: 65_535,
  mediumtext: 16_777_215,
  longtext: 4_294_967_295,
};

const PRECISION: { readonly [type: string]: readonly [precision: number, scale: number | null] } = {
  tinyint: [3, 0],
  smallint: [5, 0],
  int: [10, 0],
  bigint: [19, 0],
  float: [12, null],
  double: [22, null],
};

function typeCells(layout: Layout, { mysql }: Column): Row {
  const type = /^[a-z]+/.exec(mysql)?.[0] ?? mysql;
  const length = Number(/\((\d+)\)/.exec(mysql)?.[1] ?? 0);
  const isText = /char|text|enum/.test(type);
  const longest = Math.max(0, ...[...mysql.matchAll(/'([^']*)'/g)].map(([, word = '']) => word.length));
  const characters = type === 'enum' ? longest : (TEXT_BYTES[type] ?? length);
  const octets = TEXT_BYTES[type] ?? characters * 3;
  const [precision = null, scale = null] = PRECISION[type] ?? [];
  const cells: { [column: string]: Cell } = {
    DATA_TYPE: type,
    CHARACTER_MAXIMUM_LENGTH: isText ? characters : null,
    CHARACTER_OCTET_LENGTH: isText ? octets : null,
    NUMERIC_PRECISION: precision,
    NUMERIC_SCALE: scale,
    DATETIME_PRECISION: type === 'datetime' || type === 'timestamp' ? 0 : null,
    CHARACTER_SET_NAME: isText ? charsetIn(layout) : null,
    COLLATION_NAME: isText ? collationIn(layout) : null,
  };
  return cells;
}

function keyRows(database: string, owner: Table): Row[] {
  const head = { CONSTRAINT_CATALOG: CATALOG, CONSTRAINT_SCHEMA: database, TABLE_CATALOG: CATALOG };
  const own = { ...head, TABLE_SCHEMA: database, TABLE_NAME: owner.name };
  const unique = [
    { name: 'PRIMARY', columns: owner.primary_key },
    ...allKeys(owner)
      .filter((key) => key.unique)
      .map((key) => ({ name: key.name, columns: key.columns.map((column) => column.name) })),
  ].flatMap(({ name, columns }) =>
    columns.map((column, i) => ({
      ...own,
      CONSTRAINT_NAME: name,
      COLUMN_NAME: column,
      ORDINAL_POSITION: i + 1,
    })),
  );
  const foreign = owner.columns
    .filter((column) => column.references !== null)
    .map((column, i) => ({
      ...own,
      CONSTRAINT_NAME: `${owner.name}_ibfk_${i + 1}`,
      COLUMN_NAME: column.name,
      ORDINAL_POSITION: 1,
      POSITION_IN_UNIQUE_CONSTRAINT: 1,
      REFERENCED_TABLE_SCHEMA: database,
      REFERENCED_TABLE_NAME: column.references?.table ?? null,
      REFERENCED_COLUMN_NAME: column.references?.column ?? null,
    }));
  return [...unique, ...foreign];
}
