import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeededEngine } from '../../../sqlite/engine.ts';
import { defined } from '../../base/assert.ts';
import { update } from '../../databases/builder.ts';
import type { Row } from '../../trace/fact.ts';
import { emptyLimits } from '../objects/catalog.ts';
import { ovo } from '../objects/ovo.ts';
import { DEMO, openSeeded } from '../peers/peers.fixture.ts';
import { openStage, type Stage } from '../stage.fixture.ts';
import { DEFAULT_FILTERS } from './filters.ts';
import type { HostState } from './hosts.ts';
import { weigh } from './weighers.ts';

let engine: SeededEngine;
beforeAll(async () => {
  engine = await openSeeded();
});
afterAll(() => engine.close());

const UUID = '0a0a0a0a-0000-4000-8000-000000000001';
const TINY = { root_gb: 1, ephemeral_gb: 0, swap: 0, memory_mb: 512, vcpus: 1 };

function select(on: Stage, flavor: object = TINY, spec: object = {}) {
  const data = {
    flavor: ovo('Flavor', { ...TINY, ...flavor }),
    project_id: DEMO.project,
    user_id: DEMO.user,
    limits: emptyLimits(),
    ...spec,
  };
  const args = { instance_uuids: [UUID], spec_obj: ovo('RequestSpec', data), return_objects: true };
  const target = { topic: 'scheduler', version: '4.5' };
  return on.call('/', { target, method: 'select_destinations', args });
}
const hostsOf = (end: ReturnType<typeof select>): string[] =>
  'value' in end
    ? end.value[0].map((one: { 'nova_object.data': Row }) => one['nova_object.data'].service_host)
    : [];
const stage = (): Stage => openStage(engine, ['nova-scheduler']);
/** A change to the databases, after the start of the services. */
const set = (table: string, values: Row, where: Row): void =>
  void engine.execute(update({ database: 'nova_cell1', table, values, where }));
const held = () => engine.rows('placement', 'allocations').filter((row) => row.consumer_id === UUID);

describe('a choice', () => {
  it('is the best host first and its alternates behind it, claimed in Placement before the answer', () => {
    const on = stage();
    const hosts = hostsOf(select(on));
    expect([...hosts].sort()).toEqual(['cpu1', 'cpu2']);
    const provider = defined(
      engine.rows('placement', 'resource_providers').find((row) => row.name === hosts[0]),
      'provider',
    );
    expect(held().map((row) => [row.resource_provider_id, row.used])).toEqual([
      [provider.id, 1],
      [provider.id, 512],
      [provider.id, 1],
    ]);
  });

  it('leaves out a host whose service is disabled', () => {
    const on = stage();
    set('services', { disabled: 1 }, { host: 'cpu1', binary: 'nova-compute' });
    expect(hostsOf(select(on))).toEqual(['cpu2']);
  });

  it('leaves out a host that has not reported for longer than service_down_time', () => {
    const on = stage();
    set('services', { last_seen_up: '2026-11-22 07:00:00' }, { host: 'cpu2', binary: 'nova-compute' });
    expect(hostsOf(select(on))).toEqual(['cpu1']);
  });

  it('leaves out a host whose service was forced down, though it reports', () => {
    const on = stage();
    set('services', { forced_down: 1 }, { host: 'cpu2', binary: 'nova-compute' });
    expect(hostsOf(select(on))).toEqual(['cpu1']);
  });

  it('of a flavor that no host has room for is NoValidHost, and nothing is claimed', () => {
    const on = stage();
    expect(select(on, { memory_mb: 999_999, vcpus: 64 })).toEqual({
      code: 'NoValidHost',
      message: 'No valid host was found. ',
    });
    expect(held()).toEqual([]);
  });

  it('that no filter lets through is NoValidHost, and says by facts which filter it was', () => {
    const on = stage();
    expect(select(on, { extra_specs: { 'capabilities:cpu_info': 'x' } })).toHaveProperty(
      'code',
      'NoValidHost',
    );
    const empty = on.kernel.facts.flatMap((fact) =>
      fact.kind === 'scheduler.filtered' && fact.passed.length === 0 ? [fact.filter] : [],
    );
    expect(empty[0]).toBe('ComputeCapabilitiesFilter');
    expect(on.kernel.facts.some((fact) => fact.kind === 'scheduler.weighed')).toBe(false);
    expect(held()).toEqual([]);
  });
});

const state = (host: string, compute: Row, service: Row | null = null): HostState => ({
  host,
  node: host,
  uuid: host,
  cellUuid: 'cell',
  compute,
  service,
  instances: [],
  chosen: 0,
  taken_gb: 0,
});

describe('a weigher', () => {
  it('prefers the host with more free memory, and counts each value from 0 to 1', () => {
    const [best, other] = weigh([state('full', { free_ram_mb: 100 }), state('empty', { free_ram_mb: 900 })]);
    expect([best?.host.host, best?.parts.RAMWeigher]).toEqual(['empty', 1]);
    expect([other?.host.host, other?.parts.RAMWeigher]).toEqual(['full', 0]);
  });

  it('puts a host with failed builds behind everything else', () => {
    const stats = JSON.stringify({ failed_builds: '1' });
    const order = weigh([
      state('failed', { free_ram_mb: 900, free_disk_gb: 900, stats }),
      state('other', { free_ram_mb: 100, stats: '{"failed_builds": "0"}' }),
    ]);
    expect(order.map((one) => one.host.host)).toEqual(['other', 'failed']);
  });

  it('leaves equals in the order in which they came', () => {
    const order = weigh(['b', 'a', 'c'].map((host) => state(host, { free_ram_mb: 1 })));
    expect(order.map((one) => one.host.host)).toEqual(['b', 'a', 'c']);
  });
});

describe('a filter', () => {
  const passes = (name: string, host: HostState, spec = {}): boolean => {
    const filter = defined(
      DEFAULT_FILTERS.find((one) => one.name === name),
      name,
    );
    return filter.passes(host, { spec, isUp: ({ last_seen_up }) => last_seen_up !== 'old' });
  };

  it('of the compute wants a service that is enabled and was seen within a minute', () => {
    const one = (service: Row | null) => passes('ComputeFilter', state('a', {}, service));
    expect(one({ disabled: 0, last_seen_up: 'new' })).toBe(true);
    expect(one({ disabled: 0, last_seen_up: 'old' })).toBe(false);
    expect(one({ disabled: 1, last_seen_up: 'new' })).toBe(false);
    expect(one(null)).toBe(false);
  });

  it('of the image wants a host of its architecture', () => {
    expect(passes('ImagePropertiesFilter', state('a', { supported_instances: '[["x86_64"]]' }))).toBe(true);
    expect(passes('ImagePropertiesFilter', state('a', { supported_instances: null }))).toBe(false);
  });

  it('of a server group lets through a server that is in none', () => {
    expect(passes('ServerGroupAffinityFilter', state('a', {}))).toBe(true);
    const spec = { scheduler_hints: { group: ['g'] } };
    expect(passes('ServerGroupAffinityFilter', state('a', {}), spec)).toBe(false);
  });
});
