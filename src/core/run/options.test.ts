/** What the options of a deployment change in a run. */
import { expect, test } from 'vitest';
import type { JsonTable } from '../trace/fact.ts';
import type { Command, Trace } from '../trace/trace.ts';
import { ofKind, run } from './boot.fixture.ts';

const boots = (deployment: JsonTable, ...before: readonly Command[]): Promise<Trace> => {
  // long after what comes before: a compute that was stopped then is silent by now
  const at_us = before.length === 0 ? 1_000_000 : 73_000_000;
  return run({ v: 1, deployment, commands: [...before, { at_us, name: 'boot', args: { server: 'vm1' } }] });
};

const changed = (trace: Trace, table: string) =>
  ofKind(trace, 'row.changed').filter((fact) => fact.table === table);
const server = (trace: Trace) =>
  changed(trace, 'instances').findLast(({ database }) => database === 'nova_cell1')?.after;
const published = (trace: Trace): readonly unknown[] =>
  ofKind(trace, 'message.published').map((fact) => fact.rpc.method);

test.each([1, 3, 10, 100])('%i computes boot a server', async (computes) => {
  const trace = await boots({ computes });
  expect(server(trace)).toMatchObject({ vm_state: 'active', host: expect.stringMatching(/^cpu\d+$/) });
});

test('with max_attempts 1 a failed build ends in ERROR on its first host: no alternates, no second build', async () => {
  const drivers = { cpu1: 'fake.FakeRescheduleDriver' };
  const trace = await boots({ drivers, options: { 'scheduler.max_attempts': 1 } });
  expect(ofKind(trace, 'scheduler.selected')).toMatchObject([{ host: 'cpu1', alternates: [] }]);
  expect(server(trace)).toMatchObject({ vm_state: 'error', task_state: null, host: null });
  expect(changed(trace, 'instance_faults')).toHaveLength(1);
  expect(published(trace)).toContain('build_and_run_instance');
  expect(published(trace)).not.toContain('build_instances');
});

test('service_down_time longer than the silence: the host still counts as up, for the scheduler', async () => {
  const silence: Command = { at_us: 1_000_000, name: 'stop', args: { service: 'nova-compute-cpu1' } };
  const passed = async (deployment: JsonTable) =>
    ofKind(await boots(deployment, silence), 'scheduler.filtered').at(-1)?.passed;
  expect(await passed({})).toEqual(['cpu2']);
  const patient = { 'nova-scheduler': { 'DEFAULT.service_down_time': 120 } };
  expect([...((await passed({ service_options: patient })) ?? [])].sort()).toEqual(['cpu1', 'cpu2']);
});

test('a report_interval of 30 lets a compute report a third as often', async () => {
  const reports = async (deployment: JsonTable) =>
    changed(await run({ v: 1, deployment, until_us: 100_000_000 }), 'services').filter(
      ({ after }) => after?.binary === 'nova-compute' && after.host === 'cpu1',
    ).length;
  const usual = await reports({});
  const rare = await reports({ options: { 'DEFAULT.report_interval': 30 } });
  expect(usual).toBeGreaterThanOrEqual(9);
  expect(rare).toBeLessThanOrEqual(4);
  expect(rare).toBeGreaterThanOrEqual(3);
});

test('a quota of no servers refuses the boot', async () => {
  const trace = await boots({ options: { 'quota.instances': 0 } });
  expect(ofKind(trace, 'http.answered').find(({ to }) => to === 'client')).toMatchObject({ status: 403 });
});

test('with host_subset_size 3 the host is drawn from the three best', async () => {
  const options = { 'filter_scheduler.host_subset_size': 3 };
  const places = new Set<number>();
  for (const seed of [1, 2, 3, 4]) {
    const boot: Command = { at_us: 1_000_000, name: 'boot', args: { server: 'vm1' } };
    const trace = await run({ v: 1, seed, deployment: { computes: 5, options }, commands: [boot] });
    const [weighed] = ofKind(trace, 'scheduler.weighed');
    const [drawn] = weighed?.hosts ?? [];
    places.add((weighed?.hosts ?? []).filter(({ weight }) => weight > (drawn?.weight ?? 0)).length);
    expect(server(trace)).toMatchObject({ vm_state: 'active', host: drawn?.host });
  }
  expect([...places].every((place) => place < 3)).toBe(true);
});

test('a negated weight turns the choice around', async () => {
  const chosen = async (deployment: JsonTable) =>
    ofKind(await boots(deployment), 'scheduler.weighed')
      .at(-1)
      ?.weighers.filter(({ weigher }) => weigher === 'RAMWeigher')
      .flatMap(({ multiplier, normalized }) => normalized.map((one) => one * multiplier));
  const usual = (await chosen({ computes: ['cpu1', 'cpu3'] })) ?? [];
  const turned =
    (await chosen({
      computes: ['cpu1', 'cpu3'],
      options: { 'filter_scheduler.ram_weight_multiplier': -1 },
    })) ?? [];
  expect(usual).toEqual([1, 14 / 15]);
  expect(turned).toContain(-1);
});

test('with host_subset_size 2 either of the two best may be the first', async () => {
  const chosen = new Set<string>();
  for (const seed of [1, 10]) {
    const options = { 'filter_scheduler.host_subset_size': 2 };
    const trace = await run({
      v: 1,
      seed,
      deployment: { computes: ['cpu1', 'cpu3'], options },
      commands: [{ at_us: 1_000_000, name: 'boot' }],
    });
    chosen.add(ofKind(trace, 'scheduler.selected')[0]?.host ?? '');
  }
  expect([...chosen].sort()).toEqual(['cpu1', 'cpu3']);
});
