/** Expressions, by MySQL's order of operators. */
import type { Expr } from './ast.ts';
import { readUnit } from './calls.ts';
import type { SqlCursor } from './cursor.ts';
import { isQueryNext, readPrimary } from './primary.ts';

const call = (cursor: SqlCursor, name: string, args: readonly Expr[], word?: string): Expr => ({
  op: 'call',
  name,
  args,
  at: args[0]?.at ?? cursor.place(),
  end: cursor.end(),
  ...(word === undefined ? {} : { word }),
});

export const readExpr = (cursor: SqlCursor): Expr => cursor.deeper('other', () => readWhole(cursor));

function readWhole(cursor: SqlCursor): Expr {
  if (cursor.peek()?.kind === 'variable' && cursor.peek(1)?.text === ':=') {
    const at = cursor.place();
    const name = cursor.next().text.slice(1).toLowerCase();
    cursor.need(':=');
    return { op: 'assign', name, value: readExpr(cursor), at, end: cursor.end() };
  }
  let left = readXor(cursor);
  // with PIPES_AS_CONCAT it would join texts: not the mode here
  while (cursor.takeOne('OR', '||')) left = call(cursor, 'or', [left, readXor(cursor)]);
  return left;
}

function readXor(cursor: SqlCursor): Expr {
  let left = readAnd(cursor);
  while (cursor.take('XOR')) left = call(cursor, 'xor', [left, readAnd(cursor)]);
  return left;
}

function readAnd(cursor: SqlCursor): Expr {
  let left = readNot(cursor);
  while (cursor.takeOne('AND', '&&')) left = call(cursor, 'and', [left, readNot(cursor)]);
  return left;
}

function readNot(cursor: SqlCursor): Expr {
  const at = cursor.place();
  if (cursor.take('NOT')) return { ...call(cursor, 'not', [readNot(cursor)]), at, end: cursor.end() };
  let left = readBoolean(cursor);
  while (cursor.is('IS')) {
    const mark = cursor.mark();
    cursor.need('IS');
    const not = cursor.take('NOT');
    const what = cursor.takeOne('TRUE', 'FALSE', 'UNKNOWN');
    if (what === null) {
      cursor.back(mark);
      break;
    }
    left = call(cursor, `is ${what === 'UNKNOWN' ? 'null' : what.toLowerCase()}`, [left], not ? 'not' : '');
  }
  return left;
}

const COMPARISONS = ['<=>', '>=', '<=', '<>', '!=', '=', '<', '>'];

function readBoolean(cursor: SqlCursor): Expr {
  let left = readPredicate(cursor);
  for (;;) {
    const mark = cursor.mark();
    if (cursor.take('IS')) {
      const not = cursor.take('NOT');
      if (!cursor.take('NULL')) {
        cursor.back(mark);
        if (['TRUE', 'FALSE', 'UNKNOWN'].includes(cursor.keyword(not ? 2 : 1))) return left;
        cursor.need('IS');
        cursor.take('NOT');
        cursor.fail();
      }
      left = call(cursor, 'is null', [left], not ? 'not' : '');
      continue;
    }
    const sign = cursor.takeOne(...COMPARISONS);
    if (sign === null) return left;
    left = readCompared(cursor, left, sign === '!=' ? '<>' : sign);
  }
}

function readCompared(cursor: SqlCursor, left: Expr, sign: string): Expr {
  const which = ['ALL', 'ANY', 'SOME'].includes(cursor.keyword()) && cursor.peek(1)?.text === '(';
  if (!which) return call(cursor, sign, [left, readPredicate(cursor)]);
  const all = cursor.takeOne('ALL', 'ANY', 'SOME') === 'ALL';
  cursor.need('(');
  const query = cursor.query(cursor);
  cursor.need(')');
  return { op: 'quantified', sign, all, value: left, query, at: left.at, end: cursor.end() };
}

function readPredicate(cursor: SqlCursor): Expr {
  const left = readBits(cursor);
  const not = cursor.take('NOT');
  const word = not ? 'not' : '';
  if (!cursor.stopsAtIn && cursor.take('IN')) return readIn(cursor, left, not);
  if (cursor.take('BETWEEN')) {
    const low = readBits(cursor);
    cursor.need('AND');
    return call(cursor, 'between', [left, low, readPredicate(cursor)], word);
  }
  if (cursor.take('LIKE')) {
    const pattern = readUnary(cursor);
    const escaping = cursor.take('ESCAPE') ? [readUnary(cursor)] : [];
    return call(cursor, 'like', [left, pattern, ...escaping], word);
  }
  if (cursor.takeOne('REGEXP', 'RLIKE')) return call(cursor, 'regexp', [left, readBits(cursor)], word);
  // NOT belongs to nothing here
  if (not) cursor.fail();
  if (cursor.take('SOUNDS', 'LIKE')) return call(cursor, 'sounds like', [left, readBits(cursor)]);
  return left;
}

function readIn(cursor: SqlCursor, value: Expr, not: boolean): Expr {
  cursor.need('(');
  if (isQueryNext(cursor)) {
    const query = cursor.query(cursor);
    cursor.need(')');
    return { op: 'in', value, list: query, not, at: value.at, end: cursor.end() };
  }
  const list = [readExpr(cursor)];
  while (cursor.take(',')) list.push(readExpr(cursor));
  cursor.need(')');
  return { op: 'in', value, list, not, at: value.at, end: cursor.end() };
}

/** From the loosest to the tightest. */
const BITS: readonly (readonly string[])[] = [
  ['|'],
  ['&'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%', 'DIV', 'MOD'],
  ['^'],
];

function readBits(cursor: SqlCursor, level = 0): Expr {
  const signs = BITS[level];
  if (!signs) return readUnary(cursor);
  let left = readBits(cursor, level + 1);
  for (let sign = cursor.takeOne(...signs); sign !== null; sign = cursor.takeOne(...signs)) {
    const name = sign === 'MOD' ? '%' : sign.toLowerCase();
    if ((name === '+' || name === '-') && cursor.is('INTERVAL') && cursor.peek(1)?.text !== ',') {
      left = readInterval(cursor, left, name);
      continue;
    }
    left = call(cursor, name, [left, readBits(cursor, level + 1)]);
  }
  return left;
}

/** `date + INTERVAL 1 DAY` */
function readInterval(cursor: SqlCursor, left: Expr, sign: string): Expr {
  cursor.need('INTERVAL');
  const by = readExpr(cursor);
  const unit = readUnit(cursor);
  return call(cursor, sign === '+' ? 'date_add' : 'date_sub', [left, by], unit);
}

/** Signs, NOT as `!`, BINARY, and COLLATE behind. */
function readUnary(cursor: SqlCursor): Expr {
  const at = cursor.place();
  const sign = cursor.takeOne('-', '+', '~', '!');
  if (sign !== null) {
    const value = readUnary(cursor);
    if (sign === '+') return { ...value, at };
    const name = sign === '-' ? 'negative' : sign === '!' ? 'not' : '~';
    return { ...call(cursor, name, [value]), at, end: cursor.end() };
  }
  if (cursor.is('BINARY') && cursor.peek(1)?.text !== ',') {
    cursor.need('BINARY');
    const value = readUnary(cursor);
    return { op: 'cast', value, to: { name: 'binary', length: null, scale: null }, at, end: cursor.end() };
  }
  if (cursor.is('INTERVAL') && cursor.peek(1)?.text !== '(') {
    // INTERVAL 1 DAY + date
    cursor.need('INTERVAL');
    const by = readExpr(cursor);
    const unit = readUnit(cursor);
    cursor.need('+');
    const value = readBits(cursor, 3);
    return { op: 'call', name: 'date_add', args: [value, by], word: unit, at, end: cursor.end() };
  }
  let value = readPrimary(cursor, readExpr);
  while (cursor.take('COLLATE')) {
    const collation = cursor.string() ?? cursor.anyName();
    value = { op: 'collate', value, collation: collation.toLowerCase(), at, end: cursor.end() };
  }
  return value;
}
