/** The files of the lessons that the page brings along, read as the page reads them. */
import { defined } from '../base/assert.ts';
import type { Experiment } from '../trace/trace.ts';
import type { Lesson } from './lesson.ts';
import { readLesson } from './read-lesson.ts';

const FILES = import.meta.glob<unknown>('./files/*.json', { eager: true, import: 'default' });

/** Ids of all files. */
export const LESSON_FILES: readonly string[] = Object.keys(FILES).map((path) =>
  path.replace(/^.*\/|\.json$/g, ''),
);

export const lessonFile = (id: string): unknown => defined(FILES[`./files/${id}.json`], `the file of ${id}`);
export const lessonNamed = (id: string): Lesson => readLesson(lessonFile(id));

export const experimentOf = ({ id, experiments }: Lesson, run: string): Experiment =>
  defined(experiments[run]?.experiment, `experiment ${run} of ${id}`);

/** What it opens with. */
export const firstRun = (lesson: Lesson): Experiment =>
  experimentOf(lesson, lesson.chapters[0]?.runs[0] ?? '');
