/**
 * The sentences that are answered from the schema and the connection: SHOW, DESCRIBE, USE and the client's own commands.
 * Anything else is a statement of SQL.
 */
import { type MysqlError, noDatabase, syntaxError } from './errors.ts';
import { isName, keywordOf, nameOf, type SqlToken, stringOf, wordsOf } from './tokens.ts';

export interface WrittenTable {
  /** null = the one in use */
  readonly database: string | null;
  readonly table: string;
}

/** What SHOW asks of the connection. */
export interface SessionAsked {
  readonly what:
    | 'variables'
    | 'warnings'
    | 'errors'
    | 'warning count'
    | 'error count'
    | 'engines'
    | 'character sets'
    | 'triggers'
    | 'events';
  readonly like: string | null;
  readonly isGlobal: boolean;
  /** the database that is meant; null = the one in use */
  readonly database: string | null;
  readonly limit: readonly [offset: number, count: number] | null;
}

export type Sentence = SaidSentence & {
  /** the text behind WHERE, where SHOW has one */
  readonly where?: string;
};

type SaidSentence =
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
  /** told from what the connection keeps, or the same on every server */
  | { readonly say: 'session'; readonly asked: SessionAsked }
  | { readonly say: 'status' | 'help' | 'quit' | 'clear' }
  /** MySQL knows it; this server does not hold what it asks for */
  | { readonly say: 'not modelled'; readonly what: string }
  | { readonly say: 'wrong'; readonly error: MysqlError };

/** The sentence, or null where the statement is SQL. `text` without its end. */
export function readSentence(text: string, server: ServerName = 'MySQL'): Sentence | null {
  const words = wordsOf(text);
  const reader = makeReader(text, words, server);
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
      return STATEMENTS.includes(keywordOf(words[1])) ? null : readDescribe(reader);
    case 'EXPLAIN':
      // EXPLAIN of a name is DESCRIBE; of a statement it is another thing
      reader.skip(1);
      return isTableOnly(words) ? readDescribe(reader) : null;
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
  number(): number | null;
  /** the text from here to the end */
  rest(): string;
  atEnd(): boolean;
  /** MySQL's words for: not here */
  wrong(): Sentence;
}

type ServerName = 'MySQL' | 'MariaDB';

function makeReader(text: string, words: readonly SqlToken[], server: ServerName): TokenReader {
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
    number() {
      const token = words[at];
      if (token?.kind !== 'number' || !/^\d+$/.test(token.text)) return null;
      at += 1;
      return Number(token.text);
    },
    rest() {
      const start = words[at]?.start ?? text.length;
      at = words.length;
      return text.slice(start);
    },
    atEnd: () => at >= words.length,
    wrong() {
      const start = words[at]?.start ?? text.length;
      const line = text.slice(0, start).split('\n').length;
      return { say: 'wrong', error: syntaxError(text.slice(start, start + NEAR), line, server) };
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
      return readOf(reader, (of) => withWhere(reader, { say: 'indexes', of }));
    case 'CREATE':
      return readShowCreate(reader);
    default:
      return readSession(reader) ?? readOther(reader);
  }
}

const NOTHING_ASKED = { like: null, isGlobal: false, database: null, limit: null } as const;

/** null = none of these. */
function readSession(reader: TokenReader): Sentence | null {
  const scope = reader.take('GLOBAL', 'SESSION', 'LOCAL');
  if (reader.take('VARIABLES')) {
    const isGlobal = scope === 'GLOBAL';
    return withLike(reader, (like) => asking({ what: 'variables', like, isGlobal }));
  }
  if (scope !== null) return null;
  const what = reader.take('WARNINGS', 'ERRORS', 'ENGINES', 'CHARSET', 'TRIGGERS', 'EVENTS');
  if (what === 'WARNINGS' || what === 'ERRORS') {
    const limit = readRange(reader);
    return ended(reader, asking({ what: what === 'WARNINGS' ? 'warnings' : 'errors', limit }));
  }
  if (what === 'ENGINES') return ended(reader, asking({ what: 'engines' }));
  if (what === 'CHARSET') return withLike(reader, (like) => asking({ what: 'character sets', like }));
  if (what !== null) {
    const isNamed = reader.take('FROM', 'IN') !== null;
    const database = isNamed ? reader.name() : null;
    if (isNamed && database === null) return reader.wrong();
    return withLike(reader, (like) =>
      asking({ what: what === 'EVENTS' ? 'events' : 'triggers', like, database }),
    );
  }
  return readCounts(reader);
}

/** `SHOW CHARACTER SET`, `SHOW COUNT(*) WARNINGS` */
function readCounts(reader: TokenReader): Sentence | null {
  if (keywordOf(reader.peek()) === 'CHARACTER' && keywordOf(reader.peek(1)) === 'SET') {
    reader.skip(2);
    return withLike(reader, (like) => asking({ what: 'character sets', like }));
  }
  if (keywordOf(reader.peek()) !== 'COUNT' || reader.peek(2)?.text !== '*') return null;
  reader.skip(4);
  const which = reader.take('WARNINGS', 'ERRORS');
  if (which === null) return reader.wrong();
  return ended(reader, asking({ what: which === 'WARNINGS' ? 'warning count' : 'error count' }));
}

const asking = (asked: Pick<SessionAsked, 'what'> & Partial<SessionAsked>): SaidSentence => ({
  say: 'session',
  asked: { ...NOTHING_ASKED, ...asked },
});

function readRange(reader: TokenReader): SessionAsked['limit'] {
  if (!reader.take('LIMIT')) return null;
  const first = reader.number() ?? 0;
  if (reader.peek()?.text !== ',') return [0, first];
  reader.skip(1);
  return [first, reader.number() ?? 0];
}

/** What MySQL would answer from its own state: not held here, and said so. */
const OTHER_SHOWS = (
  'ALL ANALYZE AUTHORS BINARY BINLOG CLIENT_STATISTICS COLLATION CONTRIBUTORS ENGINE EXPLAIN FUNCTION GLOBAL GRANTS INDEX_STATISTICS ' +
  'LOCAL MASTER OPEN PACKAGE PLUGINS PRIVILEGES PROCEDURE PROCESSLIST PROFILE PROFILES RELAYLOG REPLICA REPLICAS SESSION SLAVE ' +
  'STATUS STORAGE TABLE TABLE_STATISTICS USER_STATISTICS'
).split(' ');

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

function withLike(reader: TokenReader, make: (like: string | null) => SaidSentence): Sentence {
  if (!reader.take('LIKE')) return withWhere(reader, make(null));
  const like = reader.string();
  return like === null ? reader.wrong() : ended(reader, make(like));
}

function withWhere(reader: TokenReader, sentence: SaidSentence): Sentence {
  if (!reader.take('WHERE')) return ended(reader, sentence);
  return reader.atEnd() ? reader.wrong() : { ...sentence, where: reader.rest() };
}

const ended = (reader: TokenReader, sentence: SaidSentence): Sentence =>
  reader.atEnd() ? sentence : reader.wrong();

/** `EXPLAIN instances`, `EXPLAIN nova_api.flavors`, perhaps with a column. */
function isTableOnly(words: readonly SqlToken[]): boolean {
  const [, first, second, third, fourth] = words;
  if (!isName(first) || STATEMENTS.includes(keywordOf(first))) return false;
  if (second?.text === '.') return isName(third) && words.length <= 5 && (!fourth || isName(fourth));
  return words.length <= 3 && (!second || isName(second));
}

const STATEMENTS = ['SELECT', 'WITH', 'VALUES', 'QUERY', 'INSERT', 'UPDATE', 'DELETE', 'REPLACE', 'EXPLAIN'];
