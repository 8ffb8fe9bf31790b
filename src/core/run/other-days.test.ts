import { describe, expect, test } from 'vitest';
import { checkTrace } from '../checks/check-trace.ts';
import { toRecordedRow } from '../databases/recorded.ts';
import { makeVersions } from '../reading/versions.ts';
import { netChanges } from '../recording/changes.ts';
import type { FactOf } from '../trace/fact.ts';
import type { Command, Trace } from '../trace/trace.ts';
import { ofKind, run } from './boot.fixture.ts';
import { BOOT_MESSAGES } from './golden/boot-messages.ts';

const scenarioMessages = (trace: Trace): FactOf<'message.published'>[] =>
  ofKind(trace, 'message.published').filter((fact) => fact.group === 'scenario');

const endOf = (trace: Trace, name: string): readonly object[] => {
  const [database = '', table = ''] = name.split('.');
  return makeVersions(trace).rowsAt(database, table, trace.facts.length - 1);
};

const boot = (args: { [name: string]: string } = {}): Command => ({ at_us: 1_000_000, name: 'boot', args });
const scheduler = { service: 'nova-scheduler' };

describe('the scheduler stopped for 20 s', () => {
  test('delays the boot and changes nothing else: the call waits in its queue (recorded/scheduler_down_20s)', async () => {
    const trace = await run({
      v: 1,
      commands: [
        { at_us: 900_000, name: 'stop', args: scheduler },
        boot(),
        { at_us: 21_000_000, name: 'start', args: scheduler },
      ],
    });
    expect(scenarioMessages(trace)).toHaveLength(BOOT_MESSAGES.length);
    const answered = ofKind(trace, 'http.answered').find((fact) => fact.to === 'client');
    expect(answered?.at).toBeLessThan(2_000_000);
    expect(endOf(trace, 'nova_cell1.instances').at(-1)).toMatchObject({
      vm_state: 'active',
      task_state: null,
    });
    expect(checkTrace(trace)).toEqual([]);
  });
});

describe('the scheduler stopped for longer than the super conductor waits', () => {
  test('ends in cell0 with MessagingTimeout; started again, it claims for a server that has failed', async () => {
    const trace = await run({
      v: 1,
      commands: [
        { at_us: 900_000, name: 'stop', args: scheduler },
        boot(),
        { at_us: 70_000_000, name: 'start', args: scheduler },
      ],
    });
    const [resolved] = ofKind(trace, 'rpc.resolved').filter((fact) => fact.actor === 'nova-conductor-super');
    const call = ofKind(trace, 'message.published').find((fact) => fact.rpc.method === 'select_destinations');
    expect(resolved?.resolution).toBe('MessagingTimeout');
    expect((resolved?.at ?? 0) - (call?.at ?? 0)).toBe(60_000_000);
    expect(endOf(trace, 'nova_cell0.instances')).toMatchObject([{ vm_state: 'error', host: null }]);
    expect(endOf(trace, 'nova_cell0.instance_faults')).toMatchObject([{ message: 'MessagingTimeout' }]);
    expect(ofKind(trace, 'rpc.late_reply')).toHaveLength(1);
    expect(netChanges(trace, toRecordedRow)['placement.allocations']?.inserted).toHaveLength(3);
    expect(checkTrace(trace)).toEqual([]);
  });
});

describe('a flavor that fits no host', () => {
  test('is three messages, and the server ends in cell0 in ERROR (recorded/no_valid_host)', async () => {
    const trace = await run({ v: 1, commands: [boot({ flavor: 'm1.xlarge' })] });
    const messages = scenarioMessages(trace).map(
      (fact) => `${fact.rpc.type} ${fact.rpc.method ?? fact.rpc.failure}`,
    );
    expect(messages).toEqual([
      'cast schedule_and_build_instances',
      'call select_destinations',
      'reply NoValidHost',
    ]);
    const changes = netChanges(trace, toRecordedRow);
    const inserted = Object.entries(changes).map(([table, change]) => [table, change.inserted?.length ?? 0]);
    expect(Object.fromEntries(inserted)).toEqual({
      'nova_api.instance_mappings': 1,
      'nova_api.request_specs': 1,
      'nova_cell0.block_device_mapping': 1,
      'nova_cell0.instance_actions': 1,
      'nova_cell0.instance_actions_events': 1,
      'nova_cell0.instance_extra': 1,
      'nova_cell0.instance_faults': 1,
      'nova_cell0.instance_id_mappings': 1,
      'nova_cell0.instance_info_caches': 1,
      'nova_cell0.instance_system_metadata': 7,
      'nova_cell0.instances': 1,
      // made when the first server is buried here (recorded/scheduler_down_timeout)
      'nova_cell0.s3_images': 1,
      'nova_cell0.security_groups': 1,
    });
  });

  test('and one over the quota is refused with 403 before any message', async () => {
    const trace = await run({ v: 1, commands: [boot({ flavor: 'm1.huge' })] });
    expect(ofKind(trace, 'http.answered').find((fact) => fact.to === 'client')?.status).toBe(403);
    expect(scenarioMessages(trace)).toEqual([]);
  });
});

describe('an API that is stopped', () => {
  test('is refused at the connection, and nothing follows', async () => {
    const trace = await run({
      v: 1,
      commands: [{ at_us: 900_000, name: 'kill', args: { service: 'nova-api' } }, boot()],
    });
    expect(scenarioMessages(trace)).toEqual([]);
    expect(trace.error).toBeNull();
  });
});

describe('an experiment that is wrong', () => {
  test.each([
    [{ name: 'reboot' }, /no command "reboot"; the commands are boot, stop/],
    [{ name: 'boot', args: { flavour: 'm1.tiny' } }, /"flavour" is no argument of the command "boot"/],
    [
      { name: 'boot', args: { count: 0 } },
      /boot: "count" must be a whole number from 1 to 1000|from 1 to 1000/,
    ],
    [{ name: 'kill', args: { service: 'nova-cells' } }, /no service "nova-cells"; the services are nova-api/],
  ])('%j is refused by name before anything runs', async (command, sentence) => {
    await expect(run({ v: 1, commands: [{ at_us: 0, ...command } as Command] })).rejects.toThrow(sentence);
  });

  test('names an unknown key or a bad host of its deployment', async () => {
    await expect(run({ v: 1, deployment: { hosts: [] } })).rejects.toThrow(
      /"hosts" is no key of a deployment/,
    );
    await expect(run({ v: 1, deployment: { computes: ['cpu1', 'cpu1'] } })).rejects.toThrow(
      /entry 2 must be a host/,
    );
  });
});

describe('a quiet minute', () => {
  test('is what the recorder heard of one compute: heartbeats by call, one healed cache, one audit (recorded/idle)', async () => {
    const trace = await run({ v: 1, until_us: 62_000_000 });
    const calls = ofKind(trace, 'message.published')
      .filter((fact) => fact.actor === 'nova-compute-cpu1' && fact.at > 1_000_000)
      .map((fact) => fact.rpc.detail ?? fact.rpc.method);
    expect(calls.filter((detail) => detail !== 'Service.save')).toEqual([
      'InstanceList.get_by_host',
      'sync_instance_info',
      'InstanceList.get_by_host',
      'Instance.get_by_uuid',
      'InstanceInfoCache.refresh',
      'VirtualInterfaceList.get_by_instance_uuid',
      'InstanceInfoCache.save',
      'ComputeNodeList.get_all_by_host',
      'InstanceList.get_by_host_and_node',
      'MigrationList.get_in_progress_and_error',
      'Service.get_by_compute_host',
    ]);
    expect(calls.filter((detail) => detail === 'Service.save')).toHaveLength(6);
    expect(ofKind(trace, 'message.published').every((fact) => fact.group === 'periodic')).toBe(true);
  });
});

describe('a bigger deployment', () => {
  test('schedules on a host that was added, when the others have less room', async () => {
    const trace = await run({ v: 1, deployment: { computes: ['cpu1', 'cpu2', 'cpu3'] }, commands: [boot()] });
    const [weighed] = ofKind(trace, 'scheduler.weighed');
    expect(weighed?.hosts.map((h) => [h.host, h.weight])).toEqual([
      ['cpu3', expect.any(Number)],
      ['cpu1', expect.any(Number)],
      ['cpu2', expect.any(Number)],
    ]);
    expect(endOf(trace, 'nova_cell1.instances').at(-1)).toMatchObject({ host: 'cpu3', vm_state: 'active' });
  });
});
