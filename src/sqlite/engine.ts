/**
 * The services' databases on SQLite (sql.js, WebAssembly): one connection, each OpenStack database attached under its
 * own name. After the seed a savepoint is set; everything later happens inside it, so that a reset is one ROLLBACK TO,
 * AUTO_INCREMENT counters included.
 */
import type { Database } from 'sql.js';
import { assert } from '../core/base/assert.ts';
import { autoIncrementOf, type DatabaseTables, quoted, tableOf } from '../core/databases/catalogue.ts';
import type { SqlEngine, Statement, StatementResult } from '../core/databases/engine.ts';
import type { Table } from '../core/databases/schema.ts';
import type { Row } from '../core/trace/fact.ts';
import type { Rows } from '../core/trace/trace.ts';
import { addIndexes, attachAll, type Counters, fill, refusing } from './build.ts';
import { type CapturedWrite, makeCapture } from './capture.ts';
import { loadSqlite } from './load.ts';
import { makeStatements } from './statements.ts';

interface EngineOptions {
  /** at most 10 */
  readonly databases: readonly DatabaseTables[];
  /** rows by `database.table`; those of other databases are left out */
  readonly seed: Rows;
  readonly counters?: Counters;
  /** false = changes are not captured (long measuring runs); default true */
  readonly capture?: boolean;
  /** true = with the keys that make reading faster, for runs that gather thousands of rows; default false */
  readonly indexed?: boolean;
  /** bytes of `sql-wasm.wasm`; without them sql.js finds its file itself */
  readonly wasm?: ArrayBuffer | Uint8Array;
  /** where sql.js finds its file, when no bytes are given */
  readonly locateFile?: (file: string) => string;
}

export interface SeededEngine extends SqlEngine {
  /** Back to the seed, as if nothing had run: rows and next ids. */
  reset(): void;
  /** What follows is a whole: `keep` lets it stand, `undo` takes it back. One at a time; `reset` ends it. */
  mark(): void;
  keep(): void;
  undo(): void;
}

/** SQLite's limit in sql.js. */
const MOST_DATABASES = 10;

/** Errors: `CodedError` with code `unknown_database`, `unknown_table` or `sql_error` (a seed row that does not fit). */
export async function openEngine(options: EngineOptions): Promise<SeededEngine> {
  const { databases, seed, counters = {}, capture = true, indexed = false, wasm, locateFile } = options;
  assert(databases.length <= MOST_DATABASES, `at most ${MOST_DATABASES} databases can be attached`);
  const sqlJs = await loadSqlite({ wasm, locateFile });
  const db = new sqlJs.Database();
  refusing(() => {
    attachAll(db, databases);
    for (const database of databases) fill(db, database, seed, counters);
    if (indexed) addIndexes(db, databases);
  });
  db.exec('SAVEPOINT seed');
  return makeEngine(db, databases, capture);
}

function makeEngine(db: Database, databases: readonly DatabaseTables[], captured: boolean): SeededEngine {
  const statements = makeStatements(db);
  const capture = makeCapture(statements);
  const writeUncaptured = ({ sql, parameters }: Statement): CapturedWrite => {
    statements.run(sql, parameters);
    return { changes: [], matched: db.getRowsModified() };
  };
  const write = captured ? capture.write : writeUncaptured;
  const execute = (statement: Statement): StatementResult => {
    const { database, table, verb, sql, parameters } = statement;
    if (verb === 'SELECT') {
      return { rows: statements.run(sql, parameters), changes: [], lastInsertId: null, matched: 0 };
    }
    const written = write(statement);
    const numbered = verb === 'INSERT' && autoIncrementOf(tableOf(database, table)) !== null;
    const [last] = numbered ? statements.run('SELECT last_insert_rowid() AS id', []) : [];
    return { rows: [], ...written, lastInsertId: last ? Number(last.id) : null };
  };
  const readTable = (database: string, table: Table): Row[] => {
    const order = table.primary_key.map(quoted).join(', ');
    return statements.run(`SELECT * FROM ${database}.${quoted(table.name)} ORDER BY ${order}`, []);
  };
  const dump = (wanted: readonly DatabaseTables[]): Rows => {
    const rows: { [table: string]: readonly Row[] } = {};
    for (const { name, tables } of wanted) {
      for (const table of tables) {
        const list = readTable(name, table);
        if (list.length > 0) rows[`${name}.${table.name}`] = list;
      }
    }
    return rows;
  };
  return {
    execute: (statement) => refusing(() => execute(statement)),
    rows: (database, table) => readTable(database, tableOf(database, table)),
    dump: () => dump(databases),
    reset: () => void db.exec('ROLLBACK TO seed'),
    mark: () => void db.exec('SAVEPOINT marked'),
    keep: () => void db.exec('RELEASE marked'),
    undo: () => void db.exec('ROLLBACK TO marked; RELEASE marked'),
    close() {
      statements.close();
      db.close();
    },
  };
}
