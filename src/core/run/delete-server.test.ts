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
