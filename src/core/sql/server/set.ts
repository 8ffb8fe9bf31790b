/** SET: variables of one's own, and those of the server that a connection may set. */
import { compile } from '../expressions/compile.ts';
import { NOWHERE } from '../expressions/ex.ts';
import { emptyScope } from '../queries/query.ts';
import type { Expr } from '../syntax/ast.ts';
import type { SqlCursor } from '../syntax/cursor.ts';
import { readExpr } from '../syntax/expression.ts';
import { textOf } from '../values/convert.ts';
import { NotModelled, SqlError } from './refusals.ts';
import type { Session } from './session.ts';
import { needVariable, type Variable } from './variables.ts';

/** Behind SET. */
export function runSet(cursor: SqlCursor, session: Session): void {
  if (cursor.take('NAMES')) {
    setNames(cursor, session);
    return;
  }
  if (cursor.take('CHARACTER', 'SET') || cursor.take('CHARSET')) {
    charset(cursor);
    ended(cursor);
    return;
  }
  if (cursor.is('PASSWORD') || cursor.is('ROLE') || cursor.is('DEFAULT') || cursor.is('STATEMENT'))
    throw new NotModelled(`SET ${cursor.keyword()}`);
  const isScoped =
    ['GLOBAL', 'SESSION', 'LOCAL'].includes(cursor.keyword()) && cursor.keyword(1) === 'TRANSACTION';
  if (isScoped) cursor.next();
  if (cursor.take('TRANSACTION')) {
    if (!['ISOLATION', 'READ'].includes(cursor.keyword())) cursor.fail();
    while (!cursor.atEnd()) cursor.next();
    return;
  }
  do setOne(cursor, session);
  while (cursor.take(','));
  ended(cursor);
}

const ended = (cursor: SqlCursor): void => {
  if (!cursor.atEnd()) cursor.fail();
};

const CHARSETS = ['utf8', 'utf8mb3', 'utf8mb4', 'latin1', 'binary', 'ascii', 'default'];

function charset(cursor: SqlCursor): string {
  const name = (cursor.string() ?? cursor.anyName()).toLowerCase();
  if (!CHARSETS.includes(name)) throw new SqlError(1115, '42000', `Unknown character set: '${name}'`);
  return name === 'utf8' ? 'utf8mb3' : name === 'default' ? 'utf8mb4' : name;
}

function setNames(cursor: SqlCursor, session: Session): void {
  const name = charset(cursor);
  let collation = `${name}_general_ci`;
  if (cursor.take('COLLATE')) collation = (cursor.string() ?? cursor.anyName()).toLowerCase();
  ended(cursor);
  if (!name.startsWith('utf8')) throw new NotModelled(`SET NAMES ${name}`);
  for (const one of ['client', 'connection', 'results']) session.set.set(`character_set_${one}`, name);
  session.set.set('collation_connection', collation);
}

function setOne(cursor: SqlCursor, session: Session): void {
  const token = cursor.peek();
  if (token?.kind === 'variable' && !token.text.startsWith('@@')) {
    const name = cursor
      .next()
      .text.slice(1)
      .replace(/^(['"`])(.*)\1$/s, '$2')
      .toLowerCase();
    if (cursor.takeOne('=', ':=') === null) cursor.fail();
    const { cell, type } = typedValue(readExpr(cursor), session);
    const { literal: _, ...kept } = type;
    session.userVariables.set(name, { cell, type: kept });
    return;
  }
  const { scope, name } = target(cursor);
  const variable = needVariable(session, name);
  if (cursor.takeOne('=', ':=') === null) cursor.fail();
  if (cursor.take('DEFAULT')) {
    needChange(variable, scope);
    session.set.delete(name);
    return;
  }
  // ON and OFF are words of their own there, and names of modes are no columns
  const word =
    cursor.peek()?.kind === 'word' && !cursor.peek(1)?.text.startsWith('(') ? cursor.peek()?.text : undefined;
  let text: string | null;
  if (word !== undefined && !/^(null|true|false)$/i.test(word) && !/^@/.test(word)) {
    text = cursor.next().text;
  } else {
    const { cell, type } = typedValue(readExpr(cursor), session);
    text = textOf(cell, type);
  }
  needChange(variable, scope);
  session.set.set(name, checkedValue(variable, text));
}

function target(cursor: SqlCursor): { readonly scope: string | null; readonly name: string } {
  const token = cursor.peek();
  if (token?.kind === 'variable') {
    cursor.next();
    const [, scope = null, name = ''] = /^@@(?:(global|session|local)\.)?(.*)$/i.exec(token.text) ?? [];
    return { scope: scope?.toLowerCase() ?? null, name: name.toLowerCase() };
  }
  const scope = cursor.takeOne('GLOBAL', 'SESSION', 'LOCAL');
  return { scope: scope?.toLowerCase() ?? null, name: cursor.needName().toLowerCase() };
}

const typedValue = (expr: Expr, session: Session) => {
  const ex = compile(expr, emptyScope(session, null, null));
  return { cell: ex.get(NOWHERE), type: ex.type };
};

function needChange({ name, scope, isFixed }: Variable, asked: string | null): void {
  if (isFixed) throw new SqlError(1238, 'HY000', `Variable '${name}' is a read only variable`);
  if (asked === 'global') throw new NotModelled('SET GLOBAL');
  if (scope === 'g')
    throw new SqlError(
      1229,
      'HY000',
      `Variable '${name}' is a GLOBAL variable and should be set with SET GLOBAL`,
    );
}

/** Variables whose other values would change what statements mean. */
const MEANING = [
  'time_zone',
  'timestamp',
  'div_precision_increment',
  'sql_select_limit',
  'lc_time_names',
  'default_week_format',
];
const MODES_KEPT = [
  'ANSI_QUOTES',
  'PIPES_AS_CONCAT',
  'NO_BACKSLASH_ESCAPES',
  'IGNORE_SPACE',
  'ANSI',
  'ORACLE',
  'MSSQL',
  'DB2',
  'POSTGRESQL',
  'HIGH_NOT_PRECEDENCE',
  'NO_UNSIGNED_SUBTRACTION',
  'REAL_AS_FLOAT',
  'MAXDB',
  'TIME_ROUND_FRACTIONAL',
];

function checkedValue({ name, kind }: Variable, given: string | null): string {
  const wrong = (): never => {
    throw new SqlError(1231, '42000', `Variable '${name}' can't be set to the value of '${given ?? 'NULL'}'`);
  };
  if (MEANING.includes(name) && !(name === 'time_zone' && /^(system|\+00:00)$/i.test(given ?? '')))
    throw new NotModelled(`SET ${name}`);
  if (given === null) return wrong();
  if (kind === 'b') {
    if (/^(1|on|true)$/i.test(given)) return 'ON';
    return /^(0|off|false)$/i.test(given) ? 'OFF' : wrong();
  }
  if (kind === 'i' || kind === 'u') {
    if (!/^-?\d+$/.test(given))
      throw new SqlError(1232, '42000', `Incorrect argument type to variable '${name}'`);
    return given;
  }
  if (name !== 'sql_mode') return given;
  const modes = given.toUpperCase().split(',').filter(Boolean);
  const other = modes.find((mode) => MODES_KEPT.includes(mode));
  if (other) throw new NotModelled(`sql_mode ${other}`);
  return modes.join(',');
}
