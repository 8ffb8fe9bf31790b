import { expect, test } from 'vitest';
import { drain, makeTestBroker, send, take } from './test-broker.ts';

const start = (args = {}) => {
  const world = makeTestBroker();
  const ch = world.channel();
  ch.queueDeclare({ queue: 'dead' });
  ch.queueBind({ queue: 'dead', exchange: 'amq.fanout' });
  ch.queueDeclare({ queue: 'q', arguments: { 'x-dead-letter-exchange': 'amq.fanout', ...args } });
  return { ...world, ch };
};

test('an expired copy is published again with a record of its death, without its expiration', () => {
  const { ch, advance, of } = start();
  send(ch, 'q', ['1'], { expiration: '60' });
  advance(60);
  const got = ch.basicGet({ queue: 'dead' });
  expect([got?.exchange, got?.routingKey, got?.redelivered]).toEqual(['amq.fanout', 'q', false]);
  expect(got?.properties).toEqual({
    headers: {
      'x-death': [
        {
          count: 1,
          reason: 'expired',
          queue: 'q',
          time: 0,
          exchange: '',
          'routing-keys': ['q'],
          'original-expiration': '60',
        },
      ],
      'x-first-death-exchange': '',
      'x-first-death-queue': 'q',
      'x-first-death-reason': 'expired',
    },
  });
  const [dropped] = of('message.dropped');
  expect(of('message.published')[1]).toMatchObject({
    actor: 'rabbitmq',
    cause: dropped?.index,
    queues: ['dead'],
  });
});

test('rejected and overflowing copies are dead-lettered; purged and deleted ones are not', () => {
  const { ch } = start({ 'x-max-length': 1 });
  send(ch, 'q', ['over', 'rejected']);
  ch.basicGet({ queue: 'q' });
  ch.basicReject(1, { requeue: false });
  send(ch, 'q', ['purged']);
  ch.queuePurge({ queue: 'q' });
  send(ch, 'q', ['deleted']);
  ch.queueDelete({ queue: 'q' });
  expect(drain(ch, 'dead')).toEqual(['over', 'rejected']);
});

test('a circle of expiries ends; a rejection in it lets the message go round and counts', () => {
  const expiring = makeTestBroker();
  const ch = expiring.channel();
  const args = { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'q' };
  ch.queueDeclare({ queue: 'q', arguments: { ...args, 'x-message-ttl': 10 } });
  send(ch, 'q', ['1']);
  expiring.advance(100);
  expect(drain(ch, 'q')).toEqual([]);
  expect(expiring.of('message.dropped').map((fact) => fact.reason)).toEqual(['expired', 'unroutable']);

  ch.queueDeclare({ queue: 'r', arguments: { ...args, 'x-dead-letter-routing-key': 'r' } });
  send(ch, 'r', ['2']);
  for (const tag of [1, 2]) {
    ch.basicGet({ queue: 'r' });
    ch.basicReject(tag, { requeue: false });
  }
  expect(ch.basicGet({ queue: 'r' })?.properties.headers?.['x-death']).toMatchObject([{ count: 2 }]);
});

test('each further death turns the list of the others round; a repeat keeps its first time and counts', () => {
  const { channel, advance } = makeTestBroker();
  const ch = channel();
  const next = { one: 'two', two: 'three', three: 'one' };
  for (const [queue, key] of Object.entries(next)) {
    const args = { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': key };
    ch.queueDeclare({ queue, arguments: args });
  }
  send(ch, 'one', ['1']);
  const lists = ['one', 'two', 'three', 'one', 'two'].map((queue) => {
    const got = ch.basicGet({ queue });
    ch.basicReject(got?.deliveryTag ?? 0, { requeue: false });
    advance(1000);
    const deaths = (got?.properties.headers?.['x-death'] ?? []) as { [key: string]: unknown }[];
    return deaths.map(({ queue, count, time }) => `${queue} ${count} ${time}`);
  });
  expect(lists).toEqual([
    [],
    ['one 1 0'],
    ['two 1 1', 'one 1 0'],
    ['three 1 2', 'one 1 0', 'two 1 1'],
    ['one 2 0', 'two 1 1', 'three 1 2'],
  ]);
});

test('a dead-letter exchange that does not exist loses the copy silently', () => {
  const { ch, of, advance } = start({ 'x-dead-letter-exchange': 'none' });
  send(ch, 'q', ['1'], { expiration: '1' });
  advance(1);
  expect([of('message.published').length, of('message.dropped').length]).toEqual([1, 1]);
});

test('direct reply-to reaches the asking channel without a queue', () => {
  const { channel, settle } = makeTestBroker();
  const asker = channel('asker');
  const answers = take(asker, 'amq.rabbitmq.reply-to', { noAck: true });
  const server = channel('server');
  server.queueDeclare({ queue: 'q' });
  send(asker, 'q', ['question'], { reply_to: 'amq.rabbitmq.reply-to' });
  const key = server.basicGet({ queue: 'q', noAck: true })?.properties.reply_to ?? '';
  send(server, key, ['answer']);
  settle();
  expect(answers.bodies).toEqual(['answer']);
});
