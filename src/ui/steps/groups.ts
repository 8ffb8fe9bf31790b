/** How the list of steps is cut: runs of one chapter. */
import type { Step } from '../../core/story/step.ts';
import type { Phase } from '../../core/words/operations.ts';

interface ChapterGroup {
  readonly chapter: Phase;
  /** number of its first step */
  readonly first: number;
  readonly steps: readonly Step[];
}

/** One group for each run of steps of one chapter; a chapter that comes back has two. */
export function chaptersOf(steps: readonly Step[]): readonly ChapterGroup[] {
  const groups: { chapter: Phase; first: number; steps: Step[] }[] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (last?.chapter === step.chapter) last.steps.push(step);
    else groups.push({ chapter: step.chapter, first: step.n, steps: [step] });
  }
  return groups;
}
