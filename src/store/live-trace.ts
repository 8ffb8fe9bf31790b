/** The trace of a live stream as it grows, and moments of its own time in it: epoch milliseconds. */
import { assert, defined } from '../core/base/assert.ts';
import { grown } from '../core/reading/trace-index.ts';
import type { Growth } from '../core/recording/readers/growing.ts';
import type { Step } from '../core/story/step.ts';
import type { Trace } from '../core/trace/trace.ts';
import { handOver, takeOver } from '../worker/hand-over.ts';

/**
 * `before` null = the first growth. What only goes on keeps its index; what is told anew is read anew, in parts, and `pause` is
 * waited for between them.
 */
export async function withGrowth(
  before: Trace | null,
  { from, facts, head }: Growth,
  pause: () => Promise<void>,
): Promise<Trace> {
  if (before !== null && head === null && from === before.facts.length) return grown(before, facts);
  const next = head ?? before;
  assert(next !== null, 'a trace begins with its head');
  const taken = takeOver();
  await handOver(
    { ...next, facts: [...(before?.facts.slice(0, from) ?? []), ...facts] },
    (news) => taken.hear(news),
    pause,
  );
  return defined(taken.trace(), 'what was handed over');
}

/** 0 where there is no step. */
export const timeOfStep = ({ epoch_ms }: Trace, step: Step | undefined): number =>
  step === undefined ? 0 : epoch_ms + step.at / 1000;

/** Number of the last step that began at or before a moment; 0 = none. */
export function stepAt(list: readonly Step[], trace: Trace, time: number): number {
  return countUntil(list.length, (i) => timeOfStep(trace, list[i]) <= time);
}

/** Index of the last fact at or before a moment; -1 = it has left. */
export function indexAfter({ facts, epoch_ms }: Trace, time: number): number {
  return countUntil(facts.length, (i) => epoch_ms + (facts[i]?.at ?? 0) / 1000 <= time) - 1;
}

/** How many come before the first that does not hold. */
function countUntil(length: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
