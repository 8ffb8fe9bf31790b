import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeededEngine } from '../../../sqlite/engine.ts';
import { defined } from '../../base/assert.ts';
import { update } from '../../databases/builder.ts';
import type { Fact, FactOf, Row } from '../../trace/fact.ts';
import { emptyLimits } from '../objects/catalog.ts';
import { ovo } from '../objects/ovo.ts';
import { DEMO, openSeeded } from '../peers/peers.fixture.ts';
import { openStage, type Stage } from '../stage.fixture.ts';
import { DEFAULT_FILTERS } from './filters.ts';
import type { HostState } from './hosts.ts';
import { normalize, weigh } from './weighers.ts';

let engine: SeededEngine;
beforeAll(async () => {
  engine = await openSeeded();
});
afterAll(() => engine.close());

const UUID = '0a0a0a0a-0000-4000-8000-000000000001';
const TINY = { root_gb: 1, ephemeral_gb: 0, swap: 0, memory_mb: 512, vcpus: 1 };

function select(on: Stage, flavor: object = TINY, spec: object = {}, return_alternates = true) {
  const data = {
    flavor: ovo('Flavor', { ...TINY, ...flavor }),
    project_id: DEMO.project,
    user_id: DEMO.user,
    limits: emptyLimits(),
    ...spec,
  };
  const args = {
    ...{ instance_uuids: [UUID], spec_obj: ovo('RequestSpec', data) },
    ...{ return_objects: true, return_alternates },
  };
  const target = { topic: 'scheduler', version: '4.5' };
  return on.call('/', { target, method: 'select_destinations', args });
}
const hostsOf = (end: ReturnType<typeof select>): string[] =>
  'value' in end
    ? end.value[0].map((one: { 'nova_object.data': Row }) => one['nova_object.data'].service_host)
    : [];
const factsOf = <K extends Fact['kind']>({ kernel }: Stage, kind: K) =>
  kernel.facts.filter((fact) => fact.kind === kind) as Fact[] as FactOf<K>[];
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

  it('has no alternates where none are asked for', () => {
    expect(hostsOf(select(stage(), TINY, {}, false))).toHaveLength(1);
  });

  it('of a rebuild asks no Placement and claims nothing: the filter of images looks at the host where it is', () => {
    const on = stage();
    set('services', { disabled: 1 }, { host: 'cpu1', binary: 'nova-compute' });
    const spec = { scheduler_hints: { _nova_check_type: ['rebuild'] }, force_hosts: ['cpu1'] };
    expect(hostsOf(select(on, TINY, spec, false))).toEqual(['cpu1']);
    expect(on.kernel.facts.some((fact) => fact.actor === 'placement')).toBe(false);
    expect(factsOf(on, 'scheduler.filtered').map(({ filter }) => filter)).toEqual(['ImagePropertiesFilter']);
    expect(factsOf(on, 'scheduler.narrowed')).toMatchObject([{ why: 'other_host', hosts: ['cpu2'] }]);
    const said = factsOf(on, 'log.written').map(({ text }) => text);
    expect(said).toContain('Host filter forcing available hosts to cpu1');
    expect(held()).toEqual([]);
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
    const filtered = factsOf(on, 'scheduler.filtered');
    // cpu_info is there and is something else; no further filter runs
    expect(filtered.map(({ filter }) => filter)).toEqual(['ComputeFilter', 'ComputeCapabilitiesFilter']);
    expect(filtered[1]?.dropped).toMatchObject([
      { why: 'capability', wanted: 'capabilities:cpu_info=x' },
      { why: 'capability', wanted: 'capabilities:cpu_info=x' },
    ]);
    expect(factsOf(on, 'scheduler.weighed')).toEqual([]);
    expect(factsOf(on, 'scheduler.failed')).toMatchObject([{ why: 'not_enough_hosts', found: 0 }]);
    expect(held()).toEqual([]);
  });
});

const state = (host: string, compute: Row, service: Row = { disabled: 0 }): HostState => ({
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
    const full = state('full', { free_ram_mb: 300 });
    const { hosts, weighers } = weigh([full, state('empty', { free_ram_mb: 900 })]);
    expect(hosts.map(({ host }) => host.host)).toEqual(['empty', 'full']);
    expect(weighers.find(({ weigher }) => weigher === 'RAMWeigher')).toMatchObject({
      raw: [900, 300],
      normalized: [1, 1 / 3],
    });
  });

  it('normalizes from its minval where it has one, else from the least value; equals come to 0', () => {
    expect(normalize([512, 256], 0)).toEqual([1, 0.5]);
    expect(normalize([512, 512], 0)).toEqual([1, 1]);
    expect(normalize([0, 0], 0)).toEqual([0, 0]);
    expect(normalize([3, 1, 2], null)).toEqual([1, 0, 0.5]);
    expect(normalize([3, 3], null)).toEqual([0, 0]);
  });

  it('counts no raw value below its minval', () => {
    const { weighers } = weigh([state('over', { free_ram_mb: -512 }), state('free', { free_ram_mb: 512 })]);
    expect(weighers[0]).toMatchObject({ weigher: 'RAMWeigher', raw: [512, 0], normalized: [1, 0] });
  });

  it('of one host only does not weigh: there is nothing to compare', () => {
    const { hosts, weighers } = weigh([state('only', { free_ram_mb: 900 })]);
    expect(hosts.map(({ host, weight }) => [host.host, weight])).toEqual([['only', 0]]);
    expect(weighers).toEqual([]);
  });

  it('puts a host with failed builds behind everything else', () => {
    const stats = JSON.stringify({ failed_builds: '1' });
    const order = weigh([
      state('failed', { free_ram_mb: 900, free_disk_gb: 900, stats }),
      state('other', { free_ram_mb: 100, stats: '{"failed_builds": "0"}' }),
    ]);
    expect(order.hosts.map((one) => one.host.host)).toEqual(['other', 'failed']);
  });

  it('leaves equals in the order in which they came', () => {
    const order = weigh(['b', 'a', 'c'].map((host) => state(host, { free_ram_mb: 1 })));
    expect(order.hosts.map((one) => one.host.host)).toEqual(['b', 'a', 'c']);
  });
});

describe('a filter', () => {
  const reason = (name: string, host: HostState, spec = {}) => {
    const filter = defined(
      DEFAULT_FILTERS.find((one) => one.name === name),
      name,
    );
    const isUp = ({ last_seen_up, forced_down }: Row) => last_seen_up !== 'old' && forced_down !== 1;
    return filter.reason(host, { spec, isUp, downTime: 60 });
  };

  it('of the compute wants a service that is enabled and was seen within a minute', () => {
    const one = (service: Row) => reason('ComputeFilter', state('a', {}, service));
    expect(one({ disabled: 0, last_seen_up: 'new' })).toBeNull();
    expect(one({ disabled: 0, last_seen_up: 'old' })).toEqual({ why: 'silent', found: 'old', wanted: '60' });
    expect(one({ disabled: 0, last_seen_up: 'new', forced_down: 1 })).toMatchObject({ why: 'forced_down' });
    expect(one({ disabled: 1, last_seen_up: 'new', disabled_reason: 'disk' })).toMatchObject({
      why: 'disabled',
      found: 'disk',
    });
  });

  it('of the image wants a host of its architecture, if the image names one', () => {
    const image = (properties: object) => ({
      image: ovo('ImageMeta', { properties: ovo('ImageMetaProps', properties as Row) }),
    });
    const host = state('a', { supported_instances: '[["x86_64", "fake", "hvm"]]' });
    const bare = state('a', { supported_instances: null });
    expect(reason('ImagePropertiesFilter', bare, image({}))).toBeNull();
    expect(reason('ImagePropertiesFilter', host, image({ hw_architecture: 'x86_64' }))).toBeNull();
    expect(reason('ImagePropertiesFilter', host, image({ hw_architecture: 'aarch64' }))).toEqual({
      why: 'image_properties',
      found: 'x86_64 fake hvm',
      wanted: 'hw_architecture=aarch64',
    });
  });

  it('of capabilities looks at a column, into its JSON, or at a statistic of the node', () => {
    const host = state('a', {
      hypervisor_type: 'fake',
      vcpus: 4,
      cpu_info: '{"arch": "x86_64"}',
      stats: '{"io_workload": "3"}',
    });
    const why = (key: string, wanted: string) =>
      reason('ComputeCapabilitiesFilter', host, { flavor: ovo('Flavor', { extra_specs: { [key]: wanted } }) })
        ?.why ?? 'passes';
    expect(why('hw:cpu_policy', 'dedicated')).toBe('passes');
    expect(why('capabilities:hypervisor_type', 's== fake')).toBe('passes');
    expect(why('capabilities:hypervisor_type', 'qemu')).toBe('capability');
    expect(why('capabilities:cpu_info:arch', '<or> arm64 <or> x86_64')).toBe('passes');
    expect(why('capabilities:vcpus', '>= 8')).toBe('capability');
    expect(why('io_workload', '<= 3')).toBe('passes');
    expect(why('capabilities:gpu', '1')).toBe('no_capability');
    expect(why('unknown', '1')).toBe('passes');
  });

  it('of a server group keeps its servers apart or together; a server in none passes', () => {
    const host: HostState = { ...state('a', {}), instances: ['one'] };
    const group = (policy: string) => ({
      instance_group: { 'nova_object.data': { policy, members: ['one'], hosts: ['b'], rules: {} } },
    });
    for (const name of ['ServerGroupAffinityFilter', 'ServerGroupAntiAffinityFilter'])
      expect(reason(name, host, { instance_group: null })).toBeNull();
    expect(reason('ServerGroupAffinityFilter', host, group('affinity'))).toMatchObject({ wanted: 'b' });
    expect(reason('ServerGroupAntiAffinityFilter', host, group('anti-affinity'))).toMatchObject({
      found: 'one',
    });
    expect(reason('ServerGroupAntiAffinityFilter', host, group('affinity'))).toBeNull();
  });
});
