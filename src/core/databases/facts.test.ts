import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { tableOf } from './catalogue.ts';
import { RECORDED_CONNECTIONS } from './connections.ts';
import { joinsAmong } from './joins.ts';
import { layoutOf, RUNNABLE_LAYOUTS, tablesOfLayout } from './layouts.ts';
import { ownerOf, type Writer } from './owners.ts';

const RECORDED = '../shared/reference/recorded';

test('every table of every database has an owner, and every owner’s table is there', () => {
  for (const { name, tables } of tablesOfLayout(layoutOf('recorded'))) {
    for (const table of tables) expect(ownerOf(name, table.name), `${name}.${table.name}`).not.toBeNull();
  }
  expect(ownerOf('nova_cell1', 'nothing')).toBeNull();
});

test('what was recorded of who writes what is what is told', () => {
  if (!existsSync(RECORDED)) {
    console.warn(`skipped: ${RECORDED} is absent, so the writers of the tables were not compared with it`);
    return;
  }
  const seen = new Map<string, Set<string>>();
  for (const folder of readdirSync(RECORDED)) {
    for (const file of ['sql.ndjson', 'sql.ndjson.gz']) {
      const path = join(RECORDED, folder, file);
      if (!existsSync(path)) continue;
      const bytes = readFileSync(path);
      const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
      for (const line of text.split('\n')) {
        if (line === '') continue;
        const { verb, database, table, service } = JSON.parse(line) as { [key: string]: string };
        if (!['INSERT', 'UPDATE', 'DELETE'].includes(verb!)) continue;
        const family = database!.startsWith('nova_cell') ? 'nova_cell1' : database!;
        const name = `${family}.${table}`;
        seen.set(name, (seen.get(name) ?? new Set()).add(service!.replace(/cell1$/, 'cell')));
      }
    }
  }
  expect(seen.size).toBeGreaterThan(30);
  for (const [name, writers] of seen) {
    const [database = '', table = ''] = name.split('.');
    const owner = ownerOf(database, table);
    expect(owner?.basis, name).toBe('recorded');
    expect([...(owner?.writers ?? [])].sort(), name).toEqual([...writers].sort());
  }
});

test('no table of a cell is written by a compute itself', () => {
  const writers = new Set<Writer>();
  for (const { name, tables } of tablesOfLayout(layoutOf('recorded'))) {
    for (const table of tables) for (const one of ownerOf(name, table.name)?.writers ?? []) writers.add(one);
  }
  expect([...writers].some((writer) => writer.includes('compute'))).toBe(false);
});

test('every join leads from a column that is there to one that is there, in each layout that runs', () => {
  for (const id of RUNNABLE_LAYOUTS) {
    const joins = joinsAmong(layoutOf(id).databases.map((one) => one.name));
    expect(joins.filter((join) => !join.isForeignKey).length).toBeGreaterThan(25);
    for (const { from, to } of joins) {
      for (const { database, table, column } of [from, to]) {
        const names = tableOf(database, table).columns.map((one) => one.name);
        expect(names, `${id} ${database}.${table}`).toContain(column);
      }
    }
  }
});

test('a cell’s rows lead to rows of the same cell', () => {
  const joins = joinsAmong(['nova_cell0', 'nova_cell1']);
  for (const { from, to } of joins) expect(to.database).toBe(from.database);
});

test('the recorded connections are those of the recording, and a compute has none', () => {
  expect(Object.keys(RECORDED_CONNECTIONS).some((service) => service.includes('compute'))).toBe(false);
  const path = join(RECORDED, 'deployment.json');
  if (!existsSync(path)) {
    console.warn(`skipped: ${path} is absent, so the connections were not compared with it`);
    return;
  }
  const { database_connections: recorded } = JSON.parse(readFileSync(path, 'utf8')) as {
    database_connections: { service: string; database: string; connections_open: number }[];
  };
  const told = Object.entries(RECORDED_CONNECTIONS).flatMap(([service, databases]) =>
    Object.entries(databases).map(([database, count]) => `${service} ${database} ${count}`),
  );
  expect(told.sort()).toEqual(
    recorded.map((one) => `${one.service} ${one.database} ${one.connections_open}`).sort(),
  );
});
