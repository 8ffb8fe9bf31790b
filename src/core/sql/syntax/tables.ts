/** What stands behind FROM: tables, queries in brackets, joins. */
import { NotModelled } from '../server/refusals.ts';
import type { TableRef } from './ast.ts';
import type { SqlCursor } from './cursor.ts';
import { readExpr } from './expression.ts';
import { isQueryNext } from './primary.ts';

/** With the commas, which join as INNER JOIN does. */
export function readTables(cursor: SqlCursor): TableRef {
  let left = readJoined(cursor);
  while (cursor.take(',')) {
    const right = readJoined(cursor);
    left = { ref: 'join', kind: 'inner', left, right, on: null, using: null, at: left.at, end: cursor.end() };
  }
  return left;
}

type Joined = Extract<TableRef, { ref: 'join' }>;

function readJoined(cursor: SqlCursor): TableRef {
  let left = readTable(cursor);
  for (let join = readJoin(cursor); join; join = readJoin(cursor)) {
    // a join to the right without its ON waits for it: a JOIN b JOIN c ON ... ON ...
    const right = readTable(cursor);
    const at = left.at;
    if (join.natural) {
      left = { ref: 'join', kind: join.kind, left, right, on: null, using: 'natural', at, end: cursor.end() };
      continue;
    }
    left = {
      ref: 'join',
      kind: join.kind,
      left,
      right,
      ...readCondition(cursor, join.kind),
      at,
      end: cursor.end(),
    };
  }
  return left;
}

interface JoinWords {
  readonly kind: Joined['kind'];
  readonly natural: boolean;
}

function readJoin(cursor: SqlCursor): JoinWords | null {
  const natural = cursor.take('NATURAL');
  if (cursor.take('STRAIGHT_JOIN')) return { kind: 'inner', natural };
  const side = cursor.takeOne('LEFT', 'RIGHT');
  if (side !== null) {
    cursor.take('OUTER');
    cursor.need('JOIN');
    return { kind: side === 'LEFT' ? 'left' : 'right', natural };
  }
  const word = cursor.takeOne('INNER', 'CROSS');
  if (cursor.take('JOIN')) return { kind: 'inner', natural };
  if (word !== null || natural) cursor.fail();
  return null;
}

function readCondition(cursor: SqlCursor, kind: Joined['kind']): Pick<Joined, 'on' | 'using'> {
  if (cursor.take('ON')) return { on: readExpr(cursor), using: null };
  if (cursor.take('USING')) {
    cursor.need('(');
    const names = [cursor.needName()];
    while (cursor.take(',')) names.push(cursor.needName());
    cursor.need(')');
    return { on: null, using: names };
  }
  if (kind !== 'inner') cursor.fail();
  return { on: null, using: null };
}

function readTable(cursor: SqlCursor): TableRef {
  const at = cursor.place();
  if (cursor.is('(')) return readBrackets(cursor, at);
  if (cursor.is('JSON_TABLE', '(')) throw new NotModelled('JSON_TABLE');
  const first = cursor.needName();
  const isQualified = cursor.take('.');
  const name = isQualified ? cursor.anyName() : first;
  const end = cursor.end();
  if (cursor.is('(')) cursor.fail();
  if (cursor.take('PARTITION')) throw new NotModelled('PARTITION');
  const alias = readAlias(cursor);
  readHints(cursor);
  return { ref: 'table', database: isQualified ? first : null, name, alias, at, end };
}

function readBrackets(cursor: SqlCursor, at: number): TableRef {
  if (isQueryNext(cursor)) {
    const mark = cursor.mark();
    cursor.need('(');
    const query = cursor.query(cursor);
    if (cursor.take(')')) {
      const alias = readAlias(cursor);
      if (alias === null) cursor.fail();
      const columns = cursor.take('(') ? readNames(cursor) : null;
      return { ref: 'query', query, alias: alias ?? '', columns, at, end: cursor.end() };
    }
    cursor.back(mark);
  }
  cursor.need('(');
  const tables = readTables(cursor);
  cursor.need(')');
  return tables;
}

function readNames(cursor: SqlCursor): string[] {
  const names = [cursor.needName()];
  while (cursor.take(',')) names.push(cursor.needName());
  cursor.need(')');
  return names;
}

function readAlias(cursor: SqlCursor): string | null {
  if (cursor.take('AS')) return cursor.string() ?? cursor.needName();
  // words that may follow a table are no aliases
  return ['WINDOW', 'FETCH'].includes(cursor.keyword()) ? null : cursor.name();
}

/** USE INDEX and its like: there is no optimizer here that could heed them. */
function readHints(cursor: SqlCursor): void {
  while (
    ['USE', 'FORCE', 'IGNORE'].includes(cursor.keyword()) &&
    ['INDEX', 'KEY'].includes(cursor.keyword(1))
  ) {
    cursor.next();
    cursor.next();
    if (cursor.take('FOR') && cursor.takeOne('JOIN') === null) {
      if (cursor.takeOne('ORDER', 'GROUP') === null) cursor.fail();
      cursor.need('BY');
    }
    cursor.need('(');
    while (!cursor.take(')')) cursor.next();
    cursor.take(',');
  }
}
