/** The model finds what is wrong: brokers with one thing broken each, by a module of the broker that is replaced here. */
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { sequences } from './model-ops.fixture.ts';
import { play } from './model-play.fixture.ts';
import type { Copy } from './state.ts';

const broken = vi.hoisted(() => ({ by: 'nothing', bindings: 0 }));
const is = vi.hoisted(() => (fault: string) => broken.by === fault);

vi.mock('./ready.ts', async (original) => {
  const real = await original<typeof import('./ready.ts')>();
  return {
    ...real,
    makeReadyStore(countBytes: boolean) {
      const store = real.makeReadyStore(countBytes);
      if (!is('requeue at the tail')) return store;
      const restore = (copies: readonly Copy[]) => {
        for (const copy of copies) store.push(copy);
      };
      return Object.defineProperty(store, 'restore', { value: restore });
    },
  };
});

vi.mock('./settle.ts', async (original) => {
  const real = await original<typeof import('./settle.ts')>();
  const ack: typeof real.ack = (state, channel, tag, multiple) => {
    if (is('ack settles all before it, multiple or not')) return real.ack(state, channel, tag, true);
    if (!is('ack accepted from the wrong channel')) return real.ack(state, channel, tag, multiple);
    const channels = [...state.connections.values()].flatMap(({ channels }) => [...channels.values()]);
    const holder = [channel, ...channels].find(({ unacked }) => unacked.has(tag));
    return real.ack(state, holder ?? channel, tag, multiple);
  };
  return { ...real, ack };
});

vi.mock('./binding-table.ts', async (original) => {
  const real = await original<typeof import('./binding-table.ts')>();
  const makeBindingTable: typeof real.makeBindingTable = (type) => {
    const table = real.makeBindingTable(type);
    return {
      ...table,
      add(binding) {
        broken.bindings += 1;
        if (!is('one lost binding') || broken.bindings !== 3) table.add(binding);
      },
    };
  };
  return { ...real, makeBindingTable };
});

vi.mock('./enqueue.ts', async (original) => {
  const real = await original<typeof import('./enqueue.ts')>();
  const requeue: typeof real.requeue = (state, doing, copies, reason) => {
    real.requeue(state, doing, copies, reason);
    if (is('redelivered is forgotten')) for (const copy of copies) copy.redelivered = false;
  };
  return { ...real, requeue };
});

vi.mock('./consumer.ts', async (original) => {
  const real = await original<typeof import('./consumer.ts')>();
  const nextConsumer: typeof real.nextConsumer = (queue) =>
    is('consumers are not served in turn')
      ? (queue.consumers.find((each) => real.roomOf(each) > 0) ?? null)
      : real.nextConsumer(queue);
  return { ...real, nextConsumer };
});

vi.mock('./copy.ts', async (original) => {
  const real = await original<typeof import('./copy.ts')>();
  const isPersistent: typeof real.isPersistent = (copy) =>
    is('transient messages outlive a restart') || real.isPersistent(copy);
  return { ...real, isPersistent };
});

vi.mock('./topic-trie.ts', async (original) => {
  const real = await original<typeof import('./topic-trie.ts')>();
  return {
    ...real,
    makeTopicTrie<T>() {
      const trie = real.makeTopicTrie<T>();
      if (!is('# wants a word')) return trie;
      const twisted = (pattern: string): string => pattern.replace('#', '*.#');
      return {
        ...trie,
        add: (pattern: string, value: T) => trie.add(twisted(pattern), value),
        remove: (pattern: string, value: T) => trie.remove(twisted(pattern), value),
      };
    },
  };
});

afterEach(() => {
  broken.by = 'nothing';
});

const LIMIT = 2000;

function hunt(fault: string, numRuns: number) {
  broken.by = fault;
  const played = fc.property(sequences, (operations) => {
    broken.bindings = 0;
    play(operations);
  });
  return fc.check(played, { seed: 20261123, numRuns });
}

test('with nothing broken the same seed finds nothing', () => {
  expect(hunt('nothing', 300).failed).toBe(false);
});

test.each([
  'requeue at the tail',
  'ack accepted from the wrong channel',
  'one lost binding',
  'ack settles all before it, multiple or not',
  'redelivered is forgotten',
  'consumers are not served in turn',
  'transient messages outlive a restart',
  '# wants a word',
])(
  `a broker is caught in under ${LIMIT} sequences, and the sequence shrinks: %s`,
  (fault) => {
    const { failed, numRuns, counterexample, counterexamplePath, errorInstance } = hunt(fault, LIMIT);
    expect(failed).toBe(true);
    const shrunk = counterexample?.[0] ?? [];
    const path = String(counterexamplePath).slice(0, 40);
    console.log(`${fault}: caught by sequence ${numRuns}, ${shrunk.length} operations left (path ${path})`);
    expect(shrunk.length).toBeLessThanOrEqual(12);
    expect(String(errorInstance)).toMatch(/the broker has .*, the model /);
  },
  240_000,
);
