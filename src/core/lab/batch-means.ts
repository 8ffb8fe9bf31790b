/**
 * The mean of a run's own measurements and how far it can be trusted: the run is cut into 32 equal batches, whose means
 * are nearly independent when batches are long beside the queue's memory; Student's t over these gives the interval.
 */
import { assert } from '../base/assert.ts';

const BATCHES = 32;
/** Student's t with 31 degrees of freedom, two-sided 99.9 % (tables: 3.6335) */
const T_999 = 3.6335;

export interface MeanWithInterval {
  readonly mean: number;
  /** the 99.9 % interval reaches so far to both sides */
  readonly half: number;
}

interface BatchMeans {
  add(value: number): void;
  /** null before every batch has a value */
  result(): MeanWithInterval | null;
}

/** `expected` = how many values there will be; those beyond the last whole batch are in the mean of none. */
export function makeBatchMeans(expected: number): BatchMeans {
  const size = Math.floor(expected / BATCHES);
  assert(size >= 1, `${expected} values are too few for ${BATCHES} batches`);
  const sums: number[] = new Array(BATCHES).fill(0);
  let count = 0;
  return {
    add(value) {
      const batch = Math.floor(count / size);
      count += 1;
      if (batch < BATCHES) sums[batch] = (sums[batch] ?? 0) + value;
    },
    result() {
      if (count < size * BATCHES) return null;
      const means = sums.map((sum) => sum / size);
      const mean = means.reduce((a, b) => a + b, 0) / BATCHES;
      const variance = means.reduce((a, b) => a + (b - mean) ** 2, 0) / (BATCHES - 1);
      return { mean, half: T_999 * Math.sqrt(variance / BATCHES) };
    },
  };
}
