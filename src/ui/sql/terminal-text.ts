/** The terminal: what was typed and what was answered, as the mysql client shows it. */
import { layoutOf } from '../../core/databases/layouts.ts';
import { printError } from '../../core/databases/mysql/errors.ts';
import { countLine, type Grid, gridLines, okLine, verticalLines } from '../../core/databases/mysql/grid.ts';
import { versionOf } from '../../core/databases/mysql/session.ts';
import type { DataTexts } from '../../i18n/index.ts';
import type { ConsoleAnswer, ConsoleEntry } from '../../store/console.ts';
import { LONGEST_MS } from '../../store/console.ts';

export const PROMPT = 'mysql> ';
export const CONTINUED = '    -> ';
const BYE = 'Bye';

/** Characters that are drawn of one answer at most; a wide answer is cut by rows. */
const MOST_CHARACTERS = 100_000;
export const MOST_ROWS_SHOWN = 500;

export function banner(entryLayout: ConsoleEntry['layout']): readonly string[] {
  const version = versionOf({ layout: layoutOf(entryLayout) });
  return [
    'Welcome to the MySQL monitor.  Commands end with ; or \\g.',
    'Your MySQL connection id is 8',
    `Server version: ${version}`,
    '',
    "Type 'help;' or '\\h' for help. Type '\\c' to clear the current input statement.",
    '',
  ];
}

interface Block {
  readonly kind: 'asked' | 'answer' | 'error' | 'note';
  readonly lines: readonly string[];
}

/** A question and its answers. */
export function blocksOf(entry: ConsoleEntry, t: DataTexts): readonly Block[] {
  const typed = entry.script.split('\n').map((line, i) => `${i === 0 ? PROMPT : CONTINUED}${line}`);
  return [
    { kind: 'asked', lines: typed },
    ...entry.answers.map((answer) => answerBlock(answer, entry, t)),
    ...endBlocks(entry, t),
  ];
}

function answerBlock(answer: ConsoleAnswer, entry: ConsoleEntry, t: DataTexts): Block {
  switch (answer.kind) {
    case 'rows': {
      const shown = fitting(answer, answer.vertical);
      const lines = answer.vertical ? verticalLines(shown) : gridLines(shown);
      const notes = notesOf(answer, shown.rows.length, t);
      return {
        kind: 'answer',
        lines: [...lines, countLine(answer.rows.length, answer.warnings), ...notes, ''],
      };
    }
    case 'ok':
      return { kind: 'answer', lines: [okLine(answer.warnings), ''] };
    case 'used':
      return { kind: 'answer', lines: ['Database changed', ''] };
    case 'client':
      return { kind: 'note', lines: clientLines(answer.say, entry, t) };
    case 'not modelled':
      return {
        kind: 'error',
        lines: [t.sql.notModelled(answer.what), ...(answer.isWrite ? [t.sql.readOnly] : []), ''],
      };
    case 'error':
      return { kind: 'error', lines: [printError(answer.error), ''] };
  }
}

function notesOf(answer: Extract<ConsoleAnswer, { kind: 'rows' }>, shown: number, t: DataTexts): string[] {
  return [
    ...(shown < answer.rows.length ? [t.sql.rowsShown(shown, answer.rows.length)] : []),
    ...(answer.cut === 'rows' ? [t.sql.cutRows(answer.rows.length)] : []),
    ...(answer.cut === 'bytes' ? [t.sql.cutBytes] : []),
  ];
}

/** As many rows as can be drawn: every row of a table is as wide as its widest. */
function fitting(grid: Grid, vertical: boolean): Grid {
  const rows = grid.rows.slice(0, MOST_ROWS_SHOWN);
  const lengthOf = (value: unknown): number =>
    value instanceof Uint8Array ? 2 * value.length : String(value).length;
  if (vertical) {
    let left = MOST_CHARACTERS;
    const end = rows.findIndex((row) => {
      left -= row.reduce<number>((sum, value) => sum + lengthOf(value) + 30, 0);
      return left < 0;
    });
    return { ...grid, rows: rows.slice(0, end < 0 ? rows.length : Math.max(1, end)) };
  }
  const width = grid.columns.reduce((sum, { name }, i) => {
    const widest = rows.reduce((most, row) => Math.max(most, lengthOf(row[i])), name.length);
    return sum + widest + 3;
  }, 1);
  return { ...grid, rows: rows.slice(0, Math.max(1, Math.floor(MOST_CHARACTERS / width))) };
}

function clientLines(say: string, entry: ConsoleEntry, t: DataTexts): readonly string[] {
  if (say === 'help') return [...t.sql.help, ''];
  if (say === 'quit') return [BYE, ''];
  if (say !== 'status') return [];
  return [...t.sql.status(t.layouts[entry.layout], entry.step, entry.database ?? ''), ''];
}

function endBlocks(entry: ConsoleEntry, t: DataTexts): readonly Block[] {
  const { end } = entry;
  if (end === null) return [{ kind: 'note', lines: [`${t.sql.running} …`] }];
  if (end === 'stopped') return [{ kind: 'note', lines: ['^C', t.sql.stopped, ''] }];
  if (end === 'too_long') return [{ kind: 'error', lines: [t.sql.tooLong(LONGEST_MS / 1000), ''] }];
  if (end === 'done') return [];
  return [{ kind: 'error', lines: [t.sql.failed(end.failed), ''] }];
}
