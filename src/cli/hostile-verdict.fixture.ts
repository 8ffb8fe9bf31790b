/** What became of a hostile statement, and whether that is what must become of it. */
import { digest } from '../core/base/digest.ts';
import { printError } from '../core/databases/mysql/errors.ts';
import type { Value } from '../core/databases/mysql/grid.ts';
import { statementsOf } from '../core/databases/mysql/script.ts';
import { keywordOf, wordsOf } from '../core/databases/mysql/tokens.ts';
import { type ConsoleAnswer, MOST_ROWS } from '../core/sql/console.ts';
import type { Hostile } from '../core/sql/hostile/hostile.fixture.ts';

/** Characters or bytes of a cell, and of an answer: the last cell may pass the limit, and no more. */
const MOST_CELL = 65_536;
const MOST_ANSWER = 4_000_000 + MOST_CELL;
/** Of all answers of one script, which the asking side must hold. */
const MOST_TOGETHER = 4 * MOST_ANSWER;
export interface StatementVerdict {
  readonly one: Hostile;
  readonly how: 'answer' | 'error' | 'stopped' | 'nothing' | 'died';
  /** the words of a refusal or of an exception */
  readonly said: string;
  /** of the last answer, at most ten */
  readonly rows: readonly (readonly Value[])[];
  readonly tooLarge: readonly string[];
  readonly written: readonly string[];
}

/** The answers themselves are let go: all of them would fill the memory of the test. */
export function verdictOf(
  one: Hostile,
  answers: readonly ConsoleAnswer[],
  stopped = false,
): StatementVerdict {
  const end = answers.at(-1);
  const said = end ? refusalOf(end) : null;
  return {
    one,
    how: stopped ? 'stopped' : !end ? 'nothing' : said === null ? 'answer' : 'error',
    said: said ?? '',
    rows: end?.kind === 'rows' ? end.rows.slice(0, 10) : [],
    tooLarge: tooLarge(answers),
    written: writtenIn(one.sql, answers),
  };
}

/** What a refusal says; null for an answer. */
export function refusalOf(answer: ConsoleAnswer): string | null {
  switch (answer.kind) {
    case 'error':
      return printError(answer.error);
    case 'not modelled':
      return `${answer.what} is not modelled`;
    default:
      return null;
  }
}

const sizeOf = (value: Value): number =>
  typeof value === 'string' || value instanceof Uint8Array ? value.length : 8;

export function tooLarge(answers: readonly ConsoleAnswer[]): string[] {
  const problems: string[] = [];
  let together = 0;
  for (const answer of answers) {
    if (answer.kind !== 'rows') continue;
    let size = 0;
    for (const value of answer.rows.flat()) {
      size += sizeOf(value);
      if (sizeOf(value) > MOST_CELL) problems.push(`a cell of ${sizeOf(value)}`);
    }
    if (answer.rows.length > MOST_ROWS) problems.push(`${answer.rows.length} rows`);
    if (size > MOST_ANSWER) problems.push(`an answer of ${size}`);
    together += size;
  }
  if (together > MOST_TOGETHER) problems.push(`answers of ${together} together`);
  return problems;
}

/** Statements that change something and were answered with rows. */
export function writtenIn(script: string, answers: readonly ConsoleAnswer[]): string[] {
  if (!/insert|update|delete|replace|create|drop|alter|attach|vacuum/i.test(script)) return [];
  const texts = new Map(statementsOf(script).map((one) => [one.start, one.text]));
  const answered = answers.flatMap((one) => (one.kind === 'rows' ? [texts.get(one.start) ?? ''] : []));
  return answered.filter(isWrite);
}

const WRITES = ['INSERT', 'UPDATE', 'DELETE', 'CREATE', 'DROP', 'ALTER', 'ATTACH', 'DETACH', 'VACUUM'];

/** Whether a word that writes stands outside all brackets; what EXPLAIN and SHOW tell of a write is none. */
function isWrite(text: string): boolean {
  const words = wordsOf(text);
  if (['EXPLAIN', 'SHOW', 'DESC', 'DESCRIBE'].includes(keywordOf(words[0]))) return false;
  let depth = 0;
  return words.some((word, i) => {
    if (word.text === '(') depth += 1;
    if (word.text === ')') depth -= 1;
    const keyword = keywordOf(word);
    const locks = keyword === 'UPDATE' && keywordOf(words[i - 1]) === 'FOR';
    const writes =
      (WRITES.includes(keyword) && !locks) || (keyword === 'REPLACE' && keywordOf(words[i + 1]) === 'INTO');
    return depth === 0 && writes;
  });
}

/** How a statement ends, in one line; what is long by its digest. */
export function endOf({ how, said, rows }: StatementVerdict): string {
  if (how === 'error') return `error: ${short(said)}`;
  if (how !== 'answer') return how;
  const told = JSON.stringify(rows, (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value instanceof Uint8Array ? [...value] : value,
  );
  return `answer: ${short(told)}`;
}

const short = (text: string): string =>
  text.length <= 300 ? text : `${text.slice(0, 60)}... ${text.length} ${digest(text)}`;

/** What asks for more than there is: the memory that it wants or the watchdog's clock ends it, whichever comes first. */
const TOO_MUCH: readonly (string | undefined)[] = [
  'stopped',
  'error: an answer that needs so much memory is not modelled',
];

export function isAsItMust(verdict: StatementVerdict, must: string | undefined): boolean {
  const end = endOf(verdict);
  return end === must || (TOO_MUCH.includes(must) && TOO_MUCH.includes(end));
}
