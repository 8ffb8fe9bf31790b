/**
 * Where in a statement SQLite found its error. It tells a word, not a place: a syntax error stands where the shortest
 * failing beginning of the statement ends, any other at the word that it names.
 */
import type { Database } from 'sql.js';
import { nameOf, type SqlToken, wordsOf } from '../core/databases/mysql/tokens.ts';

interface FoundPlace {
  readonly at: number;
  readonly length: number;
}

const SYNTAX = /^near "([\s\S]*)": syntax error$|^unrecognized token: "([\s\S]*)"$/;
const NAMED =
  /^(?:no such (?:column|table|function|collation sequence|index|module)|ambiguous column name|misuse of (?:aggregate|window function)|no such table column|wrong number of arguments to function|circular reference|table|no tables specified): ?([^\s(]+)/;
const ARGUMENTS = /^wrong number of arguments to function ([^\s(]+)\(\)/;

/** null where SQLite names no word of the statement. */
export function placeOfError(db: Database, sql: string, message: string): FoundPlace | null {
  const words = wordsOf(sql);
  if (SYNTAX.test(message)) {
    const word = words[firstFailing(db, sql, words)];
    return word ? { at: word.start, length: word.text.length } : null;
  }
  if (message === 'incomplete input') {
    const last = words.at(-1);
    return last ? { at: last.start, length: last.text.length } : null;
  }
  const name = (NAMED.exec(message) ?? ARGUMENTS.exec(message))?.[1];
  return name === undefined ? null : named(words, name.split('.'));
}

/** Index of the first word with which the statement can no longer become right. A few preparations: it halves the way. */
function firstFailing(db: Database, sql: string, words: readonly SqlToken[]): number {
  let low = 0;
  let high = words.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const word = words[middle] as SqlToken;
    if (isBroken(db, sql.slice(0, word.start + word.text.length))) high = middle;
    else low = middle + 1;
  }
  return low;
}

function isBroken(db: Database, beginning: string): boolean {
  try {
    db.prepare(beginning).free();
    return false;
  } catch (error) {
    return error instanceof Error && SYNTAX.test(error.message);
  }
}

/** The first place where the parts of a name stand, joined by dots; else that of its last part. */
function named(words: readonly SqlToken[], parts: readonly string[]): FoundPlace | null {
  const same = (word: SqlToken | undefined, part: string | undefined): boolean =>
    word !== undefined && part !== undefined && nameOf(word).toLowerCase() === part.toLowerCase();
  for (let i = 0; i < words.length; i += 1) {
    if (!parts.every((part, n) => same(words[i + 2 * n], part))) continue;
    const first = words[i] as SqlToken;
    const last = words[i + 2 * (parts.length - 1)] as SqlToken;
    return { at: first.start, length: last.start + last.text.length - first.start };
  }
  const alone = words.find((word) => same(word, parts.at(-1)));
  return alone ? { at: alone.start, length: alone.text.length } : null;
}
