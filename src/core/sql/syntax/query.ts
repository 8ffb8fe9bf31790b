/** Queries: SELECT with its clauses, UNION and its like, WITH, VALUES, brackets around each. */
import type {
  CommonTable,
  Compound,
  Expr,
  Limit,
  OrderItem,
  Query,
  Select,
  SelectItem,
  Values,
  Window,
} from './ast.ts';
import type { SqlCursor } from './cursor.ts';
import { readExpr } from './expression.ts';
import { readTables } from './tables.ts';
import { readOrder, readWindow, takeBy } from './windows.ts';

export function readQuery(cursor: SqlCursor): Query {
  const at = cursor.place();
  if (!cursor.take('WITH')) return readCompound(cursor);
  const recursive = cursor.take('RECURSIVE');
  const tables: CommonTable[] = [];
  do {
    const name = cursor.needName();
    const columns = cursor.take('(') ? readNames(cursor) : null;
    cursor.need('AS', '(');
    const query = cursor.deeper('other', () => cursor.query(cursor));
    cursor.need(')');
    tables.push({ name, columns, query });
  } while (cursor.take(','));
  const body = readCompound(cursor);
  return { query: 'with', recursive, tables, body, at, end: cursor.end() };
}

/** Behind the opening bracket, up to the closing one. */
function readNames(cursor: SqlCursor): string[] {
  const names = [cursor.needName()];
  while (cursor.take(',')) names.push(cursor.needName());
  cursor.need(')');
  return names;
}

const KINDS = { UNION: 'union', EXCEPT: 'except', INTERSECT: 'intersect' } as const;

/** INTERSECT binds tighter than the others. */
function readCompound(cursor: SqlCursor): Query {
  let left = readIntersections(cursor);
  for (
    let word = cursor.takeOne('UNION', 'EXCEPT');
    word !== null;
    word = cursor.takeOne('UNION', 'EXCEPT')
  ) {
    left = compoundOf(cursor, left, word as keyof typeof KINDS, readIntersections);
  }
  return withTail(cursor, left);
}

function readIntersections(cursor: SqlCursor): Query {
  let left = readPart(cursor);
  while (cursor.take('INTERSECT')) left = compoundOf(cursor, left, 'INTERSECT', readPart);
  return left;
}

function compoundOf(
  cursor: SqlCursor,
  left: Query,
  word: keyof typeof KINDS,
  read: (cursor: SqlCursor) => Query,
): Compound {
  const all = cursor.takeOne('ALL', 'DISTINCT') === 'ALL';
  const right = read(cursor);
  return {
    query: 'compound',
    kind: KINDS[word],
    all,
    left,
    right,
    orderBy: [],
    limit: null,
    at: left.at,
    end: cursor.end(),
  };
}

/** ORDER BY and LIMIT behind the last part belong to the whole. */
function withTail(cursor: SqlCursor, query: Query): Query {
  const orderBy = takeBy(cursor, 'ORDER') ? readOrder(cursor, readExpr) : [];
  const limit = readLimit(cursor);
  const into = readInto(cursor);
  readLocks(cursor);
  if (into && query.query === 'select') return { ...tailed(query, orderBy, limit), into } as Select;
  if (orderBy.length === 0 && !limit) return query;
  if (query.query === 'with') return { ...query, body: tailed(query.body, orderBy, limit) };
  return tailed(query, orderBy, limit);
}

function tailed(query: Query, orderBy: readonly OrderItem[], limit: Limit | null): Query {
  if (query.query === 'with') return { ...query, body: tailed(query.body, orderBy, limit) };
  return { ...query, orderBy: orderBy.length > 0 ? orderBy : query.orderBy, limit: limit ?? query.limit };
}

function readPart(cursor: SqlCursor): Query {
  const at = cursor.place();
  if (cursor.take('(')) {
    const query = cursor.deeper('other', () => cursor.query(cursor));
    cursor.need(')');
    return query;
  }
  if (cursor.is('VALUES')) return cursor.deeper('select', () => readValues(cursor, at));
  if (!cursor.is('SELECT')) cursor.fail();
  return cursor.deeper('select', () => readSelect(cursor, at));
}

function readValues(cursor: SqlCursor, at: number): Values {
  cursor.need('VALUES');
  const rows: Expr[][] = [];
  do {
    cursor.need('(');
    const row = [readExpr(cursor)];
    while (cursor.take(',')) row.push(readExpr(cursor));
    cursor.need(')');
    rows.push(row);
  } while (cursor.take(','));
  return { query: 'values', rows, orderBy: [], limit: null, at, end: cursor.end() };
}

const OPTIONS = ['ALL', 'SQL_NO_CACHE', 'SQL_CACHE', 'STRAIGHT_JOIN', 'HIGH_PRIORITY', 'SQL_SMALL_RESULT'];
const MORE_OPTIONS = [
  'SQL_BIG_RESULT',
  'SQL_BUFFER_RESULT',
  'DISTINCT',
  'DISTINCTROW',
  'SQL_CALC_FOUND_ROWS',
];

function readSelect(cursor: SqlCursor, at: number): Select {
  cursor.need('SELECT');
  const options = new Set<string>();
  for (
    let word = cursor.takeOne(...OPTIONS, ...MORE_OPTIONS);
    word;
    word = cursor.takeOne(...OPTIONS, ...MORE_OPTIONS)
  )
    options.add(word);
  const items = [readItem(cursor)];
  while (cursor.take(',')) items.push(readItem(cursor));
  const into = readInto(cursor);
  const from = cursor.take('FROM') ? readFrom(cursor) : null;
  const where = cursor.take('WHERE') ? readExpr(cursor) : null;
  const groupBy = takeBy(cursor, 'GROUP') ? readOrder(cursor, readExpr) : [];
  const rollup = groupBy.length > 0 && cursor.take('WITH', 'ROLLUP');
  const having = cursor.take('HAVING') ? readExpr(cursor) : null;
  const windows: (readonly [string, Window])[] = [];
  if (cursor.take('WINDOW')) {
    do {
      const name = cursor.needName();
      cursor.need('AS', '(');
      windows.push([name.toLowerCase(), readWindow(cursor, readExpr)]);
    } while (cursor.take(','));
  }
  return {
    query: 'select',
    distinct: options.has('DISTINCT') || options.has('DISTINCTROW'),
    countsAll: options.has('SQL_CALC_FOUND_ROWS'),
    items,
    from,
    where,
    groupBy,
    rollup,
    having,
    windows,
    // read by the whole: of a part of a UNION they are not its own
    orderBy: [],
    limit: null,
    into,
    at,
    end: cursor.end(),
  };
}

function readFrom(cursor: SqlCursor): Select['from'] {
  if (cursor.take('DUAL')) return null;
  return readTables(cursor);
}

function readItem(cursor: SqlCursor): SelectItem {
  const at = cursor.place();
  if (cursor.take('*')) return { item: 'star', path: [], at };
  for (const length of [1, 2]) {
    if (cursor.peek(2 * length)?.text !== '*' || cursor.peek(2 * length - 1)?.text !== '.') continue;
    if (length === 2 && cursor.peek(1)?.text !== '.') continue;
    const path = [cursor.needName()];
    while (cursor.take('.')) {
      if (cursor.take('*')) return { item: 'star', path, at };
      path.push(cursor.anyName());
    }
  }
  const value = readExpr(cursor);
  const typed = withoutOpeners(cursor.text.slice(at, cursor.end()));
  const alias = readAlias(cursor);
  if (alias !== null) return { item: 'value', value, name: alias, isAlias: true };
  return { item: 'value', value, name: nameOf(value, typed), isAlias: false };
}

/** What stands in a comment that is run is part of the name, the signs of the comment are not. */
function withoutOpeners(text: string): string {
  return /\/\*M?!/.test(text) ? text.replace(/\/\*M?!\d*|\*\//g, '') : text;
}

function nameOf(value: Expr, typed: string): string {
  if (value.op === 'column') return value.path.at(-1) ?? typed;
  if (value.op === 'null') return 'NULL';
  if (value.op === 'number') return value.text;
  if (value.op === 'truth') return value.value ? 'TRUE' : 'FALSE';
  if (value.op === 'text') return inThreeBytes(value.value.trimStart());
  return inThreeBytes(typed);
}

/** Names are kept in three bytes a character: what needs four is a question mark. */
const inThreeBytes = (name: string): string => name.replace(/[\u{10000}-\u{10ffff}]/gu, '?');

function readAlias(cursor: SqlCursor): string | null {
  const isNamed = cursor.take('AS');
  const alias = cursor.string() ?? cursor.name();
  if (isNamed && alias === null) cursor.fail();
  return alias;
}

function readInto(cursor: SqlCursor): string[] | null {
  if (!cursor.take('INTO')) return null;
  const word = cursor.takeOne('OUTFILE', 'DUMPFILE');
  if (word !== null) {
    cursor.needString();
    while (!cursor.atEnd() && !cursor.is('FROM')) cursor.next();
    return [word.toLowerCase()];
  }
  const names: string[] = [];
  do {
    const token = cursor.next();
    if (token.kind !== 'variable' || token.text.startsWith('@@')) cursor.fail();
    names.push(token.text.toLowerCase());
  } while (cursor.take(','));
  return names;
}

function readLimit(cursor: SqlCursor): Limit | null {
  if (cursor.take('LIMIT')) {
    const first = readCount(cursor);
    if (cursor.take(',')) return { offset: first, count: readCount(cursor) };
    if (cursor.take('OFFSET')) return { count: first, offset: readCount(cursor) };
    return { count: first, offset: null };
  }
  let offset: Expr | null = null;
  if (cursor.take('OFFSET')) {
    offset = readCount(cursor);
    cursor.takeOne('ROW', 'ROWS');
  }
  if (cursor.take('FETCH')) {
    if (cursor.takeOne('FIRST', 'NEXT') === null) cursor.fail();
    const count = cursor.peek()?.kind === 'number' ? readCount(cursor) : null;
    if (cursor.takeOne('ROW', 'ROWS') === null) cursor.fail();
    cursor.need('ONLY');
    const at = cursor.place();
    return { offset, count: count ?? { op: 'number', text: '1', at, end: at } };
  }
  return offset && { offset, count: null };
}

/** A whole number or a variable; nothing else may stand there. */
function readCount(cursor: SqlCursor): Expr {
  const token = cursor.peek();
  const at = cursor.place();
  if (token?.kind === 'number' && /^\d+$/.test(token.text)) {
    cursor.next();
    return { op: 'number', text: token.text, at, end: cursor.end() };
  }
  if (token?.kind === 'variable' && token.text.startsWith(':')) {
    cursor.next();
    return { op: 'parameter', name: token.text.slice(1), at, end: cursor.end() };
  }
  return cursor.fail();
}

function readLocks(cursor: SqlCursor): void {
  if (cursor.take('FOR')) cursor.need('UPDATE');
  else if (cursor.take('LOCK')) cursor.need('IN', 'SHARE', 'MODE');
  else return;
  if (cursor.take('SKIP')) cursor.need('LOCKED');
  cursor.take('NOWAIT');
}
