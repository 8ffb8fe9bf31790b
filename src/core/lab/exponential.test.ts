import { describe, expect, it } from 'vitest';
import { makeRandom } from '../base/random.ts';
import { micros } from '../base/time.ts';
import { exponential } from './exponential.ts';

const COUNT = 200_000;

function drawn(mean: number, seed = 1): number[] {
  const stream = makeRandom(seed).stream('test');
  return Array.from({ length: COUNT }, () => exponential(stream, micros(mean)));
}

describe('an exponential variate', () => {
  it.each([1_000_000, 3_000_000, 250_000_000])('of mean %i has it, and the deviation is the mean', (mean) => {
    const values = drawn(mean);
    const average = values.reduce((a, b) => a + b, 0) / COUNT;
    const variance = values.reduce((a, b) => a + (b - average) ** 2, 0) / COUNT;
    // 4.5 standard errors of each
    expect(Math.abs(average / mean - 1)).toBeLessThan(4.5 / Math.sqrt(COUNT));
    expect(Math.abs(Math.sqrt(variance) / mean - 1)).toBeLessThan(4.5 / Math.sqrt(COUNT / 2));
  });

  it('lies above t with the chance e^-t, at every t', () => {
    const values = drawn(1_000_000, 7);
    for (const t of [0.01, 0.1, 0.5, 1, 2, 4, 6]) {
      const share = values.filter((v) => v > t * 1_000_000).length / COUNT;
      const chance = Math.exp(-t);
      expect(Math.abs(share - chance)).toBeLessThan(4.5 * Math.sqrt((chance * (1 - chance)) / COUNT));
    }
  });

  it('is the same in every engine: these are whole numbers drawn from whole numbers', () => {
    const stream = makeRandom(1).stream('lab/arrivals');
    const first = Array.from({ length: 6 }, () => exponential(stream, micros(1_000_000)));
    expect(first).toEqual(FIRST);
  });

  it('splits a large mean without losing a digit', () => {
    const large = 987_654_321_123;
    const values = (mean: number): number => exponential(makeRandom(3).stream('one'), micros(mean));
    const exact = (BigInt(makeRandom(3).stream('one').next()) * BigInt(large)) / 2n ** 32n;
    expect(BigInt(values(large)) % BigInt(large)).toBe(exact);
  });
});

const FIRST = [584_637, 551_157, 218_916, 15_910, 77_248, 757_465];
