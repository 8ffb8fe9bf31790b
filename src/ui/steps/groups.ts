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

/** All steps up to `most`; beyond that as many around the current one. */
export function windowOf(steps: readonly Step[], current: number, most = 600): StepWindow {
  if (steps.length <= most) return { steps, before: 0, after: 0 };
  const first = Math.min(Math.max(current - 1 - Math.floor(most / 2), 0), steps.length - most);
  return { steps: steps.slice(first, first + most), before: first, after: steps.length - first - most };
}
