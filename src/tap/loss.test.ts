/** The tap on a real broker under more than it can take: what it writes and what it tells missing is all that there was. */
import { execFileSync } from 'node:child_process';
import { connect } from 'amqplib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRedactor } from '../core/recording/redact/redactor.ts';
import { brokerAddress, DEFAULT_BROKER } from '../real/address.ts';
import { administers, rabbitmqctl } from '../real/prepare-vhosts.ts';
import type { GapLine, TapLine } from './line.ts';
import { openTap } from './tap.ts';

const BROKER = brokerAddress(process.env.AMQP_URL ?? DEFAULT_BROKER);
const isThere = await administers(BROKER);
if (!isThere)
  console.warn(`SKIPPED: no RabbitMQ at ${BROKER.shown} that rabbitmqctl administers, so no tap was flooded`);

const NAME = `novascope_loss_${process.pid}`;
const SENT = 6000;
/** A user that may have queues of its own, and send nothing anywhere else. */
const NARROW = ['^amq\\.gen', '^amq\\.gen', '.*'];

describe.skipIf(!isThere)('a tap whose queue runs over', () => {
  const user = decodeURIComponent(new URL(BROKER.login).username);
  beforeAll(async () => {
    await rabbitmqctl('add_vhost', NAME);
    await rabbitmqctl('set_permissions', '-p', NAME, user, '.*', '.*', '.*');
    await rabbitmqctl('add_user', NAME, NAME);
    await rabbitmqctl('set_permissions', '-p', NAME, NAME, ...NARROW);
    await rabbitmqctl('trace_on', '-p', NAME);
  }, 60_000);
  afterAll(async () => {
    await rabbitmqctl('delete_vhost', NAME);
    await rabbitmqctl('delete_user', NAME);
  }, 60_000);

  test('tells how many are missing, and since when: with those written they are all that were sent', async () => {
    const { written, gaps, counts } = await flooded(BROKER.login, 20_000);
    const told = gaps.map(({ lost }) => lost ?? Number.NaN);
    expect(told.length).toBeGreaterThan(0);
    expect(written + told.reduce((sum, lost) => sum + lost, 0)).toBe(SENT);
    expect(counts).toEqual({ taken: written, lost: SENT - written, unknown: 0 });
    for (const { from = Number.NaN, t } of gaps) expect(from).toBeLessThanOrEqual(t);
  }, 120_000);

  test('says that nobody knows how many where more were dropped than are counted', async () => {
    const { gaps, counts } = await flooded(BROKER.login, 10);
    expect(gaps.some(({ lost }) => lost === null)).toBe(true);
    expect(counts.unknown).toBeGreaterThan(0);
  }, 120_000);

  test('says so, too, where its user may not have dropped messages set aside', async () => {
    const { origin } = new URL(BROKER.login.replace(/^amqp/, 'http'));
    const login = origin.replace('//', `//${NAME}:${NAME}@`).replace(/^http/, 'amqp');
    const { gaps, counts } = await flooded(login, 20_000);
    expect(gaps.some(({ lost }) => lost === null)).toBe(true);
    expect(counts.unknown).toBeGreaterThan(0);
  }, 120_000);
});

/** Large bodies fill what lies between the broker and a sleeper. */
const SENDS = `
  import { connect } from 'amqplib';
  const [url, count] = process.argv.slice(1);
  const model = await connect(url);
  const channel = await model.createConfirmChannel();
  const body = Buffer.alloc(8000, 'x');
  for (let i = 0; i < Number(count); i += 1) {
    channel.publish('', 'nobody_' + i, body);
    if (i % 500 === 499) await channel.waitForConfirms();
  }
  await channel.waitForConfirms();
  await model.close();
`;

/** A tap with room for a few, which sleeps while all is sent. */
async function flooded(login: string, counted: number) {
  const lines: (TapLine | GapLine)[] = [];
  const trouble: string[] = [];
  const tap = await openTap({
    ...{ connect, urls: [`${login}/${NAME}`], keys: ['publish.#'], redact: makeRedactor('a test') },
    whose: () => null,
    take: (line) => lines.push(line) > 0,
    trouble: (why) => trouble.push(why),
    again: async () => undefined,
    bounds: { length: 50, ttl: 10_000, counted },
  });
  // while another program sends, nothing of this one runs
  execFileSync(process.execPath, [
    '--input-type=module',
    '-e',
    SENDS,
    `${BROKER.login}/${NAME}`,
    String(SENT),
  ]);
  await tap.close();
  expect(trouble).toEqual([]);
  const gaps = lines.filter((line) => line.kind === 'gap');
  return { written: lines.length - gaps.length, gaps, counts: tap.counts() };
}
