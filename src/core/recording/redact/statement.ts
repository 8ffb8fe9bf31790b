/** A statement without its literals: words, signs and `?` stay; texts, numbers, comments and long hexadecimal words do not. */
import { isPlain } from './names.ts';
import type { Redactor } from './redactor.ts';

/** Of texts: MySQL's, and PostgreSQL's between signs of money. */
const TOKEN =
  /\$(\w*)\$[\s\S]*?(?:\$\1\$|$)|\/\*[\s\S]*?(?:\*\/|$)|--[^\n]*|#[^\n]*|'(?:[^'\\]|\\.|'')*(?:'|$)|"(?:[^"\\]|\\.|"")*(?:"|$)|`([^`]{0,64})`|`[^`]*(?:`|$)|\b\d[\w.]*|\b[A-Za-z_][\w$]*|[^\s\w]|\s+/g;
/** Names of tables, columns and aliases: letters with a few digits. */
const NAME = /^(?!.*\d{4})(?!(?:\D*\d){7})[A-Za-z_]\w{0,63}$/;
const isName = (word: string): boolean => NAME.test(word) && isPlain(word);
const LONGEST = 4000;

/** Statements repeat: one is read once for a whole import. */
export function makeStatements(redact: Redactor): (statement: string) => string {
  let known = new Map<string, string>();
  return (statement) => {
    const found = known.get(statement);
    if (found !== undefined) return found;
    if (known.size > 2000) known = new Map();
    const made = kept(statement, redact);
    known.set(statement, made);
    return made;
  };
}

function kept(statement: string, redact: Redactor): string {
  let text = '';
  for (const { 0: token, 2: quoted, index } of statement.slice(0, LONGEST).matchAll(TOKEN)) {
    if (/^(['"]).*\\\1/s.test(token)) {
      // whether that quote ends the text depends on the database: nothing after it is sure to be no part of one
      redact.hide(statement.slice(index), 'statement');
      return `${text}? …`;
    }
    if (quoted !== undefined) text += isName(quoted) ? `\`${quoted}\`` : '`?`';
    else if (/^(\/\*|--|#)/.test(token)) redact.hide(token, 'statement');
    else if (/^['"`]|^\$\w*\$/.test(token)) {
      redact.hide(token, 'statement');
      text += '?';
    } else if (/^\d/.test(token)) text += '?';
    else if (/^[A-Za-z_]/.test(token)) text += isName(token) ? token : hidden(token, redact);
    else text += token;
  }
  return statement.length > LONGEST ? `${text} …` : text;
}

function hidden(token: string, redact: Redactor): string {
  redact.hide(token, 'statement');
  return '?';
}
