/** Of thousands of steps, those around the current one. */
import type { Step } from '../../core/story/step.ts';
import { usePrinting } from './printing.ts';

interface StepWindow {
  readonly steps: readonly Step[];
  /** steps left out before and after */
  readonly before: number;
  readonly after: number;
}

/** A list of so many steps stands there whole. */
const WHOLE = 600;
/** Of a longer one so many are drawn: a jump makes them all anew, within the frame. */
const AROUND = 60;

/** On paper all of them stand. */
export function useWindow(steps: readonly Step[], current: number): StepWindow {
  const printing = usePrinting();
  return windowOf(steps, current, printing ? { whole: Number.POSITIVE_INFINITY } : {});
}

/** All steps where they are few; of more, those around the current one. */
export function windowOf(
  steps: readonly Step[],
  current: number,
  { whole = WHOLE, around = AROUND }: { readonly whole?: number; readonly around?: number } = {},
): StepWindow {
  if (steps.length <= whole) return { steps, before: 0, after: 0 };
  const first = Math.min(Math.max(current - 1 - Math.floor(around / 2), 0), steps.length - around);
  return { steps: steps.slice(first, first + around), before: first, after: steps.length - first - around };
}
