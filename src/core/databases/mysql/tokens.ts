/**
 * The words of a SQL text. Strings, quoted names and comments as SQLite reads them, plus MySQL's `#` comments: enough to
 * cut a script into statements and to find the tables that one names. What a statement means is SQLite's to say.
 */

type SqlTokenKind = 'word' | 'name' | 'variable' | 'string' | 'number' | 'sign' | 'space' | 'comment';

export interface SqlToken {
  readonly kind: SqlTokenKind;
  /** as written; of a `name` with its quotes */
  readonly text: string;
  /** its place in the text, from 0 */
  readonly start: number;
}

const PATTERNS: readonly (readonly [SqlTokenKind, RegExp])[] = [
  ['space', /\s+/y],
  ['comment', /--[^\n]*|#[^\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$)/y],
  ['string', /'(?:[^']|'')*(?:'|$)/y],
  ['name', /`(?:[^`]|``)*(?:`|$)|"(?:[^"]|"")*(?:"|$)|\[[^\]]*(?:\]|$)/y],
  ['number', /\.?\d(?:[\w.]|(?<=[eE])[+-])*/y],
  // `:host`, `@@version`, `$a(…)`: of the last SQLite takes all up to the bracket or a space as its name
  ['variable', /(?:@@?|\$|:(?=[\p{L}\p{N}_$]))(?:[\p{L}\p{N}_$]|::|\.(?=\p{L}))*(?:\([^\s)]*\)?)?/uy],
  ['word', /[\p{L}_][\p{L}\p{N}_$]*/uy],
  ['sign', /\\.|<=>|<>|!=|<=|>=|\|\||->>?|::|[\s\S]/uy],
];

/** Every character belongs to exactly one token, so that the texts joined are the text again. */
export function tokensOf(text: string): readonly SqlToken[] {
  const tokens: SqlToken[] = [];
  let at = 0;
  while (at < text.length) {
    const token = tokenAt(text, at);
    tokens.push(token);
    at += token.text.length;
  }
  return tokens;
}

function tokenAt(text: string, start: number): SqlToken {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = start;
    const match = pattern.exec(text);
    if (match) return { kind, text: match[0], start };
  }
  return { kind: 'sign', text: text.charAt(start), start };
}

/** What counts: without white space and comments. */
export function wordsOf(text: string): readonly SqlToken[] {
  return tokensOf(text).filter((token) => token.kind !== 'space' && token.kind !== 'comment');
}

/** Whether the token can be the name of something. */
export function isName(token: SqlToken | undefined): token is SqlToken {
  return token !== undefined && (token.kind === 'word' || token.kind === 'name');
}

/** The name that a token writes: quotes taken off, doubled ones made one. */
export function nameOf(token: SqlToken): string {
  const { kind, text } = token;
  if (kind !== 'name') return text;
  const quote = text.charAt(0) === '[' ? ']' : text.charAt(0);
  const inner = text.endsWith(quote) && text.length > 1 ? text.slice(1, -1) : text.slice(1);
  return inner.replaceAll(quote + quote, quote);
}

/** The text of a string in single or double quotes; null for any other token. */
export function stringOf(token: SqlToken | undefined): string | null {
  if (!token) return null;
  if (token.kind === 'name' && token.text.startsWith('"')) return nameOf(token);
  if (token.kind !== 'string') return null;
  const { text } = token;
  const inner = text.endsWith("'") && text.length > 1 ? text.slice(1, -1) : text.slice(1);
  return inner.replaceAll("''", "'");
}

/** A word without quotes, in capitals; empty for any other token. */
export function keywordOf(token: SqlToken | undefined): string {
  return token?.kind === 'word' ? token.text.toUpperCase() : '';
}
