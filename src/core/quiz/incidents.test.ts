/** The eight incidents: each begins uncured, by a computed run; a right way cures it, and two wrong ones say what they miss. */
import { describe, expect, test } from 'vitest';
import { checkTrace } from '../checks/check-trace.ts';
import { firstRun, INCIDENT_FILES, lessonNamed } from '../lessons/lessons.fixture.ts';
import { run } from '../run/boot.fixture.ts';
import { INCIDENTS } from '../scenarios/incidents.ts';
import { steps } from '../story/steps.ts';
import type { JsonTable } from '../trace/fact.ts';
import type { Experiment, Trace } from '../trace/trace.ts';
import { CURE_VERDICTS, type CureGoal } from './cures.ts';
import { judge } from './goals.ts';
import { begin, type Given, type GoalWay, goneOn } from './ways.fixture.ts';

const of = (service: string): JsonTable => ({ service });
const restarted = (service: string): readonly Given[] => [
  ['stop', of(service)],
  ['start', of(service)],
];
const crashed = (service: string): readonly Given[] => [
  ['kill', of(service)],
  ['start', of(service)],
];
const boot = (server: string, more: JsonTable = {}): Given => ['boot', { server, ...more }];
const SMALL = { flavor: 'm1.small' };
const CPU1 = 'nova-compute-cpu1';
const NOTIFICATIONS = { queue: 'versioned_notifications.info' };

/** Queues without a consumer at the end of a run, as who looks finds them. */
const unread = (trace: Trace, name: RegExp): readonly JsonTable[] => {
  const gone = new Set<string>();
  const alive = new Map<string, number>();
  for (const fact of trace.facts) {
    if (fact.kind === 'queue.deleted') gone.add(fact.queue);
    if (fact.kind === 'consumer.added') alive.set(fact.queue, (alive.get(fact.queue) ?? 0) + 1);
    if (fact.kind === 'consumer.cancelled') alive.set(fact.queue, (alive.get(fact.queue) ?? 0) - 1);
  }
  return [...alive].flatMap(([queue, n]) =>
    n === 0 && !gone.has(queue) && name.test(queue) ? [{ queue }] : [],
  );
};

const WAYS: { readonly [id: string]: (begun: Trace) => readonly [cure: GoalWay, ...wrong: GoalWay[]] } = {
  'silent-host': () => [
    { why: 'met', does: [...restarted(CPU1), boot('web3', { host: 'cpu1' })] },
    { why: 'still_deaf', does: restarted('nova-conductor-cell1') },
    { why: 'no_proof', does: restarted(CPU1) },
  ],
  'filling-broker': () => [
    { why: 'met', does: [['consume', NOTIFICATIONS], boot('web2')] },
    { why: 'purged', does: [['purge', NOTIFICATIONS]] },
    { why: 'deleted', does: [['delete_queue', NOTIFICATIONS]] },
    { why: 'still_piles', does: [['purge', NOTIFICATIONS], boot('web2')] },
    { why: 'not_acked', does: [['consume', { ...NOTIFICATIONS, answer: 'nothing' }]] },
  ],
  'one-more-queue': (begun) => [
    {
      why: 'met',
      does: unread(begun, /_fanout_/).map((queue): Given => ['delete_queue', queue]),
    },
    { why: 'purged', does: unread(begun, /_fanout_/).map((queue): Given => ['purge', queue]) },
    { why: 'one_more', does: crashed('nova-scheduler') },
    { why: 'hammer', does: [['restart_broker']] },
    { why: 'still_there', does: restarted('nova-scheduler') },
  ],
  'after-maintenance': () => [
    { why: 'met', does: [['delete_server', { server: 'web1' }], boot('db2', SMALL)] },
    { why: 'still_held', does: [...restarted('nova-scheduler'), boot('db2', SMALL)] },
    { why: 'still_error', does: [['audit_allocations'], boot('db2', SMALL)] },
    { why: 'not_used', does: [['delete_server', { server: 'web1' }]] },
  ],
  'twice-the-room': () => [
    { why: 'met', does: [['audit_allocations']] },
    { why: 'server_gone', does: [['delete_server', { server: 'web1' }]] },
    { why: 'still_double', does: restarted('nova-compute-cpu2') },
  ],
  'all-down': () => [
    { why: 'met', does: [['start', of('nova-conductor-cell1')], boot('web2')] },
    { why: 'restarted', does: restarted(CPU1) },
    { why: 'still_down', does: [['force_up', of(CPU1)], boot('web2')] },
    { why: 'no_server', does: [['start', of('nova-conductor-cell1')]] },
  ],
  'without-a-trace': () => [
    { why: 'met', does: [['delete_server', { server: 'web1' }], boot('web2')] },
    { why: 'still_stuck', does: [...restarted('nova-conductor-super'), boot('web2')] },
    { why: 'not_again', does: [['delete_server', { server: 'web1' }]] },
  ],
  'full-but-empty': () => [
    { why: 'met', does: [['audit_allocations'], boot('db2', SMALL)] },
    { why: 'sacrificed', does: [['delete_server', { server: 'app-1' }], boot('db2', SMALL)] },
    { why: 'still_held', does: [...restarted(CPU1), boot('db2', SMALL)] },
    { why: 'not_used', does: [['audit_allocations']] },
  ],
};

const beginOf = (id: string): Experiment => firstRun(lessonNamed(id));
const goalOf = (id: string): CureGoal => {
  const check = lessonNamed(id).chapters[0]?.exercises[0]?.check;
  return (check?.kind === 'goal' ? check.goal : '') as CureGoal;
};

test('there are eight, each with a goal of its own and a run that its scenario opens', () => {
  expect(INCIDENT_FILES).toHaveLength(8);
  expect(INCIDENT_FILES.toSorted()).toEqual(Object.keys(INCIDENTS).toSorted());
  expect(INCIDENT_FILES.map(goalOf).toSorted()).toEqual(Object.keys(CURE_VERDICTS).toSorted());
  for (const id of INCIDENT_FILES) {
    expect(lessonNamed(id).id).toBe(id);
    expect(firstRun(lessonNamed(id)), id).toEqual(INCIDENTS[id]);
  }
});

describe.each(INCIDENT_FILES)('%s', (id) => {
  const { chapters } = lessonNamed(id);
  const [chapter] = chapters;
  const [cure] = chapter?.exercises ?? [];

  test('tells symptoms in one chapter, has ordered hints, names a public report, and says afterwards what it was', () => {
    expect(chapters).toHaveLength(1);
    expect(chapter?.text.length).toBeGreaterThanOrEqual(2);
    expect(chapter?.notes.length).toBeGreaterThan(0);
    expect(cure?.hints.length).toBeGreaterThanOrEqual(4);
    expect(cure?.report).toMatchObject({
      repository: expect.stringContaining('/'),
      number: expect.stringMatching(/\d+$/),
    });
    expect(cure?.after?.length).toBeGreaterThan(0);
  });

  test('begins with its fault behind it: no step tells of it, and what is there is not cured', async () => {
    const trace = await begin(beginOf(id));
    expect({ error: trace.error, broken: checkTrace(trace) }).toEqual({ error: null, broken: [] });
    const rules = steps(trace, 'teaching').map(({ rule }) => rule);
    expect(rules.length).toBeGreaterThanOrEqual(2);
    expect(rules.filter((rule) => /^(command|fault|service|dropped)/.test(rule))).toEqual([]);
    expect(judge(trace, goalOf(id))).toMatchObject({ isMet: false });
  });

  test('is cured by a right way, and each wrong way is named by what it misses', async () => {
    const [right, ...wrong] = WAYS[id]?.(await begin(beginOf(id))) ?? [];
    expect(wrong.length).toBeGreaterThanOrEqual(2);
    expect(new Set(wrong.map(({ why }) => why)).size).toBe(wrong.length);
    for (const { why, does } of [right, ...wrong].filter((one) => one !== undefined))
      expect(judge(await goneOn(beginOf(id), does), goalOf(id)).why, JSON.stringify(does)).toBe(why);
  });

  test('a run of something else is not of this incident', async () => {
    const boot = await run({ v: 1, commands: [{ at_us: 1_000_000, name: 'boot' }] });
    expect(judge(boot, goalOf(id)).why).toMatch(/^never_/);
  });
});
