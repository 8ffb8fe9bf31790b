import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SeededEngine } from '../../../sqlite/engine.ts';
import { insert, remove } from '../../databases/builder.ts';
import type { Row } from '../../trace/fact.ts';
import { DEMO, makeCloud, openSeeded, type PeersCloud, SERVER, writes } from './peers.fixture.ts';
import { shortage } from './placement-stock.ts';

let engine: SeededEngine;
let cloud: PeersCloud;
beforeAll(async () => {
  engine = await openSeeded();
});
beforeEach(() => {
  engine.reset();
  cloud = makeCloud(engine);
});
afterAll(() => engine.close());

const TINY = { DISK_GB: 1, MEMORY_MB: 512, VCPU: 1 };
const CANDIDATES =
  '/allocation_candidates?limit=1000&resources=DISK_GB%3A1%2CMEMORY_MB%3A512%2CVCPU%3A1&root_required=%21COMPUTE_STATUS_DISABLED';
const ask = (path: string) => cloud.ask({ to: 'placement-api', path });
const uuidOf = (name: string): string =>
  String(engine.rows('placement', 'resource_providers').find((row) => row.name === name)?.uuid);
const claim = (provider: string, resources: object, more: object = {}, uuid = SERVER) => ({
  to: 'placement-api',
  method: 'PUT' as const,
  path: `/allocations/${uuid}`,
  body: JSON.stringify({
    allocations: { [provider]: { resources } },
    project_id: DEMO.project,
    user_id: DEMO.user,
    consumer_generation: null,
    ...more,
  }),
});

describe('allocation candidates', () => {
  it('are both computes of the recorded lab, with what they have and what is used', () => {
    const { status, body, ms } = ask(CANDIDATES);
    expect(status).toBe(200);
    expect(body.allocation_requests).toEqual(
      ['cpu2', 'cpu1'].map(uuidOf).map((uuid) => ({
        allocations: { [uuid]: { resources: TINY } },
        mappings: { '': [uuid] },
      })),
    );
    const summary = body.provider_summaries[uuidOf('cpu1')];
    expect(summary.resources).toEqual({
      VCPU: { capacity: 160, used: 1 },
      MEMORY_MB: { capacity: 11520, used: 512 },
      DISK_GB: { capacity: 1028, used: 1 },
    });
    expect(summary.root_provider_uuid).toBe(uuidOf('cpu1'));
    expect(ms).toBeGreaterThan(30);
    expect(ms).toBeLessThan(46);
  });

  it('leave out a provider with a forbidden trait, and keep only it when the trait is required', () => {
    const trait = engine.rows('placement', 'traits').find((row) => row.name === 'COMPUTE_STATUS_DISABLED');
    const provider = engine.rows('placement', 'resource_providers').find((row) => row.name === 'cpu1');
    const values = { trait_id: trait!.id!, resource_provider_id: provider!.id! };
    engine.execute(insert({ database: 'placement', table: 'resource_provider_traits', values }));
    const names = (path: string) => Object.keys(ask(path).body.provider_summaries);
    expect(names(CANDIDATES)).toEqual([uuidOf('cpu2')]);
    expect(names('/allocation_candidates?resources=VCPU:1&required=COMPUTE_STATUS_DISABLED')).toEqual([
      uuidOf('cpu1'),
    ]);
  });

  it('are none, and no error, for what no provider holds', () => {
    const empty = { allocation_requests: [], provider_summaries: {} };
    expect(ask('/allocation_candidates?resources=VCPU:64,MEMORY_MB:999999').body).toEqual(empty);
  });

  it('are refused for a query that cannot be read', () => {
    const bad = [
      '',
      'resources=VCPU',
      'resources=VCPU:0',
      'resources=BEER:1',
      'resources=VCPU:1&required=NOPE',
    ];
    for (const query of bad) expect(ask(`/allocation_candidates?${query}`).status, query).toBe(400);
  });

  it('equal a naive computation for any hosts, ratios, steps and usage', () => {
    const stock = fc.record({
      total: fc.integer({ min: 0, max: 40 }),
      reserved: fc.integer({ min: 0, max: 5 }),
      min_unit: fc.integer({ min: 1, max: 3 }),
      max_unit: fc.integer({ min: 1, max: 40 }),
      step_size: fc.integer({ min: 1, max: 4 }),
      allocation_ratio: fc.constantFrom(0.1, 0.3, 1, 1.5, 2.7, 16),
      used: fc.integer({ min: 0, max: 60 }),
    });
    const hosts = fc.array(fc.tuple(stock, stock), { maxLength: 8 });
    const amounts = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }));
    fc.assert(
      fc.property(hosts, amounts, (made, wanted) => {
        engine.reset();
        fill(made);
        const { body } = ask(`/allocation_candidates?resources=VCPU:${wanted[0]},MEMORY_MB:${wanted[1]}`);
        const expected = made.flatMap((stocks, i) =>
          stocks.every((s, j) => shortage(s, wanted[j]!) === null) ? [`host-${i}`] : [],
        );
        expect(Object.keys(body.provider_summaries)).toEqual(expected);
        for (const [i, [vcpu]] of made.entries()) {
          if (!expected.includes(`host-${i}`)) continue;
          const capacity = Math.trunc((vcpu.total - vcpu.reserved) * vcpu.allocation_ratio);
          expect(body.provider_summaries[`host-${i}`].resources.VCPU).toEqual({ capacity, used: vcpu.used });
        }
      }),
      { numRuns: 60, seed: 1 },
    );
  });
});

type Stocked = Parameters<typeof shortage>[0];

/** Only these providers, each with VCPU and MEMORY_MB. */
function fill(hosts: readonly (readonly [Stocked, Stocked])[]): void {
  const put = (table: string, values: Row) =>
    engine.execute(insert({ database: 'placement', table, values }));
  for (const table of ['resource_provider_traits', 'allocations', 'inventories', 'resource_providers'])
    engine.execute(remove({ database: 'placement', table, where: {} }));
  hosts.forEach((stocks, i) => {
    const id = 100 + i;
    put('resource_providers', {
      id,
      uuid: `host-${i}`,
      name: `host-${i}`,
      generation: 0,
      root_provider_id: id,
    });
    stocks.forEach(({ used, ...values }, resource_class_id) => {
      put('inventories', { resource_provider_id: id, resource_class_id, ...values });
      const consumer_id = `c-${i}`;
      if (used > 0) put('allocations', { resource_provider_id: id, consumer_id, resource_class_id, used });
    });
  });
}

describe('a claim', () => {
  it('makes the recorded writes in the recorded order, and takes the recorded time', () => {
    const { status, ms } = cloud.ask(claim(uuidOf('cpu1'), TINY));
    expect(status).toBe(204);
    expect(writes(cloud.kernel.facts, 'placement-api')).toEqual([
      'INSERT consumers',
      'COMMIT',
      'DELETE allocations',
      'INSERT allocations',
      'INSERT allocations',
      'INSERT allocations',
      'UPDATE resource_providers',
      'UPDATE consumers',
      'DELETE consumers',
      'COMMIT',
    ]);
    const held = engine.rows('placement', 'allocations').filter((row) => row.consumer_id === SERVER);
    expect(held.map((row) => [row.id, row.resource_provider_id, row.resource_class_id, row.used])).toEqual([
      [7, 2, 2, 1],
      [8, 2, 1, 512],
      [9, 2, 0, 1],
    ]);
    expect(engine.rows('placement', 'resource_providers').map((row) => row.generation)).toEqual([3, 4]);
    expect(engine.rows('placement', 'consumers').at(-1)).toMatchObject({
      id: 3,
      generation: 1,
      uuid: SERVER,
    });
    expect(ms).toBeGreaterThan(21);
    expect(ms).toBeLessThan(33);
  });

  it('is read back by consumer and by provider, and gone after its removal', () => {
    expect(ask(`/allocations/${SERVER}`).body).toEqual({ allocations: {} });
    cloud.ask(claim(uuidOf('cpu1'), TINY));
    const { body } = ask(`/allocations/${SERVER}`);
    expect(body).toEqual({
      allocations: { [uuidOf('cpu1')]: { resources: TINY, generation: 4 } },
      consumer_generation: 1,
      project_id: DEMO.project,
      user_id: DEMO.user,
    });
    const held = ask(`/resource_providers/${uuidOf('cpu1')}/allocations`).body;
    expect(Object.keys(held.allocations)).toHaveLength(2);
    expect(held.resource_provider_generation).toBe(4);
    cloud.ask({ to: 'placement-api', method: 'DELETE', path: `/allocations/${SERVER}` });
    expect(ask(`/allocations/${SERVER}`).body).toEqual({ allocations: {} });
    expect(engine.rows('placement', 'consumers')).toHaveLength(2);
  });

  it('beyond the capacity is refused with 409 and leaves no row behind', () => {
    const before = engine.dump();
    const { status, body } = cloud.ask(claim(uuidOf('cpu1'), { VCPU: 10, MEMORY_MB: 8192, DISK_GB: 1028 }));
    expect(status).toBe(409);
    expect(body.errors[0].detail).toContain('Unable to allocate inventory: DISK_GB');
    expect(engine.dump()).toEqual(before);
  });

  it('with a consumer generation that is not the one stored is refused with 409', () => {
    cloud.ask(claim(uuidOf('cpu1'), TINY));
    const again = cloud.ask(claim(uuidOf('cpu1'), TINY));
    expect(again.status).toBe(409);
    expect(again.body.errors[0].code).toBe('placement.concurrent_update');
    expect(cloud.ask(claim(uuidOf('cpu2'), TINY, { consumer_generation: 1 })).status).toBe(204);
    expect(Object.keys(ask(`/allocations/${SERVER}`).body.allocations)).toEqual([uuidOf('cpu2')]);
  });

  it('for the last room is won by as many of the simultaneous askers as there is room for', () => {
    const uuids = Array.from({ length: 6 }, (_, i) => `${SERVER.slice(0, -1)}${i}`);
    const disk = { DISK_GB: 300 };
    const answers = cloud.askAll(uuids.map((uuid) => claim(uuidOf('cpu1'), disk, {}, uuid)));
    const statuses = answers.map((answer) => answer.status);
    expect(statuses.filter((status) => status === 409)).toHaveLength(3);
    const won = uuids.filter((_, i) => statuses[i] === 204);
    expect(won).toHaveLength(3);
    const rows = engine.rows('placement', 'allocations').filter((row) => row.used === 300);
    expect(rows.map((row) => row.consumer_id).sort()).toEqual(won);
    expect(engine.rows('placement', 'consumers')).toHaveLength(5);
    expect(engine.rows('placement', 'resource_providers').map((row) => row.generation)).toEqual([3, 6]);
    const lost = cloud.kernel.facts.filter(
      (f) =>
        f.kind === 'sql.executed' && f.verb === 'UPDATE' && f.table === 'resource_providers' && f.rows === 0,
    );
    expect(lost.length).toBeGreaterThan(0);
  });
});

it('a new provider takes inventories and traits, and is a candidate then', () => {
  const put = (path: string, body: object, method: 'PUT' | 'POST' = 'PUT') =>
    cloud.ask({ to: 'placement-api', method, path, body: JSON.stringify(body) });
  expect(put('/resource_providers', { name: 'cpu3', uuid: 'u-3' }, 'POST').status).toBe(200);
  const inventory = { total: 4, max_unit: 4, allocation_ratio: 1 };
  const sent = { resource_provider_generation: 0, inventories: { VCPU: inventory } };
  expect(put('/resource_providers/u-3/inventories', sent).body.resource_provider_generation).toBe(1);
  expect(put('/resource_providers/u-3/inventories', sent).status).toBe(409);
  const traits = { resource_provider_generation: 1, traits: ['COMPUTE_STATUS_DISABLED'] };
  expect(put('/resource_providers/u-3/traits', traits).body.traits).toEqual(traits.traits);
  const all = ask('/allocation_candidates?resources=VCPU:4').body.provider_summaries;
  expect(all['u-3'].resources.VCPU).toEqual({ capacity: 4, used: 0 });
});
