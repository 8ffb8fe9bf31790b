import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CodedError } from '../core/base/assert.ts';
import { insert, remove, update } from '../core/databases/builder.ts';
import { tableOf } from '../core/databases/catalogue.ts';
import type { RowChange, Statement } from '../core/databases/engine.ts';
import { layoutOf, tablesOfLayout } from '../core/databases/layouts.ts';
import { seedRows } from '../core/databases/seed/seed.ts';
import { compareCells } from '../core/trace/cells.ts';
import type { Cell, Row } from '../core/trace/fact.ts';
import type { Rows } from '../core/trace/trace.ts';
import { openEngine } from './engine.ts';

const cell = fc.oneof(
  fc.constant(null),
  fc.integer(),
  fc.string(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const name = fc.constantFrom('a', 'b', 'c', 'd');
const tag = (resource_id: string, name: string): Statement =>
  insert({ database: 'nova_cell1', table: 'tags', values: { resource_id, tag: name } });
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

test('the seed with the captured changes applied is what the databases hold, whatever was run', async () => {
  const seed = seedRows({ computes: ['cpu1', 'cpu2'] });
  const engine = await openEngine({ databases: tablesOfLayout(layoutOf('recorded')), seed });
  const start = engine.dump();
  fc.assert(
    fc.property(fc.array(anyStatement, { maxLength: 25 }), (statements) => {
      engine.reset();
      const rows = versionOf(start);
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

type DatabaseVersion = Map<string, Map<string, Row>>;

function versionOf(rows: Rows): DatabaseVersion {
  const version: DatabaseVersion = new Map();
  for (const [table, list] of Object.entries(rows)) {
    version.set(table, new Map(list.map((row) => [JSON.stringify(keyOf(table, row)), row])));
  }
  return version;
}

/** Fails where a change does not say what stands there before it. */
function apply(version: DatabaseVersion, { database, table, key, before, after }: RowChange): void {
  const full = `${database}.${table}`;
  const rows = version.get(full) ?? new Map<string, Row>();
  version.set(full, rows);
  expect(rows.get(JSON.stringify(key)) ?? null).toEqual(before);
  if (after === null) rows.delete(JSON.stringify(key));
  else rows.set(JSON.stringify(key), after);
}

function toRows(version: DatabaseVersion): Rows {
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
