/** MariaDB or MySQL, by mysql2: a pool of connections; a transaction holds one of its own. */
import type { Pool, PoolConnection, PoolOptions } from 'mysql2';
import { CodedError } from '../core/base/assert.ts';
import { autoIncrementOf, tableOf } from '../core/databases/catalogue.ts';
import type { Statement, StatementResult } from '../core/databases/engine.ts';
import type { Row } from '../core/trace/fact.ts';
import type { DatabaseAddress } from './address.ts';
import { databaseAway, type Sql, type SqlSession } from './sql.ts';

/** `[database]/max_pool_size` 5 and `max_overflow` 50 of oslo.db, in one */
const CONNECTIONS = 55;
/** How long a connection may take to come about, milliseconds. */
const CONNECT_MS = 5000;
/** Tries of a statement that is its whole transaction so far and lost against another (`wrap_db_retry`). */
const TRIES = 5;

export type MysqlAddress = Extract<DatabaseAddress, { readonly kind: 'mysql' }>;

export const mysqlOptions = ({ host, port, user, password }: MysqlAddress): PoolOptions => ({
  host,
  port,
  user,
  ...(password === '' ? {} : { password }),
  connectTimeout: CONNECT_MS,
  dateStrings: true,
  decimalNumbers: true,
  // a stack trace for each statement, for the few that fail, is a sixth of a statement's cost
  trace: false,
  // rows that an UPDATE met, changed or not, as SQLite counts them; `(` may stand behind any word
  flags: ['FOUND_ROWS', '-IGNORE_SPACE'],
});

/** Errors: `CodedError` `misuse` where the package is not there. */
export async function loadMysql(): Promise<typeof import('mysql2')> {
  try {
    return (await import('mysql2')).default;
  } catch {
    throw new CodedError(
      'misuse',
      'MariaDB needs the package mysql2, which is not installed: npm install mysql2.',
    );
  }
}

export async function openMysql(address: MysqlAddress): Promise<Sql> {
  const { createPool } = await loadMysql();
  const pool = createPool({ ...mysqlOptions(address), connectionLimit: CONNECTIONS, maxIdle: 5 });
  pool.on('connection', (connection) =>
    connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED', () => undefined),
  );
  const textOf = placed(address.prefix);
  return {
    open: () => new MysqlSession(pool, textOf),
    close: () => new Promise((done, fail) => pool.end((error) => (error ? fail(error) : done()))),
  };
}

interface Written {
  readonly affectedRows: number;
  readonly insertId: number;
}

class MysqlSession implements SqlSession {
  private open: PoolConnection | null = null;
  private readonly pool: Pool;
  private readonly textOf: (sql: string) => string;
  constructor(pool: Pool, textOf: (sql: string) => string) {
    this.pool = pool;
    this.textOf = textOf;
  }

  execute(statement: Statement): Promise<StatementResult> {
    return this.attempt(statement, this.open === null ? TRIES : 1);
  }

  private attempt(statement: Statement, tries: number): Promise<StatementResult> {
    return this.once(statement).catch(async (error: unknown) => {
      const refusal = refusalOf(error);
      if (refusal.code === 'DBConnectionError') this.drop();
      else if (refusal.code === 'DBDeadlock') {
        await this.end(false);
        if (tries > 1) return this.attempt(statement, tries - 1);
      }
      throw refusal;
    });
  }

  private async once({ database, table, verb, sql, parameters }: Statement): Promise<StatementResult> {
    if (verb === 'SELECT') {
      const rows = await ask<Row[]>(this.open ?? this.pool, this.textOf(sql), parameters);
      return { rows, changes: [], lastInsertId: null, matched: 0 };
    }
    if (!this.open) {
      this.open = await taken(this.pool);
      await ask(this.open, 'START TRANSACTION');
    }
    const { affectedRows, insertId } = await ask<Written>(this.open, this.textOf(sql), parameters);
    const numbered = verb === 'INSERT' && autoIncrementOf(tableOf(database, table)) !== null;
    return { rows: [], changes: [], lastInsertId: numbered ? insertId : null, matched: affectedRows };
  }

  commit(): Promise<void> | null {
    return this.open ? this.finish('COMMIT') : null;
  }

  async end(keeps: boolean): Promise<void> {
    if (this.open) await this.finish(keeps ? 'COMMIT' : 'ROLLBACK').catch(this.whatEndFailed(keeps));
  }

  /** What cannot be taken back any more is gone already. */
  private whatEndFailed(keeps: boolean): (error: unknown) => void {
    return (error) => {
      if (keeps) throw error;
    };
  }

  private async finish(how: 'COMMIT' | 'ROLLBACK'): Promise<void> {
    const connection = this.open;
    try {
      if (connection) await ask(connection, how);
    } catch (error) {
      this.drop();
      throw refusalOf(error);
    }
    this.open = null;
    connection?.release();
  }

  private drop(): void {
    this.open?.destroy();
    this.open = null;
  }
}

/** mysql2's own calls, without what its promises cost. */
const ask = <T>(
  on: Pool | PoolConnection,
  sql: string,
  parameters: Statement['parameters'] = [],
): Promise<T> =>
  new Promise((done, fail) =>
    on.query(sql, [...parameters], (error, answer) => (error ? fail(error) : done(answer as T))),
  );

const taken = (pool: Pool): Promise<PoolConnection> =>
  new Promise((done, fail) =>
    pool.getConnection((error, connection) => (error ? fail(error) : done(connection))),
  );

/** Names of databases with their prefix; each text once. The builder writes no value into a text, so a name is a name. */
export function placed(prefix: string): (sql: string) => string {
  if (prefix === '') return (sql) => sql;
  const known = new Map<string, string>();
  return (sql) => {
    const found = known.get(sql);
    if (found !== undefined) return found;
    const text = sql.replace(
      /\b(nova_api|nova_cell\d+|placement|keystone|glance|neutron|cinder)\./g,
      `${prefix}$1.`,
    );
    known.set(sql, text);
    return text;
  };
}

const LOST =
  /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENOTFOUND|ENOENT|PROTOCOL_|ER_(SERVER_SHUTDOWN|CON_COUNT|ACCESS_DENIED|NEW_ABORTING|CONNECTION_KILLED|NORMAL_SHUTDOWN))/;
const GAVE_UP = ['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT'];

function refusalOf(error: unknown): CodedError {
  if (error instanceof CodedError) return error;
  const {
    code = '',
    message = String(error),
    fatal = false,
  } = error as {
    code?: string;
    message?: string;
    fatal?: boolean;
  };
  if (fatal || LOST.test(code) || /closed|Pool is closed/i.test(message))
    return databaseAway(`(mysql2) ${code} ${message}`.trim());
  if (GAVE_UP.includes(code)) return new CodedError('DBDeadlock', message);
  return new CodedError('sql_error', message);
}
