/** Options of a host's nova.conf, and drivers, that change what an act comes to (`nova/conf/compute.py`, `nova/virt/fake.py`). */
import { expect, test } from 'vitest';
import type { Row } from '../trace/fact.ts';
import type { Command, Experiment, Trace } from '../trace/trace.ts';
import { DRIVER_NAMES } from '../words/drivers.ts';
import { ofKind, run } from './boot.fixture.ts';

const command = (seconds: number, name: string, args: Command['args'] = {}): Command => ({
  at_us: seconds * 1_000_000,
  name,
  args: { server: 'vm-option', ...args },
});

const told = async (deployment: Experiment['deployment'], ...commands: readonly Command[]): Promise<Trace> =>
  await run({ v: 1, ...(deployment ? { deployment } : {}), commands: [command(1, 'boot'), ...commands] });

const last = (trace: Trace, table: string): Row =>
  ofKind(trace, 'row.changed').findLast((fact) => fact.table === table)?.after ?? {};

const SAME_HOST = 'DEFAULT.allow_resize_to_same_host';

test('a server is resized on the only host there is where its own host is allowed, and that host counts it once in the end', async () => {
  const trace = await told(
    { computes: 1, options: { [SAME_HOST]: true } },
    command(10, 'resize_server', { flavor: 'm1.small' }),
    command(18, 'confirm_resize'),
  );
  expect(last(trace, 'instances')).toMatchObject({ host: 'cpu1', vm_state: 'active', memory_mb: 2048 });
  expect(last(trace, 'migrations')).toMatchObject({
    source_compute: 'cpu1',
    dest_compute: 'cpu1',
    status: 'confirmed',
  });
  const used = ofKind(trace, 'row.changed').flatMap(({ table, at, after }) =>
    table === 'compute_nodes' && after ? [{ at, memory: Number(after.memory_mb_used) }] : [],
  );
  const before = used.findLast(({ at }) => at < 10_000_000)?.memory ?? 0;
  expect(used.at(-1)?.memory).toBe(before - 512 + 2048);
});

test('a resize finds no host where there is no other and its own is not allowed, as by default', async () => {
  const trace = await told({ computes: 1 }, command(10, 'resize_server', { flavor: 'm1.small' }));
  expect(last(trace, 'instances')).toMatchObject({ host: 'cpu1', vm_state: 'active', task_state: null });
  expect(last(trace, 'instance_faults').message).toContain('No valid host was found');
});

test.each(DRIVER_NAMES)(
  'a host runs with the driver %s, and its guest runs or has failed',
  async (driver) => {
    const trace = await told({ computes: 1, drivers: { cpu1: driver } });
    expect(trace.error).toBeNull();
    expect(last(trace, 'instances').vm_state).toMatch(/^(active|error)$/);
  },
);

test('of two live migrations from one host the second waits until the first has ended (max_concurrent_live_migrations)', async () => {
  const on = { host: 'cpu1' };
  const other = { server: 'vm-other' };
  const trace = await run({
    v: 1,
    deployment: { drivers: { cpu1: 'fake.FakeLiveMigrateDriver' } },
    commands: [
      command(1, 'boot', on),
      command(2, 'boot', { ...on, ...other }),
      command(12, 'live_migrate_server'),
      command(12.1, 'live_migrate_server', other),
    ],
  });
  const statuses = ofKind(trace, 'row.changed').flatMap(({ table, after }) =>
    table === 'migrations' && after ? [`${after.id} ${after.status}`] : [],
  );
  const [one = '', two = ''] = [...new Set(statuses.map((line) => line.split(' ')[0]))];
  expect(statuses.indexOf(`${two} queued`)).toBeLessThan(statuses.indexOf(`${one} completed`));
  expect(statuses.indexOf(`${two} preparing`)).toBeGreaterThan(statuses.indexOf(`${one} completed`));
  expect(statuses).toContain(`${two} completed`);
});

test('a shelved server stays on its host where shelved_offload_time is -1, and is turned on again there when it is unshelved', async () => {
  const trace = await told(
    { options: { 'DEFAULT.shelved_offload_time': -1 } },
    command(10, 'shelve_server'),
    command(16, 'unshelve_server'),
  );
  const states = ofKind(trace, 'row.changed').flatMap(({ table, after }) =>
    table === 'instances' && after ? [`${after.vm_state} ${after.task_state} ${after.host !== null}`] : [],
  );
  expect(states).toContain('shelved null true');
  expect(states.filter((state) => state.startsWith('shelved_offloaded'))).toEqual([]);
  expect(last(trace, 'instances')).toMatchObject({ vm_state: 'active', task_state: null });
  const asked = ofKind(trace, 'http.requested').map(({ method, to }) => `${method} ${to}`);
  expect(asked).toContain('DELETE glance-api');
  const sent = ofKind(trace, 'message.published').map(({ rpc }) => rpc.method);
  expect(sent).toContain('start_instance');
});

test('a shelved server is taken from its host by an hourly task once it has been shelved for as long as shelved_offload_time', async () => {
  const trace = await run({
    v: 1,
    deployment: { computes: 1, options: { 'DEFAULT.shelved_offload_time': 60 } },
    commands: [command(1, 'boot'), command(10, 'shelve_server')],
    until_us: 3_700_000_000,
  });
  expect(last(trace, 'instances')).toMatchObject({ vm_state: 'shelved_offloaded', host: null });
  expect(last(trace, 'instance_actions_events').event).toBe('compute_shelve_offload_instance');
});

test('a resize that nobody confirms is confirmed by its new host once resize_confirm_window has passed', async () => {
  const trace = await run({
    v: 1,
    deployment: { options: { 'DEFAULT.resize_confirm_window': 30 } },
    commands: [command(1, 'boot'), command(10, 'resize_server', { flavor: 'm1.small' })],
    until_us: 130_000_000,
  });
  expect(last(trace, 'instances')).toMatchObject({ vm_state: 'active', task_state: null });
  expect(last(trace, 'migrations').status).toBe('confirmed');
  expect(last(trace, 'instance_actions')).toMatchObject({ action: 'confirmResize', user_id: null });
});

test('a deleted server is set aside and taken away later where reclaim_instance_interval is set, and one that was never active at once', async () => {
  const trace = await run({
    v: 1,
    deployment: { options: { 'DEFAULT.reclaim_instance_interval': 60 } },
    commands: [
      command(1, 'boot'),
      command(2, 'boot', { server: 'vm-huge', flavor: 'm1.xlarge' }),
      command(10, 'delete_server'),
      command(11, 'delete_server', { server: 'vm-huge' }),
      command(14, 'stop_server'),
      { at_us: 15_000_000, name: 'list_servers' },
    ],
    until_us: 190_000_000,
  });
  const sent = ofKind(trace, 'message.published').map(({ rpc }) => rpc.method);
  expect(sent).toContain('soft_delete_instance');
  expect(sent).not.toContain('terminate_instance');
  const rows = ofKind(trace, 'row.changed').flatMap(({ table, at, after }) =>
    table === 'instances' && after?.display_name === 'vm-option' ? [{ at, after }] : [],
  );
  const aside = rows.findLast(({ at }) => at < 20_000_000)?.after;
  expect(aside).toMatchObject({
    vm_state: 'soft-delete',
    task_state: null,
    deleted: 0,
    host: expect.any(String),
  });
  expect(aside?.deleted_at).not.toBeNull();
  expect(rows.at(-1)?.after).toMatchObject({ vm_state: 'deleted', deleted: expect.any(Number) });
  expect(rows.at(-1)?.after.deleted).not.toBe(0);
  const answers = ofKind(trace, 'http.answered').filter(({ to }) => to === 'client');
  expect(answers.at(-2)).toMatchObject({ status: 409 });
  expect(answers.at(-1)?.body).not.toContain('vm-option');
});
