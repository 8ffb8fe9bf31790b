/**
 * The tables that a statement names, and the statement as SQLite can run it: a table without its database gets the one in
 * use, MySQL's comments are blanked. A name in table position that no database has is told with MySQL's error.
 */
import { databaseIn } from '../layouts.ts';
import { isInformationSchema, isServers, type MysqlRefusal, type Server, tablesIn } from './answers.ts';
import { noDatabase, syntaxError, unknownInSchema, unknownTable } from './errors.ts';
import { INFORMATION_TABLES } from './information-schema.ts';
import { isName, keywordOf, nameOf, type SqlToken, tokensOf } from './tokens.ts';

/** A text put into the statement, by its place in the original. */
interface Insertion {
  readonly at: number;
  readonly text: string;
}

export interface Prepared {
  readonly sql: string;
  /** the place in the original of a place in `sql` */
  readonly original: (at: number) => number;
}

/** A table reference: the tokens of its name. */
interface Reference {
  readonly database: SqlToken | null;
  readonly table: SqlToken;
}

/** The statement for SQLite, or why it cannot be asked. */
export function prepare(server: Server, text: string): Prepared | MysqlRefusal {
  const tokens = tokensOf(text);
  const words = tokens.filter((token) => token.kind !== 'space' && token.kind !== 'comment');
  const own = ownNames(words);
  const insertions: Insertion[] = [];
  for (const reference of referencesIn(words)) {
    // SQLite would take a text for the name of a table
    if (reference.table.kind === 'string')
      return { error: syntaxError(reference.table.text.slice(0, 80), 1) };
    const found = resolve(server, reference, own);
    if (typeof found !== 'string') return found;
    if (found !== '') insertions.push({ at: reference.table.start, text: `${found}.` });
  }
  const dual = fromDual(words);
  const blanked = tokens.map((token) => (dual.has(token) ? blank(token) : withoutHash(token))).join('');
  return withInsertions(blanked, insertions);
}

const blank = ({ text }: SqlToken): string => ' '.repeat(text.length);

/** `#` begins a comment in MySQL alone. */
const withoutHash = (token: SqlToken): string =>
  token.kind === 'comment' && token.text.startsWith('#') ? blank(token) : token.text;

/** `FROM dual` is MySQL's way to say "from no table". */
function fromDual(words: readonly SqlToken[]): ReadonlySet<SqlToken> {
  const pairs = words.flatMap((word, i) => {
    const next = words[i + 1];
    return keywordOf(word) === 'FROM' && keywordOf(next) === 'DUAL' && next ? [word, next] : [];
  });
  return new Set(pairs);
}

function withInsertions(text: string, insertions: readonly Insertion[]): Prepared {
  let sql = '';
  let last = 0;
  for (const { at, text: put } of insertions) {
    sql += text.slice(last, at) + put;
    last = at;
  }
  sql += text.slice(last);
  const original = (at: number): number => {
    let moved = 0;
    for (const insertion of insertions) {
      const begin = insertion.at + moved;
      if (at < begin) break;
      moved += Math.min(insertion.text.length, at - begin);
    }
    return at - moved;
  };
  return { sql, original };
}

/** The database to put before the name; empty = none is wanted. */
function resolve(
  server: Server,
  { database, table }: Reference,
  own: ReadonlySet<string>,
): string | MysqlRefusal {
  const name = nameOf(table);
  if (database) return resolveQualified(server, nameOf(database), name);
  if (own.has(name.toLowerCase()) || SQLITE_NAMES.test(name)) return '';
  if (server.database === null) return { error: noDatabase };
  const problem = resolveQualified(server, server.database, name);
  return typeof problem === 'string' ? server.database : problem;
}

/** Tables and table functions of SQLite itself. */
const SQLITE_NAMES = /^(sqlite_|pragma_|json_each$|json_tree$|dual$)/i;

function resolveQualified(server: Server, database: string, table: string): string | MysqlRefusal {
  if (/^(main|temp)$/i.test(database) || SQLITE_NAMES.test(table)) return '';
  if (isServers(database)) return { notModelled: database.toLowerCase() };
  const wanted = table.toLowerCase();
  if (isInformationSchema(database)) {
    const found = INFORMATION_TABLES.some((one) => one.name.toLowerCase() === wanted);
    return found ? '' : { error: unknownInSchema(table) };
  }
  const known =
    databaseIn(server.layout, database) !== null &&
    tablesIn(server.layout, database).some((one) => one.name.toLowerCase() === wanted);
  return known ? '' : { error: unknownTable(database, table) };
}

/** Names that the statement itself makes: `WITH name (...) AS (...), name AS (...)`. */
function ownNames(words: readonly SqlToken[]): ReadonlySet<string> {
  const names = new Set<string>();
  if (!words.some((word) => keywordOf(word) === 'WITH')) return names;
  const closes = closingOf(words);
  const after = (open: number): number => (closes.get(open) ?? words.length) + 1;
  words.forEach((word, i) => {
    if (keywordOf(word) !== 'WITH') return;
    let at = keywordOf(words[i + 1]) === 'RECURSIVE' ? i + 2 : i + 1;
    for (let name = words[at]; isName(name); name = words[at]) {
      at = words[at + 1]?.text === '(' ? after(at + 1) : at + 1;
      if (keywordOf(words[at]) !== 'AS') return;
      names.add(nameOf(name).toLowerCase());
      at += 1;
      while (['NOT', 'MATERIALIZED'].includes(keywordOf(words[at]))) at += 1;
      if (words[at]?.text !== '(') return;
      at = after(at);
      if (words[at]?.text !== ',') return;
      at += 1;
    }
  });
  return names;
}

/** For each opening bracket that is closed, the index of the one that closes it. */
function closingOf(words: readonly SqlToken[]): ReadonlyMap<number, number> {
  const closes = new Map<number, number>();
  const open: number[] = [];
  words.forEach(({ text }, i) => {
    if (text === '(') open.push(i);
    const opened = text === ')' ? open.pop() : undefined;
    if (opened !== undefined) closes.set(opened, i);
  });
  return closes;
}

/** Words after which the list of tables is over. */
const ENDS = new Set([
  ...['WHERE', 'GROUP', 'ORDER', 'HAVING', 'LIMIT', 'WINDOW', 'UNION', 'EXCEPT', 'INTERSECT', 'SELECT'],
  ...['VALUES', 'SET', 'RETURNING', 'OFFSET', 'WITH'],
]);
const BEGINS = new Set(['FROM', 'JOIN', 'INTO', 'UPDATE']);

const NAMING: readonly SqlToken['kind'][] = ['word', 'name', 'string'];

/** Names that stand where a table must: after FROM and JOIN, and after the commas of such a list. */
function referencesIn(words: readonly SqlToken[]): readonly Reference[] {
  const found: Reference[] = [];
  /** for each open bracket, whether a list of tables is open in it */
  const lists: boolean[] = [false];
  let isExpected = false;
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] as SqlToken;
    const keyword = keywordOf(word);
    if (word.text === '(') {
      lists.push(isExpected);
    } else if (word.text === ')') {
      if (lists.length > 1) lists.pop();
      isExpected = false;
    } else if (word.text === ',') {
      isExpected = lists.at(-1) === true;
    } else if (BEGINS.has(keyword) && !isDistinctFrom(words, i)) {
      lists[lists.length - 1] = true;
      isExpected = true;
    } else if (keyword === 'IN' && isName(words[i + 1])) {
      // `value IN table`: SQLite's way to look into one
      const reference = referenceAt(words, i + 1);
      if (reference) found.push(reference);
    } else if (ENDS.has(keyword)) {
      lists[lists.length - 1] = false;
      isExpected = false;
    } else if (isExpected && NAMING.includes(word.kind)) {
      const reference = referenceAt(words, i);
      isExpected = false;
      if (reference) found.push(reference);
      if (reference?.database) i += 2;
    } else if (isExpected && keyword !== 'LATERAL') isExpected = false;
  }
  return found;
}

/** `a IS DISTINCT FROM b` compares. */
const isDistinctFrom = (words: readonly SqlToken[], i: number): boolean =>
  keywordOf(words[i]) === 'FROM' &&
  keywordOf(words[i - 1]) === 'DISTINCT' &&
  ['IS', 'NOT'].includes(keywordOf(words[i - 2]));

/** null for a function that gives a table: `json_each(...)`. */
function referenceAt(words: readonly SqlToken[], i: number): Reference | null {
  const first = words[i] as SqlToken;
  const second = words[i + 2];
  const isQualified = words[i + 1]?.text === '.' && isName(second);
  const after = words[isQualified ? i + 3 : i + 1];
  if (after?.text === '(') return null;
  return isQualified ? { database: first, table: second } : { database: null, table: first };
}
