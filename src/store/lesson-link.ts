/**
 * A lesson in a link, packed as a run is. It is a stranger's: it is read whole before anything of it is used, and opens only
 * when the reader agrees.
 */
import { CodedError } from '../core/base/assert.ts';
import type { Lesson } from '../core/lessons/lesson.ts';
import { readLessonText } from '../core/lessons/read-lesson.ts';
import { packText, unpackText } from './run-codec.ts';
import type { Notice } from './state.ts';

export const packLesson = (lesson: Lesson): Promise<string> =>
  packText(JSON.stringify({ lesson: 1, ...lesson }));

/** What is said of a lesson that a link carries. */
export async function offerLesson(packed: string): Promise<Notice> {
  try {
    const text = await unpackText(packed);
    return { kind: 'lesson_offered', title: readLessonText(text).title, text };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return { kind: 'bad_lesson', message: error.message };
  }
}
