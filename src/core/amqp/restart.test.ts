import { expect, test } from 'vitest';
import { drain, makeTestBroker, send, take } from './test-broker.ts';

const PERSISTENT = { delivery_mode: 2 };

test('a restart keeps persistent copies in durable queues and nothing else', () => {
  const { broker, channel, of } = makeTestBroker();
  const ch = channel();
  ch.queueDeclare({ queue: 'durable', durable: true });
  ch.queueDeclare({ queue: 'fleeting' });
  for (const queue of ['durable', 'fleeting']) {
    send(ch, queue, ['persistent'], PERSISTENT);
    send(ch, queue, ['transient']);
  }
  broker.stop('restart');
  expect(of('message.dropped').map((fact) => [fact.message, fact.reason])).toEqual([
    [2, 'broker_restart'],
    [3, 'broker_restart'],
    [4, 'broker_restart'],
  ]);
  expect(of('queue.deleted')).toMatchObject([{ queue: 'fleeting', reason: 'broker_restart' }]);
  broker.start('restart');
  expect(drain(channel(), 'durable')).toEqual(['persistent']);
});

test('what was outstanding comes back redelivered, in order', () => {
  const { broker, channel } = makeTestBroker();
  const ch = channel();
  ch.queueDeclare({ queue: 'q', durable: true });
  send(ch, 'q', ['1', '2', '3'], PERSISTENT);
  for (let i = 0; i < 2; i += 1) ch.basicGet({ queue: 'q' });
  broker.stop('restart');
  broker.start('restart');
  const after = channel();
  const got = [1, 2, 3].map(() => after.basicGet({ queue: 'q' }));
  expect(got.map((answer) => [answer?.body, answer?.redelivered])).toEqual([
    ['1', true],
    ['2', true],
    ['3', false],
  ]);
});

test('a binding comes back only if both its ends are durable', () => {
  const { broker, channel, of } = makeTestBroker();
  const ch = channel();
  ch.exchangeDeclare({ exchange: 'durable', durable: true });
  ch.exchangeDeclare({ exchange: 'fleeting' });
  ch.queueDeclare({ queue: 'd', durable: true });
  ch.queueDeclare({ queue: 'f' });
  for (const queue of ['d', 'f'])
    for (const exchange of ['durable', 'fleeting']) ch.queueBind({ queue, exchange });
  broker.stop('restart');
  broker.start('restart');
  const { bindings, exchanges } = broker.inspect('/');
  expect(bindings.map(({ source, destination }) => [source, destination])).toEqual([['durable', 'd']]);
  expect(exchanges.map(({ name }) => name).includes('fleeting')).toBe(false);
  expect(of('exchange.deleted')).toMatchObject([{ exchange: 'fleeting', reason: 'broker_restart' }]);
});

test('all connections are closed with 320, and none opens while the broker is down', () => {
  const { broker, connect, of } = makeTestBroker();
  const told: number[] = [];
  const connection = connect();
  const ch = connection.openChannel({ onClosed: (error) => told.push(error.replyCode) });
  ch.queueDeclare({ queue: 'q' });
  take(ch, 'q');
  broker.stop('stop');
  expect([told, connection.isOpen, ch.isOpen, broker.running]).toEqual([[320], false, false, false]);
  expect(of('connection.closed')).toMatchObject([
    { reason: 'broker_restart', cause: of('broker.stopped')[0]?.index },
  ]);
  expect(of('consumer.cancelled')).toMatchObject([{ reason: 'broker_restart' }]);
  expect(() => connect()).toThrow(expect.objectContaining({ code: 'broker_not_running' }));
  broker.start('start');
  expect(connect().isOpen).toBe(true);
});

test('a delivery under way at a restart comes to nothing; its copy is not redelivered', () => {
  const { broker, channel, advance } = makeTestBroker(() => 5000);
  const ch = channel();
  ch.queueDeclare({ queue: 'q', durable: true });
  const before = take(ch, 'q');
  send(ch, 'q', ['1'], PERSISTENT);
  broker.stop('restart');
  broker.start('restart');
  const after = take(channel(), 'q');
  advance(20);
  expect([before.bodies, after.bodies, after.redelivered]).toEqual([[], ['1'], [false]]);
});

test('what expired while the broker was down is gone when it is back, and a lease begins anew', () => {
  const { broker, channel, advance, of } = makeTestBroker();
  const ch = channel();
  ch.queueDeclare({ queue: 'q', durable: true, arguments: { 'x-expires': 1000 } });
  send(ch, 'q', ['1'], { ...PERSISTENT, expiration: '60' });
  broker.stop('stop');
  advance(900);
  broker.start('start');
  expect(of('message.dropped')).toMatchObject([{ reason: 'expired', at: 900_000 }]);
  advance(999);
  expect(of('queue.deleted')).toEqual([]);
  advance(1);
  expect(of('queue.deleted')).toMatchObject([{ reason: 'expired' }]);
});
