/**
 * A script as the mysql client takes it: statements up to `;`, `\g` or `\G`, and the client's own commands, which need no
 * end but that of their line.
 */
import { keywordOf, nameOf, type SqlToken, tokensOf } from './tokens.ts';

export interface ScriptStatement {
  /** without its end; of a client's command the whole line */
  readonly text: string;
  /** place in the script of the first character that counts, from 0 */
  readonly start: number;
  /** ended by `\G`: the answer is wanted column by column */
  readonly vertical: boolean;
  /** false = the script ends within it */
  readonly ended: boolean;
}

/** Empty statements are left out. `\c` takes back what was begun. */
export function statementsOf(script: string): readonly ScriptStatement[] {
  const statements: ScriptStatement[] = [];
  const tokens = tokensOf(script);
  let begun: SqlToken[] = [];
  let hasBegun = false;
  const end = (vertical: boolean, ended: boolean): void => {
    const made = statement(script, begun, vertical, ended);
    begun = [];
    hasBegun = false;
    if (made) statements.push(made);
  };
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i] as SqlToken;
    const sign = token.kind === 'sign' ? token.text : '';
    if (sign === ';' || sign === '\\g') end(false, true);
    else if (sign === '\\G') end(true, true);
    else if (sign === '\\c') {
      begun = [];
      hasBegun = false;
    } else if (!hasBegun && isCommand(token)) {
      begun = lineFrom(tokens, i);
      i += begun.length - 1;
      if (tokens[i + 1]?.text === ';') i += 1;
      end(false, true);
    } else {
      begun.push(token);
      hasBegun ||= counts(token);
    }
  }
  end(false, false);
  return statements;
}

const counts = (token: SqlToken): boolean => token.kind !== 'space' && token.kind !== 'comment';

function statement(
  script: string,
  tokens: readonly SqlToken[],
  vertical: boolean,
  ended: boolean,
): ScriptStatement | null {
  const first = tokens.find(counts);
  const last = tokens.findLast(counts);
  if (!first || !last) return null;
  // the end of a comment that is run belongs to what stands in it
  const closing = tokens.slice(tokens.indexOf(last)).find((token) => token.text === '*/');
  const end = closing ?? last;
  const text = script.slice(first.start, end.start + end.text.length);
  return { text, start: first.start, vertical, ended };
}

const COMMANDS = ['USE', 'HELP', 'QUIT', 'EXIT', 'STATUS', 'CLEAR'];
const SHORT = ['\\u', '\\h', '\\?', '\\q', '\\s'];

/** Only at the beginning of a statement. */
function isCommand(token: SqlToken): boolean {
  return COMMANDS.includes(keywordOf(token)) || (token.kind === 'sign' && SHORT.includes(token.text));
}

/** Up to the end of the line or the first `;`; what stands in quotes is not cut. */
function lineFrom(tokens: readonly SqlToken[], from: number): SqlToken[] {
  const end = tokens.findIndex(
    ({ kind, text }, i) => i > from && (text === ';' || (!QUOTED.includes(kind) && text.includes('\n'))),
  );
  return tokens.slice(from, end < 0 ? tokens.length : end);
}

const QUOTED: readonly SqlToken['kind'][] = ['name', 'string'];

/** Every name that stands anywhere in the text, in small letters: whatever a statement reads is among them. */
export function namesIn(text: string): ReadonlySet<string> {
  const names = tokensOf(text).filter(
    (token) => token.kind === 'word' || token.kind === 'name' || token.kind === 'string',
  );
  return new Set(names.map((token) => unquoted(token).toLowerCase()));
}

function unquoted(token: SqlToken): string {
  return token.kind === 'string' ? token.text.replace(/^'|'$/g, '') : nameOf(token);
}
