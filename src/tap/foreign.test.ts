/** The tap on a real broker that carries other people's messages: each is a line, opaque, and nothing of theirs is in it. */
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from 'amqplib';
import { expect, test } from 'vitest';
import { FOREIGN_MESSAGES, FOREIGN_SECRET } from '../core/recording/foreign-messages.fixture.ts';
import { openLines } from '../core/recording/open.fixture.ts';
import { makeRedactor } from '../core/recording/redact/redactor.ts';
import { brokerAddress, DEFAULT_BROKER } from '../real/address.ts';
import { administers, rabbitmqctl } from '../real/prepare-vhosts.ts';
import type { GapLine, TapLine } from './line.ts';
import { openTap } from './tap.ts';

const BROKER = brokerAddress(process.env.AMQP_URL ?? DEFAULT_BROKER);
const isThere = await administers(BROKER);
if (!isThere)
  console.warn(
    `skipped: no RabbitMQ at ${BROKER.shown} that rabbitmqctl administers; the tap is not tried on foreign traffic`,
  );

const VHOST = `novascope_foreign_${process.pid}`;

test.skipIf(!isThere)(
  'foreign traffic passes the tap as opaque lines, and is opened',
  { timeout: 120_000 },
  async () => {
    const url = `${BROKER.login}/${VHOST}`;
    const user = decodeURIComponent(new URL(BROKER.login).username);
    await rabbitmqctl('add_vhost', VHOST);
    try {
      await rabbitmqctl('set_permissions', '-p', VHOST, user, '.*', '.*', '.*');
      await rabbitmqctl('trace_on', '-p', VHOST);
      const lines: (TapLine | GapLine)[] = [];
      const trouble: string[] = [];
      const tap = await openTap({
        ...{ connect, urls: [url], keys: ['#'], redact: makeRedactor('a test'), whose: () => null },
        take: (line) => lines.push(line) > 0,
        trouble: (why) => trouble.push(why),
        again: () => Promise.resolve(),
      });
      await publishAll(url);
      for (let i = 0; lines.length < 2 * FOREIGN_MESSAGES.length && i < 600; i += 1) await pause(50);
      await tap.close();
      expect(trouble).toEqual([]);
      expect(tap.counts()).toEqual({ taken: 2 * FOREIGN_MESSAGES.length, lost: 0, unknown: 0 });
      const texts = lines.map((line) => JSON.stringify(line));
      for (const text of texts) {
        expect(text).not.toContain(FOREIGN_SECRET);
        expect(text.length).toBeLessThan(3000);
      }
      const { trace, report } = openLines(texts);
      expect(report.files[0]).toMatchObject({ format: 'firehose', skipped: 0 });
      expect(report.unpaired).toBe(0);
      const published = trace.facts.flatMap((fact) => (fact.kind === 'message.published' ? [fact] : []));
      expect(published.map(({ rpc }) => rpc.type)).toEqual(FOREIGN_MESSAGES.map(() => 'other'));
    } finally {
      await rabbitmqctl('delete_vhost', VHOST);
    }
  },
);

/** Each to a queue of its own, from which somebody takes it. */
async function publishAll(url: string): Promise<void> {
  const model = await connect(url);
  const channel = await model.createConfirmChannel();
  const { queue } = await channel.assertQueue('shop', { durable: false });
  let taken = 0;
  const take = (): void => {
    taken += 1;
  };
  await channel.consume(queue, take, { noAck: true });
  for (const { exchange, key, body, properties } of FOREIGN_MESSAGES) {
    await channel.assertExchange(exchange, 'direct', { durable: false });
    await channel.bindQueue(queue, exchange, key);
    channel.publish(exchange, key, Buffer.from(body), optionsOf(properties));
  }
  await channel.waitForConfirms();
  for (let i = 0; taken < FOREIGN_MESSAGES.length && i < 600; i += 1) await pause(50);
  await model.close();
  expect(taken).toBe(FOREIGN_MESSAGES.length);
}

/** The same properties under amqplib's names. */
function optionsOf(properties: { readonly [name: string]: unknown }): object {
  const names: { readonly [name: string]: string } = {
    content_type: 'contentType',
    content_encoding: 'contentEncoding',
    correlation_id: 'correlationId',
    reply_to: 'replyTo',
    delivery_mode: 'deliveryMode',
    app_id: 'appId',
  };
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [names[name] ?? name, value]));
}
