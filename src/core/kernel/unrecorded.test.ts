import { expect, test } from 'vitest';
import { makeRandom } from '../base/random.ts';
import { fromMs } from '../base/time.ts';
import { summarizeBody } from '../recording/summary.ts';
import { amqp, type Delivered, makeInbox, receive, sleep, type Task } from '../service/effects.ts';
import type { Fact, FactBody } from '../trace/fact.ts';
import { give, testService } from './kernel.fixture.ts';
import { makeKernel } from './kernel.ts';
import { KEEP_NONE, type KernelOptions } from './options.ts';

interface SeenFact {
  readonly at: number;
  readonly actor: string;
  readonly body: FactBody;
}

/** One service that consumes a queue, and a command that publishes into it after a while. */
function play(options: Partial<KernelOptions>): { seen: SeenFact[]; kept: readonly Fact[]; endedAt: number } {
  const seen: SeenFact[] = [];
  const kernel = makeKernel({
    options: {
      random: makeRandom(1),
      epochMs: 0,
      observe: (at, actor, body) => void seen.push({ at, actor, body }),
      ...options,
    },
    engine: {
      execute: () => ({ rows: [], changes: [], lastInsertId: null }),
      rows: () => [],
      dump: () => ({}),
      close: () => undefined,
    },
    vhosts: ['/'],
    summarize: (p) => summarizeBody(p.exchange, p.routingKey, p.body, p.properties),
    mayUse: () => true,
  });
  kernel.addService(
    testService('taker', () =>
      (function* (): Task {
        const connection = yield* amqp({ method: 'connect', vhost: '/', lost: makeInbox<string>('lost') });
        const inbox = makeInbox<Delivered>('inbox');
        yield* amqp({ method: 'queue.declare', connection, queue: 'q' });
        yield* amqp({ method: 'basic.consume', connection, queue: 'q', consumerTag: '1', inbox });
        for (;;) {
          yield* receive(inbox);
          yield* sleep(fromMs(2));
        }
      })(),
    ),
  );
  kernel.startService('taker');
  kernel.run(fromMs(1));
  give(
    kernel,
    'client',
    (function* (): Task {
      const connection = yield* amqp({ method: 'connect', vhost: '/', lost: makeInbox<string>('lost') });
      yield* sleep(fromMs(5));
      const message = { exchange: '', routingKey: 'q', body: 'x', properties: {}, mandatory: false };
      yield* amqp({ method: 'basic.publish', connection, ...message });
    })(),
  );
  kernel.run(null);
  return { seen, kept: kernel.facts, endedAt: kernel.now() };
}

test('a run without recording goes the same way, shows each fact once and keeps none', () => {
  const recorded = play({});
  const unrecorded = play({ keep: KEEP_NONE });
  expect(recorded.kept.length).toBe(recorded.seen.length);
  expect(unrecorded.kept).toEqual([]);
  expect(unrecorded.seen).toEqual(recorded.seen);
});

test('it too ends when nothing is left that a command is behind', () => {
  const { endedAt, seen } = play({ keep: KEEP_NONE });
  expect(seen.some(({ body }) => body.kind === 'message.delivered')).toBe(true);
  expect(endedAt).toBe(play({}).endedAt);
  expect(endedAt).toBeGreaterThan(fromMs(8));
});

test("without the broker's delay a message arrives at the moment of its publication", () => {
  const { seen } = play({ brokerMs: 0 });
  const at = (kind: string): number | undefined => seen.find(({ body }) => body.kind === kind)?.at;
  expect(at('message.published')).toBe(fromMs(6));
  expect(at('message.delivered')).toBe(fromMs(6));
});

test('a part of the facts can be kept: the same ones, with the causes that are among them', () => {
  const all = play({}).kept;
  const some = play({ keep: (at) => at >= fromMs(6) }).kept;
  const late = all.filter(({ at }) => at >= fromMs(6));
  const first = all.length - late.length;
  const moved = late.map((fact) => ({
    ...fact,
    index: fact.index - first,
    cause: fact.cause === null || fact.cause < first ? null : fact.cause - first,
  }));
  expect(some).toEqual(moved);
  expect(some.some(({ cause }) => cause !== null)).toBe(true);
});
