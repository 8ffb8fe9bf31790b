const { EventEmitter } = require('node:events');
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { assert, program } = require('./program.cjs');

const BUILT = join(__dirname, '..', '..', 'dist-node');
const URL = 'amqp://module-kinds';

/** The CommonJS module, the ES module and the one for browsers, each with default and named exports. */
program(async () => {
  const common = require('amqplib');
  const module = await import(join(BUILT, 'amqp.js'));
  const browser = await import(join(BUILT, 'browser', 'amqp.js'));
  for (const kind of [common, module, browser]) {
    assert.equal(kind.default.connect, kind.connect);
    assert.equal(typeof kind.IllegalOperationError, 'function');
  }
  for (const name of readdirSync(join(BUILT, 'browser'))) {
    assert.doesNotMatch(readFileSync(join(BUILT, 'browser', name), 'utf8'), /from ?["']node:/);
  }

  const [here, there] = [await common.connect(URL), await module.connect(URL)];
  assert.ok(here instanceof EventEmitter && there instanceof EventEmitter);
  const channel = await here.createChannel();
  await channel.assertQueue('q');
  channel.sendToQueue('q', Buffer.from('a'));
  const got = await (await there.createChannel()).get('q', { noAck: true });
  assert.equal(got.content.toString(), 'a');

  const page = await (await browser.connect('amqp://page')).createConfirmChannel();
  await page.assertQueue('q');
  page.sendToQueue('q', new TextEncoder().encode('b'), { headers: { bytes: new Uint8Array([1]) } });
  await page.waitForConfirms();
  const read = await page.get('q');
  assert.equal(new TextDecoder().decode(read.content), 'b');
  assert.deepEqual([...read.properties.headers.bytes], [1]);
  await Promise.all([here.close(), there.close()]);
});
