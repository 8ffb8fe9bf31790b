/** Consumers that the broker cancels or forgets: who is told connects again, who is not is deaf. */
import { describe, expect, test } from 'vitest';
import { checkTrace } from '../checks/check-trace.ts';
import { logTexts } from '../operator/logs.ts';
import { steps } from '../story/steps.ts';
import type { Command, Trace } from '../trace/trace.ts';
import { makeWorlds } from '../trace/worlds.ts';
import { labRuns, ofKind } from './boot.fixture.ts';

const run = labRuns();
const CPU1 = 'nova-compute-cpu1';
const at = (seconds: number, name: string, args: Command['args'] = {}): Command => ({
  at_us: seconds * 1_000_000,
  name,
  args,
});
const laws = (trace: Trace) => ({ error: trace.error, broken: checkTrace(trace) });
const KEPT = { error: null, broken: [] };
/** `rabbit_transient_queues_ttl` is a minute here. */
const SHORT = { options: { 'oslo_messaging_rabbit.rabbit_transient_queues_ttl': 60 } };

const replyQueues = (trace: Trace, user: string) =>
  [
    ...makeWorlds(trace)
      .at(trace.facts.length - 1)
      .vhosts.values(),
  ]
    .flatMap(({ queues }) => [...queues.values()])
    .filter(
      ({ queue, consumers }) => queue.startsWith('reply_') && consumers.some((one) => one.user === user),
    );

const instance = (trace: Trace, name: string) =>
  ofKind(trace, 'row.changed').findLast(({ after }) => after?.hostname === name)?.after;

describe('a compute whose consumer of replies the broker has forgotten', () => {
  const deaf = () =>
    run({
      v: 1,
      deployment: SHORT,
      commands: [
        at(12, 'lose_consumer', { service: CPU1 }),
        at(106, 'boot', { server: 'web1', host: 'cpu1' }),
        at(245, 'list_servers'),
      ],
    });

  test('lives on, its connections too, while its reply queue expires and every answer comes back', () => {
    const trace = deaf();
    const lost = ofKind(trace, 'consumer.cancelled').filter(({ reason }) => reason === 'lost');
    expect(lost).toMatchObject([{ queue: expect.stringMatching(/^reply_/) }]);
    expect(ofKind(trace, 'service.stopped')).toEqual([]);
    expect(ofKind(trace, 'queue.deleted')).toMatchObject([{ queue: lost[0]?.queue, reason: 'expired' }]);
    expect(replyQueues(trace, CPU1)).toEqual([]);
    expect(instance(trace, 'web1')).toMatchObject({ vm_state: 'building', task_state: null, host: null });
    const said = logTexts(trace, { to: trace.facts.length - 1, actor: 'nova-conductor-cell1' });
    expect(said.some(({ text }) => text.includes('due to a missing queue'))).toBe(true);
    expect(laws(trace)).toEqual(KEPT);
  });

  test('is told with one step for each answer, however often that is sent again', () => {
    const trace = deaf();
    const told = steps(trace, 'teaching').filter(({ rule }) => rule === 'returned');
    const all = steps(trace, 'messages').filter(({ rule }) => rule === 'returned');
    expect(told.length).toBeLessThan(5);
    expect(all.length).toBeGreaterThan(100);
  });

  test('hears again once it has been started anew', () => {
    const trace = run({
      v: 1,
      deployment: SHORT,
      commands: [
        at(12, 'lose_consumer', { service: CPU1 }),
        at(140, 'stop', { service: CPU1 }),
        at(230, 'start', { service: CPU1 }),
        at(260, 'boot', { server: 'web1', host: 'cpu1' }),
      ],
    });
    expect(replyQueues(trace, CPU1)).toHaveLength(1);
    expect(instance(trace, 'web1')).toMatchObject({ vm_state: 'active', host: 'cpu1' });
    expect(laws(trace)).toEqual(KEPT);
  });
});

test('a scheduler whose consumers of requests are forgotten gets none; what is asked of it waits', () => {
  const trace = run({
    v: 1,
    commands: [at(1, 'lose_consumer', { service: 'nova-scheduler', of: 'requests' }), at(2, 'boot')],
    until_us: 20_000_000,
  });
  const [queue] = [
    ...makeWorlds(trace)
      .at(trace.facts.length - 1)
      .vhosts.values(),
  ].flatMap(({ queues }) => [...queues.values()].filter((one) => one.queue === 'scheduler'));
  expect(queue).toMatchObject({ consumers: [], ready: [expect.anything()] });
  expect(laws(trace)).toEqual(KEPT);
});

test('a queue that is deleted under its consumers is declared again by them a second later: they were told', () => {
  const trace = run({
    v: 1,
    commands: [at(1, 'delete_queue', { queue: 'scheduler' }), at(4, 'boot', { server: 'vm1' })],
  });
  const again = ofKind(trace, 'consumer.added').filter(
    ({ queue, at: when }) => queue === 'scheduler' && when > 1_000_000,
  );
  expect(again).toMatchObject([{ at: 2_000_000, user: 'nova-scheduler' }]);
  expect(instance(trace, 'vm1')?.vm_state).toBe('active');
  expect(laws(trace)).toEqual(KEPT);
});

test('a compute that is started without a conductor waits for ever, and its run ends all the same', () => {
  const trace = run({
    v: 1,
    commands: [
      at(1, 'stop', { service: 'nova-conductor-cell1' }),
      at(2, 'kill', { service: CPU1 }),
      at(3, 'start', { service: CPU1 }),
    ],
  });
  expect(trace.error).toBeNull();
  expect(trace.facts.at(-1)?.at).toBeLessThan(300_000_000);
});
