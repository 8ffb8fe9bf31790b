/** A file of its own: sql.js loads its WebAssembly once for each process, by the options of the first call. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { databasesNamed } from '../core/databases/catalogue.ts';
import { layoutOf, tablesOfLayout } from '../core/databases/layouts.ts';
import { seedRows } from '../core/databases/seed/seed.ts';
import { openEngine } from './engine.ts';

const wasm = new Uint8Array(readFileSync('node_modules/sql.js/dist/sql-wasm.wasm'));

test('the bytes of the WebAssembly file are used when they are handed in', async () => {
  const engine = await openEngine({
    databases: databasesNamed(['nova_api']),
    seed: {},
    wasm,
    locateFile: () => '/there/is/no/such.wasm',
  });
  expect(engine.rows('nova_api', 'flavors')).toEqual([]);
  engine.close();
});

test('the rows of any hosts fit into the tables', async () => {
  for (const computes of [[], ['cpu2'], ['cpu1', 'cpu2', 'cpu3', 'edge-7']]) {
    const engine = await openEngine({
      databases: tablesOfLayout(layoutOf('recorded')),
      seed: seedRows({ computes }),
      wasm,
    });
    const hosts = engine.rows('nova_cell1', 'compute_nodes').map((row) => row.host);
    expect([...hosts].sort()).toEqual([...computes].sort());
    expect(engine.rows('placement', 'inventories')).toHaveLength(3 * computes.length);
    engine.close();
  }
});

test('a seed row that does not fit is refused when the engine opens', async () => {
  const seed = { 'nova_api.host_mappings': [{ id: 1, cell_id: 2 }] };
  await expect(openEngine({ databases: databasesNamed(['nova_api']), seed, wasm })).rejects.toMatchObject({
    code: 'sql_error',
    message: 'NOT NULL constraint failed: host_mappings.host',
  });
});

test('an eleventh database is one too many', async () => {
  const databases = databasesNamed(Array.from({ length: 11 }, (_, i) => `nova_cell${i}`));
  await expect(openEngine({ databases, seed: {}, wasm })).rejects.toThrow('at most 10 databases');
});
