/** What is told of a lesson with chapters, and what the parts of its view are given. */
import { defined } from '../../core/base/assert.ts';
import type { Chapter, Lesson } from '../../core/lessons/lesson.ts';
import type { ChapterTexts } from '../../i18n/index.ts';

interface LessonTold {
  readonly chapters: { readonly [id: string]: { readonly title: string; readonly text: readonly string[] } };
  /** what its runs are called */
  readonly runs: { readonly [id: string]: string };
}

export interface ChapterProps {
  readonly lesson: Lesson;
  readonly chapter: Chapter;
  /** what a run is called */
  readonly nameOf: (run: string) => string;
  readonly t: ChapterTexts;
}

/** Errors: asserts that the lesson has a text (a test holds it for all). */
export function toldOf(lesson: Lesson, t: ChapterTexts): LessonTold {
  const all: { readonly [id: string]: LessonTold } = t.of;
  return defined(all[lesson.id], `the text of ${lesson.id}`);
}
