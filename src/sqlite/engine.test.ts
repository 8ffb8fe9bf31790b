import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CodedError } from '../core/base/assert.ts';
import { insert, remove, select, sql, update } from '../core/databases/builder.ts';
import { DEFAULT_DATABASES, schemaOf, tableOf } from '../core/databases/catalogue.ts';
import type { RowChange, Statement } from '../core/databases/engine.ts';
import { compareCells, SEED_COUNTERS, seedRows } from '../core/databases/seed/seed.ts';
import type { Cell, Row } from '../core/trace/fact.ts';
import type { Rows } from '../core/trace/trace.ts';
import { openEngine, type SeededEngine } from './engine.ts';

const SEED = seedRows({ computes: ['cpu1', 'cpu2'] });
const options = { databases: DEFAULT_DATABASES, seed: SEED, counters: SEED_COUNTERS };
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

test('every table of every schema is there, with the columns of the schema in their order', () => {
  for (const database of DEFAULT_DATABASES) {
    for (const table of schemaOf(database).tables) {
      const [answer] = engine.query(
        `SELECT group_concat(name) FROM (SELECT name FROM pragma_table_info('${table.name}', '${database}'))`,
      );
      expect(answer?.values[0]?.[0]).toBe(table.columns.map((column) => column.name).join(','));
    }
  }
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
  expect(refusal(() => engine.query('SELECT * FROM nowhere'))).toBe('sql_error: no such table: nowhere');
  expect(engine.execute(buildRequest('u2')).changes).toHaveLength(1);
  engine.execute(remove({ database: 'nova_api', table: 'build_requests', where: {} }));
  expect(engine.dump()).toEqual(before);
});

test('a reset gives back the rows and the next ids of the seed, however often', () => {
  const fresh = engine.dump();
  for (let round = 0; round < 3; round += 1) {
    expect(engine.execute(buildRequest('u')).lastInsertId).toBe(3);
    for (const database of DEFAULT_DATABASES) {
      for (const table of schemaOf(database).tables) {
        engine.execute(remove({ database, table: table.name, where: {} }));
      }
    }
    expect(engine.dump()).toEqual({});
    engine.reset();
    expect(engine.dump()).toEqual(fresh);
  }
});

test('an engine without capture runs the same statements and tells no changes', async () => {
  const quiet = await openEngine({ ...options, capture: false });
  expect(quiet.execute(buildRequest('u'))).toEqual({ rows: [], changes: [], lastInsertId: 3, matched: 1 });
  quiet.reset();
  expect(quiet.dump()).toEqual(engine.dump());
  quiet.close();
});

test('an exported database is an SQLite file with the rows as they are now', async () => {
  engine.execute(tag('r', 'exported'));
  const bytes = engine.exportDatabase('nova_cell1');
  expect(new TextDecoder().decode(bytes.slice(0, 15))).toBe('SQLite format 3');
  expect(new TextDecoder().decode(bytes)).toContain('exported');
  expect(engine.rows('nova_cell1', 'tags')).toHaveLength(1);
});

const cell = fc.oneof(
  fc.constant(null),
  fc.integer(),
  fc.string(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const name = fc.constantFrom('a', 'b', 'c', 'd');
const anyStatement: fc.Arbitrary<Statement> = fc.oneof(
  fc.tuple(name, name).map(([r, t]) => tag(r, t)),
  fc
    .tuple(name, name)
    .map(([r, t]) =>
      update({ database: 'nova_cell1', table: 'tags', values: { tag: t }, where: { resource_id: r } }),
    ),
  name.map((t) => remove({ database: 'nova_cell1', table: 'tags', where: { tag: { not: t } } })),
  fc
    .tuple(cell, cell)
    .map(([value, key]) =>
      insert({ database: 'nova_api', table: 'flavor_extra_specs', values: { flavor_id: 1, value, key } }),
    ),
  fc
    .tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 0, max: 5 }))
    .map(([rxtx_factor, id]) =>
      update({ database: 'nova_api', table: 'flavors', values: { rxtx_factor }, where: { id } }),
    ),
  cell.map((value) =>
    update({
      database: 'nova_cell1',
      table: 'instances',
      values: { display_name: value, power_state: value },
      where: {},
    }),
  ),
  fc
    .integer({ min: 1, max: 8 })
    .map((id) => remove({ database: 'placement', table: 'allocations', where: { id } })),
  fc.constant(remove({ database: 'nova_api', table: 'flavor_extra_specs', where: {} })),
);

test('the seed with the captured changes applied is what the databases hold, whatever was run', () => {
  fc.assert(
    fc.property(fc.array(anyStatement, { maxLength: 25 }), (statements) => {
      engine.reset();
      const rows = versionOf(fullRows(SEED));
      for (const statement of statements) {
        try {
          for (const change of engine.execute(statement).changes) apply(rows, change);
        } catch (error) {
          if (!(error instanceof CodedError)) throw error;
        }
      }
      expect(toRows(rows)).toEqual(engine.dump());
    }),
    { numRuns: 100, seed: 20261122 },
  );
});

type Version = Map<string, Map<string, Row>>;

function versionOf(rows: Rows): Version {
  const version: Version = new Map();
  for (const [table, list] of Object.entries(rows)) {
    version.set(table, new Map(list.map((row) => [JSON.stringify(keyOf(table, row)), row])));
  }
  return version;
}

/** Fails where a change does not say what stands there before it. */
function apply(version: Version, { database, table, key, before, after }: RowChange): void {
  const full = `${database}.${table}`;
  const rows = version.get(full) ?? new Map<string, Row>();
  version.set(full, rows);
  expect(rows.get(JSON.stringify(key)) ?? null).toEqual(before);
  if (after === null) rows.delete(JSON.stringify(key));
  else rows.set(JSON.stringify(key), after);
}

function toRows(version: Version): Rows {
  const entries = [...version].filter(([, rows]) => rows.size > 0);
  return Object.fromEntries(
    entries.map(([table, rows]) => [
      table,
      [...rows.values()].sort((a, b) => compareKeys(keyOf(table, a), keyOf(table, b))),
    ]),
  );
}

function compareKeys(a: readonly Cell[], b: readonly Cell[]): number {
  return a.map((value, i) => compareCells(value, b[i] ?? null)).find((order) => order !== 0) ?? 0;
}

function keyOf(full: string, row: Row): Cell[] {
  const [database, table] = full.split('.') as [string, string];
  return tableOf(database, table).primary_key.map((column) => row[column] ?? null);
}

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
