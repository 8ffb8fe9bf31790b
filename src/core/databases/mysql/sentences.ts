/**
 * The sentences of MySQL that SQLite does not know: SHOW, DESCRIBE, USE and the client's own commands. Anything else is
 * left to SQLite.
 */
import { type MysqlError, noDatabase, syntaxError } from './errors.ts';
import { isName, keywordOf, nameOf, type SqlToken, stringOf, wordsOf } from './tokens.ts';

export interface WrittenTable {
  /** null = the one in use */
  readonly database: string | null;
  readonly table: string;
}

export type Sentence =
  | { readonly say: 'use'; readonly database: string }
  | { readonly say: 'databases'; readonly like: string | null }
  | {
      readonly say: 'tables';
      readonly database: string | null;
      readonly like: string | null;
      readonly full: boolean;
    }
  | {
      readonly say: 'columns';
      readonly of: WrittenTable;
      readonly like: string | null;
      readonly full: boolean;
    }
  | { readonly say: 'indexes'; readonly of: WrittenTable }
  | { readonly say: 'create table'; readonly of: WrittenTable }
  | { readonly say: 'create database'; readonly database: string }
  | { readonly say: 'variable'; readonly names: readonly string[] }
  | { readonly say: 'status' | 'help' | 'quit' | 'clear' }
  /** MySQL knows it; this server does not hold what it asks for */
  | { readonly say: 'not modelled'; readonly what: string }
  | { readonly say: 'wrong'; readonly error: MysqlError };

/** The sentence, or null where the statement is SQL. `text` without its end. */
export function readSentence(text: string): Sentence | null {
  const words = wordsOf(text);
  const reader = makeReader(text, words);
  const first = words[0];
  switch (first?.text === '\\?' ? '\\h' : keywordOf(first) || (first?.text ?? '')) {
    case 'USE':
    case '\\u':
      reader.skip(1);
      return readUse(reader);
    case 'SHOW':
      reader.skip(1);
      return readShow(reader);
    case 'DESCRIBE':
    case 'DESC':
      reader.skip(1);
      return readDescribe(reader);
    case 'EXPLAIN':
      // EXPLAIN of a name is DESCRIBE; of a statement it is SQLite's
      reader.skip(1);
      return isTableOnly(words) ? readDescribe(reader) : null;
    case 'SELECT':
      return readVariables(words);
    case 'HELP':
    case '\\h':
      return { say: 'help' };
    case 'QUIT':
    case 'EXIT':
    case '\\q':
      return { say: 'quit' };
    case 'STATUS':
    case '\\s':
      return { say: 'status' };
    case 'CLEAR':
      return { say: 'clear' };
    default:
      return null;
  }
}

interface TokenReader {
  skip(n: number): void;
  peek(ahead?: number): SqlToken | undefined;
  /** takes one of the keywords, if it stands here */
  take(...keywords: readonly string[]): string | null;
  name(): string | null;
  table(): WrittenTable | null;
  string(): string | null;
  atEnd(): boolean;
  /** MySQL's words for: not here */
  wrong(): Sentence;
}

function makeReader(text: string, words: readonly SqlToken[]): TokenReader {
  let at = 0;
  const reader: TokenReader = {
    skip: (n) => {
      at += n;
    },
    peek: (ahead = 0) => words[at + ahead],
    take(...keywords) {
      const keyword = keywordOf(words[at]);
      if (!keywords.includes(keyword)) return null;
      at += 1;
      return keyword;
    },
    name() {
      const token = words[at];
      if (!isName(token)) return null;
      at += 1;
      return nameOf(token);
    },
    table() {
      const first = reader.name();
      if (first === null) return null;
      if (words[at]?.text !== '.') return { database: null, table: first };
      at += 1;
      const second = reader.name();
      return second === null ? null : { database: first, table: second };
    },
    string() {
      const value = stringOf(words[at]);
      if (value !== null) at += 1;
      return value;
    },
    atEnd: () => at >= words.length,
    wrong() {
      const start = words[at]?.start ?? text.length;
      const line = text.slice(0, start).split('\n').length;
      return { say: 'wrong', error: syntaxError(text.slice(start, start + NEAR), line) };
    },
  };
  return reader;
}

/** MySQL quotes so much of what it could not read. */
const NEAR = 80;

function readUse(reader: TokenReader): Sentence {
  const database = reader.name();
  if (database === null)
    return { say: 'wrong', error: { ...noDatabase, message: 'USE must be followed by a database name' } };
  return ended(reader, { say: 'use', database });
}

function readShow(reader: TokenReader): Sentence {
  const full = reader.take('FULL') !== null || reader.take('EXTENDED') !== null;
  switch (
    reader.take('DATABASES', 'SCHEMAS', 'TABLES', 'COLUMNS', 'FIELDS', 'INDEX', 'INDEXES', 'KEYS', 'CREATE')
  ) {
    case 'DATABASES':
    case 'SCHEMAS':
      return withLike(reader, (like) => ({ say: 'databases', like }));
    case 'TABLES': {
      const isNamed = reader.take('FROM', 'IN') !== null;
      const database = isNamed ? reader.name() : null;
      if (isNamed && database === null) return reader.wrong();
      return withLike(reader, (like) => ({ say: 'tables', database, like, full }));
    }
    case 'COLUMNS':
    case 'FIELDS':
      return readOf(reader, (of) => withLike(reader, (like) => ({ say: 'columns', of, like, full })));
    case 'INDEX':
    case 'INDEXES':
    case 'KEYS':
      return readOf(reader, (of) => ended(reader, { say: 'indexes', of }));
    case 'CREATE':
      return readShowCreate(reader);
    default:
      return readOther(reader);
  }
}

/** What MySQL would answer from its own state: not held here, and said so. */
const OTHER_SHOWS = [
  ...[
    'BINARY',
    'BINLOG',
    'CHARACTER',
    'CHARSET',
    'COLLATION',
    'COUNT',
    'ENGINE',
    'ENGINES',
    'ERRORS',
    'EVENTS',
  ],
  ...['FUNCTION', 'GLOBAL', 'GRANTS', 'MASTER', 'OPEN', 'PLUGINS', 'PRIVILEGES', 'PROCEDURE', 'PROCESSLIST'],
  ...[
    'PROFILE',
    'PROFILES',
    'RELAYLOG',
    'SESSION',
    'SLAVE',
    'STATUS',
    'STORAGE',
    'TABLE',
    'TRIGGERS',
    'VARIABLES',
  ],
  'WARNINGS',
];

function readOther(reader: TokenReader): Sentence {
  const keyword = keywordOf(reader.peek());
  return OTHER_SHOWS.includes(keyword) ? { say: 'not modelled', what: `SHOW ${keyword}` } : reader.wrong();
}

function readShowCreate(reader: TokenReader): Sentence {
  const kind = reader.take('TABLE', 'DATABASE', 'SCHEMA');
  if (kind === 'TABLE') {
    const of = reader.table();
    return of ? ended(reader, { say: 'create table', of }) : reader.wrong();
  }
  if (kind === null) return reader.wrong();
  const database = reader.name();
  return database === null ? reader.wrong() : ended(reader, { say: 'create database', database });
}

/** `FROM table [FROM database]` */
function readOf(reader: TokenReader, then: (of: WrittenTable) => Sentence): Sentence {
  if (!reader.take('FROM', 'IN')) return reader.wrong();
  const of = reader.table();
  if (!of) return reader.wrong();
  if (!reader.take('FROM', 'IN')) return then(of);
  const database = reader.name();
  return database === null ? reader.wrong() : then({ ...of, database });
}

function readDescribe(reader: TokenReader): Sentence {
  const of = reader.table();
  if (!of) return reader.wrong();
  const like = reader.string() ?? reader.name();
  return ended(reader, { say: 'columns', of, like, full: false });
}

function withLike(reader: TokenReader, make: (like: string | null) => Sentence): Sentence {
  if (reader.peek() && keywordOf(reader.peek()) === 'WHERE') {
    return { say: 'not modelled', what: 'SHOW ... WHERE' };
  }
  if (!reader.take('LIKE')) return ended(reader, make(null));
  const like = reader.string();
  return like === null ? reader.wrong() : ended(reader, make(like));
}

const ended = (reader: TokenReader, sentence: Sentence): Sentence =>
  reader.atEnd() ? sentence : reader.wrong();

/** `EXPLAIN instances`, `EXPLAIN nova_api.flavors`, perhaps with a column. */
function isTableOnly(words: readonly SqlToken[]): boolean {
  const [, first, second, third, fourth] = words;
  if (!isName(first) || STATEMENTS.includes(keywordOf(first))) return false;
  if (second?.text === '.') return isName(third) && words.length <= 5 && (!fourth || isName(fourth));
  return words.length <= 3 && (!second || isName(second));
}

const STATEMENTS = ['SELECT', 'WITH', 'VALUES', 'QUERY', 'INSERT', 'UPDATE', 'DELETE', 'REPLACE', 'EXPLAIN'];

/** `SELECT @@version, @@hostname`: nothing but variables of the server. */
function readVariables(words: readonly SqlToken[]): Sentence | null {
  const list = words.slice(1);
  const isList = list.every((token, i) => (i % 2 === 1 ? token.text === ',' : /^@@\w/.test(token.text)));
  if (list.length % 2 === 0 || !isList) return null;
  return { say: 'variable', names: list.filter((_, i) => i % 2 === 0).map((token) => token.text) };
}
