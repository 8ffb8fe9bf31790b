import { expect, test } from 'vitest';
import { drain, makeTestBroker, send, take } from './test-broker.ts';

const start = (args = {}, delay?: (n: number) => number) => {
  const world = makeTestBroker(delay);
  const ch = world.channel();
  ch.queueDeclare({ queue: 'q', arguments: args });
  return { ...world, ch };
};

test('a copy whose expiration has come at the head is dropped at that instant, not before', () => {
  const { ch, advance, of } = start();
  send(ch, 'q', ['1'], { expiration: '60' });
  advance(59);
  expect(of('message.dropped')).toEqual([]);
  advance(1);
  expect(of('message.dropped')).toMatchObject([{ at: 60_000, reason: 'expired', cause: 1 + 1, queue: 'q' }]);
});

test('an expired copy behind a living one stays until it comes to the head', () => {
  const { ch, advance, of } = start();
  send(ch, 'q', ['lasting']);
  send(ch, 'q', ['short'], { expiration: '60' });
  advance(100);
  expect(ch.queueDeclare({ queue: 'q' }).messageCount).toBe(2);
  expect(ch.basicGet({ queue: 'q' })?.messageCount).toBe(0);
  expect(of('message.dropped')).toMatchObject([{ at: 100_000, reason: 'expired' }]);
});

test('the lower of queue TTL and expiration counts', () => {
  const { ch, advance } = start({ 'x-message-ttl': 50 });
  send(ch, 'q', ['1'], { expiration: '1000' });
  advance(50);
  expect(drain(ch, 'q')).toEqual([]);
});

test('an outstanding copy does not expire, and goes at once when it is requeued after its time', () => {
  const { ch, advance, of } = start();
  send(ch, 'q', ['1'], { expiration: '60' });
  ch.basicGet({ queue: 'q' });
  advance(100);
  expect(of('message.dropped')).toEqual([]);
  ch.basicNack(1);
  expect(of('message.dropped')).toMatchObject([{ reason: 'expired', at: 100_000 }]);
});

test('a copy that expires while it is under way is never delivered', () => {
  const { ch, advance, of } = start({}, () => 2000);
  const taken = take(ch, 'q');
  send(ch, 'q', ['1'], { expiration: '1' });
  advance(5);
  expect([taken.bodies, of('message.dropped').length]).toEqual([[], 1]);
});

test('a TTL of 0 is delivered to who can take it at that moment, else gone', () => {
  const { ch, advance } = start({}, () => 500);
  send(ch, 'q', ['lost'], { expiration: '0' });
  advance(1);
  ch.basicQos({ prefetchCount: 1 });
  const taken = take(ch, 'q');
  send(ch, 'q', ['1', '2'], { expiration: '0' });
  advance(1);
  expect(taken.bodies).toEqual(['1']);
  expect(ch.queueDeclare({ queue: 'q' }).messageCount).toBe(0);
});

test.each(['soon', '-1', '1.5', ''])('the expiration %j is refused', (expiration) => {
  const { ch } = start();
  expect(() => send(ch, 'q', ['1'], { expiration })).toThrow(`invalid expiration '${expiration}'`);
});

test('x-expires: the queue goes after disuse; consumers, get and declares are use, publishing is not', () => {
  const { ch, advance, of, channel } = start({ 'x-expires': 100 });
  const other = channel('b');
  const tag = other.basicConsume({ queue: 'q', onDelivery: () => {} });
  advance(500);
  other.basicCancel({ consumerTag: tag });
  advance(90);
  ch.basicGet({ queue: 'q' });
  advance(90);
  ch.queueDeclare({ queue: 'q', passive: true });
  send(ch, 'q', ['1']);
  advance(99);
  expect(of('queue.deleted')).toEqual([]);
  advance(1);
  expect(of('queue.deleted')).toMatchObject([
    { queue: 'q', reason: 'expired', actor: 'rabbitmq', at: 780_000 },
  ]);
  expect(of('message.dropped')).toMatchObject([
    { reason: 'queue_expired', cause: of('queue.deleted')[0]?.index },
  ]);
});

test('x-max-length drops from the head, and counts ready copies only', () => {
  const { ch, of } = start({ 'x-max-length': 2 });
  send(ch, 'q', ['1', '2']);
  ch.basicGet({ queue: 'q' });
  send(ch, 'q', ['3', '4']);
  expect(drain(ch, 'q')).toEqual(['3', '4']);
  expect(of('message.dropped')).toMatchObject([{ reason: 'maxlen', message: 2 }]);
});

test('x-max-length-bytes counts bodies in bytes', () => {
  const { ch } = start({ 'x-max-length-bytes': 5 });
  send(ch, 'q', ['ää', 'bb']);
  expect(drain(ch, 'q')).toEqual(['bb']);
});

test('copies that a consumer has room for do not count against x-max-length', () => {
  const { ch, settle } = start({ 'x-max-length': 1 });
  ch.basicQos({ prefetchCount: 2 });
  const taken = take(ch, 'q');
  send(ch, 'q', ['1', '2', '3', '4']);
  settle();
  expect([taken.bodies, drain(ch, 'q')]).toEqual([['1', '2'], ['4']]);
});

test('reject-publish refuses the newest: a nack for its publisher, though another queue took its copy', () => {
  const { channel, settle, of } = makeTestBroker();
  const confirms: boolean[] = [];
  const ch = channel('guest', { onConfirm: (confirm) => confirms.push(confirm.ack) });
  ch.confirmSelect();
  ch.queueDeclare({ queue: 'full', arguments: { 'x-max-length': 1, 'x-overflow': 'reject-publish' } });
  ch.queueDeclare({ queue: 'open' });
  for (const queue of ['full', 'open']) ch.queueBind({ queue, exchange: 'amq.fanout' });
  for (const body of ['1', '2']) ch.basicPublish({ exchange: 'amq.fanout', routingKey: '', body });
  settle();
  expect(confirms).toEqual([true, false]);
  expect([drain(ch, 'full'), drain(ch, 'open')]).toEqual([['1'], ['1', '2']]);
  expect(of('message.dropped')).toMatchObject([{ queue: 'full', reason: 'maxlen', message: 2 }]);
});
