/** Random operations on two connections with three channels, three queues and three exchanges: small, so that they meet. */
import fc from 'fast-check';
import type { JsonTable } from '../trace/fact.ts';
import type { ExchangeDeclare, QueueDeclare } from './api.ts';

/** channels 0 and 1 are of connection 0, channel 2 is of connection 1 */
export const CONNECTION_OF = [0, 0, 1] as const;

export const QUEUE_KINDS: readonly QueueDeclare[] = [
  { durable: true },
  {},
  { autoDelete: true },
  { exclusive: true },
  { durable: true, arguments: { 'x-max-length': 2 } },
  { durable: true, arguments: { 'x-max-length': 2, 'x-overflow': 'reject-publish' } },
  { durable: true, arguments: { 'x-max-priority': 2 } },
  { durable: true, arguments: { 'x-single-active-consumer': true } },
  { durable: true, arguments: { 'x-message-ttl': 2 } },
  { durable: true, arguments: { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'q2' } },
  { arguments: { 'x-max-length': 2, 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'q0' } },
  {
    arguments: {
      'x-max-length': 2,
      'x-overflow': 'reject-publish-dlx',
      'x-dead-letter-exchange': '',
      'x-dead-letter-routing-key': 'q1',
    },
  },
];

export const EXCHANGE_KINDS: readonly Omit<ExchangeDeclare, 'exchange'>[] = [
  { type: 'direct', durable: true },
  { type: 'fanout' },
  { type: 'topic', durable: true },
  { type: 'headers', durable: true },
  { type: 'topic', autoDelete: true },
  { type: 'fanout', internal: true },
  { type: 'direct', durable: true, arguments: { 'alternate-exchange': 'e0' } },
];

const queue = fc.constantFrom<string>('q0', 'q0', 'q0', 'q1', 'q1', 'q2');
const own = fc.constantFrom<string>('e0', 'e1', 'e2');
const exchange = fc.constantFrom<string>('e0', 'e1', 'e2', 'amq.topic');
const channel = fc.nat(2);
const key = fc.constantFrom<string>('a', 'a.b', 'a.*', '#', '*.b', 'a.#.b', 'q0');
const routingKey = fc.constantFrom<string>('a', 'a.b', 'a.c.b', 'b', '', 'q0');
const args = fc.constantFrom<JsonTable>({}, {}, { h: 1 }, { 'x-match': 'any', h: 1, i: 'x' });
const headers = fc.constantFrom<JsonTable>({}, {}, { h: 1 }, { h: '1', i: 'x' });
/** rarely */
const bold = fc.nat(19).map((n) => n === 19);
const flag = fc.boolean();
const is = <T extends string>(op: T) => fc.constant(op);

const declareQueue = fc.record({
  op: is('queue'),
  channel,
  queue,
  kind: fc.nat(QUEUE_KINDS.length - 1),
  passive: bold,
  bold,
});
const declareExchange = fc.record({
  op: is('exchange'),
  channel,
  exchange: own,
  kind: fc.nat(EXCHANGE_KINDS.length - 1),
  passive: bold,
  bold,
});
const bind = fc.record({ op: fc.constantFrom('bind', 'unbind'), channel, queue, exchange, key, args, bold });
const join = fc.record({
  op: fc.constantFrom('join', 'join', 'part'),
  channel,
  source: exchange,
  destination: exchange,
  key,
  bold,
});
const consume = fc.record({
  op: is('consume'),
  channel,
  queue,
  prefetch: fc.constantFrom(1, 1, 2, 2, 0),
  noAck: bold,
  exclusive: bold,
  priority: fc.constantFrom(0, 0, 0, 1),
  sameTag: bold,
  bold,
});
const publish = fc.record({
  op: is('publish'),
  channel,
  exchange: fc.constantFrom<string>('', '', '', '', '', '', 'e0', 'e1', 'e2', 'amq.topic'),
  queue,
  key: routingKey,
  headers,
  persistent: flag,
  priority: fc.nat(3),
  mandatory: flag,
  bold,
});
const settle = fc.record({
  op: is('settle'),
  channel,
  how: fc.constantFrom('ack', 'ack', 'nack', 'reject'),
  whose: fc.constantFrom('own', 'own', 'own', 'own', 'own', 'own', 'other', 'spent', 'all'),
  which: fc.nat(3),
  multiple: flag,
  requeue: flag,
});
const get = fc.record({ op: is('get'), channel, queue, noAck: bold, bold });

const operation = fc.oneof(
  { weight: 2, arbitrary: declareQueue },
  { weight: 2, arbitrary: declareExchange },
  { weight: 4, arbitrary: bind },
  { weight: 1, arbitrary: join },
  { weight: 16, arbitrary: publish },
  { weight: 6, arbitrary: consume },
  { weight: 12, arbitrary: settle },
  { weight: 4, arbitrary: get },
  { weight: 1, arbitrary: fc.record({ op: is('cancel'), channel, which: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ op: is('recover'), channel }) },
  { weight: 1, arbitrary: fc.record({ op: is('purge'), channel, queue, bold }) },
  {
    weight: 1,
    arbitrary: fc.record({ op: is('delete'), channel, queue, ifUnused: bold, ifEmpty: bold, bold }),
  },
  { weight: 1, arbitrary: fc.record({ op: is('drop'), channel, exchange, ifUnused: flag, bold }) },
  { weight: 1, arbitrary: fc.record({ op: is('confirm'), channel }) },
  { weight: 1, arbitrary: fc.record({ op: is('close'), channel }) },
  { weight: 1, arbitrary: fc.record({ op: is('lose'), connection: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ op: is('restart') }) },
  { weight: 2, arbitrary: fc.record({ op: is('wait'), milliseconds: fc.nat(2) }) },
);

export type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

const setup = fc.oneof(
  { weight: 4, arbitrary: declareQueue },
  { weight: 2, arbitrary: declareExchange },
  { weight: 3, arbitrary: bind },
  { weight: 2, arbitrary: consume },
);

/** 5 to 25 operations; the first ones build something to play with. */
export const sequences: fc.Arbitrary<Operation[]> = fc
  .tuple(
    fc.array(
      declareQueue.map((op) => ({ ...op, queue: 'q0', passive: false })),
      { minLength: 1, maxLength: 1 },
    ),
    fc.array(setup, { minLength: 1, maxLength: 6, size: 'max' }),
    fc.array(operation, { minLength: 3, maxLength: 18, size: 'max' }),
  )
  .map((parts) => parts.flat());
