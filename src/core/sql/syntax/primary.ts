/** What an expression is made of: literals, names, variables, calls, CASE, brackets. */
import { keywordOf, type SqlToken } from '../../databases/mysql/tokens.ts';
import { NotModelled, SqlError } from '../server/refusals.ts';
import type { CastType, Expr } from './ast.ts';
import { isCall, readCall } from './calls.ts';
import type { ExprReader, SqlCursor } from './cursor.ts';

/** Whether a query begins here, perhaps in further brackets. */
export function isQueryNext(cursor: SqlCursor): boolean {
  const ahead = cursor.behindBrackets();
  const word = cursor.keyword(ahead);
  return word === 'SELECT' || word === 'WITH' || (word === 'VALUES' && cursor.peek(ahead + 1)?.text === '(');
}

export function readPrimary(cursor: SqlCursor, readExpr: ExprReader): Expr {
  const token = cursor.peek() ?? cursor.fail();
  const at = token.start;
  switch (token.kind) {
    case 'string':
      return readText(cursor, at);
    case 'number':
      cursor.next();
      return numberOf(token, cursor.end());
    case 'variable':
      return readVariable(cursor, at);
    case 'sign':
      return readBrackets(cursor, readExpr, at);
    default:
      return readWord(cursor, readExpr, token);
  }
}

/** Texts beside each other are one. */
function readText(cursor: SqlCursor, at: number, charset: string | null = null): Expr {
  let value = cursor.needString();
  while (cursor.peek()?.kind === 'string') value += cursor.needString();
  return { op: 'text', value, charset, at, end: cursor.end() };
}

function numberOf({ text, start }: SqlToken, end: number): Expr {
  const lower = text.toLowerCase();
  if (lower.startsWith('0x'))
    return { op: 'bytes', value: hexBytes(text.slice(2)), isHex: true, at: start, end };
  if (lower.startsWith('0b'))
    return { op: 'bytes', value: bitBytes(text.slice(2)), isHex: false, at: start, end };
  return { op: 'number', text, at: start, end };
}

function hexBytes(digits: string): string {
  const even = digits.length % 2 === 1 ? `0${digits}` : digits;
  return even.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)));
}

function bitBytes(digits: string): string {
  const whole = digits.padStart(Math.ceil(digits.length / 8) * 8, '0');
  return whole.replace(/.{8}/g, (byte) => String.fromCharCode(Number.parseInt(byte, 2)));
}

function readVariable(cursor: SqlCursor, at: number): Expr {
  const { text } = cursor.next();
  const end = cursor.end();
  if (text.startsWith(':')) return { op: 'parameter', name: text.slice(1), at, end };
  if (!text.startsWith('@@'))
    return { op: 'user variable', name: unquoted(text.slice(1)).toLowerCase(), at, end };
  const [, scope = null, name = ''] = /^@@(?:(global|session|local)\.)?(.*)$/i.exec(text) ?? [];
  return { op: 'system variable', scope: scope?.toLowerCase() ?? null, name: name.toLowerCase(), at, end };
}

const unquoted = (name: string): string => name.replace(/^(['"`])(.*)\1$/s, '$2');

function readBrackets(cursor: SqlCursor, readExpr: ExprReader, at: number): Expr {
  if (!cursor.is('(')) cursor.fail();
  if (isQueryNext(cursor)) {
    const mark = cursor.mark();
    cursor.need('(');
    const query = cursor.query(cursor);
    if (cursor.take(')')) return { op: 'query', query, at, end: cursor.end() };
    cursor.back(mark);
  }
  cursor.need('(');
  const first = readExpr(cursor);
  if (!cursor.is(',')) {
    cursor.need(')');
    return { ...first, at, end: cursor.end() };
  }
  const items = [first];
  while (cursor.take(',')) items.push(readExpr(cursor));
  cursor.need(')');
  return { op: 'row', items, at, end: cursor.end() };
}

const CONSTANTS: ReadonlyMap<string, 'null' | boolean> = new Map<string, 'null' | boolean>([
  ['NULL', 'null'],
  ['TRUE', true],
  ['FALSE', false],
]);

const TEMPORAL = { DATE: 'date', TIME: 'time', TIMESTAMP: 'datetime' } as const;

function readWord(cursor: SqlCursor, readExpr: ExprReader, token: SqlToken): Expr {
  const at = token.start;
  const word = keywordOf(token);
  const after = cursor.peek(1);
  if (after?.kind === 'string') {
    const isAdjacent = after.start === at + token.text.length;
    if (Object.hasOwn(TEMPORAL, word)) {
      cursor.next();
      const value = cursor.needString();
      return { op: 'temporal', kind: TEMPORAL[word as keyof typeof TEMPORAL], value, at, end: cursor.end() };
    }
    if (isAdjacent && (word === 'X' || word === 'B')) return readLiteral(cursor, word, at);
    if (
      (isAdjacent && word === 'N') ||
      /^_(utf8|utf8mb3|utf8mb4|latin1|binary|ascii|ucs2)$/i.test(token.text)
    ) {
      cursor.next();
      return readText(cursor, at, word === 'N' ? 'utf8' : token.text.slice(1).toLowerCase());
    }
  }
  const constant = CONSTANTS.get(word);
  if (constant !== undefined && after?.text !== '.') {
    cursor.next();
    const end = cursor.end();
    return typeof constant === 'boolean'
      ? { op: 'truth', value: constant, at, end }
      : { op: 'null', at, end };
  }
  if (word === 'CASE') return readCase(cursor, readExpr, at);
  if (word === 'EXISTS' && after?.text === '(') {
    cursor.next();
    cursor.need('(');
    const query = cursor.query(cursor);
    cursor.need(')');
    return { op: 'exists', query, at, end: cursor.end() };
  }
  if (word === 'CAST' && after?.text === '(') return readCast(cursor, readExpr, at);
  if (word === 'CONVERT' && after?.text === '(') return readConvert(cursor, readExpr, at);
  if (word === 'ROW' && after?.text === '(') {
    cursor.next();
    return readBrackets(cursor, readExpr, at);
  }
  if (word === 'MATCH' && after?.text === '(') throw new NotModelled('MATCH ... AGAINST');
  if (isCall(cursor)) return readCall(cursor, readExpr);
  return readColumn(cursor, at);
}

function readLiteral(cursor: SqlCursor, word: 'X' | 'B', at: number): Expr {
  const mark = cursor.mark();
  cursor.next();
  const digits = cursor.needString();
  const isRight = word === 'X' ? /^([0-9a-f]{2})*$/i.test(digits) : /^[01]*$/.test(digits);
  if (!isRight) {
    cursor.back(mark);
    cursor.fail();
  }
  const value = word === 'X' ? hexBytes(digits) : bitBytes(digits);
  return { op: 'bytes', value, isHex: word === 'X', at, end: cursor.end() };
}

function readColumn(cursor: SqlCursor, at: number): Expr {
  const path = [cursor.needName()];
  while (path.length < 3 && cursor.is('.')) {
    if (cursor.peek(1)?.text === '*') break;
    cursor.need('.');
    path.push(cursor.anyName());
  }
  let column: Expr = { op: 'column', path, at, end: cursor.end() };
  const arrow = cursor.peek()?.kind === 'sign' ? cursor.peek()?.text : '';
  if (arrow === '->' || arrow === '->>') {
    if (cursor.isMariadb) cursor.fail();
    const mark = cursor.mark();
    cursor.next();
    const path = cursor.peek();
    if (path?.kind !== 'string') cursor.fail();
    const name = arrow === '->' ? '->' : '->>';
    cursor.back(mark);
    column = { op: 'call', name, args: [column, textAfter(cursor)], at, end: cursor.end() };
  }
  return column;
}

function textAfter(cursor: SqlCursor): Expr {
  const { start } = cursor.next();
  return { ...readText(cursor, cursor.place()), at: start };
}

function readCase(cursor: SqlCursor, readExpr: ExprReader, at: number): Expr {
  cursor.need('CASE');
  const subject = cursor.is('WHEN') ? null : readExpr(cursor);
  const whens: (readonly [Expr, Expr])[] = [];
  if (!cursor.is('WHEN')) cursor.fail();
  while (cursor.take('WHEN')) {
    const when = readExpr(cursor);
    cursor.need('THEN');
    whens.push([when, readExpr(cursor)]);
  }
  const otherwise = cursor.take('ELSE') ? readExpr(cursor) : null;
  cursor.need('END');
  return { op: 'case', subject, whens, otherwise, at, end: cursor.end() };
}

function readCast(cursor: SqlCursor, readExpr: ExprReader, at: number): Expr {
  cursor.need('CAST', '(');
  const value = readExpr(cursor);
  cursor.need('AS');
  const to = readCastType(cursor);
  cursor.need(')');
  return { op: 'cast', value, to, at, end: cursor.end() };
}

function readConvert(cursor: SqlCursor, readExpr: ExprReader, at: number): Expr {
  cursor.need('CONVERT', '(');
  const value = readExpr(cursor);
  if (cursor.take('USING')) {
    const charset = cursor.anyName().toLowerCase();
    cursor.need(')');
    const to = { name: charset === 'binary' ? 'binary' : 'char', length: null, scale: null } as const;
    return { op: 'cast', value, to, at, end: cursor.end() };
  }
  cursor.need(',');
  const to = readCastType(cursor);
  cursor.need(')');
  return { op: 'cast', value, to, at, end: cursor.end() };
}

const CAST_NAMES: { readonly [word: string]: CastType['name'] } = {
  CHAR: 'char',
  CHARACTER: 'char',
  NCHAR: 'char',
  VARCHAR: 'char',
  BINARY: 'binary',
  SIGNED: 'signed',
  INT: 'signed',
  INTEGER: 'signed',
  UNSIGNED: 'unsigned',
  DECIMAL: 'decimal',
  DEC: 'decimal',
  NUMERIC: 'decimal',
  DOUBLE: 'double',
  FLOAT: 'float',
  DATE: 'date',
  DATETIME: 'datetime',
  TIME: 'time',
};

function unknownType(cursor: SqlCursor): never {
  const at = cursor.place();
  const name = cursor.name();
  if (name === null) return cursor.fail();
  throw new SqlError(4161, 'HY000', `Unknown data type: '${name}'`, at, name.length);
}

function readCastType(cursor: SqlCursor): CastType {
  const word = cursor.keyword();
  const name = (Object.hasOwn(CAST_NAMES, word) ? CAST_NAMES[word] : undefined) ?? unknownType(cursor);
  cursor.next();
  if (name === 'signed' || name === 'unsigned') cursor.takeOne('INTEGER', 'INT');
  if (name === 'double') cursor.take('PRECISION');
  let length: number | null = null;
  let scale: number | null = null;
  if (cursor.take('(')) {
    length = cursor.number() ?? cursor.fail();
    if (cursor.take(',')) scale = cursor.number() ?? cursor.fail();
    cursor.need(')');
  }
  if (name === 'char' && (cursor.take('CHARACTER', 'SET') || cursor.take('CHARSET'))) {
    const charset = cursor.anyName().toLowerCase();
    if (charset === 'binary') return { name: 'binary', length, scale };
  }
  return { name, length, scale };
}
