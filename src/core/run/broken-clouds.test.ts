/** Eleven broken clouds and how they must end (read from Nova's source, and seen on a real one). */
import { describe, expect, test } from 'vitest';
import { checkTrace } from '../checks/check-trace.ts';
import type { FactOf, Row } from '../trace/fact.ts';
import type { Command, Experiment, Trace } from '../trace/trace.ts';
import { labRuns, run } from './boot.fixture.ts';

const onLab = labRuns();

const CPU = 'nova-compute-cpu1';
const CELL = 'nova-conductor-cell1';
const BUILD = 'build_and_run_instance';

const at = (at_us: number, name: string, args: Command['args'] = {}): Command => ({ at_us, name, args });
const BOOT = at(1_000_000, 'boot');
const cloud = (commands: readonly Command[], until_us?: number): Trace =>
  onLab({ v: 1, commands: [BOOT, ...commands], ...(until_us === undefined ? {} : { until_us }) });

const changesOf = (trace: Trace, table: string): FactOf<'row.changed'>[] =>
  trace.facts.filter(
    (fact): fact is FactOf<'row.changed'> => fact.kind === 'row.changed' && fact.table === table,
  );
const endOf = (trace: Trace, table: string): Row | null | undefined => changesOf(trace, table).at(-1)?.after;
/** The server as its cell has it in the end. */
const server = (trace: Trace): Row =>
  changesOf(trace, 'instances').findLast(({ database }) => database.startsWith('nova_cell'))?.after ?? {};
const faults = (trace: Trace): readonly unknown[] =>
  changesOf(trace, 'instance_faults').map(({ after }) => after?.message);
/** Allocations that were made and are still there. */
const allocated = (trace: Trace): number =>
  changesOf(trace, 'allocations').reduce((sum, { before, after }) => {
    return sum + (before === null ? 1 : 0) - (after === null ? 1 : 0);
  }, 0);
const states = (trace: Trace): readonly unknown[] => [
  ...new Set(changesOf(trace, 'instances').map(({ after }) => `${after?.vm_state} ${after?.task_state}`)),
];
const answers = (trace: Trace): readonly FactOf<'http.answered'>[] =>
  trace.facts.filter(
    (fact): fact is FactOf<'http.answered'> => fact.kind === 'http.answered' && fact.to === 'client',
  );

describe('a compute that is killed, and started again', () => {
  const kill = (when: string): Command => at(500_000, 'kill', { service: CPU, when, method: BUILD });
  const start = at(10_000_000, 'start', { service: CPU });

  test('F1: after the ack the cast is lost; at the start the server is found by its allocation and set to ERROR', () => {
    const away = cloud([kill('after_ack')], 9_000_000);
    expect(server(away)).toMatchObject({ vm_state: 'building', host: null });
    const back = cloud([kill('after_ack'), start]);
    expect(server(back)).toMatchObject({ vm_state: 'error', task_state: null, host: null });
    expect([faults(back), allocated(back)]).toEqual([[], 3]);
    expect(checkTrace(back)).toEqual([]);
  });

  test('F2: in the middle of the build its host is known: init_host sets ERROR, and the event stays unfinished', () => {
    const back = cloud([at(2_270_000, 'kill', { service: CPU }), start]);
    expect(server(back)).toMatchObject({ vm_state: 'error', task_state: null, host: 'cpu1', node: 'cpu1' });
    expect(endOf(back, 'instance_actions_events')).toMatchObject({ finish_time: null, result: null });
    expect([faults(back), allocated(back)]).toEqual([[], 3]);
    expect(checkTrace(back)).toEqual([]);
  });

  test('F3: before the ack the cast waits for it: ERROR at the start, then the cast comes again and builds', () => {
    const back = cloud([kill('before_ack'), start]);
    const passed = states(back);
    expect(passed.indexOf('error null')).toBeGreaterThan(-1);
    expect(passed.indexOf('error null')).toBeLessThan(passed.indexOf('building spawning'));
    expect(server(back)).toMatchObject({ vm_state: 'active', task_state: null, host: 'cpu1' });
    expect([faults(back), allocated(back)]).toEqual([[], 3]);
  });
});

test('F6: a call that dies with its conductor ends the build: networks not allocated, no other host tried', () => {
  const save = changesOf(cloud([]), 'instances').find(({ after }) => after?.task_state === 'networking');
  const kill = at((save?.at ?? 0) + 500, 'kill', { service: CELL });
  const trace = cloud([kill, at((save?.at ?? 0) + 3_000_000, 'start', { service: CELL })]);
  const ended = server(trace);
  expect(ended).toMatchObject({ vm_state: 'error', task_state: null, host: null });
  const why = `Build of instance ${ended.uuid} aborted: Failed to allocate the network(s), not rescheduling.`;
  expect(faults(trace)).toEqual([why]);
  expect(allocated(trace)).toBe(0);
  expect(endOf(trace, 'instance_actions_events')).toMatchObject({ result: 'Success' });
});

describe('a host that is cut off while its claim is answered', () => {
  const cut = [at(2_130_000, 'cut_host', { host: 'cpu1' }), at(90_000_000, 'join_host', { host: 'cpu1' })];

  test('F7: at the join the other host builds it', () => {
    const trace = cloud(cut);
    expect(server(trace)).toMatchObject({ vm_state: 'active', task_state: null, host: 'cpu2' });
    expect([faults(trace), allocated(trace)]).toEqual([[], 3]);
  });
});

describe('a peer that is away', () => {
  test('F8: neutron in the build: asked four times, given up, no other host', () => {
    const trace = cloud([at(2_050_000, 'stop', { service: 'neutron-server' })]);
    expect(server(trace)).toMatchObject({ vm_state: 'error', task_state: null, host: null });
    expect(String(faults(trace)[0])).toContain('aborted: Unable to establish connection to http://');
    expect(String(faults(trace)[0])).toHaveLength(255);
    expect([faults(trace).length, allocated(trace)]).toEqual([1, 0]);
    expect(checkTrace(trace)).toEqual([]);
  });

  test('F9: placement: no valid host, buried in cell0 with a fault that says no more', () => {
    const trace = cloud([at(500_000, 'stop', { service: 'placement-api' })]);
    expect(answers(trace)[0]?.status).toBe(202);
    expect(changesOf(trace, 'instances').at(-1)?.database).toBe('nova_cell0');
    expect(faults(trace)).toEqual(['No valid host was found. ']);
  });

  test.each([
    ['F10: glance', 'glance-api', 'nova.exception.GlanceConnectionFailed', 3000],
    ['neutron at the API', 'neutron-server', 'keystoneauth1.exceptions.connection.ConnectFailure', 3500],
  ])(
    '%s: nova-api says 500 when it has tried long enough, and nothing is sent',
    (_name, service, word, ms) => {
      const trace = cloud([at(500_000, 'stop', { service })]);
      const [answer] = answers(trace);
      expect(answer?.status).toBe(500);
      expect(answer?.body).toContain(word);
      expect((answer?.at ?? 0) - 1_000_000).toBeGreaterThan(ms * 1000);
      const sent = trace.facts.filter(
        (fact) => fact.kind === 'message.published' && fact.group === 'scenario',
      );
      expect([sent.length, changesOf(trace, 'build_requests').length]).toEqual([0, 0]);
    },
  );
});

test('F11: one RPC worker is free at once, so that three builds run side by side; claims come one after another', async () => {
  const experiment: Experiment = {
    v: 1,
    deployment: { computes: ['cpu1'], workers: { [CPU]: 1 } },
    commands: ['a', 'b', 'c'].map((name, i) => at(1_000_000 + i * 20_000, 'boot', { server: name })),
  };
  const trace = await run(experiment);
  const active = changesOf(trace, 'instances').filter(
    ({ before, after }) => before?.vm_state === 'building' && after?.vm_state === 'active',
  );
  const times = active.map((fact) => fact.at);
  expect(times).toHaveLength(3);
  // side by side: the last one has begun before the first one is up (they share neutron: 1.1 s apart in recorded/multi_create)
  const begun = changesOf(trace, 'instance_actions_events').filter(({ before }) => !before);
  expect(begun).toHaveLength(3);
  expect(Math.max(...begun.map((fact) => fact.at))).toBeLessThan(Math.min(...times));
  expect(Math.max(...times) - Math.min(...times)).toBeLessThan(1_100_000);
});

test('with both hops as calls the user has an answer before the server runs: the compute only begins a thread', async () => {
  const hops = { schedule_and_build_instances: 'call', [BUILD]: 'call' };
  const trace = await run({ v: 1, deployment: { hops }, commands: [BOOT] });
  const answer = answers(trace)[0];
  expect(answer?.status).toBe(202);
  expect(server(trace)).toMatchObject({ vm_state: 'active' });
  const active = changesOf(trace, 'instances').findLast(({ after }) => after?.vm_state === 'active');
  expect(answer?.at).toBeLessThan(active?.at ?? 0);
});

describe('a driver that fails', () => {
  test('the first spawn: the alternate builds it, and its end is written into the first host’s event', async () => {
    const deployment = { drivers: { cpu1: 'fake.FakeRescheduleDriver' } };
    const trace = await run({ v: 1, deployment, commands: [BOOT] });
    expect(server(trace)).toMatchObject({ vm_state: 'active', host: 'cpu2' });
    expect([faults(trace), allocated(trace)]).toEqual([[], 3]);
  });

  test('with no alternate left: ERROR in its own cell, a fault by the conductor, no allocation', async () => {
    const driver = 'fake.FakeRescheduleDriver';
    const trace = await run({
      v: 1,
      deployment: { drivers: { cpu1: driver, cpu2: driver } },
      commands: [BOOT],
    });
    const ended = server(trace);
    expect(ended).toMatchObject({ vm_state: 'error', task_state: null, host: null });
    expect(faults(trace)).toEqual([
      `Exceeded maximum number of retries. Exhausted all hosts available for retrying build failures for instance ${ended.uuid}.`,
    ]);
    expect(allocated(trace)).toBe(0);
  });

  test('that gives the build up: ERROR at once, no other host', async () => {
    const trace = await run({
      v: 1,
      deployment: { drivers: { cpu1: 'fake.FakeBuildAbortDriver' } },
      commands: [BOOT],
    });
    const ended = server(trace);
    expect(ended).toMatchObject({ vm_state: 'error', host: null });
    expect(faults(trace)).toEqual([`Build of instance ${ended.uuid} aborted: FakeBuildAbortDriver`]);
    expect(allocated(trace)).toBe(0);
  });

  test('an unknown driver is refused with those that there are', async () => {
    const deployment = { drivers: { cpu1: 'libvirt.LibvirtDriver' } };
    await expect(run({ v: 1, deployment, commands: [BOOT] })).rejects.toThrow('fake.FakeRescheduleDriver');
  });
});
