/** Moves that fail on the way, as Nova 26.2 ends them (`nova/conductor/tasks/live_migrate.py`, `nova/compute/manager.py`, `nova/virt/fake.py`). */
import { describe, expect, test } from 'vitest';
import { checkTrace } from '../checks/check-trace.ts';
import type { Row } from '../trace/fact.ts';
import type { Command, Experiment, Trace } from '../trace/trace.ts';
import { ofKind, run } from './boot.fixture.ts';

const SERVER = { server: 'vm1' };

const at = (seconds: number, name: string, args: Command['args'] = SERVER): Command => ({
  at_us: Math.round(seconds * 1_000_000),
  name,
  args,
});

/** The server is booted on cpu1. */
async function did(
  deployment: NonNullable<Experiment['deployment']>,
  until: number,
  ...commands: readonly Command[]
): Promise<Trace> {
  const boot = at(1, 'boot', { ...SERVER, host: 'cpu1' });
  const trace = await run({
    v: 1,
    deployment,
    commands: [boot, ...commands],
    until_us: until * 1_000_000,
  });
  expect({ error: trace.error, broken: checkTrace(trace) }).toEqual({ error: null, broken: [] });
  return trace;
}

const latest = (trace: Trace, table: string): Row | null =>
  ofKind(trace, 'row.changed').findLast((fact) => fact.table === table)?.after ?? null;

const faults = (trace: Trace) =>
  ofKind(trace, 'row.changed').flatMap(({ table, before, after }) =>
    table === 'instance_faults' && before === null ? [`${after?.host}: ${after?.message}`] : [],
  );

const asked = (trace: Trace, method: string): number =>
  ofKind(trace, 'message.published').filter(({ rpc }) => rpc.method === method && rpc.type === 'call').length;

/** What is held in the end: by whom, of how many providers */
function held(trace: Trace): Record<string, number> {
  const rows = new Map<string, Row | null>();
  for (const fact of ofKind(trace, 'row.changed'))
    if (fact.table === 'allocations') rows.set(JSON.stringify(fact.key), fact.after);
  const holders: Record<string, Set<unknown>> = {};
  for (const row of rows.values()) {
    if (!row) continue;
    const consumer = `${row.consumer_id}`;
    holders[consumer] ??= new Set();
    holders[consumer].add(row.resource_provider_id);
  }
  return Object.fromEntries(Object.entries(holders).map(([consumer, of]) => [consumer, of.size]));
}

const dies = (host: string, method: string): Command =>
  at(9, 'kill', { service: `nova-compute-${host}`, when: 'after_ack', method });

describe('a live migration', () => {
  test('whose destination waits in vain for the source ends in ERROR: the RemoteError is no reason to look further', async () => {
    const trace = await did(
      {},
      120,
      dies('cpu1', 'check_can_live_migrate_source'),
      at(10, 'live_migrate_server'),
    );
    expect(asked(trace, 'select_destinations')).toBe(2);
    expect(latest(trace, 'instances')).toMatchObject({ vm_state: 'error', task_state: null, host: 'cpu1' });
    expect(latest(trace, 'migrations')).toMatchObject({ status: 'error', dest_compute: null });
    expect(faults(trace)).toEqual(['cpu2: MessagingTimeout', 'ctl: RemoteError']);
    const uuid = `${latest(trace, 'instances')?.uuid}`;
    expect(held(trace)).toMatchObject({ [uuid]: 1 });
  });

  test('whose destination does not answer looks for another, once what is held there is given back by its provider', async () => {
    const dead = dies('cpu2', 'check_can_live_migrate_destination');
    const trace = await did({}, 120, dead, at(10, 'live_migrate_server'));
    expect(asked(trace, 'select_destinations')).toBe(3);
    expect(latest(trace, 'instances')).toMatchObject({ vm_state: 'active', task_state: null, host: 'cpu1' });
    const paths = ofKind(trace, 'http.requested').flatMap(({ actor, path, method }) =>
      actor === 'nova-conductor-super' && path.includes('in_tree') ? [method] : [],
    );
    expect(paths).toEqual(['GET']);
  });

  test('to a driver that cannot spawn is completed all the same, with the server in ERROR on its new host', async () => {
    const trace = await did(
      { drivers: { cpu2: 'fake.FakeBuildAbortDriver' } },
      30,
      at(10, 'live_migrate_server'),
    );
    expect(latest(trace, 'instances')).toMatchObject({
      vm_state: 'error',
      task_state: null,
      host: 'cpu2',
      power_state: 0,
    });
    expect(latest(trace, 'migrations')).toMatchObject({ status: 'completed', dest_compute: 'cpu2' });
    expect(faults(trace)).toEqual([
      `cpu2: Build of instance ${latest(trace, 'instances')?.uuid} aborted: FakeBuildAbortDriver`,
    ]);
  });

  test('that fails once the guest has gone leaves the server in ERROR, of the destination', async () => {
    const plain = await did({}, 30, at(10, 'live_migrate_server'));
    const running = ofKind(plain, 'row.changed').find(({ after }) => after?.status === 'running')?.at ?? 0;
    const trace = await did(
      {},
      40,
      at(10, 'live_migrate_server'),
      at(running / 1_000_000 + 0.02, 'stop', { service: 'neutron-server' }),
    );
    expect(latest(trace, 'instances')).toMatchObject({ vm_state: 'error', task_state: null, host: 'cpu2' });
    expect(latest(trace, 'migrations')).toMatchObject({ status: 'error' });
    expect(faults(trace)).toEqual(['cpu1: ConnectFailure']);
    const saved = ofKind(trace, 'message.published').flatMap(({ rpc, actor, at: when }) =>
      actor === 'nova-compute-cpu1' && rpc.type === 'call' && when > running
        ? [rpc.detail ?? rpc.method]
        : [],
    );
    expect(saved.filter((name) => name !== 'Service.save').slice(0, 7)).toEqual([
      'InstanceFault.create',
      'ComputeNode.get_first_node_by_host_for_old_compat',
      'MigrationContext.get_by_instance_uuid',
      'Instance.drop_migration_context',
      'Instance.save',
      'Migration.save',
      'Instance.refresh',
    ]);
  });
});

test('a resize to a driver whose first spawn fails ends in ERROR on the new host, with its old flavor', async () => {
  const resize = at(10, 'resize_server', { ...SERVER, flavor: 'm1.small' });
  const trace = await did({ drivers: { cpu2: 'fake.FakeRescheduleDriver' } }, 30, resize);
  expect(latest(trace, 'instances')).toMatchObject({ vm_state: 'error', host: 'cpu2', memory_mb: 512 });
  expect(latest(trace, 'migrations')).toMatchObject({ status: 'error' });
  expect(faults(trace)).toEqual(['cpu2: Insufficient compute resources: FakeRescheduleDriver.']);
});

test('a cold migration stays on its host where the driver can do that, and the host reports the trait', async () => {
  const drivers = { cpu1: 'fake.SameHostColdMigrateDriver' };
  const trace = await did(
    { computes: ['cpu1'], drivers },
    30,
    at(10, 'migrate_server'),
    at(20, 'confirm_resize'),
  );
  expect(latest(trace, 'instances')).toMatchObject({ vm_state: 'active', task_state: null, host: 'cpu1' });
  expect(latest(trace, 'migrations')).toMatchObject({
    status: 'confirmed',
    source_compute: 'cpu1',
    dest_compute: 'cpu1',
  });
});

test('a server is not resized away from a host that is down, though its service is disabled', async () => {
  const service = { service: 'nova-compute-cpu1' };
  const trace = await did(
    {},
    20,
    at(5, 'disable_service', service),
    at(6, 'stop', service),
    at(7, 'force_down', service),
    at(10, 'resize_server', { ...SERVER, flavor: 'm1.small' }),
  );
  const answer = ofKind(trace, 'http.answered').findLast((fact) => fact.to === 'client');
  expect(answer).toMatchObject({ status: 409, body: expect.stringContaining('Service is unavailable') });
  expect(latest(trace, 'instances')?.task_state).toBe(null);
});

test('a rebuild that fails gives back what the server holds on its host, though it stays there', async () => {
  const plain = await did({}, 30, at(10, 'rebuild_server', { ...SERVER, image: 'cirros' }));
  const spawning = ofKind(plain, 'row.changed').find(({ after }) => after?.task_state === 'rebuild_spawning');
  const moment = (spawning?.at ?? 0) / 1_000_000 - 0.01;
  const trace = await did(
    {},
    120,
    at(10, 'rebuild_server', { ...SERVER, image: 'cirros' }),
    at(moment, 'kill', { service: 'nova-conductor-cell1' }),
    at(moment + 5, 'start', { service: 'nova-conductor-cell1' }),
  );
  expect(latest(trace, 'instances')).toMatchObject({ vm_state: 'error', task_state: null, host: 'cpu1' });
  expect(held(trace)).not.toHaveProperty(`${latest(trace, 'instances')?.uuid}`);
});

describe('what the conductor stores of a move that ends before a host is asked', () => {
  const detailsOf = (trace: Trace): string => `${latest(trace, 'instance_faults')?.details}`;

  test.each([
    { move: 'live_migrate_server', task: '_live_migrate', alone: 10.125 },
    { move: 'migrate_server', task: '_cold_migrate', alone: 10.19 },
  ])(
    'placement away as the allocation goes to the record of $move: the task itself says no, no scheduler is asked',
    async ({ move, task, alone }) => {
      const trace = await did({}, 20, at(10, move), at(alone, 'stop', { service: 'placement-api' }));
      expect(asked(trace, 'select_destinations')).toBe(1);
      expect(detailsOf(trace)).toContain(`in ${task}\n    task.execute()\n`);
      expect(detailsOf(trace)).toMatch(
        /in replace_allocation_with_migration\n {4}raise exception\.NoValidHost\(\nnova\.exception\.NoValidHost: [^\n]*source\n$/,
      );
      const kept = 'Unable to replace resource claim on source host cpu1 node cpu1 for instance';
      expect(ofKind(trace, 'log.written').map(({ text }) => text)).toContain(kept);
    },
  );

  test('a destination that cannot ask the source: the way leads over the check, not over the scheduler', async () => {
    const move = at(10, 'live_migrate_server');
    const trace = await did({}, 120, dies('cpu1', 'check_can_live_migrate_source'), move);
    expect(detailsOf(trace)).toContain('in check_can_live_migrate_destination\n');
    expect(detailsOf(trace)).not.toContain('in select_destinations\n');
  });
});
