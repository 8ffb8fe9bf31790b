/** Where a person stands in the list of steps: neighbours, chapters, the fact under a step, and step addresses as text. */
import type { Phase } from '../words/operations.ts';
import type { Level, Step } from './step.ts';

export interface ChapterStart {
  readonly chapter: Phase;
  /** number of its first step */
  readonly n: number;
}

/** Whether a story has phases at all: steps of no known phase are not one. */
export const hasChapters = (list: readonly Step[]): boolean => list.some((step) => step.chapter !== 'other');

/** One entry for each run of steps of one chapter; a chapter that comes back has two. */
export function chapterStarts(steps: readonly Step[]): readonly ChapterStart[] {
  return steps
    .filter((step, i) => step.chapter !== steps[i - 1]?.chapter)
    .map((step) => ({ chapter: step.chapter, n: step.n }));
}

/** The nearest valid step number: 0 (before the first) to the last; not a number = 0. */
export function nearestStep(steps: readonly Step[], wanted: number): number {
  if (Number.isNaN(wanted)) return 0;
  return Math.min(Math.max(Math.round(wanted), 0), steps.length);
}

export function nextStep(steps: readonly Step[], n: number): number {
  return nearestStep(steps, n + 1);
}

export function previousStep(steps: readonly Step[], n: number): number {
  return nearestStep(steps, n - 1);
}

/** First step of the next chapter, or the last step. */
export function nextChapter(steps: readonly Step[], n: number): number {
  return chapterStarts(steps).find((start) => start.n > n)?.n ?? steps.length;
}

/** First step of this chapter; from there, of the chapter before. */
export function previousChapter(steps: readonly Step[], n: number): number {
  return chapterStarts(steps).findLast((start) => start.n < n)?.n ?? nearestStep(steps, 1);
}

/** Index of the last fact that has happened when step `n` is done; step 0 = the last of the preparation, -1 for none. */
export function factIndexOf(steps: readonly Step[], n: number): number {
  return steps[nearestStep(steps, n) - 1]?.last ?? steps[0]?.before ?? -1;
}

/** Number of the step that a fact belongs to; 0 for an index before the first told fact. */
export function stepOfFact(steps: readonly Step[], index: number): number {
  if (index <= (steps[0]?.before ?? -1)) return 0;
  let low = 0;
  let high = steps.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle]?.last ?? -1) < index) low = middle + 1;
    else high = middle;
  }
  return steps[low]?.n ?? 0;
}

/** The step of `to` that shows the same moment as step `n` of `from`: used when the level is switched. */
export function sameMoment(from: readonly Step[], n: number, to: readonly Step[]): number {
  const step = from[nearestStep(from, n) - 1];
  return step ? stepOfFact(to, step.main) : 0;
}

export interface StepAddress {
  readonly level: Level;
  readonly n: number;
}

/** `12` = level teaching, `m12` = level messages; null for any other text. */
export function parseStepAddress(text: string): StepAddress | null {
  const match = /^(m?)(\d{1,7})$/.exec(text.trim());
  return match ? { level: match[1] === 'm' ? 'messages' : 'teaching', n: Number(match[2]) } : null;
}

export function printStepAddress(address: StepAddress): string {
  return `${address.level === 'messages' ? 'm' : ''}${address.n}`;
}
