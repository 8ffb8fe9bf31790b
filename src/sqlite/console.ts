/**
 * The SQL console's server: a copy of the databases at a moment, read-only, asked statement by statement. Whatever is
 * asked, the copy is all that it can reach; who runs it ends it when it takes too long (SQLite here cannot be
 * interrupted). Rows, cells, answers and memory have limits, see below.
 */
import type { Database, SqlJsStatic } from 'sql.js';
import { type LayoutId, layoutOf, rowsPlaced } from '../core/databases/layouts.ts';
import { type Server, tablesIn } from '../core/databases/mysql/answers.ts';
import type { MysqlError } from '../core/databases/mysql/errors.ts';
import type { AnswerColumn, Grid, Value } from '../core/databases/mysql/grid.ts';
import { INFORMATION_TABLES, informationRows } from '../core/databases/mysql/information-schema.ts';
import type { Prepared } from '../core/databases/mysql/names.ts';
import { namesIn, type ScriptStatement, statementsOf } from '../core/databases/mysql/script.ts';
import { readSentence } from '../core/databases/mysql/sentences.ts';
import { outcomeOf, versionOf } from '../core/databases/mysql/session.ts';
import { otherRows } from '../core/databases/physical.ts';
import type { Table } from '../core/databases/schema.ts';
import type { Rows } from '../core/trace/trace.ts';
import { attachAll, fill } from './build.ts';
import { columnsOf, exactly, isNumeric, short, sizeOf } from './console-values.ts';
import { placeOfError } from './error-place.ts';
import { loadSqlite } from './load.ts';

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
    }
  | { readonly kind: 'used'; readonly database: string }
  | { readonly kind: 'client'; readonly say: 'status' | 'help' | 'quit' | 'clear' }
  | { readonly kind: 'not modelled'; readonly what: string }
  | { readonly kind: 'error'; readonly error: MysqlError }
  /** SQLite's own sentence */
  | { readonly kind: 'sqlite error'; readonly message: string; readonly place: StatementPlace | null }
);

export const MOST_ROWS = 1000;
/** Characters or bytes of one value, of one answer, and of all answers to a script. */
const MOST_CELL = 65_536;
const MOST_ANSWER = 4_000_000;
const MOST_TOGETHER = 16_000_000;
const HEAP_BYTES = 64 * 1024 * 1024;

export interface Console {
  /** Gives each answer as it is there; a script ends at its first error, as the client's does. */
  run(request: ConsoleRequest, tell: (answer: ConsoleAnswer) => void): void;
  close(): void;
}

/** `wasm` = bytes of sql-wasm.wasm; without them sql.js finds its file itself. */
export async function openConsole(wasm?: ArrayBuffer | Uint8Array): Promise<Console> {
  const sqlJs = await loadSqlite({ wasm });
  let open: Database | null = null;
  const close = (): void => {
    const old = open;
    open = null;
    old?.close();
  };
  return {
    run(request, tell) {
      close();
      const statements = statementsOf(request.script);
      if (statements.some((statement) => readSentence(statement.text) === null)) {
        open = copyOf(sqlJs, request);
      }
      answerAll(open, request, statements, tell);
    },
    close,
  };
}

const serverOf = (request: ConsoleRequest, database: string | null): Server => ({
  layout: layoutOf(request.layout, request.cells),
  physical: request.physical,
  database,
});

function answerAll(
  db: Database | null,
  request: ConsoleRequest,
  statements: readonly ScriptStatement[],
  tell: (answer: ConsoleAnswer) => void,
): void {
  let { database } = request;
  const use = { current: database };
  const room = { left: MOST_TOGETHER };
  if (db) addFunctions(db, request, use);
  for (const statement of statements) {
    const { start, vertical } = statement;
    const outcome = outcomeOf(serverOf(request, database), statement);
    switch (outcome.kind) {
      case 'grid':
        tell({ start, vertical, kind: 'rows', ...within(outcome.grid, room) });
        break;
      case 'used':
        database = outcome.database;
        use.current = database;
        tell({ start, vertical, ...outcome });
        break;
      case 'error':
      case 'not modelled':
        tell({ start, vertical, ...outcome });
        return;
      case 'client':
        tell({ start, vertical, ...outcome });
        if (outcome.say === 'quit') return;
        break;
      case 'sql': {
        if (!db) return;
        const told = query(db, request, statement, outcome.prepared, room);
        tell({ start, vertical, ...told });
        if (told.kind === 'sqlite error') return;
      }
    }
  }
}

/** The databases with the rows of the tables that the script names; the others stand empty, since nothing reads them. */
function copyOf(sqlJs: SqlJsStatic, request: ConsoleRequest): Database {
  const layout = layoutOf(request.layout, request.cells);
  const names = namesIn(request.script);
  const isNamed = (table: Table): boolean => names.has(table.name.toLowerCase());
  const databases = layout.databases.map(({ name, tables }) => {
    const own = tables.map((one) => one.table);
    const others = tablesIn(layout, name).filter((table) => !own.includes(table) && isNamed(table));
    return { name, tables: [...own, ...others] };
  });
  const schema = { name: 'information_schema', tables: INFORMATION_TABLES };
  const all = [...databases, schema];
  const rows = { ...otherRows(layout), ...rowsPlaced(layout, request.rows) };
  const db = new sqlJs.Database();
  attachAll(db, all);
  for (const database of databases) {
    const tables = new Set(database.tables.filter(isNamed).map((table) => `${database.name}.${table.name}`));
    const wanted = Object.entries(rows).filter(([name]) => tables.has(name));
    fill(db, database, Object.fromEntries(wanted), {});
  }
  if (names.has(schema.name)) {
    const counts = new Map<string, number>();
    for (const { name, tables } of layout.databases) {
      for (const { table, from } of tables) {
        const count = from.reduce((sum, one) => sum + (request.counts[one] ?? 0), 0);
        counts.set(`${name}.${table.name}`, count);
      }
    }
    for (const [name, list] of Object.entries(otherRows(layout))) counts.set(name, list.length);
    fill(db, schema, informationRows({ layout, physical: request.physical, counts }), {});
  }
  db.exec(
    `PRAGMA hard_heap_limit = ${HEAP_BYTES}; PRAGMA trusted_schema = off; PRAGMA cell_size_check = on;`,
  );
  return db;
}

/** MySQL's functions that tell of the connection. */
function addFunctions(db: Database, request: ConsoleRequest, use: { readonly current: string | null }): void {
  const server = serverOf(request, null);
  const told: { readonly [name: string]: () => string | number | null } = {
    database: () => use.current,
    schema: () => use.current,
    version: () => versionOf(server),
    user: () => USER,
    current_user: () => USER,
    session_user: () => USER,
    system_user: () => USER,
    connection_id: () => CONNECTION_ID,
    now: () => request.now,
    sysdate: () => request.now,
    curdate: () => request.now.slice(0, 10),
    curtime: () => request.now.slice(11),
  };
  for (const [name, tell] of Object.entries(told)) db.create_function(name, tell);
}

const USER = 'root@localhost';
const CONNECTION_ID = 8;

type Queried =
  | Pick<RowsAnswer, 'kind' | 'columns' | 'rows' | 'cut'>
  | Pick<Extract<ConsoleAnswer, { kind: 'sqlite error' }>, 'kind' | 'message' | 'place'>;

/** What the layout answers is small, but may be asked for thousands of times. */
function within({ columns, rows }: Grid, room: Room): Pick<RowsAnswer, 'columns' | 'rows' | 'cut'> {
  if (room.left <= 0) return { columns, rows: [], cut: 'bytes' };
  room.left -= rows.flat().reduce<number>((sum, value) => sum + sizeOf(value), 0);
  return { columns, rows, cut: null };
}

type RowsAnswer = Extract<ConsoleAnswer, { kind: 'rows' }>;

/** How many characters or bytes may still be answered. */
interface Room {
  left: number;
}

function query(
  db: Database,
  request: ConsoleRequest,
  statement: ScriptStatement,
  prepared: Prepared,
  room: Room,
): Queried {
  try {
    db.exec('PRAGMA query_only = on');
    return stepThrough(db, request, prepared.sql, room);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const found = placeOfError(db, prepared.sql, message);
    const place = found && {
      at: statement.start + prepared.original(found.at),
      length: found.length,
    };
    return { kind: 'sqlite error', message, place };
  }
}

/** Row by row up to the limit, never all at once. */
function stepThrough(
  db: Database,
  { layout, cells, parameters = {} }: ConsoleRequest,
  sql: string,
  room: Room,
): Queried {
  const made = db.prepare(sql);
  try {
    made.bind(Object.fromEntries(Object.entries(parameters).map(([name, value]) => [`:${name}`, value])));
    const names = made.getColumnNames();
    const rows: Value[][] = [];
    let left = Math.min(MOST_ANSWER, room.left);
    let cut: 'rows' | 'bytes' | null = null;
    while (made.step()) {
      if (rows.length === MOST_ROWS || left <= 0) {
        cut = rows.length === MOST_ROWS ? 'rows' : 'bytes';
        break;
      }
      const row = exactly(made).map((value) => {
        const kept = short(value, Math.min(MOST_CELL, Math.max(left, 0)));
        if (kept !== value && !isNumeric(value)) cut = 'bytes';
        left -= sizeOf(kept);
        room.left -= sizeOf(kept);
        return kept;
      });
      rows.push(row);
    }
    return { kind: 'rows', columns: columnsOf(names, rows, layoutOf(layout, cells), sql), rows, cut };
  } finally {
    made.free();
  }
}
