/**
 * One run of a script against a server that holds a copy of the databases: statement after statement, each answered from
 * the layout, refused, or handed to SQLite. It keeps what the client keeps: the database in use.
 */
import { unreachable } from '../../base/assert.ts';
import { databaseIn } from '../layouts.ts';
import {
  answer,
  isInformationSchema,
  isServers,
  type MysqlRefusal,
  missingDatabase,
  type Server,
} from './answers.ts';
import { type MysqlError, noFiles, readOnly, syntaxError } from './errors.ts';
import type { Grid } from './grid.ts';
import { type Prepared, prepare } from './names.ts';
import { isUnnamed } from './parameters.ts';
import type { ScriptStatement } from './script.ts';
import { readSentence, type Sentence } from './sentences.ts';
import { keywordOf, wordsOf } from './tokens.ts';

export type StatementOutcome =
  | { readonly kind: 'grid'; readonly grid: Grid }
  /** `Database changed` */
  | { readonly kind: 'used'; readonly database: string }
  /** the client's own commands: told by whoever shows them */
  | { readonly kind: 'client'; readonly say: 'status' | 'help' | 'quit' | 'clear' }
  | { readonly kind: 'not modelled'; readonly what: string }
  | { readonly kind: 'error'; readonly error: MysqlError }
  | { readonly kind: 'sql'; readonly prepared: Prepared };

/** What is answered to one statement; a `use` changes the server for the next. */
export function outcomeOf(server: Server, statement: ScriptStatement): StatementOutcome {
  const sentence = readSentence(statement.text);
  if (sentence) return said(server, sentence);
  const refusal = refusalOf(statement.text);
  if (refusal) return { kind: 'error', error: refusal };
  const prepared = prepare(server, statement.text);
  return 'sql' in prepared ? { kind: 'sql', prepared } : refused(prepared);
}

/** Characters of a script at most. */
export const MOST_SCRIPT = 65_536;

function said(server: Server, sentence: Sentence): StatementOutcome {
  switch (sentence.say) {
    case 'use': {
      const name = isInformationSchema(sentence.database)
        ? sentence.database.toLowerCase()
        : databaseIn(server.layout, sentence.database)?.name;
      if (name !== undefined) return { kind: 'used', database: name };
      // mysql, performance_schema and sys can be entered; what is in them cannot be asked
      if (isServers(sentence.database)) return { kind: 'used', database: sentence.database.toLowerCase() };
      return refused(missingDatabase(sentence.database));
    }
    case 'wrong':
      return { kind: 'error', error: sentence.error };
    case 'not modelled':
      return { kind: 'not modelled', what: sentence.what };
    case 'status':
    case 'help':
    case 'quit':
    case 'clear':
      return { kind: 'client', say: sentence.say };
    case 'variable':
      return variables(server, sentence.names);
    case 'databases':
    case 'tables':
    case 'columns':
    case 'indexes':
    case 'create table':
    case 'create database': {
      const answered = answer(server, sentence);
      return 'grid' in answered ? { kind: 'grid', grid: answered.grid } : refused(answered);
    }
    default:
      return unreachable(sentence);
  }
}

function refused(refusal: MysqlRefusal): StatementOutcome {
  if ('error' in refusal) return { kind: 'error', error: refusal.error };
  return { kind: 'not modelled', what: refusal.notModelled };
}

/** What the server says of its version; the lesson's is the one of the listing of June 2019. */
export const versionOf = (server: Pick<Server, 'layout'>): string =>
  server.layout.server === 'MariaDB' ? '10.11-MariaDB' : '5.7.26';

function variables(server: Server, names: readonly string[]): StatementOutcome {
  const known: { readonly [name: string]: string } = { '@@version': versionOf(server) };
  const told = (name: string): string | undefined =>
    known[name.toLowerCase().replace(/^@@(global|session|local)\./, '@@')];
  const unknown = names.find((name) => told(name) === undefined);
  if (unknown !== undefined) return { kind: 'not modelled', what: unknown };
  const columns = names.map((name) => ({ name, numeric: false }));
  return { kind: 'grid', grid: { columns, rows: [names.map((name) => told(name) ?? '')] } };
}

/** First words of statements that read. The copy is the boundary; this gives the friendlier sentence. */
const READING = ['SELECT', 'WITH', 'VALUES', 'EXPLAIN', 'PRAGMA'];
const WRITING = [
  ...[
    'INSERT',
    'UPDATE',
    'DELETE',
    'REPLACE',
    'CREATE',
    'DROP',
    'ALTER',
    'TRUNCATE',
    'RENAME',
    'LOAD',
    'GRANT',
  ],
  ...['REVOKE', 'LOCK', 'UNLOCK', 'VACUUM', 'REINDEX', 'ANALYZE', 'ATTACH', 'DETACH', 'OPTIMIZE', 'CALL'],
  ...['BEGIN', 'COMMIT', 'ROLLBACK', 'SAVEPOINT', 'RELEASE', 'START', 'END', 'SET', 'FLUSH', 'KILL', 'RESET'],
];

/** Pragmas that only tell of tables. */
const TELLING = [
  'TABLE_INFO',
  'TABLE_XINFO',
  'TABLE_LIST',
  'INDEX_LIST',
  'INDEX_INFO',
  'INDEX_XINFO',
  'FOREIGN_KEY_LIST',
  'DATABASE_LIST',
  'COLLATION_LIST',
  'FUNCTION_LIST',
  'COMPILE_OPTIONS',
];

const TO_FILE = ['OUTFILE', 'DUMPFILE'];

function refusalOf(text: string): MysqlError | null {
  // the text would end there for SQLite
  const nul = text.indexOf('\0');
  if (nul >= 0) return syntaxError(text.slice(nul, nul + 80), 1);
  const words = wordsOf(text);
  const first = words.find((word) => word.text !== '(');
  const keyword = keywordOf(first);
  if (words.some((word, i) => keywordOf(word) === 'INTO' && TO_FILE.includes(keywordOf(words[i + 1])))) {
    return noFiles;
  }
  // SQLite obeys many a pragma while it only explains it
  if (keyword === 'EXPLAIN' && words.some((word) => keywordOf(word) === 'PRAGMA')) return readOnly;
  if (WRITING.includes(keyword)) return readOnly;
  if (!READING.includes(keyword)) return syntaxError(text.slice(0, 80), 1);
  const unnamed = words.find(isUnnamed);
  if (unnamed) return syntaxError(text.slice(unnamed.start, unnamed.start + 80), 1);
  if (keyword !== 'PRAGMA') return null;
  const named = keywordOf(words[2]?.text === '.' ? words[3] : words[1]);
  const isSet = words.some((word) => word.text === '=');
  return TELLING.includes(named) && !isSet ? null : readOnly;
}
