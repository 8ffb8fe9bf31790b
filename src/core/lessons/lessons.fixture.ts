/** The files of the lessons that the page brings along, read as the page reads them. */
import { defined } from '../base/assert.ts';
import type { Experiment } from '../trace/trace.ts';
import type { Lesson } from './lesson.ts';
import { readLesson } from './read-lesson.ts';

const LESSONS = import.meta.glob<unknown>('./files/*.json', { eager: true, import: 'default' });
const INCIDENTS = import.meta.glob<unknown>('./incidents/*.json', { eager: true, import: 'default' });

const idsOf = (files: { readonly [path: string]: unknown }): readonly string[] =>
  Object.keys(files).map((path) => path.replace(/^.*\/|\.json$/g, ''));

/** Ids of all files: of lessons, and of incidents, which have the same shape. */
export const LESSON_FILES = idsOf(LESSONS);
export const INCIDENT_FILES = idsOf(INCIDENTS);

export const lessonFile = (id: string): unknown =>
  defined(LESSONS[`./files/${id}.json`] ?? INCIDENTS[`./incidents/${id}.json`], `the file of ${id}`);
export const lessonNamed = (id: string): Lesson => readLesson(lessonFile(id));

export const experimentOf = ({ id, experiments }: Lesson, run: string): Experiment =>
  defined(experiments[run]?.experiment, `experiment ${run} of ${id}`);

/** What it opens with. */
export const firstRun = (lesson: Lesson): Experiment =>
  experimentOf(lesson, lesson.chapters[0]?.runs[0] ?? '');
