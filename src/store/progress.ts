/**
 * What the reader has answered and reached, on this device: read and written as JSON, and as a table for a school's list.
 * Nothing of it leaves the browser but as a file that the reader saves.
 */
import { CodedError } from '../core/base/assert.ts';
import { parseJson } from '../core/base/json.ts';
import { flag, object, oneOf, read, recordOf, textUpTo, whole } from '../core/base/read.ts';
import { readStored, writeStored } from './storage.ts';

const KEY = 'novascope.progress';

/** How a question was answered the first time; `no_answer` = it was met where the run gives none. */
const ANSWERS = ['right', 'wrong', 'skipped', 'no_answer'] as const;
export type FirstAnswer = (typeof ANSWERS)[number];

export interface ExerciseProgress {
  readonly tries: number;
  readonly hints: number;
  readonly done: boolean;
}

export interface Progress {
  readonly v: 1;
  /** as the reader typed it */
  readonly name: string;
  /** by `lesson/chapter/question`, the question counted from 1 */
  readonly answers: { readonly [key: string]: FirstAnswer };
  /** by `lesson/exercise` */
  readonly exercises: { readonly [key: string]: ExerciseProgress };
}

const NO_PROGRESS: Progress = { v: 1, name: '', answers: {}, exercises: {} };
export const NOT_TRIED: ExerciseProgress = { tries: 0, hints: 0, done: false };

const [MOST_NAME, MOST_ENTRIES, MOST_TEXT] = [80, 5000, 1024 * 1024];

const PROGRESS = object<Progress>({
  v: oneOf([1]),
  name: textUpTo(MOST_NAME),
  answers: recordOf(oneOf(ANSWERS)),
  exercises: recordOf(object<ExerciseProgress>({ tries: whole(0, 9999), hints: whole(0, 99), done: flag })),
});

/** Errors: `CodedError` `bad_progress`, with a sentence that names the place. */
export function readProgress(text: string): Progress {
  const refuse = (sentence: string): never => {
    throw new CodedError('bad_progress', sentence);
  };
  if (text.length > MOST_TEXT) refuse(`it has ${text.length} characters, more than ${MOST_TEXT}`);
  const given = parseJson(text);
  if (given === undefined) refuse('it is no JSON');
  const made = read(PROGRESS, given, 'bad_progress', 'progress');
  const count = Object.keys(made.answers).length + Object.keys(made.exercises).length;
  return count > MOST_ENTRIES ? refuse(`it has ${count} entries, more than ${MOST_ENTRIES}`) : made;
}

/** What is kept; what cannot be read is as good as nothing. */
export function keptProgress(): Progress {
  const stored = readStored(KEY);
  if (stored === null) return NO_PROGRESS;
  try {
    return readProgress(stored);
  } catch (error) {
    if (error instanceof CodedError) return NO_PROGRESS;
    throw error;
  }
}

/** Whether it is kept. */
export const keepProgress = (progress: Progress): boolean => writeStored(KEY, progress);

const BOM = '\uFEFF';
const COLUMNS = ['name', 'lesson', 'what', 'item', 'result', 'tries', 'hints'] as const;

/** A line for each answer and exercise; as Excel reads it: UTF-8 with a mark, CRLF. */
export function progressCsv({ name, answers, exercises }: Progress): string {
  const cell = (value: string | number): string => {
    const text = String(value);
    // a sheet would run what begins so as a formula
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const split = (key: string): readonly [string, string] => {
    const [lesson = '', ...rest] = key.split('/');
    return [lesson, rest.join('/')];
  };
  const rows: (readonly (string | number)[])[] = [
    COLUMNS,
    ...Object.entries(answers).map(([key, answer]) => {
      const [lesson, item] = split(key);
      return [name, lesson, 'question', item, answer, '', ''];
    }),
    ...Object.entries(exercises).map(([key, { tries, hints, done }]) => {
      const [lesson, item] = split(key);
      return [name, lesson, 'exercise', item, done ? 'done' : 'open', tries, hints];
    }),
  ];
  return BOM + rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
