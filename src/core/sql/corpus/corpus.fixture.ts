/**
 * Statements of learners and operators with what a MariaDB 10.11 answered to each, over the rows of the simulated boot. A
 * case without answers is new: `RECORD_CORPUS=1` with a server on 127.0.0.1:3306 writes down what it says.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { printError } from '../../databases/mysql/errors.ts';
import { valueText } from '../../databases/mysql/grid.ts';
import { type ConsoleAnswer, type ConsoleRequest, runScript } from '../console.ts';
import type { AskedCase, Recorded } from './real.fixture.ts';

export type RecordedCase = AskedCase & { readonly answers: readonly Recorded[] };

const FILE = fileURLToPath(new URL('./corpus.json', import.meta.url));

export const CORPUS = JSON.parse(readFileSync(FILE, 'utf8')) as readonly RecordedCase[];

export function keep(cases: readonly RecordedCase[]): void {
  writeFileSync(FILE, `[\n${cases.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`);
}

/** What the console answers, as a client shows it; what it does not model is its last answer. */
export function answersOf(request: Omit<ConsoleRequest, 'script' | 'database'>, { sql, use }: AskedCase) {
  const answers: ConsoleAnswer[] = [];
  runScript({ ...request, script: sql, database: use }, (answer) => answers.push(answer));
  const last = answers.at(-1);
  if (last?.kind === 'not modelled') return { refused: last.what };
  return { answers: answers.map(recordedAs) };
}

function recordedAs(answer: ConsoleAnswer): Recorded {
  switch (answer.kind) {
    case 'rows':
      return {
        columns: answer.columns.map(({ name }) => name),
        rows: answer.rows.map((row) => row.map((value) => (value === null ? null : valueText(value)))),
      };
    case 'ok':
    case 'used':
      return { ok: true };
    case 'error':
      return { error: printError(answer.error) };
    default:
      return { error: answer.kind };
  }
}

/** Rows without ORDER BY have no order: they are compared as a set. */
export function comparable({ sql }: AskedCase, answers: readonly Recorded[]): string {
  const isOrdered = /\border\s+by\b|^\s*(show|desc|describe)\b/i.test(sql);
  return JSON.stringify(
    answers.map((answer) => {
      if (!('rows' in answer)) return answer;
      const rows = answer.rows.map((row) => JSON.stringify(row));
      return { columns: answer.columns, rows: isOrdered ? rows : rows.sort() };
    }),
  );
}
