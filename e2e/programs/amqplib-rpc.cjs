const amqplib = require('amqplib');
const rpc = require('amqplib-rpc');
const { assert, program, restart, until } = require('./program.cjs');

const URL = 'amqp://amqplib-rpc';

/** A server that doubles numbers; it comes back when its connection or its queue is lost. */
async function serve(log) {
  const connection = await amqplib.connect(URL);
  connection.on('close', (error) => error && serve(log).catch(log.failed));
  const channel = await connection.createChannel();
  const listen = async () => {
    await channel.assertQueue('double', { durable: false });
    await channel.consume('double', (message) => {
      if (message === null) {
        log.cancelled += 1;
        listen().catch(log.failed);
        return;
      }
      const { n } = JSON.parse(message.content.toString());
      rpc.reply(channel, message, { n: n * 2 });
      channel.ack(message);
    });
  };
  await listen();
  log.served += 1;
}

program(async () => {
  const log = { served: 0, cancelled: 0, failed: (error) => assert.fail(error) };
  await serve(log);
  const ask = async (connection, n) => {
    const reply = await rpc.request(connection, 'double', { n });
    return JSON.parse(reply.content.toString()).n;
  };
  const connection = await amqplib.connect(URL);
  assert.deepEqual(await Promise.all([1, 2, 3].map((n) => ask(connection, n))), [2, 4, 6]);
  await assert.rejects(rpc.request(connection, 'nobody', { n: 1 }, { timeout: 50 }), rpc.TimeoutError);
  assert.equal(await rpc.checkQueue(connection, 'double'), true);
  assert.equal(await rpc.checkQueue(connection, 'nobody'), false);

  await restart(URL);
  await until('the server after the reconnect', () => log.served === 2);
  const again = await amqplib.connect(URL);
  assert.equal(await ask(again, 21), 42);
  await (await again.createChannel()).deleteQueue('double');
  await until('the consumer of the new queue', () => log.cancelled === 1);
  assert.equal(await ask(again, 4), 8);

  const answered = await new Promise((resolve, reject) => {
    rpc.request(again, 'double', { n: 5 }, (error, reply) => (error ? reject(error) : resolve(reply)));
  });
  assert.equal(JSON.parse(answered.content.toString()).n, 10);
});
