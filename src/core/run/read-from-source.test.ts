/** What no recording shows, read from Nova 26.2's source and seen on its own functional tests' stand: one sentence a case. */
import { expect, test } from 'vitest';
import type { JsonTable } from '../trace/fact.ts';
import type { Command, Trace } from '../trace/trace.ts';
import { labRuns, ofKind } from './boot.fixture.ts';

const run = labRuns();

interface Acts {
  /** seconds, name, arguments but the server's name */
  readonly acts: readonly (readonly [at: number, name: string, args?: Command['args']])[];
  readonly deployment?: JsonTable;
  readonly until?: number;
}

function told({ acts, deployment = {}, until }: Acts): Trace {
  const commands = [[1, 'boot', { host: 'cpu1' }] as const, ...acts].map(([at, name, args = {}]): Command => {
    const of = 'service' in args ? {} : { server: 'vm-source' };
    return { at_us: at * 1_000_000, name, args: { ...of, ...args } };
  });
  return run({ v: 1, deployment, commands, ...(until === undefined ? {} : { until_us: until * 1_000_000 }) });
}

/** Names of the objects' methods that a service asks for, in order. */
const asked = (trace: Trace, from: string): string[] =>
  ofKind(trace, 'message.published').flatMap(({ actor, rpc }) =>
    actor === from && rpc?.type === 'call' && rpc.detail !== undefined ? [rpc.detail] : [],
  );

const rowsOf = (trace: Trace, table: string) =>
  ofKind(trace, 'row.changed')
    .filter((fact) => fact.table === table)
    .flatMap(({ after: row }) => (row ? [row] : []));

const CPU1 = { service: 'nova-compute-cpu1' };
const TOPOLOGY = 'InstanceNUMATopology.get_by_instance_uuid';

test.each([
  ['migrate_server', {}, true],
  ['resize_server', { flavor: 'm1.small' }, false],
])(
  'the new host asks for the topology of what is migrated, not of what is resized: %s (migrate_server.py:_migrate, servers.py:_get_server)',
  (name, args, asks) => {
    const trace = told({ acts: [[10, name, args]], until: 18 });
    expect(asked(trace, 'nova-compute-cpu2').includes(TOPOLOGY)).toBe(asks);
  },
);

test('a claim that is given back looks at the instance as it was before the claim, and asks for its resources (claims.py:Claim)', () => {
  const driver = 'fake.FakeUnshelveSpawnFailDriver';
  const trace = told({
    acts: [
      [10, 'shelve_server'],
      [16, 'unshelve_server'],
    ],
    deployment: { drivers: { cpu1: driver, cpu2: driver } },
  });
  const resources = ofKind(trace, 'message.published').filter(
    ({ rpc, at }) => rpc?.detail === 'ResourceList.get_by_instance_uuid' && at > 16_000_000,
  );
  expect(resources.filter(({ rpc }) => rpc?.type === 'call')).toHaveLength(1);
});

test('a server that was stopped is evacuated running and then stopped, with an event of its own (manager.py:_rebuild_default_impl, stop_instance)', () => {
  const trace = told({
    acts: [
      [8, 'stop_server'],
      [12, 'stop', CPU1],
      [13, 'force_down', CPU1],
      [20, 'evacuate_server'],
    ],
    until: 30,
  });
  const events = new Map(rowsOf(trace, 'instance_actions_events').map((row) => [row.id, row]));
  expect([...events.values()].slice(-3).map(({ event, result }) => [event, result])).toEqual([
    ['rebuild_server', 'Success'],
    ['compute_rebuild_instance', 'Success'],
    ['compute_stop_instance', 'Success'],
  ]);
  expect(rowsOf(trace, 'instances').at(-1)).toMatchObject({
    vm_state: 'stopped',
    power_state: 4,
    host: 'cpu2',
  });
});

test('where the destination cannot prepare, the record of the move is in error until all is taken back, and has failed then (manager.py:_cleanup_pre_live_migration)', () => {
  const trace = told({
    acts: [
      [10, 'live_migrate_server'],
      [10.74, 'stop', { service: 'neutron-server' }],
      [14.6, 'start', { service: 'neutron-server' }],
    ],
    until: 60,
  });
  const statuses = rowsOf(trace, 'migrations').map(({ status }) => status);
  expect([...new Set(statuses)].slice(-3)).toEqual(['preparing', 'error', 'failed']);
  const done = asked(trace, 'nova-compute-cpu1');
  const from = done.indexOf('InstancePCIRequests.get_by_instance_uuid');
  expect(done.slice(from, from + 6)).toEqual([
    'InstancePCIRequests.get_by_instance_uuid',
    'BlockDeviceMappingList.get_by_instance_uuid',
    'MigrationContext.get_by_instance_uuid',
    'Instance.drop_migration_context',
    'Instance.save',
    'Migration.save',
  ]);
  expect(rowsOf(trace, 'instance_faults').length).toBeGreaterThan(0);
  expect(rowsOf(trace, 'instances').at(-1)).toMatchObject({
    vm_state: 'active',
    task_state: null,
    host: 'cpu1',
  });
});

test('a build that fails gives back no network where none was asked for (manager.py:_deallocate_network)', () => {
  const none = { server: 'vm-source', host: 'cpu1', network: 'none' };
  const trace = run({
    v: 1,
    deployment: { drivers: { cpu1: 'fake.FakeBuildAbortDriver' } },
    commands: [{ at_us: 1_000_000, name: 'boot', args: none }],
  });
  const given = asked(trace, 'nova-compute-cpu1').filter((name) => name.startsWith('VirtualInterface'));
  expect(given).toEqual([]);
  expect(rowsOf(trace, 'instances').at(-1)?.vm_state).toBe('error');
});

test.each([
  ['fake.FakeBuildAbortDriver', 'error', 'FakeBuildAbortDriver'],
  ['fake.FakeRescheduleDriver', 'active', 'Insufficient compute resources: FakeRescheduleDriver.'],
])(
  'an evacuated server that cannot be made on its new host frees what was claimed there: %s (manager.py:rebuild_instance, claims.py:MoveClaim.abort)',
  (driver, vm_state, why) => {
    const trace = told({
      deployment: { drivers: { cpu2: driver } },
      acts: [
        [12, 'stop', CPU1],
        [13, 'force_down', CPU1],
        [20, 'evacuate_server'],
      ],
      until: 27,
    });
    expect(
      asked(trace, 'nova-compute-cpu2')
        .filter((name) => name !== 'Service.save' && !name.startsWith('InstanceInfoCache'))
        .slice(-10),
    ).toEqual([
      'Instance.save',
      'MigrationContext.get_by_instance_uuid',
      'ComputeNode.save',
      'Service.get_by_compute_host',
      'Instance.drop_migration_context',
      'Migration.save',
      'Instance.save',
      'InstanceFault.create',
      'InstanceActionEvent.event_finish_with_failure',
      'Instance.save',
    ]);
    const instance = rowsOf(trace, 'instances').at(-1);
    expect(instance).toMatchObject({ vm_state, task_state: null, host: 'cpu1', power_state: 0 });
    expect(rowsOf(trace, 'migrations').at(-1)?.status).toBe('failed');
    expect(rowsOf(trace, 'instance_faults').at(-1)?.message).toBe(
      `Build of instance ${instance?.uuid} aborted: ${why}`,
    );
    expect(rowsOf(trace, 'instance_extra').at(-1)?.migration_context).not.toBeNull();
  },
);
