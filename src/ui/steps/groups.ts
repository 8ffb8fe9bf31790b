/** How the list of steps is cut: runs of one chapter, and a window where there are thousands. */
import type { ChapterId, Step } from '../../core/player/step.ts';

export interface ChapterGroup {
  readonly chapter: ChapterId;
  /** number of its first step */
  readonly first: number;
  readonly steps: readonly Step[];
}

/** One group for each run of steps of one chapter; a chapter that comes back has two. */
export function chaptersOf(steps: readonly Step[]): readonly ChapterGroup[] {
  const groups: { chapter: ChapterId; first: number; steps: Step[] }[] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (last?.chapter === step.chapter) last.steps.push(step);
    else groups.push({ chapter: step.chapter, first: step.n, steps: [step] });
  }
  return groups;
}

export interface StepWindow {
  readonly steps: readonly Step[];
  /** steps left out before and after */
  readonly before: number;
  readonly after: number;
}

/** A list of so many steps stands there whole. */
const WHOLE = 600;
/** Of a longer one so many are drawn: a jump makes them all anew, within the frame. */
const AROUND = 60;

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
