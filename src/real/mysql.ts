/** MariaDB or MySQL, by mysql2: a pool of connections; a transaction holds one of its own. */
import type { Pool, PoolConnection, PoolOptions } from 'mysql2/promise';
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
  // rows that an UPDATE met, changed or not, as SQLite counts them; `(` may stand behind any word
  flags: ['FOUND_ROWS', '-IGNORE_SPACE'],
});

/** Errors: `CodedError` `misuse` where the package is not there. */
export async function loadMysql(): Promise<typeof import('mysql2/promise')> {
  try {
    return await import('mysql2/promise');
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
  // the event gives the connection beneath, whose `query` takes a callback
  pool.on('connection', (connection) => {
    const { query } = connection as unknown as { query(sql: string, done: () => void): void };
    query.call(connection, 'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED', () => undefined);
  });
  const textOf = placed(address.prefix);
  return {
    open: () => new MysqlSession(pool, textOf),
    close: () => pool.end(),
  };
}

class MysqlSession implements SqlSession {
  private open: PoolConnection | null = null;
  private readonly pool: Pool;
  private readonly textOf: (sql: string) => string;
  constructor(pool: Pool, textOf: (sql: string) => string) {
    this.pool = pool;
    this.textOf = textOf;
  }

  async execute(statement: Statement): Promise<StatementResult> {
    const isFirst = this.open === null;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(statement);
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal.code === 'DBConnectionError') this.drop();
        else if (refusal.code === 'DBDeadlock') await this.end(false);
        if (refusal.code !== 'DBDeadlock' || !isFirst || attempt === TRIES) throw refusal;
      }
    }
  }

  private async once({ database, table, verb, sql, parameters }: Statement): Promise<StatementResult> {
    if (verb === 'SELECT') {
      const [rows] = await (this.open ?? this.pool).query(this.textOf(sql), [...parameters]);
      return { rows: rows as Row[], changes: [], lastInsertId: null, matched: 0 };
    }
    if (!this.open) {
      this.open = await this.pool.getConnection();
      await this.open.query('START TRANSACTION');
    }
    const [done] = await this.open.query(this.textOf(sql), [...parameters]);
    const { affectedRows, insertId } = done as { affectedRows: number; insertId: number };
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
      await connection?.query(how);
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
