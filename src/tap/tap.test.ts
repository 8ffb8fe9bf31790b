/** A tap whose broker goes away: what was missed meanwhile is a gap, and it is back when the broker is. */
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeRedactor } from '../core/recording/redact/redactor.ts';
import type { GapLine, TapLine } from './line.ts';
import { openTap } from './tap.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_700_000_000_000 }));
afterEach(() => void vi.useRealTimers());

type Consumes = (message: object) => void;

/** A broker of the test's own: each connection that it lets in, and what consumes there. */
function standInBroker() {
  const models: { readonly model: EventEmitter; readonly take: Consumes }[] = [];
  const state = { isAway: false, waiting: 0, dropped: 0, mayCount: true, again: 0 };
  const connect = async () => {
    if (state.isAway) throw new Error('connect ECONNREFUSED');
    const model = new EventEmitter();
    const channel = Object.assign(new EventEmitter(), {
      async assertQueue(_name: string, options: { readonly arguments: object }) {
        const isOwn = 'x-message-ttl' in options.arguments;
        if ('x-dead-letter-exchange' in options.arguments && !state.mayCount)
          throw new Error('ACCESS_REFUSED');
        return { queue: isOwn ? 'own' : 'dropped' };
      },
      bindQueue: async () => ({}),
      unbindQueue: async () => ({}),
      cancel: async () => ({}),
      checkQueue: async () => ({ messageCount: state.waiting }),
      async purgeQueue(queue: string) {
        const kind = queue === 'own' ? 'waiting' : 'dropped';
        const messageCount = state[kind];
        state[kind] = 0;
        return { messageCount };
      },
      consume: async (_queue: string, take: Consumes) => void models.push({ model, take }),
    });
    return Object.assign(model, { createChannel: async () => channel, close: async () => undefined });
  };
  return { connect: connect as never, models, state };
}

const MESSAGE = {
  fields: { routingKey: 'publish.' },
  properties: {
    headers: { vhost: '/', exchange_name: '', routing_keys: ['orders'], routed_queues: ['orders'] },
  },
  content: Buffer.from('anything'),
};

async function opened(mayCount = true) {
  const broker = standInBroker();
  broker.state.mayCount = mayCount;
  const lines: (TapLine | GapLine)[] = [];
  const troubles: string[] = [];
  let takes = true;
  const tap = await openTap({
    ...{ connect: broker.connect, urls: ['amqp://x/v'], keys: ['#'], redact: makeRedactor('tests') },
    whose: () => null,
    take(line) {
      if (takes) lines.push(line);
      return takes;
    },
    trouble: (why) => troubles.push(why),
    async again() {
      broker.state.again += 1;
    },
  });
  return {
    ...broker,
    tap,
    lines,
    troubles,
    kinds: () => lines.map(({ kind }) => kind),
    hold: (on: boolean) => (takes = !on),
  };
}

test('its restart is a gap, and what comes after it is taken again', async () => {
  const { tap, models, state, troubles, lines, kinds } = await opened();
  models[0]?.take(MESSAGE);
  state.isAway = true;
  models[0]?.model.emit('error', new Error('CONNECTION_FORCED'));
  models[0]?.model.emit('close');
  expect(kinds()).toEqual(['publish', 'gap']);
  expect(lines[1]).toEqual({ kind: 'gap', t: Date.now(), from: Date.now(), lost: null });
  await vi.advanceTimersByTimeAsync(5000);
  expect(troubles).toEqual(['CONNECTION_FORCED', 'connect ECONNREFUSED', 'connect ECONNREFUSED']);
  state.isAway = false;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(models).toHaveLength(2);
  // what traces is asked to once more, and what came until then may be missing, too
  expect(state.again).toBe(1);
  expect(lines[2]).toMatchObject({ kind: 'gap', from: lines[1]?.t, lost: null });
  models[1]?.take(MESSAGE);
  expect(kinds()).toEqual(['publish', 'gap', 'gap', 'publish']);
  await tap.close();
});

test('what nobody took is counted, and told before the next line that is taken', async () => {
  const { tap, models, lines, hold } = await opened();
  hold(true);
  for (let i = 0; i < 3; i += 1) models[0]?.take(MESSAGE);
  hold(false);
  models[0]?.take(MESSAGE);
  expect(lines).toMatchObject([{ kind: 'gap', lost: 3 }, { kind: 'publish' }]);
  expect(tap.counts()).toEqual({ taken: 1, lost: 3, unknown: 0 });
  await tap.close();
});

test('what its queue has dropped is told at the next look, since the one before', async () => {
  const { tap, state, lines } = await opened();
  const began = Date.now();
  state.dropped = 19_999;
  await vi.advanceTimersByTimeAsync(1000);
  expect(lines).toEqual([{ kind: 'gap', from: began, t: began + 1000, lost: 19_999 }]);
  state.dropped = 20_000;
  await vi.advanceTimersByTimeAsync(1000);
  expect(lines[1]).toEqual({ kind: 'gap', from: began + 1000, t: began + 2000, lost: null });
  expect(tap.counts()).toEqual({ taken: 0, lost: 19_999, unknown: 1 });
  await tap.close();
});

test('what its queue dropped last is told at the end', async () => {
  const { tap, state, lines } = await opened();
  state.dropped = 5;
  await tap.close();
  expect(lines).toMatchObject([{ kind: 'gap', lost: 5 }]);
});

test('where it may not count, a queue that is half full may have let its oldest go: nobody knows how many', async () => {
  const { tap, state, lines } = await opened(false);
  state.waiting = 10_000;
  await vi.advanceTimersByTimeAsync(1000);
  expect(lines).toMatchObject([{ kind: 'gap', lost: null }]);
  state.waiting = 0;
  await tap.close();
});

test('where it may not count, a queue that is emptied slower than its messages live has let some expire', async () => {
  const { tap, models, state, lines } = await opened(false);
  models[0]?.take(MESSAGE);
  state.waiting = 100;
  await vi.advanceTimersByTimeAsync(1000);
  expect(lines).toMatchObject([{ kind: 'publish' }, { kind: 'gap', lost: null }]);
  state.waiting = 0;
  await tap.close();
});
