/**
 * Reads a lesson from outside: a file that was dropped or opened, a link, one of ours. Strict: an unknown word is refused
 * with its place (lesson, chapter, field), and nothing of a refused file is used.
 */
import { CodedError } from '../base/assert.ts';
import { isObject, parseJson } from '../base/json.ts';
import {
  finite,
  flag,
  kindOf,
  leaf,
  listOf,
  matching,
  object,
  oneOf,
  optional,
  part,
  type Reader,
  read,
  recordOf,
  refuseAt,
  withDefault,
} from '../base/read.ts';
import { EXPERIMENT } from '../trace/experiment.ts';
import { MEASURES } from '../words/measures.ts';
import { CHAPTER_VIEWS, GOALS, PANEL_NAMES, QUESTION_KINDS } from '../words/quiz.ts';
import type {
  Chapter,
  Exercise,
  InLanguages,
  Lesson,
  PublicReport,
  StepPlace,
  StepQuestion,
} from './lesson.ts';

/** The version of the shape. */
const VERSION = 1;
/** Characters of a file at most. */
export const LESSON_MAX = 256 * 1024;
const MOST = { chapters: 30, experiments: 20, sentences: 12, questions: 12, exercises: 4, hints: 8, runs: 8 };
const [MOST_TEXT, MOST_TITLE, MOST_SQL] = [2000, 120, 2000];

const id = matching(/^[a-z0-9][a-z0-9_-]{0,47}$/, 'an id (a-z, 0-9, - and _)');

const said = (most: number) =>
  leaf(
    `a text of 1 to ${most} characters`,
    (given): given is string => typeof given === 'string' && given.trim() !== '' && given.length <= most,
  );
const inLanguages = (most: number): Reader<InLanguages> =>
  object<InLanguages>({ en: said(most), 'zh-CN': said(most) });
const title = inLanguages(MOST_TITLE);
const sentence = part(inLanguages(MOST_TEXT), 'a text');
const sentences = listOf(sentence, (n) => `text ${n}`, MOST.sentences);

const stepMark = leaf<StepPlace>(
  'the number of a step, or its rule such as rpc.build_and_run_instance or rpc.build_and_run_instance#2',
  (given): given is StepPlace =>
    typeof given === 'number'
      ? Number.isSafeInteger(given) && given > 0 && given <= 10_000
      : typeof given === 'string' && /^[A-Za-z_][\w .:/{}-]{0,80}(#[1-9]\d?)?$/.test(given),
);

const QUESTION = object<StepQuestion>({
  at: stepMark,
  kind: oneOf(QUESTION_KINDS),
  run: optional(id),
  after: optional(inLanguages(MOST_TEXT)),
});

const REPORT = object<PublicReport>({
  repository: matching(/^[\w.-]{1,60}\/[\w.-]{1,80}$/, 'a repository, owner/name'),
  number: matching(/^[\w #.-]{1,40}$/, 'the number of the report'),
  says: inLanguages(MOST_TEXT),
});

const EXERCISE = object<Exercise>({
  id,
  title,
  task: sentences,
  run: id,
  check: kindOf<Exercise['check']>({
    sql: { answer: said(MOST_SQL), ordered: optional(flag) },
    goal: { goal: oneOf(GOALS) },
  }),
  hints: listOf(sentence, (n) => `hint ${n}`, MOST.hints),
  report: optional(part(REPORT, 'a report')),
  after: optional(sentences),
});

const CHAPTER = object<Chapter>({
  id,
  title,
  text: sentences,
  notes: withDefault(
    listOf(sentence, (n) => `note ${n}`, MOST.sentences),
    [],
  ),
  runs: listOf(id, (n) => `run ${n}`, MOST.runs),
  at: optional(stepMark),
  measures: withDefault(
    listOf(oneOf(MEASURES), (n) => `measure ${n}`),
    [],
  ),
  panel: optional(oneOf(PANEL_NAMES)),
  view: optional(oneOf(CHAPTER_VIEWS)),
  questions: withDefault(
    listOf(part(QUESTION, 'a question'), (n) => `question ${n}`, MOST.questions),
    [],
  ),
  exercises: withDefault(
    listOf(part(EXERCISE, 'an exercise'), (n) => `exercise ${n}`, MOST.exercises),
    [],
  ),
});

interface LessonFile extends Lesson {
  readonly lesson: typeof VERSION;
}

const LESSON = object<LessonFile>({
  lesson: (given, place) =>
    given === VERSION
      ? given
      : refuseAt(
          place,
          typeof given === 'number' && given > VERSION
            ? `is a later version, ${given}: this page knows version ${VERSION}`
            : `must be ${VERSION}, the version of the shape`,
        ),
  id,
  title,
  about: inLanguages(MOST_TEXT),
  minutes: finite(1, 240),
  experiments: recordOf(
    object<Lesson['experiments'][string]>({
      name: title,
      experiment: part(EXPERIMENT, 'an experiment'),
    }),
    'an object, {"<id>": {"name": ..., "experiment": ...}}',
  ),
  chapters: listOf(part(CHAPTER, 'a chapter'), (n) => `chapter ${n}`, MOST.chapters),
});

const refuse = (message: string): never => {
  throw new CodedError('bad_lesson', message);
};

/** Errors: `CodedError` `bad_lesson`; the sentence names the lesson, the chapter and the field. */
export function readLesson(given: unknown): Lesson {
  const name = isObject(given) && id.fits(given.id) ? `lesson ${given.id}` : 'the lesson';
  try {
    const { lesson: _, ...made } = read(LESSON, given, 'bad_lesson', 'a lesson');
    checkNames(made);
    return made;
  } catch (error) {
    if (error instanceof CodedError) return refuse(`${name}: ${error.message}`);
    throw error;
  }
}

/** The text of a file. */
export function readLessonText(text: string): Lesson {
  if (text.length > LESSON_MAX)
    refuse(`the lesson: it has ${text.length} characters, more than ${LESSON_MAX}`);
  const given = parseJson(text);
  return given === undefined ? refuse('the lesson: it is no JSON') : readLesson(given);
}

/** What is named must be there, and no two things have one name. */
function checkNames({ experiments, chapters }: Lesson): void {
  const runs = Object.keys(experiments);
  if (chapters.length === 0) refuse('"chapters" is empty');
  if (runs.length > MOST.experiments)
    refuse(`"experiments" has ${runs.length} entries, more than ${MOST.experiments}`);
  const known = (run: string, where: string): void => {
    if (!runs.includes(run))
      refuse(`${where}: there is no experiment "${run}"; there are ${runs.join(', ')}`);
  };
  const ids = new Set<string>();
  const own = (name: string, where: string): void => {
    if (ids.has(name)) refuse(`${where}: "id" "${name}" is taken`);
    ids.add(name);
  };
  for (const [i, chapter] of chapters.entries()) {
    const where = `chapter ${i + 1}`;
    own(chapter.id, where);
    if (chapter.runs.length === 0) refuse(`${where}: "runs" is empty`);
    for (const run of chapter.runs) known(run, `${where}: "runs"`);
    for (const [n, { run }] of chapter.questions.entries())
      if (run !== undefined && !chapter.runs.includes(run))
        refuse(`${where}: question ${n + 1}: "run" "${run}" is none of the chapter's runs`);
    for (const [n, exercise] of chapter.exercises.entries()) {
      const at = `${where}: exercise ${n + 1}`;
      own(exercise.id, at);
      known(exercise.run, `${at}: "run"`);
      if (exercise.task.length === 0) refuse(`${at}: "task" is empty`);
    }
  }
}
