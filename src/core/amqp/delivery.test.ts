import { expect, test } from 'vitest';
import { drain, makeTestBroker, refusal, send, take } from './test-broker.ts';

const start = (delay?: (n: number) => number) => {
  const world = makeTestBroker(delay);
  const ch = world.channel();
  ch.queueDeclare({ queue: 'q' });
  return { ...world, ch };
};

test('a copy is ready in its queue for an instant of its own before it is delivered', () => {
  const { ch, broker, settle, advance } = start(() => 500);
  const taken = take(ch, 'q');
  send(ch, 'q', ['1']);
  settle();
  expect([broker.inspect('/').queues[0]?.ready.length, taken.bodies]).toEqual([1, []]);
  advance(1);
  expect([broker.inspect('/').queues[0]?.unacked.length, taken.bodies]).toEqual([1, ['1']]);
});

test('a slower delivery is not overtaken by a faster one behind it', () => {
  const { ch, advance, of } = start((n) => (n === 1 ? 900 : 100));
  const taken = take(ch, 'q');
  send(ch, 'q', ['1', '2', '3']);
  advance(1);
  expect(taken.bodies).toEqual(['1', '2', '3']);
  expect(of('message.delivered').map((fact) => fact.at)).toEqual([900, 900, 900]);
});

test('consumers are served in turn', () => {
  const { ch, channel, settle } = start();
  const takers = [take(ch, 'q'), take(channel('b'), 'q'), take(channel('c'), 'q')];
  send(ch, 'q', ['1', '2', '3', '4']);
  settle();
  expect(takers.map((taker) => taker.bodies)).toEqual([['1', '4'], ['2'], ['3']]);
});

test('a consumer at its prefetch limit is left out until it acks', () => {
  const { ch, channel, settle } = start();
  ch.basicQos({ prefetchCount: 1 });
  const narrow = take(ch, 'q');
  const wide = take(channel('b'), 'q');
  send(ch, 'q', ['1', '2', '3']);
  settle();
  expect([narrow.bodies, wide.bodies]).toEqual([['1'], ['2', '3']]);
  ch.basicAck(narrow.tags[0]!);
  send(ch, 'q', ['4', '5']);
  settle();
  expect(narrow.bodies).toHaveLength(2);
});

test('a global prefetch holds over all consumers of the channel; a later call without global lifts it', () => {
  const { ch, settle } = start();
  ch.queueDeclare({ queue: 'r' });
  ch.basicQos({ prefetchCount: 3, global: true });
  const both = [take(ch, 'q'), take(ch, 'r')];
  send(ch, 'q', ['1', '2']);
  send(ch, 'r', ['3', '4']);
  settle();
  expect(both.flatMap((taker) => taker.bodies)).toHaveLength(3);
  ch.basicQos({ prefetchCount: 1 });
  settle();
  expect(both.flatMap((taker) => taker.bodies)).toHaveLength(4);
});

test('noAck deliveries are settled as they leave and are not limited', () => {
  const { ch, settle, of } = start();
  ch.basicQos({ prefetchCount: 1 });
  const taken = take(ch, 'q', { noAck: true });
  send(ch, 'q', ['1', '2']);
  settle();
  expect([taken.bodies, of('message.acked').length]).toEqual([['1', '2'], 2]);
  expect(refusal(() => ch.basicAck(1))).toBe('406 PRECONDITION_FAILED - unknown delivery tag 1');
});

test('a requeued copy comes back to its own place, redelivered, whatever the order of the nacks', () => {
  const { ch } = start();
  send(ch, 'q', ['1', '2', '3', '4']);
  for (let i = 0; i < 3; i += 1) ch.basicGet({ queue: 'q' });
  for (const tag of [2, 3, 1]) ch.basicNack(tag);
  const again = [1, 2, 3, 4].map(() => ch.basicGet({ queue: 'q' })!);
  expect(again.map((got) => [got.body, got.redelivered])).toEqual([
    ['1', true],
    ['2', true],
    ['3', true],
    ['4', false],
  ]);
});

test('a refused copy goes to the next consumer in turn', () => {
  const { ch, channel, settle } = start();
  const first = take(ch, 'q');
  const second = take(channel('b'), 'q');
  send(ch, 'q', ['1']);
  settle();
  ch.basicReject(first.tags[0]!);
  settle();
  expect([first.bodies, second.bodies, second.redelivered]).toEqual([['1'], ['1'], [true]]);
});

test('reject without requeue ends the copy', () => {
  const { ch, of } = start();
  send(ch, 'q', ['1']);
  ch.basicGet({ queue: 'q' });
  ch.basicReject(1, { requeue: false });
  expect(of('message.dropped')).toMatchObject([{ queue: 'q', reason: 'rejected' }]);
  expect(drain(ch, 'q')).toEqual([]);
});

test('multiple settles all tags up to its own; tag 0 settles all', () => {
  const { ch, broker } = start();
  send(ch, 'q', ['1', '2', '3', '4']);
  for (let i = 0; i < 4; i += 1) ch.basicGet({ queue: 'q' });
  ch.basicAck(2, true);
  expect(broker.inspect('/').queues[0]?.unacked).toEqual([3, 4]);
  ch.basicNack(0, { multiple: true });
  expect(broker.inspect('/').queues[0]?.ready).toEqual([3, 4]);
});

test('an ack twice, or on another channel, closes the channel with 406', () => {
  const { ch, channel, of } = start();
  send(ch, 'q', ['1']);
  ch.basicGet({ queue: 'q' });
  const other = channel('b');
  expect(refusal(() => other.basicAck(1))).toBe('406 PRECONDITION_FAILED - unknown delivery tag 1');
  ch.basicAck(1);
  expect(refusal(() => ch.basicAck(1, true))).toMatch('unknown delivery tag 1');
  expect(of('message.acked')).toHaveLength(1);
});

test('what a channel held comes back when it closes, before anything later is delivered', () => {
  const { ch, channel, settle } = start();
  const first = take(ch, 'q');
  send(ch, 'q', ['1', '2']);
  settle();
  send(ch, 'q', ['3']);
  const second = take(channel('b'), 'q');
  ch.close();
  settle();
  expect(first.bodies).toEqual(['1', '2']);
  expect(second.bodies).toEqual(['1', '2', '3']);
  expect(second.redelivered).toEqual([true, true, false]);
});

test('a delivery under way to a consumer that is gone leaves its copy ready and not redelivered', () => {
  const { ch, channel, advance } = start(() => 500);
  take(ch, 'q', { tag: 'gone' });
  send(ch, 'q', ['1']);
  ch.basicCancel({ consumerTag: 'gone' });
  advance(1);
  const got = channel('b').basicGet({ queue: 'q' });
  expect([got?.body, got?.redelivered]).toEqual(['1', false]);
});

test('cancelling leaves the outstanding deliveries to be acked', () => {
  const { ch, settle, of } = start();
  take(ch, 'q', { tag: 't' });
  send(ch, 'q', ['1']);
  settle();
  ch.basicCancel({ consumerTag: 't' });
  expect(of('message.requeued')).toEqual([]);
  ch.basicAck(1);
  expect(of('message.acked')).toHaveLength(1);
});

test('a consumer tag used twice on a channel closes the connection with 530', () => {
  const { ch } = start();
  take(ch, 'q', { tag: 't' });
  expect(refusal(() => take(ch, 'q', { tag: 't' }))).toBe(
    "530 NOT_ALLOWED - attempt to reuse consumer tag 't'",
  );
});

test('an exclusive consumer shuts out all others, but not basic.get', () => {
  const { ch, channel } = start();
  take(ch, 'q', { exclusive: true });
  expect(refusal(() => take(channel('b'), 'q'))).toBe(
    "403 ACCESS_REFUSED - queue 'q' in vhost '/' in exclusive use",
  );
  expect(channel('b').basicGet({ queue: 'q' })).toBeNull();
});

test('a lower priority is served only while all higher ones are full', () => {
  const { ch, channel, settle } = start();
  const low = take(ch, 'q', { priority: 0 });
  const other = channel('b');
  other.basicQos({ prefetchCount: 2 });
  const high = take(other, 'q', { priority: 5 });
  send(ch, 'q', ['1', '2', '3']);
  settle();
  expect([high.bodies, low.bodies]).toEqual([['1', '2'], ['3']]);
});

test('with a single active consumer the next registered takes over when the first goes', () => {
  const { channel, settle } = makeTestBroker();
  const ch = channel();
  ch.queueDeclare({ queue: 'q', arguments: { 'x-single-active-consumer': true } });
  const first = take(ch, 'q', { tag: 'first' });
  const second = take(channel('b'), 'q');
  send(ch, 'q', ['1', '2']);
  settle();
  ch.basicCancel({ consumerTag: 'first' });
  send(ch, 'q', ['3']);
  settle();
  expect([first.bodies, second.bodies]).toEqual([['1', '2'], ['3']]);
});

test('a priority queue gives out higher levels first and is first in first out within a level', () => {
  const { channel } = makeTestBroker();
  const ch = channel();
  ch.queueDeclare({ queue: 'q', arguments: { 'x-max-priority': 3 } });
  for (const [body, priority] of [
    ['a', 1],
    ['b', 9],
    ['c', 1],
    ['d', 3],
  ] as const) {
    send(ch, 'q', [body], { priority });
  }
  expect(drain(ch, 'q')).toEqual(['b', 'd', 'a', 'c']);
});

test('basic.get tells how many ready messages it leaves, and null when none is ready', () => {
  const { ch } = start();
  send(ch, 'q', ['1', '2']);
  expect(ch.basicGet({ queue: 'q' })).toMatchObject({ body: '1', messageCount: 1, deliveryTag: 1 });
  ch.basicGet({ queue: 'q' });
  expect(ch.basicGet({ queue: 'q' })).toBeNull();
});

test('requeue sets the delivery under way anew: an endless loop takes one instant a turn, not a recursion', () => {
  const { ch, advance } = start(() => 1000);
  let turns = 0;
  ch.basicQos({ prefetchCount: 1 });
  ch.basicConsume({
    queue: 'q',
    onDelivery: (delivery) => {
      turns += 1;
      ch.basicNack(delivery.deliveryTag);
    },
  });
  send(ch, 'q', ['1']);
  advance(10);
  expect(turns).toBe(10);
});
