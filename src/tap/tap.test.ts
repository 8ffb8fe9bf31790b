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
  const state = { isAway: false, waiting: 0 };
  const connect = async () => {
    if (state.isAway) throw new Error('connect ECONNREFUSED');
    const model = new EventEmitter();
    const channel = Object.assign(new EventEmitter(), {
      assertQueue: async () => ({ queue: 'own' }),
      bindQueue: async () => ({}),
      checkQueue: async () => ({ messageCount: state.waiting }),
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

async function opened() {
  const broker = standInBroker();
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
  expect(lines[1]).toEqual({ kind: 'gap', t: Date.now(), lost: null });
  await vi.advanceTimersByTimeAsync(5000);
  expect(troubles).toEqual(['CONNECTION_FORCED', 'connect ECONNREFUSED', 'connect ECONNREFUSED']);
  state.isAway = false;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(models).toHaveLength(2);
  models[1]?.take(MESSAGE);
  expect(kinds()).toEqual(['publish', 'gap', 'publish']);
  await tap.close();
});

test('what nobody took is counted, and told before the next line that is taken', async () => {
  const { tap, models, lines, hold } = await opened();
  hold(true);
  for (let i = 0; i < 3; i += 1) models[0]?.take(MESSAGE);
  hold(false);
  models[0]?.take(MESSAGE);
  expect(lines).toMatchObject([{ kind: 'gap', lost: 3 }, { kind: 'publish' }]);
  expect(tap.counts()).toEqual({ taken: 1, lost: 3 });
  await tap.close();
});

test('a queue that has run full has let its oldest go: nobody knows how many', async () => {
  const { tap, state, lines } = await opened();
  state.waiting = 20_000;
  await vi.advanceTimersByTimeAsync(1000);
  expect(lines).toMatchObject([{ kind: 'gap', lost: null }]);
  await tap.close();
});
