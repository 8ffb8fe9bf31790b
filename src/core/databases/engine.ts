/**
 * The one door to SQL for the services: a connection to SQLite with each OpenStack database attached under its own name.
 * Implemented by the room `sqlite`; here is only its shape, so that the core stays free of WebAssembly.
 */
import type { Cell, Row } from '../trace/fact.ts';
import type { Rows } from '../trace/trace.ts';

/** One row's images. `key` = primary key in schema order; before null = inserted, after null = deleted. */
export interface RowChange {
  readonly database: string;
  readonly table: string;
  readonly key: readonly Cell[];
  readonly before: Row | null;
  readonly after: Row | null;
}

/** A statement made by the builder: one database, one table, values apart from the text. */
export interface Statement {
  readonly database: string;
  readonly table: string;
  readonly verb: 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';
  readonly sql: string;
  readonly parameters: readonly Cell[];
}

export interface StatementResult {
  /** rows of a SELECT, else empty */
  readonly rows: readonly Row[];
  /** rows changed; in the order in which SQLite changed them */
  readonly changes: readonly RowChange[];
  /** rowid of the last INSERT of this statement, else null */
  readonly lastInsertId: number | null;
  /**
   * Rows that an INSERT, UPDATE or DELETE met, as MySQL counts them with FOUND_ROWS: a row that an UPDATE left as it was
   * counts here, but is no change. 0 for a SELECT.
   */
  readonly matched?: number;
}

export interface SqlEngine {
  /** Runs one statement. Errors: `CodedError` with code `sql_error` and SQLite's text. */
  execute(statement: Statement): StatementResult;
  /** All rows of a table, ordered by its primary key. */
  rows(database: string, table: string): readonly Row[];
  /** All non-empty tables of all databases, as `database.table`. */
  dump(): Rows;
  close(): void;
}
