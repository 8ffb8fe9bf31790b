/** How a statement ends that is not answered: with MySQL's error, or with a word that this server does not model it. */
import type { MysqlError } from '../../databases/mysql/errors.ts';

/** A refusal of MySQL's; `at` = where in the statement. */
export class SqlError extends Error {
  readonly error: MysqlError;
  readonly at: number | null;
  readonly length: number;

  constructor(code: number, state: string, message: string, at: number | null = null, length = 1) {
    super(message);
    this.error = { code, state, message };
    this.at = at;
    this.length = length;
  }
}

/** What MySQL would answer and this server does not: a word or two of the statement. */
export class NotModelled extends Error {
  readonly what: string;
  /** it would change rows: this copy is only read */
  readonly isWrite: boolean;

  constructor(what: string, isWrite = false) {
    super(what);
    this.what = what;
    this.isWrite = isWrite;
  }
}
