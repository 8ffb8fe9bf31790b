/**
 * The SQL console's server: a copy of the databases at a moment, asked statement by statement, in MySQL's meaning. What it
 * does not model it says; whoever runs it ends it when it takes too long. Rows, cells, answers and memory have limits.
 */
import { type LayoutId, layoutOf, rowsPlaced } from '../databases/layouts.ts';
import { tablesIn } from '../databases/mysql/answers.ts';
import { type MysqlError, syntaxError } from '../databases/mysql/errors.ts';
import type { AnswerColumn, Grid, Value } from '../databases/mysql/grid.ts';
import { informationRows, informationTable } from '../databases/mysql/information-schema.ts';
import { type ScriptStatement, statementsOf } from '../databases/mysql/script.ts';
import { outcomeOf } from '../databases/mysql/session.ts';
import { otherRows } from '../databases/physical.ts';
import type { Row } from '../trace/fact.ts';
import type { Rows } from '../trace/trace.ts';
import type { ReadyQuery } from './expressions/scope.ts';
import { served } from './server/served.ts';
import { type OpenSession, sessionOf } from './server/session-of.ts';
import { showWhere, toldOfSession } from './server/show.ts';
import { answerStatement, refusalOf } from './server/statements.ts';
import { columnOf, shownValue, sizeOf } from './server/values-shown.ts';

export interface ConsoleRequest {
  readonly script: string;
  readonly layout: LayoutId;
  /** how many cells it has beside cell0; default 1 */
  readonly cells?: number;
  readonly physical: boolean;
  /** the database in use; null = none */
  readonly database: string | null;
  /** rows in the recorded layout, by `database.table`: at least those whose table the script names */
  readonly rows: Rows;
  /** how many rows stand in each table of the recorded layout */
  readonly counts: { readonly [name: string]: number };
  /** values of named parameters, by name without the colon; one that is not there is NULL */
  readonly parameters?: { readonly [name: string]: string | number | null };
  /** what NOW() says: `2026-11-22 07:16:57` */
  readonly now: string;
}

/** Where in the script, from 0, and how many characters. */
interface StatementPlace {
  readonly at: number;
  readonly length: number;
}

export type ConsoleAnswer = { readonly start: number; readonly vertical: boolean } & (
  | {
      readonly kind: 'rows';
      readonly columns: readonly AnswerColumn[];
      readonly rows: readonly (readonly Value[])[];
      /** rows or a cell were cut at the limit */
      readonly cut: 'rows' | 'bytes' | null;
      /** what SHOW WARNINGS would tell, in number */
      readonly warnings: number;
    }
  /** `Query OK, 0 rows affected` */
  | { readonly kind: 'ok'; readonly warnings: number }
  | { readonly kind: 'used'; readonly database: string }
  | { readonly kind: 'client'; readonly say: 'status' | 'help' | 'quit' | 'clear' }
  /** `isWrite`: it would change rows */
  | { readonly kind: 'not modelled'; readonly what: string; readonly isWrite: boolean }
  | { readonly kind: 'error'; readonly error: MysqlError; readonly place: StatementPlace | null }
);

type RowsAnswer = Extract<ConsoleAnswer, { kind: 'rows' }>;

export const MOST_ROWS = 1000;
/** Characters or bytes of one value, of one answer, and of all answers to a script. */
const MOST_CELL = 65_536;
const MOST_ANSWER = 4_000_000;
const MOST_TOGETHER = 16_000_000;

/** How many characters or bytes may still be answered. */
interface Room {
  left: number;
}

/** Gives each answer as it is there; a script ends at its first error, as the client's does. */
export function runScript(request: ConsoleRequest, tell: (answer: ConsoleAnswer) => void): void {
  const session = openSession(request);
  const room: Room = { left: MOST_TOGETHER };
  for (const statement of statementsOf(request.script)) {
    const { start, vertical } = statement;
    const answer = answerTo(session, statement, room);
    tell({ start, vertical, ...answer });
    if (answer.kind === 'error' || answer.kind === 'not modelled') return;
    if (answer.kind === 'client' && answer.say === 'quit') return;
  }
}

function openSession(request: ConsoleRequest): OpenSession {
  const layout = layoutOf(request.layout, request.cells);
  const rows = { ...otherRows(layout), ...rowsPlaced(layout, request.rows) };
  let told: Rows | null = null;
  const information = (name: string): readonly Row[] => {
    told ??= informationRows({ layout, physical: request.physical, counts: countsIn(request) });
    return told[`information_schema.${name}`] ?? [];
  };
  return sessionOf({
    layout,
    physical: request.physical,
    database: request.database,
    now: request.now,
    parameters: request.parameters ?? {},
    find(database, name) {
      if (/^information_schema$/i.test(database)) {
        const table = informationTable(layout, name);
        return table ? { database: 'information_schema', table } : null;
      }
      const table = tablesIn(layout, database).find((one) => one.name === name);
      return table ? { database, table } : null;
    },
    rows: (database, { name }) =>
      database === 'information_schema' ? information(name) : (rows[`${database}.${name}`] ?? []),
  });
}

function countsIn(request: ConsoleRequest): ReadonlyMap<string, number> {
  const layout = layoutOf(request.layout, request.cells);
  const counts = new Map<string, number>();
  for (const { name, tables } of layout.databases)
    for (const { table, from } of tables)
      counts.set(
        `${name}.${table.name}`,
        from.reduce((sum, one) => sum + (request.counts[one] ?? 0), 0),
      );
  for (const [name, list] of Object.entries(otherRows(layout))) counts.set(name, list.length);
  return counts;
}

type ToldAnswer = ConsoleAnswer extends infer A
  ? A extends ConsoleAnswer
    ? Omit<A, 'start' | 'vertical'>
    : never
  : never;

function answerTo(session: OpenSession, statement: ScriptStatement, room: Room): ToldAnswer {
  // the text would end there for the server
  const nul = statement.text.indexOf('\0');
  if (nul >= 0)
    return { kind: 'error', error: syntaxError(statement.text.slice(nul, nul + 80), 1), place: null };
  try {
    return told(session, statement, room);
  } catch (error) {
    const refusal = refusalOf(error);
    if ('notModelled' in refusal)
      return { kind: 'not modelled', what: refusal.notModelled, isWrite: refusal.isWrite };
    const { at, length } = refusal;
    const { code, message } = refusal.error;
    keepError(session, code, message);
    return {
      kind: 'error',
      error: refusal.error,
      place: at === null ? null : { at: statement.start + at, length },
    };
  }
}

function told(session: OpenSession, statement: ScriptStatement, room: Room): ToldAnswer {
  const outcome = outcomeOf(served(session), statement);
  session.begin(outcome.kind === 'session' || outcome.kind === 'client');
  switch (outcome.kind) {
    case 'grid':
      return { kind: 'rows', ...within(showWhere(session, outcome.grid, outcome.where), room), warnings: 0 };
    case 'session':
      return {
        kind: 'rows',
        ...within(showWhere(session, toldOfSession(session, outcome.asked), outcome.where), room),
        warnings: 0,
      };
    case 'used':
      session.database = outcome.database;
      return outcome;
    case 'error':
      keepError(session, outcome.error.code, outcome.error.message);
      return { ...outcome, place: null };
    case 'not modelled':
      return { ...outcome, isWrite: false };
    case 'client':
      return outcome;
    case 'sql': {
      const answered = answerStatement(statement.text, session);
      if (answered.kind === 'ok') return { kind: 'ok', warnings: session.newWarnings };
      const rows = rowsOf(answered.ready, session, room);
      return { kind: 'rows', ...rows, warnings: session.newWarnings };
    }
  }
}

/** An error is what SHOW WARNINGS tells then. */
function keepError(session: OpenSession, code: number, message: string): void {
  session.warnings = [{ level: 'Error', code, message }];
  session.warningCount = 1;
}

/** Row by row up to the limit, never all at once. */
function rowsOf(
  ready: ReadyQuery,
  session: OpenSession,
  room: Room,
): Pick<RowsAnswer, 'columns' | 'rows' | 'cut'> {
  const rows: Value[][] = [];
  let left = Math.min(MOST_ANSWER, room.left);
  let cut: RowsAnswer['cut'] = null;
  ready.run(null, (cells) => {
    if (rows.length === MOST_ROWS || left <= 0) {
      cut = rows.length === MOST_ROWS ? 'rows' : 'bytes';
      return false;
    }
    rows.push(
      cells.map((cell, i) => {
        const whole = shownValue(cell, ready.columns[i]?.type ?? { kind: 'null', scale: 0 });
        const most = Math.min(MOST_CELL, Math.max(left, 0));
        const isCut = (typeof whole === 'string' || whole instanceof Uint8Array) && whole.length > most;
        const kept = isCut ? whole.slice(0, most) : whole;
        if (isCut) cut = 'bytes';
        left -= sizeOf(kept);
        room.left -= sizeOf(kept);
        return kept;
      }),
    );
    return true;
  });
  session.rowCount = -1n;
  return { columns: ready.columns.map(columnOf), rows, cut };
}

/** What the layout answers is small, but may be asked for thousands of times. */
function within({ columns, rows }: Grid, room: Room): Pick<RowsAnswer, 'columns' | 'rows' | 'cut'> {
  if (room.left <= 0) return { columns, rows: [], cut: 'bytes' };
  room.left -= rows.flat().reduce<number>((sum, value) => sum + sizeOf(value), 0);
  return { columns, rows, cut: null };
}
