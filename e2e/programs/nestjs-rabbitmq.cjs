require('reflect-metadata');
const { AmqpConnection, Nack } = require('@golevelup/nestjs-rabbitmq');
const { assert, brokerAt, program, restart, until } = require('./program.cjs');

const URL = 'amqp://nestjs-rabbitmq';
const silent = Object.fromEntries(
  ['log', 'error', 'warn', 'debug', 'verbose'].map((name) => [name, () => {}]),
);

program(async () => {
  const connection = new AmqpConnection({
    uri: URL,
    logger: silent,
    exchanges: [{ name: 'shop', type: 'topic' }],
    connectionManagerOptions: { reconnectTimeInSeconds: 0.05 },
    connectionInitOptions: { wait: true, timeout: 5000 },
  });
  await connection.init();
  const orders = [];
  const subscription = { exchange: 'shop', routingKey: 'order.*', queue: 'orders' };
  let refuse = true;
  await connection.createSubscriber(
    async (order) => {
      orders.push(order.n);
      if (order.n !== 2 || !refuse) return undefined;
      refuse = false;
      return new Nack(true);
    },
    subscription,
    'orders',
  );
  await connection.createRpc(async ({ n }) => n * 2, {
    exchange: 'shop',
    routingKey: 'double',
    queue: 'double',
  });

  await connection.publish('shop', 'order.new', { n: 1 });
  await connection.publish('shop', 'order.new', { n: 2 });
  await until('the orders, one of them twice', () => orders.length === 3);
  assert.deepEqual(orders, [1, 2, 2]);
  const asked = { exchange: 'shop', routingKey: 'double', payload: { n: 21 }, timeout: 2000 };
  assert.equal(await connection.request(asked), 42);

  await restart(URL);
  const consumers = () =>
    brokerAt(URL)
      .inspect()
      .queues.find(({ name }) => name === 'orders')?.consumers.length;
  await until('the consumer after the reconnect', () => connection.connected && consumers() === 1);
  await connection.publish('shop', 'order.new', { n: 3 });
  await until('the order after the reconnect', () => orders.length === 4);
  assert.equal(await connection.request(asked), 42);

  let cancelled = 0;
  connection.channel.on('cancel', () => {
    cancelled += 1;
  });
  await connection.channel.deleteQueue('orders');
  await until('the cancelled consumer', () => cancelled === 1);
  assert.equal(consumers(), undefined);
  await connection.publish('shop', 'order.new', { n: 4 });
  assert.equal(await connection.request(asked), 42);
  await connection.close();
  assert.equal(orders.length, 4);
});
