const { ServiceBroker } = require('moleculer');
const { assert, brokerAt, program, restart, until } = require('./program.cjs');

const URL = 'amqp://moleculer';

// it waits five seconds before it connects anew
const later = globalThis.setTimeout;
globalThis.setTimeout = (run, ms, ...given) => later(run, ms === 5000 ? 20 : ms, ...given);

const node = (nodeID) =>
  new ServiceBroker({
    nodeID,
    logger: false,
    requestTimeout: 3000,
    transporter: { type: 'AMQP', options: { url: URL, autoDeleteQueues: 5000 } },
  });

program(async () => {
  const [asking, serving] = [node('asking'), node('serving')];
  const heard = [];
  serving.createService({
    name: 'math',
    actions: { double: ({ params }) => params.n * 2 },
    events: { ordered: (ctx) => heard.push(ctx.params.n) },
  });
  await Promise.all([asking.start(), serving.start()]);
  await asking.waitForServices('math', 5000, 10);

  assert.equal(await asking.call('math.double', { n: 21 }), 42);
  await asking.emit('ordered', { n: 1 });
  await until('the event', () => heard.length === 1);

  await restart(URL);
  const queue = (name) =>
    brokerAt(URL)
      .inspect()
      .queues.find((each) => each.name === name);
  await until('the consumers after the reconnect', () =>
    ['MOL.REQ.serving', 'MOL.RES.asking'].every((name) => queue(name)?.consumers.length === 1),
  );
  await asking.waitForServices('math', 5000, 10);
  assert.equal(await asking.call('math.double', { n: 4 }), 8);
  await asking.emit('ordered', { n: 2 });
  await until('the event after the reconnect', () => heard.length === 2);

  const { connect } = require('amqplib');
  const channel = await (await connect(URL)).createChannel();
  // its consumer reads what is no message: that ends its connection, and all is set up anew
  const lost = 'MOL.REQ.serving';
  await channel.deleteQueue(lost);
  assert.equal(queue(lost), undefined);
  await until('the consumer of the new queue', () => queue(lost)?.consumers.length === 1);
  await asking.waitForServices('math', 5000, 10);
  assert.equal(await asking.call('math.double', { n: 5 }), 10);
  await Promise.all([asking.stop(), serving.stop()]);
});
