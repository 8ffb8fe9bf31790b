import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CodedError } from '../core/base/assert.ts';
import { insert, remove, select, sql, update } from '../core/databases/builder.ts';
import { tableOf } from '../core/databases/catalogue.ts';
import type { Statement } from '../core/databases/engine.ts';
import { layoutOf, tablesOfLayout } from '../core/databases/layouts.ts';
import { seedCounters, seedRows } from '../core/databases/seed/seed.ts';
import type { Row } from '../core/trace/fact.ts';
import type { Rows } from '../core/trace/trace.ts';
import { openEngine, type SeededEngine } from './engine.ts';

const SEED = seedRows({ computes: ['cpu1', 'cpu2'] });
const DATABASES = tablesOfLayout(layoutOf('recorded'));
const options = { databases: DATABASES, seed: SEED, counters: seedCounters() };
const WARM1 = 'a2f6493e-5897-40e6-9671-6823a9d7b0b9';

let engine: SeededEngine;
beforeAll(async () => {
  engine = await openEngine(options);
});
beforeEach(() => engine.reset());
afterAll(() => engine.close());

const tag = (resource_id: string, name: string): Statement =>
  insert({ database: 'nova_cell1', table: 'tags', values: { resource_id, tag: name } });
const buildRequest = (instance_uuid: string): Statement =>
  insert({
    database: 'nova_api',
    table: 'build_requests',
    values: { instance_uuid, project_id: 'p', instance: '{}' },
  });

/** Code and text of what an action is refused with. */
function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof CodedError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'nothing';
}

test('after opening, the databases hold the seed, table by table', () => {
  expect(engine.dump()).toEqual(fullRows(SEED));
});

test('an insert gives the next id, the defaults, and one change from nothing', () => {
  const result = engine.execute(
    insert({
      database: 'nova_api',
      table: 'flavors',
      values: { name: 'x', memory_mb: 1, vcpus: 1, flavorid: 'x', rxtx_factor: 0.1 + 0.2 },
    }),
  );
  expect(result).toMatchObject({ lastInsertId: 5, matched: 1, rows: [] });
  expect(result.changes).toEqual([
    {
      database: 'nova_api',
      table: 'flavors',
      key: [5],
      before: null,
      after: engine.rows('nova_api', 'flavors')[4],
    },
  ]);
  expect(result.changes[0]?.after).toMatchObject({
    swap: 0,
    is_public: 1,
    rxtx_factor: 0.1 + 0.2,
    root_gb: null,
  });
});

test('ids continue after the largest ever used, like those of InnoDB', () => {
  expect(engine.execute(buildRequest('u1')).lastInsertId).toBe(3);
  engine.execute(remove({ database: 'nova_api', table: 'build_requests', where: {} }));
  expect(engine.execute(buildRequest('u2')).lastInsertId).toBe(4);
});

test('an update of several rows gives each its images, in the order of the rows', () => {
  const { changes, matched } = engine.execute(
    update({
      database: 'nova_cell1',
      table: 'services',
      values: { report_count: { plus: 1 } },
      where: { binary: 'nova-compute' },
    }),
  );
  expect(changes.map((c) => [c.key, c.before?.report_count, c.after?.report_count])).toEqual([
    [[2], 43, 44],
    [[3], 42, 43],
  ]);
  expect(matched).toBe(2);
});

test('a row that an update leaves as it was is matched, but is no change', () => {
  const where = { uuid: WARM1 };
  const same = update({ database: 'nova_cell1', table: 'instances', values: { vm_state: 'active' }, where });
  expect(engine.execute(same)).toMatchObject({ changes: [], matched: 1 });
  const none = update({
    database: 'nova_cell1',
    table: 'instances',
    values: { vm_state: 'x' },
    where: { uuid: 'u' },
  });
  expect(engine.execute(none)).toMatchObject({ changes: [], matched: 0 });
});

test('a table whose key is text gives its key in schema order, and a deletion of the whole table every row', () => {
  engine.execute(tag('r2', 'a'));
  expect(engine.execute(tag('r1', 'b'))).toMatchObject({
    lastInsertId: null,
    changes: [{ key: ['r1', 'b'] }],
  });
  const { changes, matched } = engine.execute(remove({ database: 'nova_cell1', table: 'tags', where: {} }));
  expect(changes.map((c) => [c.key, c.before, c.after])).toEqual([
    [['r1', 'b'], { resource_id: 'r1', tag: 'b' }, null],
    [['r2', 'a'], { resource_id: 'r2', tag: 'a' }, null],
  ]);
  expect(matched).toBe(2);
  expect(engine.rows('nova_cell1', 'tags')).toEqual([]);
});

test('a key is listed in the order of the key, not of the columns', () => {
  expect(tableOf('neutron', 'ipamallocations').columns.map((c) => c.name)).toEqual([
    'ip_address',
    'status',
    'ipam_subnet_id',
  ]);
  const values = { ip_address: '10.0.0.9', status: 'ALLOCATED', ipam_subnet_id: 's' };
  const [change] = engine.execute(insert({ database: 'neutron', table: 'ipamallocations', values })).changes;
  expect(change?.key).toEqual(['10.0.0.9', 's']);
});

test('an update that moves a key is a deletion and an insertion', () => {
  engine.execute(tag('r', 'old'));
  const { changes } = engine.execute(
    update({ database: 'nova_cell1', table: 'tags', values: { tag: 'new' }, where: { resource_id: 'r' } }),
  );
  expect(changes.map((c) => [c.key, c.before === null, c.after === null])).toEqual([
    [['r', 'old'], false, true],
    [['r', 'new'], true, false],
  ]);
});

test('a null state and a named one are found by one condition', () => {
  const found = engine.execute(
    select({
      database: 'nova_cell1',
      table: 'instances',
      where: { task_state: { anyOf: [null, 'scheduling'] } },
    }),
  );
  expect(found.rows.map((row) => row.hostname)).toEqual(['warm1', 'warm2']);
  expect(found.changes).toEqual([]);
});

test('a join written by hand reads across databases', () => {
  const { rows } = engine.execute(
    sql({
      database: 'nova_api',
      table: 'instance_mappings',
      sql:
        'SELECT i.hostname, c.name FROM nova_api.instance_mappings AS m JOIN nova_api.cell_mappings AS c ' +
        'ON c.id = m.cell_id JOIN nova_cell1.instances AS i ON i.uuid = m.instance_uuid WHERE i.host = ?',
      parameters: ['cpu1'],
    }),
  );
  expect(rows).toEqual([{ hostname: 'warm2', name: 'cell1' }]);
});

test('what SQLite refuses is a coded error, changes nothing, and leaves the engine usable', () => {
  const before = engine.dump();
  engine.execute(buildRequest('u1'));
  expect(refusal(() => engine.execute(buildRequest('u1')))).toBe(
    'sql_error: UNIQUE constraint failed: build_requests.instance_uuid',
  );
  expect(
    refusal(() =>
      engine.execute(
        update({ database: 'nova_api', table: 'flavors', values: { flavorid: 'same' }, where: {} }),
      ),
    ),
  ).toBe('sql_error: UNIQUE constraint failed: flavors.flavorid');
  expect(
    refusal(() =>
      engine.execute({ ...select({ database: 'nova_cell1', table: 'tags' }), sql: 'SELECT * FROM nowhere' }),
    ),
  ).toBe('sql_error: no such table: nowhere');
  expect(engine.execute(buildRequest('u2')).changes).toHaveLength(1);
  engine.execute(remove({ database: 'nova_api', table: 'build_requests', where: {} }));
  expect(engine.dump()).toEqual(before);
});

test('a reset gives back the rows and the next ids of the seed, however often', () => {
  const fresh = engine.dump();
  for (let round = 0; round < 3; round += 1) {
    expect(engine.execute(buildRequest('u')).lastInsertId).toBe(3);
    for (const { name: database, tables } of DATABASES) {
      for (const table of tables) {
        engine.execute(remove({ database, table: table.name, where: {} }));
      }
    }
    expect(engine.dump()).toEqual({});
    engine.reset();
    expect(engine.dump()).toEqual(fresh);
  }
});

test('an engine with the keys that make reading faster gives the same rows', async () => {
  const indexed = await openEngine({ ...options, indexed: true });
  expect(indexed.dump()).toEqual(engine.dump());
  const where = { deleted: 0, host: 'cpu1' };
  const ofHost = select({ database: 'nova_cell1', table: 'instances', where });
  expect(indexed.execute(ofHost).rows).toEqual(engine.execute(ofHost).rows);
  indexed.close();
});

test('an engine without capture runs the same statements and tells no changes', async () => {
  const quiet = await openEngine({ ...options, capture: false });
  expect(quiet.execute(buildRequest('u'))).toEqual({ rows: [], changes: [], lastInsertId: 3, matched: 1 });
  quiet.reset();
  expect(quiet.dump()).toEqual(engine.dump());
  quiet.close();
});

/** The rows with every column of their tables: those that a row does not name are NULL. */
function fullRows(rows: Rows): Rows {
  const fill = (full: string, row: Row): Row => {
    const [database, table] = full.split('.') as [string, string];
    return Object.fromEntries(tableOf(database, table).columns.map((c) => [c.name, row[c.name] ?? null]));
  };
  return Object.fromEntries(
    Object.entries(rows).map(([full, list]) => [full, list.map((row) => fill(full, row))]),
  );
}
