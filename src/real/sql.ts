/**
 * The services' databases as the engine reaches them: a session for each process of a service, as Nova's threads have one
 * each. The first write of a session opens a transaction; `commit` ends it. MariaDB and SQLite each have a file of their own.
 */
import { CodedError } from '../core/base/assert.ts';
import type { Statement, StatementResult } from '../core/databases/engine.ts';
import type { Actor } from '../core/trace/fact.ts';

export interface SqlSession {
  /**
   * Errors: `CodedError` `DBConnectionError` when the server is away or went away meanwhile (what was not committed is
   * taken back), `DBDeadlock` when the server gave this transaction up for another, `sql_error` with its text for others.
   */
  execute(statement: Statement): Promise<StatementResult>;
  /** null = nothing is open */
  commit(): Promise<void> | null;
  /** The process is over: what is open is committed (`keeps`) or taken back. */
  end(keeps: boolean): Promise<void>;
}

export interface Sql {
  /** `actor` = whose session it is, for who looks at the server */
  open(actor: Actor): SqlSession;
  close(): Promise<void>;
}

/** `oslo_db.exception.DBConnectionError` */
export const databaseAway = (why: string): CodedError => new CodedError('DBConnectionError', why);

/**
 * A service's databases: those that its configuration names. A session on another raises DBNotAllowed
 * (`nova/db/main/api.py:_check_db_access`), as a compute without any does.
 */
export function limitedTo(databases: readonly string[], sql: Sql): Sql {
  const allowed = new Set(databases);
  return {
    open(actor) {
      let session: SqlSession | null = null;
      return {
        execute(statement) {
          if (!allowed.has(statement.database))
            throw new CodedError(
              'DBNotAllowed',
              `${actor} attempted direct database access which is not allowed by policy`,
            );
          session ??= sql.open(actor);
          return session.execute(statement);
        },
        commit: () => session?.commit() ?? null,
        end: (keeps) => session?.end(keeps) ?? Promise.resolve(),
      };
    },
    close: () => sql.close(),
  };
}
