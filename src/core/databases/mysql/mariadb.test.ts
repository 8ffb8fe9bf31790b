/**
 * Against a real MariaDB, where one answers on 127.0.0.1:3306 (root, no password): the schema is loaded under scratch
 * names, and what the server tells of it is what this server tells. Nothing that was there is touched.
 */
import { type Connection, createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LayoutId, layoutOf } from '../layouts.ts';
import { answer, type MysqlAnswer, tableNames } from './answers.ts';
import { databaseScript } from './ddl.ts';

const SCRATCH = `novascope_scratch_${process.pid}_`;

let mariadb: Connection | null = null;
const made: string[] = [];

beforeAll(async () => {
  const options = {
    host: '127.0.0.1',
    port: 3306,
    user: 'root',
    multipleStatements: true,
    connectTimeout: 3000,
  };
  mariadb = await createConnection(options).catch(() => null);
  if (!mariadb) {
    console.warn(
      'skipped: no MariaDB answers on 127.0.0.1:3306, so the MySQL schema was not loaded into one',
    );
  }
});
afterAll(async () => {
  for (const name of made) await mariadb?.query(`DROP DATABASE \`${name}\``);
  await mariadb?.end();
});

const server = (id: LayoutId) => ({ layout: layoutOf(id), physical: false, database: null });

async function load(id: LayoutId, database: string): Promise<string> {
  const name = `${SCRATCH}${id}_${database}`.replaceAll('-', '_');
  const tables = layoutOf(id).databases.find((one) => one.name === database)?.tables ?? [];
  made.push(name);
  await mariadb?.query(
    databaseScript(
      name,
      tables.map((one) => one.table),
      ['a test'],
    ),
  );
  return name;
}

async function ask(sql: string): Promise<unknown[][]> {
  const result = await mariadb?.query({ sql, rowsAsArray: true });
  return (result?.[0] ?? []) as unknown[][];
}

const rowsOf = (given: MysqlAnswer): readonly (readonly unknown[])[] =>
  'grid' in given ? given.grid.rows : [];

/** MariaDB 10.11 writes a number without its display width only in newer servers, and dates without fractions alike. */
const DATABASES: readonly (readonly [LayoutId, string])[] = [
  ['recorded', 'nova_api'],
  ['recorded', 'nova_cell1'],
  ['recorded', 'placement'],
  ['recorded', 'keystone'],
  ['recorded', 'glance'],
  ['recorded', 'neutron'],
  ['one-nova', 'nova'],
  ['nova-and-api', 'nova_api'],
  ['devstack-2019', 'nova_api'],
];

test.each(DATABASES)(
  'the schema of %s %s loads without error, and SHOW TABLES is the same',
  async (id, database) => {
    if (!mariadb) return;
    const name = await load(id, database);
    const told = await ask(`SHOW TABLES IN \`${name}\``);
    expect(told.map(([table]) => table).sort()).toEqual(tableNames(server(id), database));
  },
);

test.each(['nova_api', 'nova_cell1', 'placement'])(
  'DESCRIBE tells the same of every table of %s',
  async (database) => {
    if (!mariadb) return;
    const name = `${SCRATCH}recorded_${database}`;
    for (const table of tableNames(server('recorded'), database)) {
      const theirs = await ask(`DESCRIBE \`${name}\`.\`${table}\``);
      const ours = rowsOf(
        answer(server('recorded'), { say: 'columns', of: { database, table }, like: null, full: false }),
      );
      expect(ours, table).toEqual(theirs);
    }
  },
);

test.each(['nova_api', 'nova_cell1', 'placement'])(
  'SHOW INDEX names the same keys of every table of %s',
  async (database) => {
    if (!mariadb) return;
    const name = `${SCRATCH}recorded_${database}`;
    /** table, non-unique, key, place in it, column, length of the part */
    const told = (row: readonly unknown[]): unknown[] => [row[0], row[1], row[2], row[3], row[4], row[7]];
    for (const table of tableNames(server('recorded'), database)) {
      const theirs = await ask(`SHOW INDEX FROM \`${name}\`.\`${table}\``);
      const ours = rowsOf(answer(server('recorded'), { say: 'indexes', of: { database, table } }));
      expect(ours.map(told), table).toEqual(theirs.map(told));
    }
  },
);
