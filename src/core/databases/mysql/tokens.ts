/**
 * The words of a SQL text as MySQL reads them: strings in either quotes with backslashes, names in backticks, comments of
 * three kinds, and comments whose inside the server runs.
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
  // two dashes begin a comment only before a blank
  ['comment', /--(?=[\s\0]|$)[^\n]*|#[^\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$)/y],
  ['string', /'(?:[^'\\]|''|\\[\s\S]|\\$)*(?:'|$)|"(?:[^"\\]|""|\\[\s\S]|\\$)*(?:"|$)/y],
  ['name', /`(?:[^`]|``)*(?:`|$)/y],
  [
    'number',
    /0x[0-9a-f]+(?![\w$])|0b[01]+(?![\w$])|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?![\w$])|\d+\.?(?=e[+-]?(?!\d))/iy,
  ],
  [
    'variable',
    /@@?(?:[\p{L}\p{N}_$]+(?:\.[\p{L}\p{N}_$]+)*|`[^`]*`|'[^']*'|"[^"]*")|(?<!:):(?=[\p{L}\p{N}_$])[\p{L}\p{N}_$]+/uy,
  ],
  ['word', /[\p{L}\p{N}_$]+/uy],
  ['sign', /\\.|<=>|<>|!=|<=|>=|<<|>>|\|\||&&|:=|->>?|[\s\S]/uy],
];

/** `/*!50000`: the server runs what stands inside when it is as new as that. `/*M!` is MariaDB's own. */
const INSIDE = /\/\*(M?)!(\d{5,6})?/y;
const NEWEST = 50_726;

/** Every character belongs to exactly one token, so that the texts joined are the text again. */
export function tokensOf(text: string): readonly SqlToken[] {
  const tokens: SqlToken[] = [];
  let at = 0;
  let isInside = false;
  while (at < text.length) {
    const opener: string | null = isInside ? null : openerAt(text, at);
    const closer = isInside && text.startsWith('*/', at) ? '*/' : null;
    const own = opener ?? closer;
    if (own) isInside = opener !== null;
    const token: SqlToken = own ? { kind: 'comment', text: own, start: at } : tokenAt(text, at);
    tokens.push(token);
    at += token.text.length;
  }
  return tokens;
}

/** The beginning of a comment that is run; null for any other text. */
function openerAt(text: string, at: number): string | null {
  INSIDE.lastIndex = at;
  const [opener, own, version = '0'] = INSIDE.exec(text) ?? [];
  if (opener === undefined) return null;
  const asked = Number(version);
  // MariaDB leaves out what only later MySQLs run
  const isRun = own === 'M' ? asked <= 101_100 : asked <= NEWEST || (asked >= 100_000 && asked <= 101_100);
  return isRun ? opener : null;
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
export function nameOf({ kind, text }: SqlToken): string {
  if (kind !== 'name') return text;
  const inner = text.endsWith('`') && text.length > 1 ? text.slice(1, -1) : text.slice(1);
  return inner.replaceAll('``', '`');
}

const ESCAPED: { readonly [char: string]: string } = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  '0': '\0',
  Z: '\u001a',
  // kept for LIKE, which takes them for the signs themselves
  '%': '\\%',
  _: '\\_',
};

/** The text of a string in single or double quotes; null for any other token. */
export function stringOf(token: SqlToken | undefined): string | null {
  if (token?.kind !== 'string') return null;
  const { text } = token;
  const quote = text.charAt(0);
  const inner = isClosed(token) ? text.slice(1, -1) : text.slice(1);
  return inner.replace(/\\([\s\S])|''|""/g, (all, char?: string) => {
    if (char !== undefined) return ESCAPED[char] ?? char;
    return all.startsWith(quote) ? quote : all;
  });
}

/** Whether a string or a name has its second quote. */
export function isClosed({ text }: SqlToken): boolean {
  const quote = text.charAt(0);
  if (text.length < 2 || !text.endsWith(quote)) return false;
  const inner = text.slice(1, -1).replaceAll(quote + quote, '');
  return quote === '`' || !/(?:^|[^\\])(?:\\\\)*\\$/.test(inner);
}

/** A word without quotes, in capitals; empty for any other token. */
export function keywordOf(token: SqlToken | undefined): string {
  return token?.kind === 'word' ? token.text.toUpperCase() : '';
}
