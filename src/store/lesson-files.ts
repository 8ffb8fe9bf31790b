/** The lessons that the page brings along, each loaded when it is opened and read as any file of a lesson is. */
import { CodedError } from '../core/base/assert.ts';
import type { Lesson } from '../core/lessons/lesson.ts';
import { readLesson } from '../core/lessons/read-lesson.ts';

const FOLDER = '../core/lessons/files/';
const FILES = import.meta.glob<unknown>('../core/lessons/files/*.json', { import: 'default' });

/** By its scenario. Errors: `CodedError`, or the network's own. */
export async function shippedLesson(id: string): Promise<Lesson> {
  const load = FILES[`${FOLDER}${id}.json`];
  if (!load) throw new CodedError('no_lesson', `there is no lesson ${id}`);
  return readLesson(await load());
}
