import { describe, expect, it } from 'vitest';
import { smallBoot } from '../trace/test-traces.fixture.ts';
import type { Changes } from './changes.ts';
import { compareWithRecording } from './compare.ts';
import { compareChanges } from './compare-changes.ts';
import { type FirehoseLine, toFirehose } from './firehose.ts';
import { hasRecordings, recordedJson, recordedLines } from './shared.fixture.ts';

const small = (): FirehoseLine[] => [...toFirehose(smallBoot(), { periodic: true })];

describe('a comparison of messages', () => {
  it('finds a run alike with itself, by its trace or by its lines', () => {
    expect(compareWithRecording({ trace: smallBoot() }, small()).alike).toBe(true);
    expect(compareWithRecording({ lines: small() }, small()).messages.matched).toBe(8);
  });

  it('takes another compute host in the same role for the same', () => {
    const other = JSON.parse(JSON.stringify(small()).replaceAll('cpu1', 'cpu2')) as FirehoseLine[];
    expect(compareWithRecording({ lines: other }, small()).alike).toBe(true);
  });

  it('takes the only conductor of a cloud for the same, whatever it is called, and no conductor of several', () => {
    const called = (name: string): FirehoseLine[] =>
      JSON.parse(JSON.stringify(small()).replaceAll(/nova-conductor-(super|cell1)/g, name)) as FirehoseLine[];
    const heartbeat = (name: string): FirehoseLine =>
      ({ ...called(name)[0], user: name, group: 'periodic' }) as FirehoseLine;
    const alike = (a: FirehoseLine[], b: FirehoseLine[]): boolean =>
      compareWithRecording({ lines: a }, b).alike;
    const [one, other] = [called('nova-conductor'), called('nova-conductor-super')];
    expect(alike(one, other)).toBe(true);
    expect(alike(one, [...other, heartbeat('nova-conductor-cell1')])).toBe(false);
  });

  it('names a reply that comes before its call', () => {
    const lines = small();
    const reply = lines.findIndex((l) => l.kind === 'publish' && l.rpc.type === 'reply');
    const moved = [lines[reply] as FirehoseLine, ...lines.filter((_l, i) => i !== reply)];
    expect(compareWithRecording({ lines: moved }, lines).messages.order[0]).toMatch(/^before its call/);
  });
});

const hosts = new Set(['cpu1', 'cpu2']);
const ours = (row: object): Changes => ({ 'nova_cell1.t': { inserted: [row as never] } });
const differ = (a: object, b: object): readonly string[] =>
  compareChanges(ours(a), ours(b), hosts, hosts).differences;
const ID_A = '123d74ed-e2f0-47ad-a3ff-82ef1a64d187';
const ID_B = 'bec7e10d-e392-44e0-81c4-43c784fb7f51';

describe('a comparison of row changes', () => {
  it('lets times differ, and ids, addresses and hosts as long as they pair one to one', () => {
    const mine = {
      at: '2026-11-22T07:16:58',
      uuid: ID_A,
      vif: `fa:16:3e:00:00:01/${ID_A}`,
      host: 'cpu1',
      node: 'cpu1',
    };
    const theirs = {
      at: '2020-01-01T00:00:00',
      uuid: ID_B,
      vif: `fa:16:3e:00:00:02/${ID_B}`,
      host: 'cpu2',
      node: 'cpu2',
    };
    expect(differ(mine, theirs)).toEqual([]);
    expect(differ(mine, { ...theirs, vif: `fa:16:3e:00:00:02/${ID_A}` })).toHaveLength(1);
    expect(differ(mine, { ...theirs, node: 'cpu1' })).toHaveLength(1);
    expect(differ(mine, { ...theirs, at: null })).toHaveLength(1);
  });

  it('does not let a plain value or a column differ', () => {
    expect(differ({ vm_state: 'active' }, { vm_state: 'error' })).toHaveLength(1);
    expect(differ({ a: 1 }, { a: 2 })).toHaveLength(1);
    expect(differ({ a: 1, b: 1 }, { a: 1 })[0]).toContain('extra: b');
  });

  it('asks of versioned objects the same name, version and fields, not the same values', () => {
    const object = (version: string, data: object): object => ({
      spec: { 'nova_object.name': 'RequestSpec', 'nova_object.version': version, 'nova_object.data': data },
    });
    expect(differ(object('1.14', { a: 1 }), object('1.14', { a: 2 }))).toEqual([]);
    expect(differ(object('1.13', { a: 1 }), object('1.14', { a: 1 }))).toHaveLength(1);
    expect(differ(object('1.14', { b: 1 }), object('1.14', { a: 1 }))).toHaveLength(1);
  });

  it('takes the roles of an instance as a set, and no other value of its system metadata', () => {
    const metadata = (key: string, value: string): Changes => ({
      'nova_cell1.instance_system_metadata': { inserted: [{ key, value }] },
    });
    const found = (key: string): number =>
      compareChanges(metadata(key, 'reader,member'), metadata(key, 'member,reader'), hosts, hosts).differences
        .length;
    expect(found('boot_roles')).toBe(0);
    expect(found('image_os_distro')).toBe(1);
  });

  it('leaves out what only a periodic task of the recording wrote, and no more than it saved', () => {
    const name = 'nova_cell1.instance_info_caches';
    const healed = { key: [6], changed: { network_info: [[], [1]] } } as const;
    const recorded = (n: number): Changes => ({
      [name]: { updated: Array.from({ length: n }, () => healed) },
    });
    const saves = new Map([[name, 1]]);
    const found = compareChanges({}, recorded(1), hosts, hosts, saves);
    expect(found).toMatchObject({ differences: [], apart: [`${name}: 1 updated by a periodic task`] });
    expect(compareChanges({}, recorded(2), hosts, hosts, saves).differences).toHaveLength(1);
    expect(compareChanges({}, recorded(1), hosts, hosts).differences).toHaveLength(1);
    expect(compareChanges(recorded(1), recorded(1), hosts, hosts, saves).apart).toEqual([]);
  });

  it('asks of a counter that was updated the same step, whatever it started from', () => {
    const updated = (from: number, to: number): Changes => ({
      'placement.resource_providers': { updated: [{ key: [1], changed: { generation: [from, to] } }] },
    });
    expect(compareChanges(updated(3, 4), updated(7, 8), hosts, hosts).differences).toEqual([]);
    expect(compareChanges(updated(3, 5), updated(7, 8), hosts, hosts).differences).toHaveLength(1);
  });

  it('lets the rows of equal hosts change places, each whole, and those of nothing else', () => {
    const updated = (table: string, ...used: readonly (readonly [number, number])[]): Changes => ({
      [table]: {
        updated: used.map(([from, to], i) => ({
          key: [i + 1],
          changed: { vcpus_used: [from, to], running_vms: [from, to] },
        })),
      },
    });
    const found = (table: string, ...mine: readonly (readonly [number, number])[]): number =>
      compareChanges(updated(table, ...mine), updated(table, [1, 3], [1, 2]), hosts, hosts).differences
        .length;
    expect(found('nova_cell1.compute_nodes', [1, 2], [1, 3])).toBe(0);
    expect(found('nova_cell1.compute_nodes', [1, 2], [1, 2])).toBe(2);
    expect(found('nova_cell1.instances', [1, 2], [1, 3])).toBe(4);
  });

  it('reports heartbeats, neutron and glance apart', () => {
    const apart = {
      'neutron.ports': { inserted: [{ id: 1 }] },
      'nova_cell1.services': { deleted: [{ id: 1 }] },
    };
    const found = compareChanges({}, apart, hosts, hosts);
    expect(found.differences).toEqual([]);
    expect(found.apart).toHaveLength(2);
  });

  it('does not pass over a table that one side lacks', () => {
    expect(compareChanges({}, ours({ a: 1 }), hosts, hosts).differences).toHaveLength(1);
  });
});

describe.skipIf(!hasRecordings)('three builds for one request', () => {
  const swapped = (lines: readonly FirehoseLine[], a: number, b: number): FirehoseLine[] =>
    lines.map((line, i) => (i === a ? lines[b] : i === b ? lines[a] : line)) as FirehoseLine[];
  const calls = (lines: readonly FirehoseLine[], server: string): number[] =>
    lines.flatMap((line, i) =>
      line.kind === 'publish' &&
      line.group === 'scenario' &&
      line.rpc.type === 'call' &&
      line.from === 'nova-compute-cpu2' &&
      JSON.stringify(line.payload).includes(server)
        ? [i]
        : [],
    );

  it('may take turns otherwise than recorded, and this is told; the order of one server may not differ', () => {
    const lines = recordedLines('multi_create');
    const [first = [], second = []] = ['c082f3e2', 'f8e4a606'].map((server) => calls(lines, server));
    const [begun = 0] = second;
    const next = first.find((i) => i > begun) ?? 0;
    const turned = compareWithRecording({ lines: swapped(lines, begun, next) }, lines);
    expect([turned.alike, turned.messages.order, turned.messages.turns.length]).toEqual([true, [], 1]);
    const spoilt = compareWithRecording({ lines: swapped(lines, first[0] ?? 0, first[1] ?? 0) }, lines);
    expect([spoilt.alike, spoilt.messages.turns]).toEqual([false, []]);
  });
});

it('takes the rows that builds side by side wrote server by server', () => {
  const rows = (...servers: readonly string[]): Changes => ({
    'nova_cell1.t': { inserted: servers.map((instance_uuid, n) => ({ instance_uuid, key: n })) as never },
  });
  const keyed = (order: readonly (readonly [string, string])[]): Changes => ({
    'nova_cell1.t': { inserted: order.map(([instance_uuid, key]) => ({ instance_uuid, key })) as never },
  });
  const side = keyed([
    [ID_A, 'a'],
    [ID_B, 'a'],
    [ID_A, 'b'],
    [ID_B, 'b'],
  ]);
  const other = keyed([
    [ID_A, 'a'],
    [ID_B, 'a'],
    [ID_B, 'b'],
    [ID_A, 'b'],
  ]);
  expect(compareChanges(side, other, hosts, hosts).differences).toEqual([]);
  expect(compareChanges(rows(ID_A, ID_A), rows(ID_A, ID_B), hosts, hosts).differences).toHaveLength(1);
});

describe.skipIf(!hasRecordings)('the recordings', () => {
  it('of a resize are alike whichever of two hosts a request tells first, and not where both are told twice', () => {
    const lines = recordedLines('resize');
    const told = lines.flatMap((line, i) =>
      line.kind === 'publish' && line.rpc.method === 'external_instance_event' ? [i] : [],
    );
    const [first = 0, second = 0] = told;
    const turned = lines.map((line, i) => lines[i === first ? second : i === second ? first : i] ?? line);
    expect(compareWithRecording({ lines: turned }, lines).alike).toBe(true);
    const twice = lines.map((line, i) => lines[i === second ? first : i] ?? line);
    expect(compareWithRecording({ lines: twice }, lines).alike).toBe(false);
  });

  it('of a boot and of a boot that waited 20 s for the scheduler are alike in their messages', () => {
    const { messages, alike } = compareWithRecording(
      { lines: recordedLines('scheduler_down_20s') },
      recordedLines('boot'),
    );
    expect(messages).toEqual({ matched: 39, missing: [], extra: [], order: [], turns: [] });
    expect(alike).toBe(true);
  });

  it('of those two boots differ in their rows by nothing but the name of the server', () => {
    const changes = recordedJson('scheduler_down_20s', 'changes.json') as Changes;
    const lines = recordedLines('scheduler_down_20s');
    const found = compareWithRecording(
      { lines, changes },
      recordedLines('boot'),
      recordedJson('boot', 'changes.json') as Changes,
    );
    expect(found.changes?.differences).toEqual([
      'nova_cell1.instances, inserted row 1: hostname is "vm1" in the recording, here "vm-wait"',
      'nova_cell1.instances, inserted row 1: display_name is "vm1" in the recording, here "vm-wait"',
    ]);
  });

  it('of a boot and a delete are not alike', () => {
    const { messages, alike } = compareWithRecording(
      { lines: recordedLines('delete') },
      recordedLines('boot'),
    );
    expect(alike).toBe(false);
    expect(messages.missing.length).toBeGreaterThan(0);
    expect(messages.extra.length).toBeGreaterThan(0);
  });

  it('of a boot minus any one publication is not alike with the whole', () => {
    const whole = recordedLines('boot');
    whole.forEach((line, i) => {
      if (line.kind !== 'publish' || line.group !== 'scenario') return;
      const { messages, alike } = compareWithRecording({ lines: whole.filter((_l, k) => k !== i) }, whole);
      expect(alike).toBe(false);
      expect(messages.missing.length).toBeGreaterThan(0);
    });
  });

  it('of a boot with two neighbouring calls of one request swapped is not alike', () => {
    const whole = recordedLines('boot');
    const calls = whole.flatMap((line, i) =>
      line.kind === 'publish' && line.group === 'scenario' && line.rpc.type === 'call' ? [i] : [],
    );
    let swaps = 0;
    calls.forEach((first, k) => {
      const second = calls
        .slice(k + 1)
        .find((i) => whole[i]?.rpc.request_id === whole[first]?.rpc.request_id);
      if (second === undefined || whole[first]?.rpc.detail === whole[second]?.rpc.detail) return;
      const swapped = whole.map((line, i) =>
        i === first ? whole[second] : i === second ? whole[first] : line,
      );
      swaps += 1;
      const found = compareWithRecording({ lines: swapped as FirehoseLine[] }, whole);
      expect(found.messages.missing).toEqual([]);
      expect(found.messages.order.length).toBeGreaterThan(0);
    });
    expect(swaps).toBeGreaterThan(10);
  });
});
