import { describe, expect, it } from 'vitest';
import { defined } from '../base/assert.ts';
import { micros } from '../base/time.ts';
import { type OneTopic, runOneTopic, theoryOf } from './one-topic.ts';

const SECOND = micros(1_000_000);

/** Load in hundredths, so that the gap is whole. */
function at(load: number, o: Partial<OneTopic> = {}): OneTopic {
  const servers = o.servers ?? 1;
  return {
    seed: 1,
    arrivals: 20_000,
    service: 'exponential',
    serviceMean: SECOND,
    gapMean: micros(Math.round((SECOND * 100) / (load * servers))),
    ...o,
    servers,
  };
}

const MODELS = [
  ['M/M/1', { servers: 1, service: 'exponential' }],
  ['M/M/3', { servers: 3, service: 'exponential' }],
  ['M/D/1', { servers: 1, service: 'fixed' }],
] as const;

/** The runs of 2,000,000 arrivals, whose mean lies within 2 % of theory, are in `npm run bench -- lab`. */
describe('a one-topic service waits as theory says: its 99.9 % interval holds the formula', () => {
  for (const [name, model] of MODELS) {
    for (const seed of [1, 2, 3]) {
      it.each([50, 80])(
        `${name}, seed ${seed}, at a load of %i in a hundred`,
        (load) => {
          const run = at(load, { ...model, seed });
          const { interval, served, inSystemIntegral, sojournSum } = runOneTopic(run);
          const { mean, half } = defined(interval, 'interval');
          const theory = defined(theoryOf(run), 'theory');
          expect(Math.abs(mean - theory)).toBeLessThanOrEqual(half);
          // an interval that holds everything would prove nothing
          expect(half).toBeLessThan(0.6 * theory);
          expect(served).toBe(run.arrivals);
          expect(inSystemIntegral).toBe(sojournSum);
        },
        120_000,
      );
    }
  }
});

describe("the interval can fail: it does not hold another service's formula", () => {
  it('M/D/1 is not M/M/1, and one server at 80 % is not three', () => {
    const run = at(80, { service: 'fixed' });
    const { mean, half } = defined(runOneTopic(run).interval, 'interval');
    expect(mean + half).toBeLessThan(defined(theoryOf({ ...run, service: 'exponential' }), 'theory'));
    expect(mean - half).toBeGreaterThan(defined(theoryOf(at(80, { servers: 3 })), 'theory'));
  }, 60_000);
});

describe("Little's law", () => {
  it.each([1, 5, 1000])(
    'holds to the microsecond over a run of %i that starts and ends empty',
    (arrivals) => {
      const outcome = runOneTopic(at(95, { arrivals, servers: 2 }));
      expect(outcome.served).toBe(arrivals);
      expect(outcome.inSystemIntegral).toBe(outcome.sojournSum);
      expect(outcome.sojournSum).toBeGreaterThan(0);
    },
  );
});

it('equal seeds give equal runs, other seeds others', () => {
  const run = (seed: number) => runOneTopic(at(80, { arrivals: 2000, seed }));
  expect(run(5)).toEqual(run(5));
  expect(run(6).sojournSum).not.toBe(run(5).sojournSum);
});

it('two servers with a fixed time have no formula here, and more load than servers never ends', () => {
  expect(theoryOf(at(50, { servers: 2, service: 'fixed' }))).toBeNull();
  expect(theoryOf(at(100))).toBe(Number.POSITIVE_INFINITY);
});
