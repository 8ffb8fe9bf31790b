/**
 * What MySQL would say where SQLite, which answers here, refuses: the same mistake in MySQL's number, state and sentence, so
 * that the console has one voice. null = MySQL has no such refusal; then SQLite's own words stand.
 */
import { type MysqlError, readOnly, syntaxError } from './errors.ts';
import { statementsOf } from './script.ts';

interface RefusedAt {
  readonly at: number;
}

export function mysqlErrorOf(message: string, script: string, place: RefusedAt | null): MysqlError | null {
  for (const [pattern, make] of SAID) {
    const [whole, name = ''] = pattern.exec(message) ?? [];
    if (whole !== undefined) return make(name, script, place?.at ?? null);
  }
  return null;
}

type Make = (name: string, script: string, at: number | null) => MysqlError;

const SAID: readonly (readonly [RegExp, Make])[] = [
  [/^no such table: (.+)$/, (name) => refusal(1146, '42S02', `Table '${name}' doesn't exist`)],
  [
    /^no such column: (.+)$/,
    (name, script, at) =>
      refusal(1054, '42S22', `Unknown column '${unquoted(name)}' in '${clauseAt(script, at)}'`),
  ],
  [
    /^ambiguous column name: (.+)$/,
    (name, script, at) =>
      refusal(1052, '23000', `Column '${name}' in '${clauseAt(script, at)}' is ambiguous`),
  ],
  [/^no such function: (.+)$/, (name) => refusal(1305, '42000', `FUNCTION ${name} does not exist`)],
  [/^near "([\s\S]*)": syntax error$/, (name, script, at) => nearError(name, script, at)],
  [/^unrecognized token: "([\s\S]*)"$/, (name, script, at) => nearError(name, script, at)],
  [
    /^wrong number of arguments to function (\w+)\(\)$/,
    (name) => refusal(1582, '42000', `Incorrect parameter count in the call to native function '${name}'`),
  ],
  [/^incomplete input$/, (_, script) => syntaxError('', lineOf(script, script.length))],
  [/^misuse of aggregate(?: function)?:? .+$/, () => refusal(1111, 'HY000', 'Invalid use of group function')],
  [
    /^SELECTs to the left and right of .+ do not have the same number of result columns$/,
    () => refusal(1222, '21000', 'The used SELECT statements have a different number of columns'),
  ],
  [/^attempt to write a readonly database$/, () => readOnly],
];

const refusal = (code: number, state: string, message: string): MysqlError => ({ code, state, message });

const unquoted = (name: string): string =>
  name.replace(/^"(.*)"$/, '$1').replace(/ - should this be .*$/, '');

/** MySQL's names of the parts of a statement. */
const CLAUSES: { readonly [word: string]: string } = {
  select: 'field list',
  from: 'field list',
  on: 'on clause',
  where: 'where clause',
  group: 'group statement',
  having: 'having clause',
  order: 'order clause',
};

function clauseAt(script: string, at: number | null): string {
  const before = at === null ? '' : script.slice(0, at);
  const words = [...before.matchAll(/\b(select|from|on|where|group|having|order)\b/gi)];
  return CLAUSES[words.at(-1)?.[1]?.toLowerCase() ?? 'select'] ?? 'field list';
}

/** MySQL quotes the rest of the statement, 80 characters of it. */
function nearError(name: string, script: string, at: number | null): MysqlError {
  if (at === null) return syntaxError(name, 1);
  const statement = statementsOf(script).findLast(({ start }) => start <= at);
  const end = statement ? statement.start + statement.text.length : script.length;
  const rest = script.slice(at, Math.max(end, at + name.length)).trimEnd();
  return syntaxError(
    rest.slice(0, 80),
    lineOf(script.slice(statement?.start ?? 0), at - (statement?.start ?? 0)),
  );
}

const lineOf = (text: string, at: number): number => text.slice(0, at).split('\n').length;
