import { describe, expect, test } from 'vitest';
import { indexOf } from '../reading/trace-index.ts';
import { labRuns, run as runOf } from '../run/boot.fixture.ts';
import { steps } from '../story/steps.ts';
import type { Command, Experiment, Trace } from '../trace/trace.ts';
import { QUESTION_KINDS, type QuestionKind } from '../words/quiz.ts';
import { at, boot } from './commands.fixture.ts';
import { askable, pose, stepMarked } from './kinds.ts';
import { isOpen, nameOf, WHYS } from './posed.ts';

const run = labRuns();

const off = (host: string): Command => at(0.5, 'disable_service', { service: `nova-compute-${host}` });
const made = (...commands: readonly Command[]): Trace => run({ v: 1, commands, until_us: 75_000_000 });

/** The right answer before the step of a rule, or why there is none. */
function answer(trace: Trace, rule: string, kind: QuestionKind): string {
  const list = steps(trace, 'teaching');
  const posed = pose(trace, list, stepMarked(list, rule), kind);
  if (isOpen(posed)) return `open: ${posed.open}`;
  const right = posed.choices.filter((one) => one.isRight);
  expect(right).toHaveLength(1);
  return nameOf(right[0]!.thing);
}

/** Why a wrong choice is wrong. */
function whyNot(trace: Trace, rule: string, kind: QuestionKind, it: string): string | undefined {
  const list = steps(trace, 'teaching');
  const posed = pose(trace, list, stepMarked(list, rule), kind);
  if (isOpen(posed)) return undefined;
  return posed.choices.find(({ thing }) => nameOf(thing) === it)?.why;
}

const BUILD = 'rpc.build_and_run_instance';
const ASKS = 'rpc.select_destinations';

describe('the right answer follows the run', () => {
  test('who-gets: the host that the key names, and nobody where nobody listens', () => {
    expect(answer(made(off('cpu2'), boot(1)), BUILD, 'who-gets')).toBe('nova-compute-cpu1');
    expect(answer(made(off('cpu1'), boot(1)), BUILD, 'who-gets')).toBe('nova-compute-cpu2');
    expect(answer(made(at(0.5, 'stop', { service: 'nova-scheduler' }), boot(1)), ASKS, 'who-gets')).toBe(
      'nobody',
    );
  });

  test('kind and waits: a hop that a deployment makes a call is one', async () => {
    const rule = 'rpc.schedule_and_build_instances';
    const asCast = made(boot(1));
    const asCall = await runOf({
      v: 1,
      deployment: { hops: { schedule_and_build_instances: 'call' } },
      commands: [boot(1)],
    });
    expect([answer(asCast, rule, 'kind'), answer(asCast, rule, 'waits')]).toEqual(['cast', 'sender_goes_on']);
    expect([answer(asCall, rule, 'kind'), answer(asCall, rule, 'waits')]).toEqual(['call', 'sender_waits']);
  });

  test('who-waits: the caller while its call is open, nobody after a cast', () => {
    const trace = made(boot(1));
    expect(answer(trace, ASKS, 'who-waits')).toBe('nova-conductor-super');
    expect(answer(trace, 'rpc.schedule_and_build_instances', 'who-waits')).toBe('nobody');
    expect(answer(trace, 'save.spawning', 'who-waits')).toBe('nova-compute-cpu1');
  });

  test('queue-grows: the queue of the chosen host; no queue where none is bound', () => {
    expect(answer(made(off('cpu1'), boot(1)), BUILD, 'queue-grows')).toBe('compute.cpu2');
    expect(answer(made(off('cpu2'), boot(1)), BUILD, 'queue-grows')).toBe('compute.cpu1');
    expect(answer(made(boot(1)), 'rpc.update_instance_info', 'queue-grows')).toBe('no_queue');
  });

  test('row-changes: the table that the step writes, in the cell that it writes it in', () => {
    const placed = made(boot(1));
    expect(answer(placed, 'state.created', 'row-changes')).toBe('nova_cell1.instances');
    expect(answer(placed, 'rpc.schedule_and_build_instances', 'row-changes')).toBe('no_row');
    const buried = made(boot(1, { flavor: 'm1.xlarge' }));
    expect(answer(buried, 'state.error', 'row-changes')).toBe('nova_cell0.instances');
  });

  test('host: another host, another answer; none where none has room; and open where two weigh alike', () => {
    expect(answer(made(off('cpu1'), boot(1)), ASKS, 'host')).toBe('cpu2');
    expect(answer(made(off('cpu2'), boot(1)), ASKS, 'host')).toBe('cpu1');
    expect(answer(made(off('cpu1'), off('cpu2'), boot(1)), ASKS, 'host')).toBe('no_host');
    expect(answer(made(boot(1)), ASKS, 'host')).toBe('open: even');
  });

  test('host: the seed decides whether the first goes to cpu1 or to cpu2, and the second to the other', () => {
    const second = (seed: number): readonly string[] => {
      const trace = run({ v: 1, seed, commands: [boot(1), boot(10, { server: 'vm2' })] });
      return [`${ASKS}#2`, `${BUILD}#1`].map((mark) =>
        answer(trace, mark, mark.startsWith(ASKS) ? 'host' : 'queue-grows'),
      );
    };
    const found = [1, 2, 3, 4, 5, 6].map(second);
    for (const [host, first] of found) expect(first).not.toBe(`compute.${host}`);
  });

  test('times: once as a rule, twice when the ack is lost, never when nobody is there', () => {
    expect(answer(made(boot(1)), ASKS, 'times')).toBe('once');
    expect(answer(made(at(0.5, 'lose_ack', { service: 'nova-scheduler' }), boot(1)), ASKS, 'times')).toBe(
      'twice',
    );
    expect(answer(made(at(0.5, 'stop', { service: 'nova-scheduler' }), boot(1)), ASKS, 'times')).toBe(
      'never',
    );
  });

  test('ends: by what became of the server', () => {
    const start = 'http.POST /servers';
    expect(answer(made(boot(1)), start, 'ends')).toBe('active');
    expect(answer(made(boot(1, { flavor: 'm1.xlarge' })), start, 'ends')).toBe('error');
    const dies = ['cpu1', 'cpu2'].map((host) =>
      at(0.5, 'kill', {
        service: `nova-compute-${host}`,
        when: 'after_ack',
        method: 'build_and_run_instance',
      }),
    );
    expect(answer(made(...dies, boot(1)), start, 'ends')).toBe('building');
    expect(answer(made(boot(1), at(10, 'delete_server', { server: 'vm1' })), start, 'ends')).toBe('deleted');
  });
});

describe('a wrong choice has its own reason', () => {
  const list: readonly (readonly [QuestionKind, string, string, string])[] = [
    ['who-gets', ASKS, 'nova-conductor-super', 'sender'],
    ['who-gets', ASKS, 'nova-compute-cpu1', 'later'],
    ['who-gets', ASKS, 'nobody', 'somebody'],
    ['who-gets', BUILD, 'nova-compute-cpu2', 'other_queue'],
    ['kind', ASKS, 'cast', 'no_cast'],
    ['waits', ASKS, 'sender_goes_on', 'does_wait'],
    ['waits', ASKS, 'receiver_waits', 'receiver_works'],
    ['waits', BUILD, 'sender_waits', 'does_not_wait'],
    ['who-waits', BUILD, 'nova-conductor-super', 'sent_cast'],
    ['queue-grows', BUILD, 'compute', 'other_queue'],
    ['row-changes', 'state.created', 'placement.allocations', 'before'],
    ['times', ASKS, 'never', 'not_lost'],
    ['ends', ASKS, 'error', 'not_error'],
  ];
  test.each(list)('%s at %s: %s', (kind, rule, it, why) => {
    const trace = made(off('cpu2'), boot(1));
    expect(whyNot(trace, rule, kind, it)).toBe(why);
  });

  test('a host that was dropped by a filter, and one that weighs less', () => {
    expect(whyNot(made(off('cpu2'), boot(1)), ASKS, 'host', 'cpu2')).toBe('forbidden');
    const two = made(boot(1), boot(10, { server: 'vm2' }));
    const chosen = answer(two, `${ASKS}#2`, 'host');
    expect(whyNot(two, `${ASKS}#2`, 'host', chosen === 'cpu1' ? 'cpu2' : 'cpu1')).toBe('outweighed');
  });
});

test('every question of every step has two to four choices, one of them right, none twice, and each with its reason', () => {
  const runs: readonly Experiment[] = [
    { v: 1, commands: [boot(1)] },
    { v: 1, commands: [boot(1, { flavor: 'm1.xlarge' }), boot(5, { server: 'b' })], seed: 3 },
    { v: 1, commands: [at(0.5, 'stop', { service: 'nova-scheduler' }), boot(1)], until_us: 70_000_000 },
  ];
  for (const experiment of runs) {
    const trace = run(experiment);
    for (const level of ['teaching', 'messages'] as const) {
      const all = steps(trace, level);
      for (const { n, rule } of all) {
        for (const kind of QUESTION_KINDS) {
          const posed = pose(trace, all, n, kind);
          if (isOpen(posed)) continue;
          const where = `${rule} ${kind}`;
          expect(posed.choices.length, where).toBeGreaterThanOrEqual(2);
          expect(posed.choices.length, where).toBeLessThanOrEqual(4);
          expect(
            posed.choices.filter(({ isRight }) => isRight),
            where,
          ).toHaveLength(1);
          expect(new Set(posed.choices.map(({ id }) => id)).size, where).toBe(posed.choices.length);
          for (const one of posed.choices) expect(WHYS[kind], where).toContain(one.why);
        }
      }
    }
  }
});

describe('a run that breaks', () => {
  const CELL = { service: 'nova-conductor-cell1' };

  test('a request over HTTP goes to whom it names and past every queue; to nobody where it is refused', () => {
    const rule = 'http.POST /servers';
    const usual = made(boot(1));
    expect(answer(usual, rule, 'who-gets')).toBe('nova-api');
    expect(whyNot(usual, rule, 'who-gets', 'nova-scheduler')).toBe('not_asked');
    const away = made(at(0.5, 'stop', { service: 'nova-api' }), boot(1));
    expect(answer(away, rule, 'who-gets')).toBe('nobody');
    expect(whyNot(away, rule, 'who-gets', 'nova-api')).toBe('refuses');
  });

  test('a reader of a queue of that name in another vhost is told from one that reads another queue', () => {
    const event = 'rpc.InstanceActionEvent.event_start';
    const trace = made(boot(1));
    expect(whyNot(trace, event, 'who-gets', 'nova-conductor-super')).toBe('other_vhost');
    const down = made(at(0.5, 'kill', CELL), boot(1));
    expect(answer(down, event, 'who-gets')).toBe('nobody');
  });

  test('of two that read one queue the other one is told so', () => {
    const second = at(0.5, 'add_service', { program: 'nova-scheduler', host: 'ctl2' });
    const trace = made(second, boot(6));
    const got = answer(trace, ASKS, 'who-gets');
    const [other] = ['nova-scheduler', 'nova-scheduler-ctl2'].filter((one) => one !== got);
    expect(whyNot(trace, ASKS, 'who-gets', other ?? '')).toBe('fellow');
  });

  test('how a server ends was written in no step where it was before the first', () => {
    const commands = [boot(1, { server: 'vm1' }), at(10, 'stop', { service: 'glance-api' })];
    const trace = run({ v: 1, from_us: 9_000_000, commands });
    const posed = pose(trace, steps(trace, 'teaching'), 1, 'ends');
    expect(isOpen(posed) ? posed.open : posed.about).toMatchObject({ right: 'active', step: null });
  });

  test('what a service sends when its host is back is not what the command publishes', () => {
    const cut = [at(2.13, 'cut_host', { host: 'cpu1' }), at(60, 'join_host', { host: 'cpu1' })];
    const trace = made(boot(1, { host: 'cpu1' }), ...cut);
    expect(answer(trace, 'command.join_host', 'queue-grows')).toBe('open: no_message');
  });

  test('nobody waits for a call only where none at all is open, a periodic one neither', () => {
    for (const experiment of [
      { v: 1 as const, commands: [at(0.5, 'stop', CELL), boot(1)], until_us: 75_000_000 },
      { v: 1 as const, commands: [boot(1), at(2.27, 'kill', { service: 'nova-compute-cpu1' })] },
    ]) {
      const trace = run(experiment);
      const { worlds, actors } = indexOf(trace);
      for (const { n, main } of steps(trace, 'teaching')) {
        const posed = pose(trace, steps(trace, 'teaching'), n, 'who-waits');
        if (isOpen(posed)) continue;
        const waiting = [...worlds.at(main).services.values()].filter(
          ({ actor, waits }) => waits.length > 0 && actors.has(actor),
        );
        const names = waiting.map(({ actor }) => actor);
        for (const { thing, isRight } of posed.choices) {
          const isTrue = nameOf(thing) === 'nobody' ? names.length === 0 : names.includes(nameOf(thing));
          expect(isTrue, `${n} ${nameOf(thing)}`).toBe(isRight);
        }
      }
    }
  });
});

test('what can be asked is what the step answers; a step that is not there answers nothing', () => {
  const trace = made(boot(1));
  const list = steps(trace, 'teaching');
  expect(askable(trace, list, stepMarked(list, BUILD))).toContain('queue-grows');
  expect(askable(trace, list, 1)).not.toContain('queue-grows');
  expect(stepMarked(list, 'rpc.nothing')).toBe(0);
  expect(stepMarked(list, 'rpc.external_instance_event#2')).toBeGreaterThan(
    stepMarked(list, 'rpc.external_instance_event'),
  );
  expect(pose(trace, list, 0, 'kind')).toEqual({ kind: 'kind', n: 0, open: 'no_step' });
});
