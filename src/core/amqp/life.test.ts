import { expect, test } from 'vitest';
import { makeTestBroker, refusal, send, take } from './test-broker.ts';

const start = (options = {}) => {
  const world = makeTestBroker();
  const connection = world.connect();
  const ch = connection.openChannel();
  ch.queueDeclare({ queue: 'q', ...options });
  return { ...world, connection, ch };
};

test('an exclusive queue refuses all use by another connection but publishing', () => {
  const { connect, ch } = start({ exclusive: true });
  const other = connect('other');
  const calls = [
    () => other.openChannel().queueDeclare({ queue: 'q', exclusive: true }),
    () => other.openChannel().queueDeclare({ queue: 'q', passive: true }),
    () => other.openChannel().basicGet({ queue: 'q' }),
    () => other.openChannel().queueBind({ queue: 'q', exchange: 'amq.topic' }),
    () => other.openChannel().queuePurge({ queue: 'q' }),
    () => other.openChannel().queueDelete({ queue: 'q' }),
    () => take(other.openChannel(), 'q'),
  ];
  for (const call of calls)
    expect(refusal(call)).toMatch('405 RESOURCE_LOCKED - cannot obtain exclusive access');
  send(other.openChannel(), 'q', ['1']);
  expect(ch.basicGet({ queue: 'q' })?.body).toBe('1');
});

test('an exclusive queue goes with its connection, also a durable one, not with its channel', () => {
  const { connection, ch, of } = start({ exclusive: true, durable: true });
  ch.close();
  expect(of('queue.deleted')).toEqual([]);
  connection.lose();
  expect(of('queue.deleted')).toMatchObject([{ queue: 'q', reason: 'exclusive_owner_gone' }]);
});

test('an auto-delete queue goes with its last consumer, and its copies with it', () => {
  const { ch, settle, of } = start({ autoDelete: true });
  send(ch, 'q', ['1', '2']);
  ch.basicGet({ queue: 'q' });
  expect(of('queue.deleted')).toEqual([]);
  take(ch, 'q', { tag: 't' });
  settle();
  ch.basicCancel({ consumerTag: 't' });
  expect(of('queue.deleted')).toMatchObject([
    { reason: 'auto_delete', cause: of('consumer.cancelled')[0]?.index },
  ]);
  expect(of('message.dropped').map((fact) => fact.reason)).toEqual(['queue_deleted', 'queue_deleted']);
});

test('deleting a queue cancels its consumers, and acks of what it held are accepted and ignored', () => {
  const { ch, settle, of, connect } = start();
  const cancelled: string[] = [];
  ch.basicConsume({ queue: 'q', onDelivery: () => {}, onCancel: () => cancelled.push('told') });
  send(ch, 'q', ['1']);
  settle();
  expect(connect('b').openChannel().queueDelete({ queue: 'q' })).toEqual({ messageCount: 0 });
  settle();
  expect(cancelled).toEqual(['told']);
  ch.basicAck(1);
  expect([ch.isOpen, of('message.acked').length, of('message.dropped').length]).toEqual([true, 0, 1]);
  expect(of('consumer.cancelled')).toMatchObject([{ reason: 'queue_deleted' }]);
});

test('purge removes ready copies only', () => {
  const { ch, of, broker } = start();
  send(ch, 'q', ['1', '2', '3']);
  ch.basicGet({ queue: 'q' });
  expect(ch.queuePurge({ queue: 'q' })).toEqual({ messageCount: 2 });
  expect(of('message.dropped').map((fact) => fact.reason)).toEqual(['purged', 'purged']);
  expect(broker.inspect('/').queues[0]?.unacked).toEqual([1]);
});

test('bindings go with their queue and do not come back with its name', () => {
  const { ch, of } = start();
  ch.queueBind({ queue: 'q', exchange: 'amq.fanout' });
  ch.queueDelete({ queue: 'q' });
  ch.queueDeclare({ queue: 'q' });
  expect(ch.basicPublish({ exchange: 'amq.fanout', routingKey: '', body: '' }).routed).toEqual([]);
  expect(of('binding.removed')).toMatchObject([{ cause: of('queue.deleted')[0]?.index }]);
});

test('a lost connection gives back what all its channels held, and ends its consumers', () => {
  const { ch, connection, settle, of, broker } = start();
  take(ch, 'q');
  send(ch, 'q', ['1', '2']);
  settle();
  connection.lose();
  const [closed] = of('connection.closed');
  expect(closed).toMatchObject({ reason: 'lost', actor: 'rabbitmq' });
  expect(of('message.requeued')).toMatchObject([
    { message: 1, reason: 'connection_closed', cause: closed?.index },
    { message: 2, reason: 'connection_closed', cause: closed?.index },
  ]);
  expect(of('consumer.cancelled')).toMatchObject([{ reason: 'connection_closed' }]);
  expect(broker.inspect('/').queues[0]).toMatchObject({ ready: [1, 2], unacked: [], consumers: [] });
});

test('connection ids are unique: a name that was used before gets a number', () => {
  const { connect } = makeTestBroker();
  expect([connect('a').id, connect('a').id, connect('b').id]).toEqual(['a', 'a#2', 'b']);
});

test('the owner of a connection is told how it ended, once', () => {
  const { broker } = makeTestBroker();
  const ends: unknown[] = [];
  const connection = broker.connect({
    vhost: '/',
    user: 'guest',
    name: 'c',
    onClosed: (reason, error) => ends.push([reason, error]),
  });
  connection.lose();
  connection.close();
  expect(ends).toEqual([['lost', null]]);
});
