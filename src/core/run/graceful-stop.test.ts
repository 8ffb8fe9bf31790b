import { describe, expect, test } from 'vitest';
import { checkTrace } from '../checks/check-trace.ts';
import type { FactOf } from '../trace/fact.ts';
import type { Command, Experiment, Trace } from '../trace/trace.ts';
import { labRuns, ofKind, run as runAnew } from './boot.fixture.ts';

const runIn = labRuns();

const BOOT: Command = { at_us: 1_000_000, name: 'boot' };
const SUPER = 'nova-conductor-super';
const CELL = 'nova-conductor-cell1';
const at = (at_us: number, name: string, service: string): Command => ({ at_us, name, args: { service } });

function run(commands: readonly Command[], more: Partial<Experiment> = {}): Trace {
  const trace = runIn({ v: 1, commands: [BOOT, ...commands], ...more });
  expect({ error: trace.error, broken: checkTrace(trace) }).toEqual({ error: null, broken: [] });
  return trace;
}

/** Where the request for one method of the boot is dispatched, microseconds; the commands come a little later. */
function inWork(method: string, ...others: readonly Command[]): number {
  const plain = runIn({ v: 1, commands: [BOOT, ...others] });
  const one = ofKind(plain, 'rpc.dispatched').find((fact) => fact.method === method && fact.at > BOOT.at_us);
  return (one?.at ?? 0) + 1000;
}

const stateOf = (trace: Trace) =>
  ofKind(trace, 'row.changed').findLast(
    ({ table, after }) => table === 'instances' && after?.hostname === 'vm1',
  )?.after?.vm_state;

const lifeOf = (trace: Trace, actor: string) =>
  trace.facts.filter(
    (fact): fact is FactOf<'service.stopping'> | FactOf<'service.stopped'> =>
      (fact.kind === 'service.stopping' || fact.kind === 'service.stopped') && fact.actor === actor,
  );

describe('a service that is told to stop while it works', () => {
  test('finishes its task, and stops after it; one that is killed does not', () => {
    const moment = inWork('schedule_and_build_instances');
    const stopped = run([at(moment, 'stop', SUPER)]);
    const [stopping, end] = lifeOf(stopped, SUPER);
    expect(stopping).toMatchObject({ at: moment, requests: 1, timeout_s: 60 });
    expect(end).toMatchObject({ kind: 'service.stopped', how: 'stop', cause: stopping?.index });
    const done = ofKind(stopped, 'rpc.completed').find((fact) => fact.actor === SUPER);
    expect(done?.index).toBeLessThan(end?.index ?? 0);
    expect(stateOf(stopped)).toBe('active');
    expect(stateOf(run([at(moment, 'kill', SUPER)]))).toBeUndefined();
  });

  test('reads nothing more: what is delivered to it meanwhile goes back to the queue, and is done after the next start', () => {
    const other: Command = { ...BOOT, at_us: BOOT.at_us + 50_000, args: { server: 'vm2' } };
    const moment = inWork('object_class_action_versions', other);
    // each statement takes so long that another server's call comes before the reply
    const slow: Command = { at_us: moment - 2000, name: 'slow', args: { service: CELL, percent: 10_000 } };
    const fast: Command = { at_us: 9_000_000, name: 'slow', args: { service: CELL, percent: 100 } };
    const trace = run([other, slow, at(moment, 'stop', CELL), fast, at(10_000_000, 'start', CELL)]);
    const [stopping, end] = lifeOf(trace, CELL);
    const unread = ofKind(trace, 'message.delivered').filter(
      ({ actor, index }) => actor === CELL && index > (stopping?.index ?? 0) && index < (end?.index ?? 0),
    );
    expect(unread).not.toEqual([]);
    const acked = ofKind(trace, 'message.acked').map(({ message, at: when }) => [message, when] as const);
    for (const { message } of unread)
      expect(acked.some(([one, when]) => one === message && when < (end?.at ?? 0))).toBe(false);
    const back = ofKind(trace, 'message.requeued').map(({ message }) => message);
    expect(back).toEqual(expect.arrayContaining(unread.map(({ message }) => message)));
    expect(stateOf(trace)).toBe('active');
  });

  test('gives up after graceful_shutdown_timeout, and what is in work is lost as by a kill', () => {
    const moment = inWork('select_destinations');
    const slow: Command = {
      at_us: moment - 1500,
      name: 'slow',
      args: { service: 'nova-scheduler', percent: 10_000 },
    };
    const trace = run([slow, at(moment, 'stop', 'nova-scheduler')], {
      deployment: { options: { 'DEFAULT.graceful_shutdown_timeout': 2 } },
      until_us: 5_000_000,
    });
    const [stopping, end] = lifeOf(trace, 'nova-scheduler');
    expect(stopping).toMatchObject({ timeout_s: 2 });
    expect(end).toMatchObject({ how: 'timeout', at: moment + 2_000_000 });
  });

  test('deletes its fanout queue before it goes; one that is killed leaves it behind, until it expires', () => {
    const scheduler = 'nova-scheduler';
    const left = (how: string): number =>
      ofKind(run([at(5_000_000, how, scheduler)]), 'queue.deleted').filter(({ queue }) =>
        queue.startsWith('scheduler_fanout_'),
      ).length;
    expect([left('stop'), left('kill')]).toEqual([1, 0]);
  });

  test('does not wait for a thread of its own: the build on a compute is lost, as its start finds', () => {
    const moment = inWork('build_and_run_instance') + 300_000;
    const cpu = 'nova-compute-cpu1';
    const trace = run([at(moment, 'stop', cpu), at(moment + 5_000_000, 'start', cpu)]);
    expect(lifeOf(trace, cpu).map(({ kind }) => kind)).toEqual(['service.stopped']);
    expect(stateOf(trace)).toBe('error');
  });

  test('answers the REST requests that it has begun, and refuses new ones', () => {
    const trace = run([
      at(1_100_000, 'stop', 'nova-api'),
      { ...BOOT, at_us: 1_110_000, args: { server: 'vm2' } },
    ]);
    const answers = ofKind(trace, 'http.answered').filter((fact) => fact.actor === 'nova-api');
    expect(answers.map(({ status }) => status)).toContain(202);
    expect(ofKind(trace, 'http.refused').some((fact) => fact.actor === 'client')).toBe(true);
    expect(lifeOf(trace, 'nova-api').at(-1)).toMatchObject({ how: 'stop' });
  });
});

test('live migrations that wait for their turn are cancelled by a compute that is told to stop; the one that has begun is lost', async () => {
  const acts = ['a', 'b'].flatMap((server, i): Command[] => [
    { at_us: 1_000_000 + i * 4_000_000, name: 'boot', args: { server, host: 'cpu1' } },
    { at_us: 20_000_000 + i * 200_000, name: 'live_migrate_server', args: { server } },
  ]);
  const compute = 'nova-compute-cpu1';
  const experiment: Experiment = {
    v: 1,
    deployment: { drivers: { cpu1: 'fake.FakeLiveMigrateDriver', cpu2: 'fake.FakeLiveMigrateDriver' } },
    commands: [...acts, at(22_000_000, 'stop', compute)],
    until_us: 40_000_000,
  };
  const trace = await runAnew(experiment);
  expect(checkTrace(trace)).toEqual([]);
  const statuses = ofKind(trace, 'row.changed').flatMap(({ table, after }) =>
    table === 'migrations' && after ? [`${after.id} ${after.status}`] : [],
  );
  expect(statuses.at(-1)).toBe('2 cancelled');
  expect(statuses).toContain('1 running');
  expect(statuses).not.toContain('2 preparing');
  expect(statuses).not.toContain('1 cancelled');
  const logged = trace.facts.flatMap((fact) =>
    fact.kind === 'log.written' && fact.actor === compute && fact.text.includes('live migration.')
      ? [`${fact.level} ${fact.text}`]
      : [],
  );
  expect(logged.join()).toContain('Successfully cancelled queued live migration.');
  const [stopping, end] = lifeOf(trace, compute);
  expect(stopping).toMatchObject({ kind: 'service.stopping', requests: 0 });
  expect(end).toMatchObject({ kind: 'service.stopped', how: 'stop' });
  const tasks = ofKind(trace, 'row.changed').findLast(
    ({ table, after }) => table === 'instances' && after?.hostname === 'b',
  );
  expect(tasks?.after).toMatchObject({ vm_state: 'active', task_state: 'migrating', host: 'cpu1' });
});
