/** What is answered to a statement from the layout alone; anything else is for the server that holds the rows. */
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
import type { MysqlError } from './errors.ts';
import type { Grid } from './grid.ts';
import type { ScriptStatement } from './script.ts';
import { readSentence, type Sentence, type SessionAsked } from './sentences.ts';

export type StatementOutcome =
  | { readonly kind: 'grid'; readonly grid: Grid; readonly where: string | null }
  /** asked of the connection */
  | { readonly kind: 'session'; readonly asked: SessionAsked; readonly where: string | null }
  /** `Database changed` */
  | { readonly kind: 'used'; readonly database: string }
  /** the client's own commands: told by whoever shows them */
  | { readonly kind: 'client'; readonly say: 'status' | 'help' | 'quit' | 'clear' }
  | { readonly kind: 'not modelled'; readonly what: string }
  | { readonly kind: 'error'; readonly error: MysqlError }
  | { readonly kind: 'sql' };

/** What is answered to one statement; a `use` changes the server for the next. */
export function outcomeOf(server: Server, statement: ScriptStatement): StatementOutcome {
  const sentence = readSentence(statement.text, server.layout.server === 'MariaDB' ? 'MariaDB' : 'MySQL');
  return sentence ? said(server, sentence) : { kind: 'sql' };
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
    case 'session':
      return { kind: 'session', asked: sentence.asked, where: sentence.where ?? null };
    case 'databases':
    case 'tables':
    case 'columns':
    case 'indexes':
    case 'create table':
    case 'create database': {
      const answered = answer(server, sentence);
      return 'grid' in answered
        ? { kind: 'grid', grid: answered.grid, where: sentence.where ?? null }
        : refused(answered);
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
  server.layout.server === 'MariaDB' ? '10.11.19-MariaDB-0+deb12u1' : '5.7.26';
