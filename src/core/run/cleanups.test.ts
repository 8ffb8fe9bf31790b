/** What a compute clears away every five minutes, and when a new process has its turns (`nova/compute/manager.py`). */
import { expect, test } from 'vitest';
import type { Trace } from '../trace/trace.ts';
import { labRuns, ofKind } from './boot.fixture.ts';

const run = labRuns();
const MINUTES = 60_000_000;

const asked = (trace: Trace, actor: string): readonly string[] =>
  ofKind(trace, 'message.published')
    .filter((fact) => fact.actor === actor && fact.rpc.type === 'call')
    .map(({ rpc }) => rpc.detail ?? rpc.method ?? '');

const of = (names: readonly string[], name: string): number => names.filter((one) => one === name).length;

test('a deleted server is marked as cleaned by its host, as in every recorded cloud that was up for five minutes more', () => {
  const trace = run({
    v: 1,
    commands: [
      { at_us: 1_000_000, name: 'boot', args: { server: 'vm1', network: 'none' } },
      { at_us: 12_000_000, name: 'delete_server', args: { server: 'vm1' } },
    ],
    until_us: 6 * MINUTES,
  });
  const changes = ofKind(trace, 'row.changed').filter((fact) => fact.at > MINUTES);
  const cleaned = changes.filter(({ table, after }) => table === 'instances' && after?.cleaned === 1);
  expect(cleaned).toHaveLength(1);
  const uuid = cleaned[0]?.after?.uuid;
  const noted = changes.filter(({ table, after }) => table === 'instance_system_metadata' && after);
  expect(
    noted.map(({ before, after }) => [
      before,
      after?.instance_uuid,
      after?.key,
      after?.value,
      after?.deleted,
    ]),
  ).toEqual([[null, uuid, 'clean_attempts', '1', 0]]);
});

test('every host asks for it once in five minutes, as recorded in conductor_killed_in_call', () => {
  const trace = run({ v: 1, until_us: 11 * MINUTES });
  const names = asked(trace, 'nova-compute-cpu2');
  expect(of(names, 'InstanceList.get_by_filters')).toBe(2);
  expect(of(names, 'MigrationList.get_by_filters')).toBe(2);
  expect(of(names, 'ConsoleAuthToken.clean_expired_console_auths')).toBe(2);
  expect(of(names, 'ComputeNodeList.get_all_by_host')).toBeGreaterThanOrEqual(10);
});

test('a compute that starts synchronises power states in its first minute, and does the rest when that is over', () => {
  const start = 3_000_000;
  const trace = run({
    v: 1,
    commands: [
      { at_us: 1_000_000, name: 'stop', args: { service: 'nova-compute-cpu2' } },
      { at_us: start, name: 'start', args: { service: 'nova-compute-cpu2' } },
    ],
    until_us: 3 * MINUTES,
  });
  const calls = ofKind(trace, 'message.published').filter((fact) => fact.actor === 'nova-compute-cpu2');
  const audits = calls
    .filter(({ rpc }) => rpc.detail === 'ComputeNodeList.get_all_by_host')
    .map(({ at }) => at);
  const sent = audits.filter((at) => at > start);
  // before it listens, then at its first minute and its second
  expect(sent).toHaveLength(3);
  expect((sent[1] ?? 0) - start).toBeGreaterThanOrEqual(MINUTES);
  expect((sent[1] ?? 0) - start).toBeLessThan(1.1 * MINUTES);
  const synced = calls.filter(({ rpc }) => rpc.method === 'sync_instance_info').map(({ at }) => at);
  expect(synced.filter((at) => at > start && at < start + 2 * MINUTES)).toEqual([]);
});
