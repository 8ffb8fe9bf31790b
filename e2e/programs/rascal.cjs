const { BrokerAsPromised: Broker } = require('rascal');
const { assert, brokerAt, program, restart, until } = require('./program.cjs');

const URL = 'amqp://rascal';
const fast = { retry: { min: 20, max: 50, factor: 1, strategy: 'linear' } };
const config = {
  vhosts: {
    '/': {
      connection: { url: URL, ...fast, management: { url: 'http://127.0.0.1:9' } },
      exchanges: ['shop'],
      queues: ['orders', { name: 'questions', options: { durable: false } }, 'answers'],
      bindings: ['shop[order.*] -> orders'],
      publications: {
        order: { exchange: 'shop', routingKey: 'order.new' },
        ask: { queue: 'questions', options: { replyTo: 'answers' } },
        answer: { exchange: '', confirm: true },
      },
      subscriptions: {
        orders: { queue: 'orders', contentType: 'application/json', ...fast },
        questions: { queue: 'questions', ...fast },
        answers: { queue: 'answers', ...fast },
      },
    },
  },
};

program(async () => {
  const broker = await Broker.create(config);
  const errors = [];
  broker.on('error', (error) => errors.push(error.message));
  const heard = async (name, take) => {
    const session = await broker.subscribe(name);
    session.on('message', (message, content, ackOrNack) => {
      take(content, message);
      ackOrNack();
    });
    session.on('error', (error) => errors.push(error.message));
    session.on('cancelled', (error) => errors.push(`cancelled: ${error.message}`));
    return session;
  };
  const orders = [];
  const answers = [];
  await heard('orders', (content) => orders.push(content.n));
  await heard('answers', (content) => answers.push(content.n));
  await heard('questions', async (content, { properties }) => {
    await broker.publish('answer', { n: content.n * 2 }, properties.replyTo);
  });
  const publish = async (name, content) => {
    const publication = await broker.publish(name, content);
    await new Promise((resolve, reject) => publication.on('success', resolve).on('error', reject));
  };
  await publish('order', { n: 1 });
  await publish('ask', { n: 21 });
  await until('the order and the answer', () => orders.length === 1 && answers.length === 1);
  assert.equal(answers[0], 42);

  await restart(URL);
  const consumers = (queue) =>
    brokerAt(URL)
      .inspect()
      .queues.find(({ name }) => name === queue)?.consumers.length ?? 0;
  await until('the consumers after the reconnect', () => consumers('orders') === 1);
  await publish('order', { n: 2 });
  await until('the order after the reconnect', () => orders.length === 2);

  const { connect } = require('amqplib');
  const other = await (await connect(URL)).createChannel();
  await other.deleteQueue('orders');
  await until('the cancelled subscription', () => errors.some((text) => /cancelled/i.test(text)));
  await other.assertQueue('orders');
  await other.bindQueue('orders', 'shop', 'order.*');
  await until('the consumer of the new queue', () => consumers('orders') === 1);
  await publish('order', { n: 3 });
  await until('the order of the new queue', () => orders.length === 3);
  await broker.shutdown();
});
