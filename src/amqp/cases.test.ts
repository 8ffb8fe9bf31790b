/** The project's own cases, on the broker in memory and, when one answers at AMQP_URL, on a real RabbitMQ. */
import { connect as connectReal } from 'amqplib';
import { afterAll, describe, expect, it } from 'vitest';
import { CASES } from './cases/all.ts';
import { type Case, isLong, isRestart } from './cases/case.ts';
import { playCase } from './cases/play.fixture.ts';
import type { BrokerStage } from './cases/stage.fixture.ts';
import { type ChannelModel, connect } from './promise-api.ts';
import { brokerAt, forgetBroker } from './steering.ts';

const HERE = 'amqp://guest:guest@cases';
const VIRTUAL = { clock: 'virtual' } as const;

const memory: BrokerStage = {
  connect: () => connect(HERE, VIRTUAL),
  pass: (ms) => brokerAt(HERE, VIRTUAL).advance(ms),
  restart: () => brokerAt(HERE, VIRTUAL).restart(),
  until: () => brokerAt(HERE, VIRTUAL).settle(),
};

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const THERE = process.env.AMQP_URL ?? 'amqp://guest:guest@127.0.0.1:5672';
const isLoopback = ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(THERE).hostname);

const real: BrokerStage = {
  connect: () => connectReal(THERE) as unknown as Promise<ChannelModel>,
  pass: wait,
  restart: () => Promise.reject(new Error('a broker that runs already is never restarted')),
  async until(isSo) {
    await wait(25);
    for (let turn = 0; turn < 60 && !isSo(); turn += 1) await wait(25);
  },
};

async function answers(): Promise<boolean> {
  if (!isLoopback) return false;
  const model = await connectReal(THERE, { timeout: 2000 }).catch(() => null);
  await model?.close();
  return model !== null;
}

describe('the broker in memory', () => {
  afterAll(() => forgetBroker(HERE));
  for (const one of CASES) {
    it(`${one.law} [${one.id}]`, async () => {
      expect(await playCase(memory, one, one.id)).toEqual([]);
    });
  }
});

describe('the cases', () => {
  it('are at least sixty, each with a name of its own', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(60);
    expect(new Set(CASES.map((one) => one.id)).size).toBe(CASES.length);
  });
});

const thereIsOne = await answers();
if (!thereIsOne) {
  console.warn(
    `!! no RabbitMQ answers at ${THERE} (loopback only): the cases are NOT compared with a real broker !!`,
  );
}

/** A live run of the cases over half an hour takes 35 minutes: only who asks for it waits. */
const LONG = process.env.AMQP_LONG === '1';
const long = CASES.filter(isLong);
if (thereIsOne && !LONG) {
  const names = long.map((one) => one.id).join(', ');
  console.warn(
    `!! ${names}: NOT compared with the real broker in this run; AMQP_LONG=1 does it, in 35 minutes !!`,
  );
}

describe.runIf(thereIsOne && LONG)('a real RabbitMQ, over half an hour', () => {
  it('gives the same outcome for each long case', { timeout: 45 * 60_000 }, async () => {
    const run = `novascope-long-${process.pid}-${Date.now().toString(36)}`;
    const found = await Promise.all(long.map((one) => playCase(real, one, `${run}.${one.id}`)));
    expect(found.flat()).toEqual([]);
  });
});

describe.runIf(thereIsOne)('a real RabbitMQ', () => {
  it('gives the same outcome for each case (restarts and what is here alone excepted)', {
    timeout: 120_000,
  }, async () => {
    const run = `novascope-test-${process.pid}-${Date.now().toString(36)}`;
    const left = CASES.filter((one) => !isRestart(one) && !isLong(one) && one.hereOnly === undefined);
    const again: Case[] = [];
    const play = async (): Promise<void> => {
      for (let one = left.shift(); one; one = left.shift()) {
        const found = await playCase(real, one, `${run}.${one.id}`);
        if (found.length > 0) again.push(one);
      }
    };
    await Promise.all(Array.from({ length: 8 }, play));
    // a busy machine can be too late for a time to live: what differed is played once more, alone
    const differences: string[] = [];
    for (const one of again) {
      const found = await playCase(real, one, `${run}.again.${one.id}`);
      differences.push(...found.map((each) => `${one.id}: ${each}`));
    }
    expect(differences).toEqual([]);
  });
});
