/** Places in lists of facts of a kind: such a list is in the order of the trace. */
import type { Fact } from '../trace/fact.ts';

/** A fact, or what is made of one. */
interface InTrace {
  readonly index: number;
}

/** How many of the list's facts have an index up to `limit`. */
function countUpTo(list: readonly InTrace[], limit: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] as InTrace).index <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first fact after fact `after`, of those that fit. */
export function firstAfter<F extends Fact>(
  list: readonly F[],
  after: number,
  fits: (fact: F) => boolean = () => true,
): F | null {
  for (let i = countUpTo(list, after); i < list.length; i += 1) {
    const fact = list[i];
    if (fact && fits(fact)) return fact;
  }
  return null;
}

/** The last fact before fact `before`, of those that fit. */
export function lastBefore<F extends Fact>(
  list: readonly F[],
  before: number,
  fits: (fact: F) => boolean,
): F | null {
  for (let i = countUpTo(list, before - 1) - 1; i >= 0; i -= 1) {
    const fact = list[i];
    if (fact && fits(fact)) return fact;
  }
  return null;
}

/** Facts with `from < index <= to`. */
export const between = <F extends InTrace>(list: readonly F[], from: number, to: number): readonly F[] =>
  list.slice(countUpTo(list, from), countUpTo(list, to));

/** Several lists as one, in the order of the trace. */
export const merged = <F extends Fact>(lists: readonly (readonly F[])[]): readonly F[] =>
  lists.flat().sort((a, b) => a.index - b.index);
