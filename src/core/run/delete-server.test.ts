/** `delete_server` where no transcript shows it: whose rows are left, and who deletes a server that no compute has. */
import { expect, test } from 'vitest';
import { checkTrace } from '../checks/check-trace.ts';
import type { Row } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { labRuns, ofKind } from './boot.fixture.ts';

const run = labRuns();
const server = { server: 'vm-gone' };
const BOOT = { at_us: 1_000_000, name: 'boot', args: server };
const DELETE = { at_us: 10_000_000, name: 'delete_server', args: server };
const GIANT = { ...BOOT, args: { ...server, flavor: 'm1.xlarge' } };

const lastOf = (trace: Trace, table: string): Row | null =>
  ofKind(trace, 'row.changed').findLast((fact) => fact.table === table)?.after ?? null;
const casts = (trace: Trace): string[] =>
  ofKind(trace, 'message.published').flatMap(({ rpc }) => (rpc.type === 'cast' ? [rpc.method ?? ''] : []));
const answers = (trace: Trace): (number | null)[] =>
  ofKind(trace, 'http.answered').flatMap((fact) => (fact.to === 'client' ? [fact.status] : []));

test('a deleted server keeps its rows, marked by their own id; its port and its allocations are gone', () => {
  const trace = run({ v: 1, commands: [BOOT, DELETE] });
  expect(checkTrace(trace)).toEqual([]);
  const instance = lastOf(trace, 'instances');
  expect(instance).toMatchObject({ vm_state: 'deleted', power_state: 0, deleted: instance?.id });
  expect(lastOf(trace, 'instance_mappings')).toMatchObject({ queued_for_delete: 1 });
  expect(lastOf(trace, 'ports')).toBeNull();
  expect(lastOf(trace, 'allocations')).toBeNull();
  expect(answers(trace)).toEqual([202, 204]);
});

test('a server in cell0 never had a host: nova-api deletes it itself, and nothing is sent', () => {
  const trace = run({ v: 1, commands: [GIANT, DELETE] });
  const sent = casts(trace);
  expect(sent).not.toContain('terminate_instance');
  const instance = lastOf(trace, 'instances');
  expect(instance).toMatchObject({ vm_state: 'deleted', host: null, deleted: instance?.id });
  expect(answers(trace)).toEqual([202, 204]);
});

test('a server whose compute is down is deleted from the database, its port and allocations with it', () => {
  const down = ['cpu1', 'cpu2'].map((host) => ({
    at_us: 9_000_000,
    name: 'force_down',
    args: { service: `nova-compute-${host}` },
  }));
  const trace = run({ v: 1, commands: [BOOT, ...down, DELETE] });
  expect(casts(trace)).not.toContain('terminate_instance');
  expect(lastOf(trace, 'instances')).toMatchObject({ vm_state: 'deleted' });
  expect(lastOf(trace, 'ports')).toBeNull();
  expect(lastOf(trace, 'allocations')).toBeNull();
});

test('who deletes a server that is being deleted gets the same answer, and its compute is told once', () => {
  const again = { ...DELETE, at_us: 10_100_000 };
  const trace = run({ v: 1, commands: [BOOT, DELETE, again] });
  expect(casts(trace).filter((method) => method === 'terminate_instance')).toHaveLength(1);
  expect(answers(trace)).toEqual([202, 204, 204]);
});

test('a resized server is confirmed first: the host that it left holds nothing for it any more', () => {
  const resize = { at_us: 8_000_000, name: 'resize_server', args: { ...server, flavor: 'm1.small' } };
  const trace = run({ v: 1, commands: [BOOT, resize, { ...DELETE, at_us: 14_000_000 }] });
  expect(checkTrace(trace)).toEqual([]);
  const calls = ofKind(trace, 'message.published').filter(
    ({ rpc, group }) => rpc.type === 'call' && group === 'scenario' && rpc.method === 'confirm_resize',
  );
  expect(calls.map(({ actor }) => actor)).toEqual(['nova-api']);
  expect(casts(trace).at(-1)).toBe('external_instance_event');
  expect(casts(trace)).toContain('terminate_instance');
  expect(lastOf(trace, 'migrations')).toMatchObject({ status: 'confirmed' });
  expect(lastOf(trace, 'instances')).toMatchObject({ vm_state: 'deleted' });
  const actions = ofKind(trace, 'row.changed').filter(
    ({ table, before }) => table === 'instance_actions' && before === null,
  );
  expect(actions.map(({ after }) => after?.action).slice(-2)).toEqual(['confirmResize', 'delete']);
  expect(lastOf(trace, 'allocations')).toBeNull();
});

test('a server that was deleted is no server any more', () => {
  const stop = { at_us: 14_000_000, name: 'stop_server', args: server };
  expect(() => run({ v: 1, commands: [BOOT, DELETE, stop] })).toThrow('there is no server vm-gone now');
});

const logged = (trace: Trace): string[] => ofKind(trace, 'log.written').map(({ text }) => text);
const asksPlacement = (trace: Trace, from: string): string[] =>
  ofKind(trace, 'http.requested')
    .filter(({ actor, to, at }) => actor.startsWith(from) && to === 'placement-api' && at > DELETE.at_us)
    .map(({ method, path }) => `${method} ${path.replace(/[0-9a-f-]{36}/, 'ID')}`);

test('where placement is away nova-api deletes a server all the same, and logs it', () => {
  // `delete_allocation_for_instance` is a `safe_connect` (nova/scheduler/client/report.py)
  const away = { at_us: 9_000_000, name: 'stop', args: { service: 'placement-api' } };
  const trace = run({ v: 1, commands: [GIANT, away, DELETE], until_us: 20_000_000 });
  expect(answers(trace)).toEqual([202, 204]);
  const instance = lastOf(trace, 'instances');
  expect(instance).toMatchObject({ vm_state: 'deleted', deleted: instance?.id });
  // within an `except`, so that the line ends with the exception (`oslo_log/formatters.py:_get_error_summary`)
  const line =
    /^Placement API service is not responding\.: keystoneauth1\.exceptions\.connection\.ConnectFailure: /;
  expect(logged(trace)).toContainEqual(expect.stringMatching(line));
});

test('where deleted servers are set aside first, their allocations are looked at before they are given back', () => {
  // nova/compute/manager.py:_complete_deletion: no force with reclaim_instance_interval
  const deployment = { options: { 'DEFAULT.reclaim_instance_interval': 3600 } };
  const early = { ...DELETE, at_us: 2_150_000 };
  const late = run({ v: 1, commands: [BOOT, DELETE] });
  expect(asksPlacement(late, 'nova-compute').slice(-1)).toEqual(['DELETE /allocations/ID']);
  const trace = run({ v: 1, deployment, commands: [BOOT, early], until_us: 9_000_000 });
  const asked = ofKind(trace, 'http.requested')
    .filter(
      ({ actor, to, at }) => actor.startsWith('nova-compute') && to === 'placement-api' && at > early.at_us,
    )
    .map(({ method, path }) => `${method} ${path.replace(/[0-9a-f-]{36}/, 'ID')}`);
  expect(asked.slice(-2)).toEqual(['GET /allocations/ID', 'PUT /allocations/ID']);
  expect(lastOf(trace, 'allocations')).toBeNull();
});

test('that the port of a server without a host is gone is told to nova-api, which can tell nobody: 207', () => {
  // nova/api/openstack/compute/server_external_events.py: 422 of the event
  const shelve = { at_us: 6_000_000, name: 'shelve_server', args: server };
  const trace = run({ v: 1, commands: [BOOT, shelve, DELETE] });
  const events = ofKind(trace, 'http.answered')
    .filter(({ to }) => to === 'neutron-server')
    .at(-1);
  expect(events?.status).toBe(207);
  expect(JSON.parse(events?.body ?? '').events[0]).toMatchObject({
    name: 'network-vif-deleted',
    status: 'failed',
    code: 422,
  });
});

test('nova-api logs what it finds of a server that it deletes', () => {
  const uuidOf = (trace: Trace) => lastOf(trace, 'instances')?.uuid;
  const again = { ...DELETE, at_us: 10_100_000 };
  const twice = run({ v: 1, commands: [BOOT, DELETE, again] });
  expect(logged(twice)).toContain('Instance is already in deleting state, ignoring this request');
  expect(logged(twice)).toContain(`Deleted allocations for instance ${uuidOf(twice)}`);
  const shelve = { at_us: 6_000_000, name: 'shelve_server', args: server };
  const shelved = run({ v: 1, commands: [BOOT, shelve, DELETE] });
  expect(logged(shelved).some((text) => /^Working on deleting snapshot [0-9a-f-]{36} from/.test(text))).toBe(
    true,
  );
  const resize = { at_us: 5_000_000, name: 'resize_server', args: { ...server, flavor: 'm1.small' } };
  const resized = run({ v: 1, commands: [BOOT, resize, { ...DELETE, at_us: 14_000_000 }] });
  expect(logged(resized)).toContain('Found an unconfirmed migration during delete, id: 1, status: finished');
});
