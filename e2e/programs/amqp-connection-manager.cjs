const { connect } = require('amqp-connection-manager');
const { assert, brokerAt, program, restart, until } = require('./program.cjs');

const URL = 'amqp://amqp-connection-manager';
const text = (message) => JSON.parse(message.content.toString());

program(async () => {
  const manager = connect([URL], { reconnectTimeInSeconds: 0.05 });
  const channel = manager.createChannel({
    json: true,
    setup: (raw) => Promise.all([raw.assertQueue('work'), raw.assertQueue('double', { durable: false })]),
  });
  await channel.waitForConnect();

  const got = [];
  const take = (message) => {
    got.push(text(message).n);
    channel.ack(message);
  };
  await channel.consume('work', take, { prefetch: 2 });
  await channel.sendToQueue('work', { n: 1 }, { persistent: true });
  await until('the first message', () => got.length === 1);

  const answers = new Map();
  await channel.consume('amq.rabbitmq.reply-to', (m) => answers.set(m.properties.correlationId, text(m).n), {
    noAck: true,
  });
  await channel.consume('double', (m) => {
    channel.ack(m);
    const { replyTo, correlationId } = m.properties;
    return channel.sendToQueue(replyTo, { n: text(m).n * 2 }, { correlationId });
  });
  await channel.sendToQueue('double', { n: 21 }, { replyTo: 'amq.rabbitmq.reply-to', correlationId: 'c' });
  await until('the answer', () => answers.get('c') === 42);

  let lost = 0;
  manager.on('disconnect', () => {
    lost += 1;
  });
  await restart(URL);
  await channel.sendToQueue('work', { n: 2 });
  await until('the message after the reconnect', () => got.length === 2);
  assert.equal(lost, 1);

  const consumers = () =>
    brokerAt(URL)
      .inspect()
      .queues.find(({ name }) => name === 'work')?.consumers.length;
  assert.equal(consumers(), 1);
  // the manager consumes again from what is gone: nobody hears the channel's 404, the connection ends and all is set up anew
  await channel.deleteQueue('work');
  await until('the connection that is lost with it', () => lost === 2);
  await until('the consumer of the new queue', () => consumers() === 1);
  await channel.waitForConnect();
  await channel.sendToQueue('work', { n: 3 });
  await until('the message of the new queue', () => got.length === 3);
  await channel.close();
  await manager.close();
  assert.deepEqual(got, [1, 2, 3]);
});
