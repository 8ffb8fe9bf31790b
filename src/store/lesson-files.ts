/** The lessons and incidents that the page brings along, each loaded when it is opened and read as any file of a lesson is. */
import { CodedError } from '../core/base/assert.ts';
import type { Lesson } from '../core/lessons/lesson.ts';
import { readLesson } from '../core/lessons/read-lesson.ts';

const FILES = import.meta.glob<unknown>('../core/lessons/{files,incidents}/*.json', { import: 'default' });

/** By its scenario. Errors: `CodedError`, or the network's own. */
export async function shippedLesson(id: string): Promise<Lesson> {
  const path = Object.keys(FILES).find((one) => one.endsWith(`/${id}.json`));
  const load = path === undefined ? undefined : FILES[path];
  if (!load) throw new CodedError('no_lesson', `there is no lesson ${id}`);
  return readLesson(await load());
}
