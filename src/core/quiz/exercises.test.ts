/**
 * The exercises of the lessons, each from the run that it begins with: a right way reaches it, and two wrong ones at least are
 * told from each other by what they miss.
 */
import { describe, expect, test } from 'vitest';
import { LESSON_FILES, lessonNamed } from '../lessons/lessons.fixture.ts';
import type { Experiment } from '../trace/trace.ts';
import type { Goal } from '../words/quiz.ts';
import { judge, VERDICTS } from './goals.ts';
import { type Given, type GoalWay, goneOn } from './ways.fixture.ts';

const of = (service: string): { readonly service: string } => ({ service });
const boot = (server = 'mine', more = {}): Given => ['boot', { server, ...more }];
const dies = (service: string, when: string, method: string): Given => ['kill', { service, when, method }];
const bothDie = ['nova-compute-cpu1', 'nova-compute-cpu2'].map((one) =>
  dies(one, 'after_ack', 'build_and_run_instance'),
);
const SECOND: Given = ['add_service', { program: 'nova-conductor-super', host: 'ctl2' }];
const SUPER = of('nova-conductor-super');
const SCHEDULER = of('nova-scheduler');

/** By exercise: a right way first, then wrong ones. That of SQL is walked in e2e/exercises.spec.ts. */
const WAYS: { readonly [exercise: string]: readonly [right: GoalWay, ...wrong: GoalWay[]] } = {
  'make-it-fail': [
    { why: 'met', does: [boot('mine', { flavor: 'm1.xlarge' })] },
    { why: 'has_host', does: [boot()] },
    { why: 'undecided', does: [['stop', SCHEDULER], boot()] },
  ],
  'another-scheduler': [
    { why: 'met', does: [['add_service', { program: 'nova-scheduler', host: 'ctl2' }]] },
    { why: 'started_again', does: [['start', SCHEDULER]] },
    { why: 'gone', does: [['purge', { queue: 'scheduler' }]] },
    { why: 'still_waits', does: [['list_servers']] },
  ],
  'stuck-then-freed': [
    { why: 'met', does: [...bothDie, boot(), ['delete_server', { server: 'mine' }]] },
    { why: 'still_held', does: [...bothDie, boot()] },
    { why: 'never_stuck', does: [boot(), ['delete_server', { server: 'mine' }]] },
  ],
  'delivered-twice': [
    { why: 'met', does: [['lose_ack', SCHEDULER], boot()] },
    { why: 'two_messages', does: [boot()] },
    {
      why: 'acked_before',
      does: [dies('nova-scheduler', 'after_ack', 'select_destinations'), boot(), ['start', SCHEDULER]],
    },
    { why: 'once', does: [['list_servers']] },
  ],
  'one-conductor-down': [
    { why: 'met', does: [SECOND, ['stop', SUPER], boot()] },
    { why: 'none_down', does: [SECOND, boot()] },
    { why: 'not_active', does: [['stop', SUPER], boot()] },
  ],
};

interface Begun {
  readonly id: string;
  readonly goal: Goal | null;
  readonly experiment: Experiment | undefined;
}
const ALL: readonly Begun[] = LESSON_FILES.map(lessonNamed).flatMap(({ chapters, experiments }) =>
  chapters.flatMap(({ exercises }) =>
    exercises.map(({ id, check, run }) => ({
      id,
      goal: check.kind === 'goal' ? check.goal : null,
      experiment: experiments[run]?.experiment,
    })),
  ),
);

test('each exercise that is graded from the run has its ways', () => {
  const graded = ALL.filter(({ goal }) => goal !== null).map(({ id }) => id);
  expect(Object.keys(WAYS).toSorted()).toEqual(graded.toSorted());
});

describe.each(Object.keys(WAYS))('%s', (id) => {
  const ways = WAYS[id] ?? [];
  test('is reached by a right way, and each wrong way is named by what it misses', async () => {
    const { goal = null, experiment = { v: 1 } } = ALL.find((one) => one.id === id) ?? {};
    if (goal === null) throw new Error(`no goal: ${id}`);
    const [right, ...wrong] = ways.map(({ why }) => why);
    expect(right).toBe('met');
    expect(new Set(wrong).size).toBe(wrong.length);
    expect(wrong.length).toBeGreaterThanOrEqual(2);
    for (const { why, does } of ways) {
      expect(VERDICTS[goal]).toContain(why);
      expect(judge(await goneOn(experiment, does), goal).why, JSON.stringify(does)).toBe(why);
    }
  });
});
