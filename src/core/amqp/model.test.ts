import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Operation, sequences } from './model-ops.fixture.ts';
import { play } from './model-play.fixture.ts';
import { topicMatches } from './model-routing.fixture.ts';

const SEEDS = [20261123, 1, 2, 3] as const;
const RUNS = 5000;

test.each(SEEDS)(
  `the broker does what the naive model does, ${RUNS} times over from seed %i`,
  (seed) => {
    const details = fc.check(fc.property(sequences, play), { seed, numRuns: RUNS });
    // on a failure: seed, path and the shrunk sequence, and in its cause what differed
    if (details.failed) throw new Error(fc.defaultReportMessage(details), { cause: details.errorInstance });
    expect(details.numRuns).toBe(RUNS);
    console.log(`broker = model: ${details.numRuns} sequences from seed ${details.seed}`);
  },
  240_000,
);

const declare = (queue: string, kind: number, channel = 0) =>
  ({ op: 'queue', channel, queue, kind, passive: false, bold: true }) as const;
const publish = (queue: string) =>
  ({
    op: 'publish',
    channel: 0,
    exchange: '',
    queue,
    key: '',
    headers: {},
    persistent: true,
    priority: 0,
    mandatory: false,
    bold: false,
  }) as const;
const consume = (channel: number, queue: string, sameTag = false) =>
  ({
    op: 'consume',
    channel,
    queue,
    prefetch: 1,
    noAck: false,
    exclusive: false,
    priority: 0,
    sameTag,
    bold: true,
  }) as const;
const unbind = (channel: number, queue: string) =>
  ({ op: 'unbind', channel, queue, exchange: 'amq.topic', key: 'a', args: {}, bold: true }) as const;
const reject = {
  op: 'settle',
  channel: 0,
  whose: 'own',
  which: 0,
  how: 'reject',
  multiple: false,
  requeue: false,
} as const;
const get = (queue: string) => ({ op: 'get', channel: 0, queue, noAck: false, bold: false }) as const;

/** Differences that were found, in the broker or (the last) in the model: as small as they get. */
const FOUND: readonly (readonly [string, readonly Operation[]])[] = [
  [
    'what is not bound may be unbound from the exclusive queue of another connection',
    [declare('q1', 3, 2), unbind(0, 'q1')],
  ],
  [
    'a consumer tag that is used again is refused before its queue is looked for',
    [declare('q0', 0), consume(0, 'q0'), consume(0, 'q2', true)],
  ],
  [
    'what comes back at a restart over the length of its queue goes from the head',
    [declare('q0', 4), publish('q0'), get('q0'), publish('q0'), publish('q0'), { op: 'restart' }],
  ],
  [
    'the next active consumer gets what a closed channel held before what is ready',
    [
      declare('q0', 7),
      consume(0, 'q0'),
      consume(1, 'q0'),
      publish('q0'),
      publish('q0'),
      { op: 'close', channel: 0 },
    ],
  ],
  [
    'a third death turns the list of those before round, and so does each that follows',
    [
      ...[declare('q0', 9), declare('q2', 11), declare('q1', 10), publish('q0')],
      ...['q0', 'q2', 'q1', 'q0', 'q2', 'q1'].flatMap((queue) => [get(queue), reject]),
    ],
  ],
];

test.each(FOUND)('%s', (_title, operations) => {
  expect(() => play(operations)).not.toThrow();
});

test('the model matches topics word by word, with * for one and # for any number', () => {
  const matches = (pattern: string, key: string): boolean =>
    topicMatches(pattern === '' ? [] : pattern.split('.'), key === '' ? [] : key.split('.'));
  expect(matches('#', '')).toBe(true);
  expect(matches('*', '')).toBe(false);
  expect(matches('a.#', 'a')).toBe(true);
  expect(matches('#.b.#', 'a.b.c.d')).toBe(true);
  expect(matches('*.#', 'a.b')).toBe(true);
  expect(matches('*.*', 'a')).toBe(false);
});
