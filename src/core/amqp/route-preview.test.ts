import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonTable } from '../trace/fact.ts';
import type { VhostState } from '../trace/world.ts';
import { makeWorlds } from '../trace/worlds.ts';
import type { Channel } from './broker.ts';
import { explainBinding } from './match.ts';
import { type Miss, previewRoute } from './route-preview.ts';
import { makeTestBroker, refusal, type TestBroker } from './test-broker.ts';

function vhostOf(world: TestBroker): VhostState {
  const worlds = makeWorlds({
    source: 'simulated',
    topology: { vhosts: ['/'], databases: [], services: [] },
    facts: world.facts,
  });
  return worlds.at(world.facts.length - 1).vhosts.get('/')!;
}

const NAMES = ['e0', 'e1', 'e2', 'e3'] as const;
const QUEUES = ['q0', 'q1', 'q2', 'q3'] as const;
const word = fc.constantFrom('a', 'b', 'c');
const key = fc.oneof(
  fc.array(word, { maxLength: 4 }).map((words) => words.join('.')),
  fc.constantFrom(...QUEUES),
);
const pattern = fc
  .array(fc.constantFrom('a', 'b', 'c', '*', '#'), { maxLength: 4 })
  .map((words) => words.join('.'));
const value = fc.constantFrom<(string | number | null)[]>('1', 1, 2, null);
const headers = fc.dictionary(fc.constantFrom('h', 'k', 'x-h'), value, { maxKeys: 3 });
const asked = fc
  .tuple(headers, fc.constantFrom(undefined, 'all', 'any', 'all-with-x', 'any-with-x'))
  .map(([table, how]): JsonTable => (how === undefined ? table : { ...table, 'x-match': how }));
const source = fc.constantFrom(...NAMES, 'amq.topic', 'amq.headers', 'amq.fanout');

const topology = fc.record({
  exchanges: fc.array(
    fc.record({
      type: fc.constantFrom('direct', 'topic', 'fanout', 'headers'),
      internal: fc.boolean(),
      alternate: fc.option(fc.constantFrom(...NAMES, 'amq.fanout', 'gone')),
    }),
    { minLength: 4, maxLength: 4 },
  ),
  bindings: fc.array(
    fc.record({
      source,
      to: fc.oneof(
        { weight: 3, arbitrary: fc.record({ queue: fc.constantFrom(...QUEUES) }) },
        { weight: 1, arbitrary: fc.record({ exchange: fc.constantFrom(...NAMES) }) },
      ),
      pattern: fc.oneof(pattern, key),
      asked,
    }),
    { maxLength: 14 },
  ),
  messages: fc.array(
    fc.record({
      exchange: fc.oneof(source, fc.constantFrom('', 'gone', 'amq.rabbitmq.trace')),
      key,
      headers,
      cc: fc.option(fc.array(key, { maxLength: 2 })),
    }),
    { minLength: 1, maxLength: 6 },
  ),
});
type RandomTopology = typeof topology extends fc.Arbitrary<infer T> ? T : never;

function build(world: TestBroker, channel: Channel, { exchanges, bindings }: RandomTopology): void {
  exchanges.forEach(({ type, internal, alternate }, i) => {
    const args = alternate === null ? {} : { 'alternate-exchange': alternate };
    channel.exchangeDeclare({ exchange: NAMES[i]!, type, internal: internal && i > 1, arguments: args });
  });
  for (const queue of QUEUES) channel.queueDeclare({ queue });
  for (const { source: from, to, pattern: routingKey, asked: args } of bindings) {
    if ('queue' in to) channel.queueBind({ queue: to.queue, exchange: from, routingKey, arguments: args });
    else channel.exchangeBind({ destination: to.exchange, source: from, routingKey, arguments: args });
  }
  world.settle();
}

test('the preview names the queues that the broker routes to, and refuses in its words', () => {
  fc.assert(
    fc.property(topology, (plan) => {
      const world = makeTestBroker();
      build(world, world.channel(), plan);
      for (const { exchange, key: routing_key, headers: given, cc } of plan.messages) {
        const table: JsonTable = cc === null ? given : { ...given, CC: cc };
        const preview = previewRoute(vhostOf(world), { exchange, routing_key, headers: table });
        const publish = { exchange, routingKey: routing_key, body: '', properties: { headers: table } };
        const refused = refusal(() => world.channel().basicPublish(publish));
        if (preview.refused !== null) {
          expect(refused).toContain(preview.refused);
          continue;
        }
        expect(refused).toBe('no refusal');
        const published = world.of('message.published').at(-1)!;
        expect([...preview.queues].sort()).toEqual([...published.queues].sort());
        const fitting = preview.visits.flatMap((visit) => visit.ways.filter((way) => way.fits));
        expect(fitting.every((way) => way.miss === null)).toBe(true);
        const others = preview.visits.flatMap((visit) => visit.ways.filter((way) => !way.fits));
        expect(others.every((way) => way.miss !== null)).toBe(true);
      }
    }),
    { numRuns: 400, seed: 33 },
  );
});

test('a message with CC and BCC is told of each binding what the broker did with it', () => {
  const world = makeTestBroker();
  const channel = world.channel();
  channel.exchangeDeclare({ exchange: 'x', type: 'topic' });
  for (const queue of ['to', 'cc', 'bcc', 'none']) {
    channel.queueDeclare({ queue });
    channel.queueBind({ queue, exchange: 'x', routingKey: `${queue}.*` });
  }
  const headers = { CC: ['cc.1'], BCC: ['bcc.1', 'other'] };
  channel.basicPublish({ exchange: 'x', routingKey: 'to.1', body: '', properties: { headers } });
  expect(world.of('message.published').at(-1)?.queues.toSorted()).toEqual(['bcc', 'cc', 'to']);
  const vhost = vhostOf(world);
  const address = { exchange: 'x', routing_key: 'to.1', headers };
  const ruled = vhost.bindings.map((binding) => explainBinding('topic', binding, address));
  const ways = previewRoute(vhost, address).visits[0]!.ways;
  expect(ruled.map(({ binding, matches }) => [binding.destination, matches])).toEqual([
    ['to', true],
    ['cc', true],
    ['bcc', true],
    ['none', false],
  ]);
  expect(ways.map(({ fits }) => fits)).toEqual(ruled.map(({ matches }) => matches));
  expect(ruled[1]?.why).toEqual({ kind: 'words', wildcards: [{ sign: '*', words: ['1'] }] });
});

/** The miss of a binding of `type` with this key and these arguments. */
function missOf(type: string, routingKey: string, args: JsonTable, key: string, given: JsonTable = {}): Miss {
  const world = makeTestBroker();
  const channel = world.channel();
  channel.exchangeDeclare({ exchange: 'x', type });
  channel.queueDeclare({ queue: 'q' });
  channel.queueBind({ queue: 'q', exchange: 'x', routingKey, arguments: args });
  const preview = previewRoute(vhostOf(world), { exchange: 'x', routing_key: key, headers: given });
  expect(preview.queues).toEqual([]);
  return preview.visits[0]!.ways[0]!.miss!;
}

test.each<[string, string, Miss]>([
  ['compute.*', 'compute', { kind: 'too_short', place: 2, asks: '*' }],
  ['compute.*', 'compute.cpu1.log', { kind: 'too_long', place: 3, has: 'log' }],
  ['compute.cpu2', 'compute.cpu1', { kind: 'word', place: 2, asks: 'cpu2', has: 'cpu1' }],
  ['a.#.z', 'a.b.c', { kind: 'after_hash', asks: 'z' }],
  ['b.#', 'a.b', { kind: 'word', place: 1, asks: 'b', has: 'a' }],
  ['a', '', { kind: 'too_short', place: 1, asks: 'a' }],
  ['', 'a', { kind: 'too_long', place: 1, has: 'a' }],
])('pattern %j does not take key %j, and the word is named', (asks, has, miss) => {
  expect(missOf('topic', asks, {}, has)).toEqual(miss);
});

test('a direct binding names both keys, a headers binding the headers that fail', () => {
  expect(missOf('direct', 'paid', {}, 'lost')).toEqual({ kind: 'key', asks: 'paid', has: 'lost' });
  const all = { 'x-match': 'all', type: 'pdf', year: 2026, size: null };
  expect(missOf('headers', '', all, '', { type: 'pdf', year: '2026' })).toEqual({
    kind: 'headers',
    how: 'all',
    missing: ['size'],
    differing: ['year'],
  });
  const any = { 'x-match': 'any', type: 'pdf' };
  expect(missOf('headers', '', any, '', {})).toMatchObject({ how: 'any', missing: ['type'] });
});

test('an alternate exchange is followed only when nothing fits, and named as the way', () => {
  const world = makeTestBroker();
  const channel = world.channel();
  channel.exchangeDeclare({ exchange: 'spare', type: 'fanout' });
  channel.exchangeDeclare({ exchange: 'x', type: 'direct', arguments: { 'alternate-exchange': 'spare' } });
  channel.queueDeclare({ queue: 'rest' });
  channel.queueDeclare({ queue: 'q' });
  channel.queueBind({ queue: 'rest', exchange: 'spare' });
  channel.queueBind({ queue: 'q', exchange: 'x', routingKey: 'k' });
  const vhost = vhostOf(world);
  const other = previewRoute(vhost, { exchange: 'x', routing_key: 'other', headers: {} });
  expect(other.queues).toEqual(['rest']);
  expect(other.visits.map(({ exchange, by, from }) => [exchange, by, from])).toEqual([
    ['x', 'publish', null],
    ['spare', 'alternate', 'x'],
  ]);
  expect(previewRoute(vhost, { exchange: 'x', routing_key: 'k', headers: {} }).queues).toEqual(['q']);
});
