/**
 * The services' databases on SQLite (sql.js, WebAssembly): one connection, each OpenStack database attached under its
 * own name. After the seed a savepoint is set; everything later happens inside it, so that a reset is one ROLLBACK TO,
 * AUTO_INCREMENT counters included. For that reason the databases live in memory without files of their own: an export
 * copies the rows into a database of its own.
 */
import initSqlJs, { type Database, type Statement as Prepared, type SqlJsStatic } from 'sql.js';
import { assert } from '../core/base/assert.ts';
import { autoIncrementOf, createSql, quoted, schemaOf, tableOf } from '../core/databases/catalogue.ts';
import type { SqlEngine, Statement, StatementResult } from '../core/databases/engine.ts';
import type { Table } from '../core/databases/schema.ts';
import type { Cell, Row } from '../core/trace/fact.ts';
import type { Rows } from '../core/trace/trace.ts';
import { attachAll, type Counters, fill, readCounters, refusing, toRow } from './build.ts';
import { type Capture, startCapture } from './capture.ts';

export interface EngineOptions {
  /** names of the databases, at most 10 */
  readonly databases: readonly string[];
  /** rows by `database.table`; those of other databases are left out */
  readonly seed: Rows;
  readonly counters?: Counters;
  /** false = changes are not captured (long measuring runs, the SQL console); default true */
  readonly capture?: boolean;
  /** bytes of `sql-wasm.wasm` (Node) or `sql-wasm-browser.wasm` (browser); without them sql.js finds its file itself */
  readonly wasm?: ArrayBuffer | Uint8Array;
  /** where sql.js fetches its file, when no bytes are given */
  readonly locateFile?: (file: string) => string;
}

/** What one statement of the SQL console gave; only statements that return columns are listed. */
export interface QueryTable {
  readonly columns: readonly string[];
  readonly values: readonly (readonly Cell[])[];
}

export interface SeededEngine extends SqlEngine {
  /** Back to the seed, as if nothing had run: rows and next ids. */
  reset(): void;
  /** Any SQL, several statements allowed. Errors: `CodedError` with code `sql_error`. */
  query(text: string): readonly QueryTable[];
  /** One database as the bytes of an SQLite file, its tables in `main`. */
  exportDatabase(database: string): Uint8Array;
}

/** SQLite's limit in sql.js. */
const MOST_DATABASES = 10;
/** Prepared statements that are kept; the builder makes a few hundred different texts. */
const MOST_PREPARED = 1000;

/** Errors: `CodedError` with code `unknown_database`, `unknown_table` or `sql_error` (a seed row that does not fit). */
export async function openEngine(options: EngineOptions): Promise<SeededEngine> {
  const { databases, seed, counters = {}, wasm, locateFile } = options;
  assert(databases.length <= MOST_DATABASES, `at most ${MOST_DATABASES} databases can be attached`);
  const sqlJs = await initSqlJs({
    ...(wasm ? { wasmBinary: wasm as ArrayBuffer } : {}),
    ...(locateFile ? { locateFile } : {}),
  });
  const db = new sqlJs.Database();
  const capture = refusing(() => {
    attachAll(db, databases);
    for (const database of databases) fill(db, database, seed, counters, database);
    return options.capture === false ? null : startCapture(db, databases);
  });
  db.exec('SAVEPOINT seed');
  return makeEngine(sqlJs, db, databases, capture);
}

function makeEngine(
  sqlJs: SqlJsStatic,
  db: Database,
  databases: readonly string[],
  capture: Capture | null,
): SeededEngine {
  const statements = makeStatements(db);
  const readTable = (database: string, table: Table): Row[] => {
    const order = table.primary_key.map(quoted).join(', ');
    return statements.read(`SELECT * FROM ${database}.${quoted(table.name)} ORDER BY ${order}`, []);
  };
  const dump = (names: readonly string[]): Rows => {
    const rows: { [table: string]: readonly Row[] } = {};
    for (const database of names) {
      for (const table of schemaOf(database).tables) {
        const list = readTable(database, table);
        if (list.length > 0) rows[`${database}.${table.name}`] = list;
      }
    }
    return rows;
  };
  return {
    execute: (statement) => refusing(() => execute(db, statements, capture, statement)),
    rows: (database, table) => readTable(database, tableOf(database, table)),
    dump: () => dump(databases),
    query: (text) => refusing(() => db.exec(text)) as readonly QueryTable[],
    reset() {
      db.exec('ROLLBACK TO seed; RELEASE seed;');
      capture?.restart();
      db.exec('SAVEPOINT seed');
    },
    exportDatabase(database) {
      const copy = new sqlJs.Database();
      copy.exec(`PRAGMA page_size = 1024; BEGIN; ${createSql(database, 'main').join('; ')}; COMMIT;`);
      fill(copy, database, dump([database]), readCounters(db, database), 'main');
      const bytes = copy.export();
      copy.close();
      return bytes;
    },
    close() {
      statements.clear();
      db.close();
    },
  };
}

function execute(
  db: Database,
  statements: Statements,
  capture: Capture | null,
  statement: Statement,
): StatementResult {
  const { verb, sql, parameters } = statement;
  if (verb === 'SELECT')
    return { rows: statements.read(sql, parameters), changes: [], lastInsertId: null, matched: 0 };
  capture?.watch(statement.database, statement.table);
  capture?.take();
  statements.write(sql, parameters);
  const changes = capture?.take() ?? [];
  const numbered =
    verb === 'INSERT' && autoIncrementOf(tableOf(statement.database, statement.table)) !== null;
  return {
    rows: [],
    changes,
    lastInsertId: numbered ? Number(statements.read('SELECT last_insert_rowid() AS id', [])[0]?.id) : null,
    matched: db.getRowsModified(),
  };
}

interface Statements {
  read(sql: string, parameters: readonly Cell[]): Row[];
  write(sql: string, parameters: readonly Cell[]): void;
  clear(): void;
}

/** Statements by their text, prepared once. */
function makeStatements(db: Database): Statements {
  const prepared = new Map<string, { readonly statement: Prepared; readonly columns: readonly string[] }>();
  const clear = (): void => {
    for (const { statement } of prepared.values()) statement.free();
    prepared.clear();
  };
  const prepare = (sql: string) => {
    const known = prepared.get(sql);
    if (known) return known;
    if (prepared.size >= MOST_PREPARED) clear();
    const statement = db.prepare(sql);
    const made = { statement, columns: statement.getColumnNames() };
    prepared.set(sql, made);
    return made;
  };
  return {
    clear,
    read(sql, parameters) {
      const { statement, columns } = prepare(sql);
      const rows: Row[] = [];
      try {
        statement.bind([...parameters]);
        while (statement.step()) rows.push(toRow(columns, statement.get() as Cell[]));
      } finally {
        statement.reset();
      }
      return rows;
    },
    write(sql, parameters) {
      const { statement } = prepare(sql);
      try {
        statement.bind([...parameters]);
        statement.step();
      } finally {
        statement.reset();
      }
    },
  };
}
