/**
 * Exponential variates from integers alone, by von Neumann's comparisons ("Various techniques used in connection with
 * random digits", 1951): no logarithm, whose last digit differs from engine to engine. The result is exact up to the
 * grain of 2^-32 of the mean, then rounded down to whole microseconds; about five draws of the stream each.
 */
import { broken } from '../base/assert.ts';
import type { Stream } from '../base/random.ts';
import { type Micros, micros } from '../base/time.ts';

const GRAIN = 2 ** 32;
/** up to it, mean times a draw is a whole number that a double holds */
const EXACT_MEAN = 2 ** 21;

/**
 * A duration of the given mean. The whole part counts the rounds that failed; in each round a falling run of draws is
 * made, and a run of odd length accepts its first draw as the fraction.
 */
export function exponential(stream: Stream, mean: Micros): Micros {
  if (!(mean > 0)) broken(`an exponential of mean ${mean}`);
  for (let whole = 0; ; whole += 1) {
    const first = stream.next();
    let last = first;
    let odd = true;
    for (let draw = stream.next(); draw < last; draw = stream.next()) {
      last = draw;
      odd = !odd;
    }
    if (odd) return micros(whole * mean + share(first, mean));
  }
}

/** floor(mean * draw / 2^32); above 2^21 in two exact steps */
function share(draw: number, mean: number): number {
  if (mean <= EXACT_MEAN) return Math.floor((mean * draw) / GRAIN);
  const high = Math.floor(mean / EXACT_MEAN);
  const low = mean - high * EXACT_MEAN;
  const upper = high * draw;
  return Math.floor(upper / 2 ** 11) + Math.floor(((upper % 2 ** 11) * EXACT_MEAN + low * draw) / GRAIN);
}
