/** The topology of `rabbitmqctl.ts` here: made in our broker method for method as amqplib made it in RabbitMQ. */

import type { Fact, JsonTable } from '../../trace/fact.ts';
import type { Channel } from '../api.ts';
import { makeTestBroker } from '../test-broker.ts';

export const VHOST = 'novascope_golden';

/** The facts of it. */
export function goldenFacts(): readonly Fact[] {
  const { broker, connect, facts, settle } = makeTestBroker();
  broker.addVhost(VHOST);
  const connection = connect('guest', VHOST);
  const channel = connection.openChannel();
  declareExchanges(channel);
  declareQueues(channel);
  bind(channel);
  const few = connection.openChannel();
  few.basicQos({ prefetchCount: 2 });
  const many = connection.openChannel();
  many.basicQos({ prefetchCount: 100 });
  consume(few, connection.openChannel(), many);
  send(channel);
  settle();
  return facts;
}

function declareExchanges(channel: Channel): void {
  const fleeting = { durable: false, autoDelete: true };
  channel.exchangeDeclare({ exchange: 'nova', type: 'topic' });
  channel.exchangeDeclare({ exchange: 'openstack', type: 'topic', durable: true });
  channel.exchangeDeclare({ exchange: 'scheduler_fanout', type: 'fanout', ...fleeting });
  channel.exchangeDeclare({ exchange: 'compute_fanout', type: 'fanout', ...fleeting });
  channel.exchangeDeclare({ exchange: 'reports', type: 'headers', durable: true });
  channel.exchangeDeclare({ exchange: 'inner', type: 'direct', durable: true, internal: true });
  const alternate = { 'alternate-exchange': 'openstack' };
  channel.exchangeDeclare({ exchange: 'audited', type: 'direct', durable: true, arguments: alternate });
}

const ODD = 'größe \u706b "quoted" back\\slash';

function declareQueues(channel: Channel): void {
  const expires = { 'x-expires': 1_800_000 };
  const parked = {
    'x-message-ttl': 60_000,
    'x-dead-letter-exchange': 'openstack',
    'x-dead-letter-routing-key': 'notifications.error',
    'x-max-length': 10,
  };
  channel.queueDeclare({ queue: 'scheduler' });
  channel.queueDeclare({ queue: 'scheduler.ctl1' });
  channel.queueDeclare({ queue: 'compute.cpu1', durable: true, arguments: { 'x-ha-policy': 'all' } });
  channel.queueDeclare({ queue: 'scheduler_fanout_0a1b2c', arguments: expires });
  channel.queueDeclare({ queue: 'compute_fanout_3d4e5f', arguments: expires });
  channel.queueDeclare({ queue: 'reply_9f8e7d', arguments: expires });
  channel.queueDeclare({ queue: 'parked', durable: true, arguments: parked });
  const single = { 'x-single-active-consumer': true };
  channel.queueDeclare({ queue: 'single', durable: true, arguments: single });
  channel.queueDeclare({ queue: 'mine', exclusive: true });
  for (const queue of [ODD, 'tab\there', 'Upper']) channel.queueDeclare({ queue });
}

const TYPES = {
  nothing: null,
  ratio: 1.5,
  big: 5_000_000_000,
  neg: -7,
  list: ['a', 1, true],
  table: { a: 'b', c: { d: 1 } },
};

const EMPTIES = { empty: '', emptylist: [], emptytable: {}, esc: 'say "hi" \\ / é \u706b \t\n\u0001\u007f' };

const FLOATS = {
  small: 0.1,
  tiny: 1e-7,
  milli: 0.001,
  tenth: 0.0001,
  x15: 0.00015,
  k: 1000.5,
  big: 123456789012.5,
  e5: 1.5e-5,
  e22b: 1.234567e22,
  neg: -0.25,
  max: 9007199254740991,
  huge: 1e21,
  mid: 123456.789,
  e22: 1.5e300,
  third: 1 / 3,
};

const TEXTS = {
  quote: 'say "hi"',
  back: 'a\\b',
  latin: 'größe',
  han: '\u706b',
  newline: 'a\nb\tc',
  control: 'a\u0001',
  esc: 'a\u001b',
  del: 'a\u007f',
  ints: [97, 98],
  small: [1, 2],
  words: ['a', 'b'],
  deep: [[1], { z: 1, a: 'é"' }],
  Upper: 1,
  ключ: 1,
  'k"q': 1,
  long: 'a long value '.repeat(12),
  nbsp: 'a\u00a0b',
  c1: 'a\u0085',
};

const BINDINGS: readonly (readonly [string, string, string, JsonTable?])[] = [
  ['scheduler', 'nova', 'scheduler'],
  ['scheduler.ctl1', 'nova', 'scheduler.ctl1'],
  ['compute.cpu1', 'nova', 'compute.cpu1'],
  ['compute.cpu1', 'openstack', 'compute.#'],
  ['scheduler_fanout_0a1b2c', 'scheduler_fanout', 'scheduler'],
  ['compute_fanout_3d4e5f', 'compute_fanout', 'compute'],
  ['parked', 'reports', '', { 'x-match': 'all', format: 'pdf', pages: 3 }],
  ['parked', 'reports', '', { 'x-match': 'any', urgent: true, late: false }],
  ['mine', 'reports', 'k', TYPES],
  ['parked', 'reports', 'e', EMPTIES],
  [ODD, 'openstack', 'key "q" \\ é \u706b'],
  ['tab\there', 'openstack', 'a\tb'],
  ['mine', 'reports', 'floats', FLOATS],
  ['mine', 'reports', 'texts', TEXTS],
  ['Upper', 'inner', 'Upper'],
];

function bind(channel: Channel): void {
  for (const [queue, exchange, routingKey, args = {}] of BINDINGS) {
    channel.queueBind({ queue, exchange, routingKey, arguments: args });
  }
  channel.exchangeBind({ destination: 'inner', source: 'openstack', routingKey: 'notifications.*' });
  const why = { why: 'copy' };
  channel.exchangeBind({ destination: 'reports', source: 'nova', routingKey: 'audit', arguments: why });
}

/** Nothing is acked. */
function consume(few: Channel, unlimited: Channel, many: Channel): void {
  const onDelivery = (): void => {};
  const priority = { 'x-priority': 10, a: 'text', Z: true };
  few.basicConsume({ queue: 'compute.cpu1', consumerTag: '1', onDelivery });
  unlimited.basicConsume({ queue: 'reply_9f8e7d', consumerTag: '2', noAck: true, onDelivery });
  unlimited.basicConsume({ queue: 'scheduler', consumerTag: '3', arguments: priority, onDelivery });
  many.basicConsume({ queue: 'scheduler', consumerTag: '4', onDelivery });
  many.basicConsume({ queue: 'scheduler_fanout_0a1b2c', consumerTag: '5', exclusive: true, onDelivery });
  many.basicConsume({ queue: 'single', consumerTag: 'first', onDelivery });
  few.basicConsume({ queue: 'single', consumerTag: 'second', onDelivery });
  few.basicConsume({ queue: 'tab\there', consumerTag: 'tag "q" é', onDelivery });
}

function send(channel: Channel): void {
  const counts = { 'compute.cpu1': 5, scheduler: 3, reply_9f8e7d: 2, parked: 4, Upper: 1 };
  for (const [routingKey, count] of Object.entries(counts)) {
    for (let i = 0; i < count; i += 1) channel.basicPublish({ exchange: '', routingKey, body: `m${i}` });
  }
}
