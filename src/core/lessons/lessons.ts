/** All lessons. Whoever needs one asks here by the id of its scenario; nobody else knows one by name. */
import { defined } from '../base/assert.ts';
import type { Experiment } from '../trace/trace.ts';
import { DATABASES_LESSON } from './databases-lesson.ts';
import { GALLERY } from './gallery.ts';
import type { Chapter, Lesson } from './lesson.ts';
import { QUEUE_LESSON } from './queue-lesson.ts';

export const LESSONS: readonly Lesson[] = [QUEUE_LESSON, DATABASES_LESSON, ...GALLERY];

/** The lesson that a scenario opens; null = it opens none. */
export const lessonOf = (scenario: string): Lesson | null =>
  LESSONS.find(({ id }) => id === scenario) ?? null;

/** A run of the lesson by its id. */
export const lessonRun = ({ id, runs }: Lesson, run: string): Experiment =>
  defined(runs[run], `run ${run} of lesson ${id}`);

const firstChapter = ({ id, chapters }: Lesson): Chapter => defined(chapters[0], `a chapter of ${id}`);

/** What the lesson opens with: the first run of its first chapter. */
export function firstRun(lesson: Lesson): Experiment {
  const { runs } = firstChapter(lesson);
  return lessonRun(lesson, defined(runs[0], `a run of ${lesson.id}`));
}
