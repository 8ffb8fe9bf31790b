/**
 * `novascope tap --serve` on the RabbitMQ that answers at AMQP_URL (else on this machine), in a vhost of the test's own: programs send
 * each other the messages of a boot and others of their own kind, and the page shows them.
 */
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type ChannelModel, connect } from 'amqplib';
import { type FirehoseLine, toFirehose } from '../src/core/recording/firehose.ts';
import { readTrace } from '../src/core/recording/trace-file.ts';
import { test as base, expect, type Page, stepCount, textsOf } from './page.ts';

const AMQP = process.env.AMQP_URL ?? 'amqp://guest:guest@127.0.0.1:5672';
const VHOST = `novascope_live_${process.pid}`;

const ctl = (...words: string[]): string =>
  execFileSync('rabbitmqctl', ['-q', ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

/** null = there is a broker that lets us in and that may be administered from here */
async function whyNot(): Promise<string | null> {
  try {
    ctl('list_vhosts');
    await (await connect(AMQP, { timeout: 3000 })).close();
    return null;
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  }
}

const why = await whyNot();
if (why !== null)
  console.warn(`SKIPPED: no broker at AMQP_URL that rabbitmqctl administers (${why}): no live tap was tried`);

// the page stands at an address of the tap's own
const test = base.extend({ baseURL: 'http://127.0.0.1:' });

/** The program as typed, in this vhost; `address` = what it prints for the page. */
async function tapped() {
  const args = ['tap', '--amqp', AMQP, '--vhost', VHOST, '--all', '--trace-on', '--serve', '--for', '10m'];
  const program = spawn(process.execPath, ['dist-node/novascope.js', ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  program.stderr.on('data', (text: Buffer) => {
    said += String(text);
  });
  const ended = new Promise<number | null>((done) => program.once('exit', done));
  await expect.poll(() => said, { timeout: 60_000 }).toContain('Tracing copies every message');
  return {
    address: /http:\/\/127\.0\.0\.1:\d+\/#tap=[0-9a-f]{32}/.exec(said)?.[0] ?? '',
    said: () => said,
    end: () => {
      program.kill('SIGINT');
      return ended;
    },
  };
}

/** A program for each service, with a connection of its own: it takes from the service's queues and sends what the service sent. */
async function replay(): Promise<{ close(): Promise<void> }> {
  const boot = readTrace(readFileSync('src/generated/boot.trace.ndjson', 'utf8').split('\n'));
  const lines = [...toFirehose(boot, { periodic: false })];
  const models = new Map<string, ChannelModel>();
  const channelOf = async (user: string) => {
    const model = models.get(user) ?? (await connect(`${AMQP}/${VHOST}`));
    models.set(user, model);
    return model;
  };
  const first = await (await channelOf('setup')).createChannel();
  for (const line of lines) if (line.kind === 'publish') await declare(first, line);
  const taken = new Set<string>();
  for (const line of lines) {
    if (line.kind !== 'deliver' || taken.has(line.queue)) continue;
    taken.add(line.queue);
    const channel = await (await channelOf(line.user)).createChannel();
    await channel.assertQueue(line.queue, { durable: false });
    await channel.consume(line.queue, () => undefined, { noAck: true });
  }
  for (const line of lines) {
    if (line.kind !== 'publish') continue;
    const channel = await (await channelOf(line.user)).createConfirmChannel();
    const body = typeof line.payload === 'string' ? line.payload : JSON.stringify(line.payload);
    channel.publish(line.exchange, line.routing_keys[0] ?? '', Buffer.from(body));
    await channel.waitForConfirms();
    await channel.close();
  }
  const foreign = await (await channelOf('shop')).createConfirmChannel();
  await foreign.assertQueue('orders', { durable: false });
  await foreign.consume('orders', () => undefined, { noAck: true });
  foreign.publish('', 'orders', Buffer.from(JSON.stringify({ order: 7, card: SECRET })));
  foreign.publish('', 'orders', Buffer.from([0, 255, 1, 128]));
  await foreign.waitForConfirms();
  return {
    close: async () => {
      await Promise.all([...models.values()].map((model) => model.close()));
    },
  };
}

const SECRET = 'canary-4111-1111';

type Channel = Awaited<ReturnType<ChannelModel['createChannel']>>;

async function declare(channel: Channel, line: FirehoseLine & { kind: 'publish' }): Promise<void> {
  const { exchange } = line;
  const isFanout = exchange.endsWith('_fanout');
  if (exchange !== '')
    await channel.assertExchange(exchange, isFanout ? 'fanout' : 'topic', { durable: false });
  for (const queue of line.routed_queues) {
    await channel.assertQueue(queue, { durable: false });
    if (exchange !== '') await channel.bindQueue(queue, exchange, line.routing_keys[0] ?? '');
  }
}

const shown = async (page: Page): Promise<string> =>
  (await page.locator('.steps').first().textContent()) ?? '';

test.skip(why !== null, 'SKIPPED: no broker at AMQP_URL that rabbitmqctl administers');

test('the page that the tap serves shows what a broker carries, as it comes, and nothing that is secret', async ({
  page,
}) => {
  ctl('add_vhost', VHOST);
  ctl('set_permissions', '-p', VHOST, 'guest', '.*', '.*', '.*');
  const tap = await tapped();
  try {
    await page.goto(tap.address);
    await expect(page.locator('[data-notice="live"]')).toContainText(textsOf('en').aside.notice.live.live);
    expect(page.url()).not.toContain('tap=');
    const programs = await replay();
    await expect(page.locator('[data-live="live"]')).toBeVisible();
    // the story of the boot, as far as messages tell it
    await page.keyboard.press('2');
    await expect
      .poll(() => shown(page), { timeout: 60_000 })
      .toContain('nova-compute-cpu1 has the end of the build noted');
    expect(await shown(page)).toContain('nova-api hands the request to nova-conductor');
    const count = await stepCount(page);
    // every message, those of other programs too
    await page.locator('[data-play]').click();
    await page.getByRole('button', { name: textsOf('en').page.top.levels.messages }).click();
    expect(await stepCount(page)).toBeGreaterThan(count);
    await expect(async () => {
      await page.keyboard.press('End');
      await expect(page.locator('.narration')).toContainText('orders', { timeout: 1000 });
    }).toPass();
    expect(await page.content()).not.toContain(SECRET);
    expect(await tap.end()).toBe(0);
    await expect(page.locator('[data-live="over"]')).toBeVisible();
    expect(tap.said()).toMatch(/\d+ messages shown, 0 let go/);
    expect(ctl('list_vhosts', 'name', 'tracing')).toContain(`${VHOST}\tfalse`);
    await programs.close();
  } finally {
    await tap.end();
    ctl('delete_vhost', VHOST);
  }
});
