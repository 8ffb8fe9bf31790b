/** The words of one statement, read from left to right; what cannot be read is MySQL's 1064 at that word. */
import { syntaxError } from '../../databases/mysql/errors.ts';
import {
  isClosed,
  keywordOf,
  nameOf,
  type SqlToken,
  stringOf,
  wordsOf,
} from '../../databases/mysql/tokens.ts';
import { NotModelled, SqlError } from '../server/refusals.ts';
import type { Expr, Query } from './ast.ts';
import { RESERVED } from './words.ts';

/** MySQL quotes so much of what it could not read. */
const NEAR = 80;
/** Questions within each other, the outermost counted: MariaDB's bound. */
const MOST_SELECTS = 64;
/** Expressions within each other: a fixed bound, so that it is no matter of the stack where one is refused. */
const MOST_DEEP = 250;

/** Reads an expression: handed to what expressions are made of. */
export type ExprReader = (cursor: SqlCursor) => Expr;

export interface SqlCursor {
  readonly text: string;
  readonly isMariadb: boolean;
  /** reads a query: given by whoever knows how, since expressions hold queries and queries expressions */
  readonly query: (cursor: SqlCursor) => Query;
  peek(ahead?: number): SqlToken | undefined;
  /** the keyword that stands here, in capitals; empty for anything else */
  keyword(ahead?: number): string;
  /** whether the next tokens are these keywords or signs */
  is(...words: readonly string[]): boolean;
  /** takes them if they stand here */
  take(...words: readonly string[]): boolean;
  /** takes one of them, if one stands here */
  takeOne(...words: readonly string[]): string | null;
  /** takes it or fails */
  need(...words: readonly string[]): void;
  next(): SqlToken;
  /** a name that is no reserved word, or one in backticks; null = none stands here */
  name(): string | null;
  needName(): string;
  /** behind a dot any word is a name */
  anyName(): string;
  string(): string | null;
  needString(): string;
  /** a whole number without a sign */
  number(): number | null;
  /** how many opening brackets stand here beside each other */
  behindBrackets(): number;
  atEnd(): boolean;
  /** place of the next word */
  place(): number;
  /** place behind the word that was taken last */
  end(): number;
  fail(): never;
  mark(): number;
  back(mark: number): void;
  /** reads what stands within something else; the bounds of nesting are kept here */
  deeper<T>(of: 'select' | 'other', read: () => T): T;
  /** IN belongs to what is around: `POSITION(a IN b)` */
  stopsAtIn: boolean;
}

export function cursorOf(text: string, query: (cursor: SqlCursor) => Query, server = 'MariaDB'): SqlCursor {
  return new Reader(text, query, server);
}

class Reader implements SqlCursor {
  readonly text: string;
  readonly query: (cursor: SqlCursor) => Query;
  readonly isMariadb: boolean;
  readonly #words: readonly SqlToken[];
  stopsAtIn = false;
  #at = 0;
  #selects = 0;
  #deep = 0;
  /** brackets that stand beside each other, counted once */
  #bracketsFrom = 0;
  #bracketsTo = 0;

  constructor(text: string, query: (cursor: SqlCursor) => Query, server: string) {
    this.text = text;
    this.query = query;
    this.isMariadb = server === 'MariaDB';
    this.#words = wordsOf(text);
  }
  peek(ahead = 0): SqlToken | undefined {
    return this.#words[this.#at + ahead];
  }
  keyword(ahead = 0): string {
    return keywordOf(this.#words[this.#at + ahead]);
  }
  is(...words: readonly string[]): boolean {
    return words.every((word, i) => {
      const token = this.peek(i);
      return token?.kind === 'sign' ? token.text === word : keywordOf(token) === word;
    });
  }
  take(...words: readonly string[]): boolean {
    if (!this.is(...words)) return false;
    this.#at += words.length;
    return true;
  }
  takeOne(...words: readonly string[]): string | null {
    for (const word of words) if (this.take(word)) return word;
    return null;
  }
  need(...words: readonly string[]): void {
    for (const word of words) if (!this.take(word)) this.fail();
  }
  next(): SqlToken {
    const token = this.#words[this.#at] ?? this.fail();
    this.#at += 1;
    return token;
  }
  name(): string | null {
    const token = this.peek();
    const isPlain = token?.kind === 'word' && !RESERVED.has(token.text.toUpperCase());
    if (!token || (!isPlain && (token.kind !== 'name' || !isClosed(token)))) return null;
    this.#at += 1;
    return nameOf(token);
  }
  needName(): string {
    return this.name() ?? this.fail();
  }
  anyName(): string {
    const token = this.peek();
    if (token?.kind !== 'word' && token?.kind !== 'name') this.fail();
    this.#at += 1;
    return nameOf(token as SqlToken);
  }
  string(): string | null {
    const token = this.peek();
    if (token?.kind !== 'string') return null;
    if (!isClosed(token)) this.fail();
    this.#at += 1;
    return stringOf(token);
  }
  needString(): string {
    return this.string() ?? this.fail();
  }
  number(): number | null {
    const token = this.peek();
    if (token?.kind !== 'number' || !/^\d+$/.test(token.text)) return null;
    this.#at += 1;
    return Number(token.text);
  }
  behindBrackets(): number {
    if (this.#at < this.#bracketsFrom || this.#at >= this.#bracketsTo) {
      this.#bracketsFrom = this.#at;
      this.#bracketsTo = this.#at;
      while (this.#words[this.#bracketsTo]?.text === '(') this.#bracketsTo += 1;
    }
    return this.#bracketsTo - this.#at;
  }
  atEnd(): boolean {
    return this.#at >= this.#words.length;
  }
  place(): number {
    return this.peek()?.start ?? this.text.length;
  }
  end(): number {
    const last = this.#words[this.#at - 1];
    return last ? last.start + last.text.length : 0;
  }
  fail(): never {
    // `->` is one sign for MySQL alone; of a comma the text behind it is quoted
    const sign = this.peek()?.text ?? '';
    const isLater = sign === ',' || (sign.startsWith('->') && this.isMariadb);
    const start = this.place() + (isLater ? 1 : 0);
    const line = this.text.slice(0, start).split('\n').length;
    const near = this.text.slice(start, start + NEAR);
    const { code, state, message } = syntaxError(near, line, this.isMariadb ? 'MariaDB' : 'MySQL');
    throw new SqlError(code, state, message, this.place(), sign.length || 1);
  }
  mark(): number {
    return this.#at;
  }
  back(mark: number): void {
    this.#at = mark;
  }
  deeper<T>(of: 'select' | 'other', read: () => T): T {
    const selects = this.#selects;
    if (of === 'select' && selects === MOST_SELECTS)
      throw new SqlError(1473, 'HY000', 'Too high level of nesting for select', this.place());
    if (this.#deep === MOST_DEEP) throw new NotModelled('a statement that is nested so deeply');
    this.#deep += 1;
    if (of === 'select') this.#selects += 1;
    try {
      return read();
    } finally {
      this.#deep -= 1;
      this.#selects = selects;
    }
  }
}
