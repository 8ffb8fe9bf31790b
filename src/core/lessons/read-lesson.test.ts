import { describe, expect, test } from 'vitest';
import { LESSON_MAX, readLesson, readLessonText } from './read-lesson.ts';

const told = (en: string) => ({ en, 'zh-CN': en });
const question = { at: 'rpc.build_and_run_instance', kind: 'who-gets' };
const exercise = {
  id: 'do-it',
  title: told('Do it'),
  task: [told('This.')],
  run: 'boot',
  check: { kind: 'goal', goal: 'delivered-twice' },
  hints: [told('So.')],
};
const chapter = {
  id: 'first',
  title: told('First'),
  text: [told('A text.')],
  runs: ['boot'],
  questions: [question],
  exercises: [exercise],
};
const lesson = {
  lesson: 1,
  id: 'mine',
  title: told('Mine'),
  about: told('About it.'),
  minutes: 5,
  experiments: { boot: { name: told('Boot'), experiment: { v: 1, commands: [{ at_us: 0, name: 'boot' }] } } },
  chapters: [chapter],
};
type Change = { readonly [key: string]: unknown };
const withChapter = (change: Change): object => ({ ...lesson, chapters: [{ ...chapter, ...change }] });
const withQuestion = (change: Change): object =>
  withChapter({ questions: [question, { ...question, ...change }] });
const withExercise = (change: Change): object => withChapter({ exercises: [{ ...exercise, ...change }] });

const refusal = (given: unknown): string => {
  try {
    readLesson(given);
    return 'read';
  } catch (error) {
    expect(error).toMatchObject({ code: 'bad_lesson' });
    return (error as Error).message;
  }
};

test('a lesson is read whole, and what it leaves out stands at its default', () => {
  const made = readLesson(lesson);
  expect(made.chapters[0]).toMatchObject({ notes: [], measures: [], questions: [question] });
  expect(Object.hasOwn(made, 'lesson')).toBe(false);
  expect(readLessonText(JSON.stringify(lesson))).toEqual(made);
});

describe('a refusal names the lesson, the chapter and the field', () => {
  test.each<[string, unknown, string]>([
    ['no object', [], 'the lesson: a lesson is a JSON object'],
    [
      'no version',
      { ...lesson, lesson: undefined },
      'lesson mine: "lesson" must be 1, the version of the shape',
    ],
    [
      'a later version',
      { ...lesson, lesson: 2 },
      'lesson mine: "lesson" is a later version, 2: this page knows version 1',
    ],
    ['a stranger', { ...lesson, colour: 1 }, 'lesson mine: "colour" is no key of a lesson; its keys are'],
    [
      'a bad id',
      { ...lesson, id: 'Mine!' },
      'the lesson: "id" must be an id (a-z, 0-9, - and _), not "Mine!"',
    ],
    [
      'one language only',
      { ...lesson, title: { en: 'x' } },
      'lesson mine: "title": "zh-CN" must be a text of 1 to 120 characters, not missing',
    ],
    ['no chapter', { ...lesson, chapters: [] }, 'lesson mine: "chapters" is empty'],
    [
      'a chapter’s stranger',
      withChapter({ texts: [] }),
      'lesson mine: chapter 1: "texts" is no key of a chapter',
    ],
    [
      'an empty text',
      withChapter({ text: [told(' ')] }),
      'lesson mine: chapter 1: text 1: "en" must be a text of 1 to 2000 characters',
    ],
    [
      'a text too long',
      withChapter({ text: [told('x'.repeat(2001))] }),
      'lesson mine: chapter 1: text 1: "en" must be a text of 1 to 2000',
    ],
    [
      'a run that is not there',
      withChapter({ runs: ['gone'] }),
      'lesson mine: chapter 1: "runs": there is no experiment "gone"; there are boot',
    ],
    ['no run', withChapter({ runs: [] }), 'lesson mine: chapter 1: "runs" is empty'],
    [
      'a measure that is not there',
      withChapter({ measures: ['speed'] }),
      'lesson mine: chapter 1: measure 1 must be api_answer',
    ],
    [
      'a panel that is not there',
      withChapter({ panel: 'radio' }),
      'lesson mine: chapter 1: "panel" must be steps, inspector',
    ],
    [
      'a kind that is not there',
      withQuestion({ kind: 'guess' }),
      'lesson mine: chapter 1: question 2: "kind" must be who-gets, kind',
    ],
    [
      'no step',
      withQuestion({ at: 0 }),
      'lesson mine: chapter 1: question 2: "at" must be the number of a step, or its rule',
    ],
    [
      'an answer typed in',
      withQuestion({ right: 'cpu1' }),
      'lesson mine: chapter 1: question 2: "right" is no key of a question; its keys are at, kind, run, after',
    ],
    [
      'a question in another run',
      withQuestion({ run: 'other' }),
      `lesson mine: chapter 1: question 2: "run" "other" is none of the chapter's runs`,
    ],
    [
      'a goal that is not there',
      withExercise({ check: { kind: 'goal', goal: 'win' } }),
      'lesson mine: chapter 1: exercise 1: "check": "goal" must be scheduling-fails',
    ],
    [
      'a check of no kind',
      withExercise({ check: { kind: 'luck' } }),
      'lesson mine: chapter 1: exercise 1: "check": "kind" must be sql, goal',
    ],
    [
      'a report without its repository',
      withExercise({ report: { repository: 'nova', number: '#1', says: told('x') } }),
      'lesson mine: chapter 1: exercise 1: "report": "repository" must be a repository, owner/name',
    ],
    [
      'an exercise without a task',
      withExercise({ task: [] }),
      'lesson mine: chapter 1: exercise 1: "task" is empty',
    ],
    [
      'an id twice',
      withExercise({ id: 'first' }),
      'lesson mine: chapter 1: exercise 1: "id" "first" is taken',
    ],
    [
      'a bad experiment',
      {
        ...lesson,
        experiments: {
          boot: { name: told('x'), experiment: { v: 1, commands: [{ at_us: -1, name: 'boot' }] } },
        },
      },
      'lesson mine: "experiments" of boot: "experiment": command 1: "at_us" must be a whole number from 0, not -1',
    ],
  ])('%s', (_, given, sentence) => {
    expect(refusal(given)).toContain(sentence);
  });

  test('a file that is too large, and one that is no JSON', () => {
    expect(() => readLessonText('{')).toThrow('the lesson: it is no JSON');
    expect(() => readLessonText(' '.repeat(LESSON_MAX + 1))).toThrow(
      `the lesson: it has ${LESSON_MAX + 1} characters`,
    );
  });
});
