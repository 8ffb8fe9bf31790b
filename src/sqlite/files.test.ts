import { unzipSync } from 'fflate';
import initSqlJs from 'sql.js';
import { expect, test } from 'vitest';
import { layoutOf, rowsPlaced, tablesOfLayout } from '../core/databases/layouts.ts';
import { seedRows } from '../core/databases/seed/seed.ts';
import { archiveOf, sqliteFiles } from './files.ts';

const ROWS = seedRows({ computes: ['cpu1', 'cpu2'] });
const DATABASES = tablesOfLayout(layoutOf('recorded'));
const name = (database: string): string => `boot-10-${database}`;

test('each database is an SQLite file with its tables and rows, and other programs can read it', async () => {
  const sqlJs = await initSqlJs();
  const files = await sqliteFiles({ databases: DATABASES, rows: ROWS, name });
  expect([...files.keys()]).toEqual(DATABASES.map((one) => `${name(one.name)}.sqlite`));
  for (const { name: database, tables } of DATABASES) {
    const bytes = files.get(`${name(database)}.sqlite`) ?? new Uint8Array();
    expect(new TextDecoder().decode(bytes.slice(0, 15))).toBe('SQLite format 3');
    const opened = new sqlJs.Database(bytes);
    for (const table of tables) {
      const [found] = opened.exec(`SELECT count(*) FROM \`${table.name}\``);
      expect(found?.values[0]?.[0]).toBe((ROWS[`${database}.${table.name}`] ?? []).length);
    }
    expect(opened.exec('PRAGMA integrity_check')[0]?.values).toEqual([['ok']]);
    opened.close();
  }
});

test('several come in one archive, the same bytes for the same moment', async () => {
  const layout = layoutOf('devstack-2019');
  const request = { databases: tablesOfLayout(layout), rows: rowsPlaced(layout, ROWS), name };
  const archive = archiveOf(await sqliteFiles(request));
  expect(Object.keys(unzipSync(archive))).toContain('boot-10-nova_api.sqlite');
  expect(archiveOf(await sqliteFiles(request))).toEqual(archive);
});
