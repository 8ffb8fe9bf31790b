/** Calls of functions, with the syntax of their own that some have. */
import type { Expr, FunctionCall } from './ast.ts';
import type { ExprReader, SqlCursor } from './cursor.ts';
import { readOrder, readWindow, takeBy } from './windows.ts';
import { RESERVED } from './words.ts';

/** Called without brackets. */
const BARE: { readonly [word: string]: string } = {
  CURRENT_TIMESTAMP: 'now',
  LOCALTIME: 'now',
  LOCALTIMESTAMP: 'now',
  CURRENT_DATE: 'curdate',
  CURRENT_TIME: 'curtime',
  CURRENT_USER: 'current_user',
  CURRENT_ROLE: 'current_role',
  UTC_DATE: 'utc_date',
  UTC_TIME: 'utc_time',
  UTC_TIMESTAMP: 'utc_timestamp',
};

/** Reserved words that are functions where a bracket follows. */
const RESERVED_CALLS = new Set(
  'IF LEFT RIGHT REPLACE INSERT MOD REPEAT CHAR INTERVAL ROW_NUMBER VALUES DATABASE SCHEMA'.split(' '),
);

/** Functions only where the bracket follows at once. */
const CLOSE = new Set(
  `ADDDATE BIT_AND BIT_OR BIT_XOR CAST COUNT CURDATE CURTIME DATE_ADD DATE_SUB EXTRACT GROUP_CONCAT MAX MID MIN NOW POSITION
SESSION_USER STD STDDEV STDDEV_POP STDDEV_SAMP SUBDATE SUBSTR SUBSTRING SUM SYSDATE SYSTEM_USER TRIM VARIANCE VAR_POP VAR_SAMP
AVG JSON_ARRAYAGG JSON_OBJECTAGG`.split(/\s+/),
);

export function isCall(cursor: SqlCursor): boolean {
  const word = cursor.keyword();
  if (Object.hasOwn(BARE, word)) return true;
  if (cursor.peek(1)?.text === '.' && cursor.peek(3)?.text === '(')
    return isFree(cursor) && isPlainName(cursor, 2);
  if (cursor.peek(1)?.text !== '(') return false;
  return cursor.peek()?.kind === 'name' || isFree(cursor) || RESERVED_CALLS.has(word);
}

const isFree = (cursor: SqlCursor): boolean => cursor.keyword() !== '' && !RESERVED.has(cursor.keyword());
const isPlainName = (cursor: SqlCursor, ahead: number): boolean => cursor.keyword(ahead) !== '';

export function readCall(cursor: SqlCursor, readExpr: ExprReader): Expr {
  const at = cursor.place();
  const word = cursor.keyword();
  const done = (made: Omit<FunctionCall, 'op' | 'at' | 'end' | 'isFunction'>): FunctionCall => ({
    op: 'call',
    isFunction: true,
    ...made,
    at,
    end: cursor.end(),
  });
  const bare = Object.hasOwn(BARE, word) ? BARE[word] : undefined;
  if (bare !== undefined) return readBare(cursor, bare, done);
  if (cursor.peek(1)?.text === '.') {
    const database = cursor.anyName();
    cursor.need('.');
    const name = `${database}.${cursor.anyName()}`;
    cursor.need('(');
    return done({ name, args: readArguments(cursor, readExpr), word: 'qualified' });
  }
  const isApart = CLOSE.has(word) && cursor.peek(1)?.start !== at + word.length;
  const name = cursor.anyName();
  cursor.need('(');
  const lower = name.toLowerCase();
  if (isApart) return done({ name, args: readArguments(cursor, readExpr), word: 'apart' });
  const own = Object.hasOwn(OWN, lower) ? OWN[lower]?.(cursor, readExpr) : undefined;
  const made = done(own ? { name: lower, ...own } : readPlain(cursor, readExpr, lower));
  return cursor.is('OVER') || cursor.is('IGNORE', 'NULLS')
    ? { ...readOver(cursor, readExpr, made), end: cursor.end() }
    : made;
}

function readBare(
  cursor: SqlCursor,
  name: string,
  done: (made: Omit<FunctionCall, 'op' | 'at' | 'end'>) => FunctionCall,
): FunctionCall {
  cursor.next();
  const args: Expr[] = [];
  if (cursor.take('(')) {
    const token = cursor.peek();
    if (token?.kind === 'number') {
      cursor.next();
      args.push({ op: 'number', text: token.text, at: token.start, end: cursor.end() });
    }
    cursor.need(')');
  }
  return done({ name, args });
}

function readArguments(cursor: SqlCursor, readExpr: ExprReader, name = ''): Expr[] {
  const counted = Object.hasOwn(FIXED, name) ? FIXED[name] : undefined;
  const [least, most] = counted ?? [0, Number.POSITIVE_INFINITY];
  if (least === 0 && cursor.take(')')) return [];
  const args = [readExpr(cursor)];
  while (args.length < most && cursor.take(',')) args.push(readExpr(cursor));
  if (args.length < least) cursor.need(',');
  cursor.need(')');
  return args;
}

/** Functions whose arguments the grammar counts: another number is an error of syntax. */
const FIXED: { readonly [name: string]: readonly [least: number, most: number] } = {
  ...Object.fromEntries(
    'ascii charset collation date day hour microsecond minute month quarter reverse second time year'
      .split(' ')
      .map((name) => [name, [1, 1] as const]),
  ),
  ...Object.fromEntries('left right mod repeat truncate'.split(' ').map((name) => [name, [2, 2] as const])),
  if: [3, 3],
  replace: [3, 3],
  insert: [4, 4],
  format: [2, 3],
  lag: [1, 2],
  lead: [1, 2],
  timestamp: [1, 2],
  week: [1, 2],
  interval: [2, Number.POSITIVE_INFINITY],
  database: [0, 0],
  schema: [0, 0],
  user: [0, 0],
};

const UNITS = new Set(
  `microsecond second minute hour day week month quarter year second_microsecond minute_microsecond minute_second
hour_microsecond hour_second hour_minute day_microsecond day_second day_minute day_hour year_month`.split(
    /\s+/,
  ),
);

/** The unit of an interval. */
export function readUnit(cursor: SqlCursor): string {
  const unit = cursor
    .keyword()
    .toLowerCase()
    .replace(/^sql_tsi_/, '');
  if (!UNITS.has(unit)) cursor.fail();
  cursor.next();
  return unit;
}

type Made = Omit<FunctionCall, 'op' | 'at' | 'end' | 'isFunction'>;

function readPlain(cursor: SqlCursor, readExpr: ExprReader, name: string): Made {
  if (Object.hasOwn(AGGREGATES, name)) {
    const distinct = cursor.take('DISTINCT');
    if (!distinct) cursor.take('ALL');
    if (cursor.is(')')) cursor.fail();
    const arg = readExpr(cursor);
    cursor.need(')');
    return { name, args: [arg], distinct };
  }
  return { name, args: readArguments(cursor, readExpr, name) };
}

const AGGREGATES: { readonly [name: string]: true } = {
  sum: true,
  avg: true,
  min: true,
  max: true,
  bit_and: true,
  bit_or: true,
  bit_xor: true,
  std: true,
  stddev: true,
  stddev_pop: true,
  stddev_samp: true,
  variance: true,
  var_pop: true,
  var_samp: true,
};

type OwnSyntax = (cursor: SqlCursor, readExpr: ExprReader) => Omit<Made, 'name'> & { readonly name?: string };

function dateAdd(cursor: SqlCursor, readExpr: ExprReader): Omit<Made, 'name'> {
  const date = readExpr(cursor);
  cursor.need(',');
  if (!cursor.take('INTERVAL')) {
    const by = readExpr(cursor);
    cursor.need(')');
    return { args: [date, by], word: 'day' };
  }
  const by = readExpr(cursor);
  const word = readUnit(cursor);
  cursor.need(')');
  return { args: [date, by], word };
}

function unitFirst(cursor: SqlCursor, readExpr: ExprReader): Omit<Made, 'name'> {
  const word = readUnit(cursor);
  cursor.need(',');
  return { args: readArguments(cursor, readExpr), word };
}

const substring: OwnSyntax = (cursor, readExpr) => {
  const args = [readExpr(cursor)];
  if (cursor.take('FROM')) {
    args.push(readExpr(cursor));
    if (cursor.take('FOR')) args.push(readExpr(cursor));
  } else {
    cursor.need(',');
    args.push(readExpr(cursor));
    if (cursor.take(',')) args.push(readExpr(cursor));
  }
  cursor.need(')');
  return { args };
};

const OWN: { readonly [name: string]: OwnSyntax } = {
  count(cursor, readExpr) {
    if (cursor.take('*')) {
      cursor.need(')');
      return { args: [] };
    }
    const distinct = cursor.take('DISTINCT');
    if (!distinct) cursor.take('ALL');
    if (cursor.is(')')) cursor.fail();
    const args = readArguments(cursor, readExpr);
    if (args.length > 1 && !distinct) cursor.fail();
    return { args, distinct };
  },
  group_concat(cursor, readExpr) {
    const distinct = cursor.take('DISTINCT');
    const args = [readExpr(cursor)];
    while (cursor.take(',')) args.push(readExpr(cursor));
    const orderBy = takeBy(cursor, 'ORDER') ? readOrder(cursor, readExpr) : [];
    const separator = cursor.take('SEPARATOR') ? cursor.needString() : ',';
    let limit: FunctionCall['limit'];
    if (cursor.take('LIMIT')) {
      const first = readExpr(cursor);
      limit = cursor.take(',') ? { offset: first, count: readExpr(cursor) } : { count: first, offset: null };
    }
    cursor.need(')');
    return { args, distinct, orderBy, separator, ...(limit ? { limit } : {}) };
  },
  extract(cursor, readExpr) {
    const word = readUnit(cursor);
    cursor.need('FROM');
    const value = readExpr(cursor);
    cursor.need(')');
    return { args: [value], word };
  },
  trim(cursor, readExpr) {
    const side = cursor.takeOne('LEADING', 'TRAILING', 'BOTH');
    const word = (side ?? 'BOTH').toLowerCase();
    if (side !== null && cursor.take('FROM')) return endedTrim(cursor, [readExpr(cursor)], word);
    const first = readExpr(cursor);
    if (!cursor.take('FROM')) return endedTrim(cursor, [first], word);
    return endedTrim(cursor, [readExpr(cursor), first], word);
  },
  position(cursor, readExpr) {
    cursor.stopsAtIn = true;
    const part = readExpr(cursor);
    cursor.stopsAtIn = false;
    cursor.need('IN');
    const text = readExpr(cursor);
    cursor.need(')');
    return { name: 'locate', args: [part, text] };
  },
  substring,
  substr: substring,
  mid: substring,
  date_add: dateAdd,
  adddate: dateAdd,
  date_sub: dateAdd,
  subdate: dateAdd,
  timestampdiff: unitFirst,
  timestampadd: unitFirst,
  get_format(cursor, readExpr) {
    const word = cursor.next().text.toLowerCase();
    cursor.need(',');
    return { args: readArguments(cursor, readExpr), word };
  },
  char(cursor, readExpr) {
    const args = [readExpr(cursor)];
    while (cursor.take(',')) args.push(readExpr(cursor));
    const word = cursor.take('USING') ? cursor.anyName().toLowerCase() : 'binary';
    cursor.need(')');
    return { args, word };
  },
  json_arrayagg: aggregated,
  json_objectagg: aggregated,
};

function aggregated(cursor: SqlCursor, readExpr: ExprReader): Omit<Made, 'name'> {
  const distinct = cursor.take('DISTINCT');
  const args = [readExpr(cursor)];
  while (cursor.take(',')) args.push(readExpr(cursor));
  const orderBy = takeBy(cursor, 'ORDER') ? readOrder(cursor, readExpr) : [];
  cursor.need(')');
  return { args, distinct, orderBy };
}

function endedTrim(cursor: SqlCursor, args: readonly Expr[], word: string): Omit<Made, 'name'> {
  cursor.need(')');
  return { args, word };
}

function readOver(cursor: SqlCursor, readExpr: ExprReader, made: FunctionCall): FunctionCall {
  cursor.need('OVER');
  if (!cursor.take('(')) return { ...made, over: cursor.needName() };
  return { ...made, over: readWindow(cursor, readExpr) };
}
