/** The condition of a recorded write, as far as it can be decided from a row alone: comparisons joined by AND and OR. */
import type { Cell, Row } from '../../trace/fact.ts';

type Test = (row: Row) => boolean;

const TOKEN = /\s*(?:'((?:[^'\\]|\\.|'')*)'|(-?\d+(?:\.\d+)?)|([A-Za-z_`][\w.`]*)|(<=|>=|<>|!=|[=<>(),]))/y;

type WhereToken =
  | { readonly kind: 'value'; readonly value: Cell }
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'sign'; readonly sign: string };

const MOST_TOKENS = 500;

function tokensOf(text: string): readonly WhereToken[] | null {
  const tokens: WhereToken[] = [];
  const pattern = new RegExp(TOKEN);
  while (pattern.lastIndex < text.trimEnd().length) {
    const match = pattern.exec(text);
    if (!match || tokens.length > MOST_TOKENS) return null;
    const [, quoted, number, word, sign] = match;
    if (quoted !== undefined) tokens.push({ kind: 'value', value: quoted.replace(/\\(.)|'(')/g, '$1$2') });
    else if (number !== undefined) tokens.push({ kind: 'value', value: Number(number) });
    else if (word !== undefined) tokens.push({ kind: 'word', word: word.replaceAll('`', '') });
    else tokens.push({ kind: 'sign', sign: sign ?? '' });
  }
  return tokens;
}

/** null where the condition holds something else than comparisons of columns with values. */
export function conditionOf(where: string): Test | null {
  const tokens = tokensOf(where);
  if (tokens === null || tokens.length === 0) return null;
  const parser = makeParser(tokens);
  try {
    const test = parser.either();
    return parser.isDone() ? test : null;
  } catch (error) {
    if (error instanceof Undecidable) return null;
    throw error;
  }
}

class Undecidable extends Error {}

const DEEPEST = 16;

function makeParser(tokens: readonly WhereToken[]) {
  let at = 0;
  let depth = 0;
  const isWord = (word: string): boolean => {
    const token = tokens[at];
    return token?.kind === 'word' && token.word.toUpperCase() === word;
  };
  const isSign = (sign: string): boolean => {
    const token = tokens[at];
    return token?.kind === 'sign' && token.sign === sign;
  };
  const take = (is: boolean): boolean => {
    if (is) at += 1;
    return is;
  };
  const must = (is: boolean): void => {
    if (!take(is)) throw new Undecidable();
  };
  const joined = (word: string, part: () => Test, join: (tests: readonly Test[]) => Test): Test => {
    const tests = [part()];
    while (take(isWord(word))) tests.push(part());
    return tests.length === 1 ? (tests[0] as Test) : join(tests);
  };
  const either = (): Test => joined('OR', both, (tests) => (row) => tests.some((test) => test(row)));
  const both = (): Test => joined('AND', one, (tests) => (row) => tests.every((test) => test(row)));
  const one = (): Test => {
    if (take(isSign('('))) {
      depth += 1;
      if (depth > DEEPEST) throw new Undecidable();
      const inner = either();
      must(isSign(')'));
      depth -= 1;
      return inner;
    }
    return comparison();
  };
  const operand = (): ((row: Row) => Cell) => {
    const token = tokens[at];
    at += 1;
    if (token?.kind === 'value') return () => token.value;
    if (token?.kind !== 'word') throw new Undecidable();
    if (token.word.toUpperCase() === 'NULL') return () => null;
    const column = token.word.split('.').at(-1) ?? '';
    return (row) => {
      if (!Object.hasOwn(row, column)) throw new Undecidable();
      return row[column] ?? null;
    };
  };
  const comparison = (): Test => {
    const left = operand();
    if (take(isWord('IS'))) {
      const isNot = take(isWord('NOT'));
      must(isWord('NULL'));
      return (row) => (left(row) === null) !== isNot;
    }
    const isNot = take(isWord('NOT'));
    if (take(isWord('IN'))) {
      must(isSign('('));
      const values = [operand()];
      while (take(isSign(','))) values.push(operand());
      must(isSign(')'));
      return (row) => values.some((value) => compared(left(row), value(row)) === 0) !== isNot;
    }
    const token = tokens[at];
    if (isNot || token?.kind !== 'sign' || !Object.hasOwn(SIGNS, token.sign)) throw new Undecidable();
    at += 1;
    const right = operand();
    const holds = SIGNS[token.sign] as (order: number) => boolean;
    return (row) => {
      const order = compared(left(row), right(row));
      return order !== null && holds(order);
    };
  };
  return { either, isDone: () => at >= tokens.length };
}

const SIGNS: { readonly [sign: string]: (order: number) => boolean } = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '>': (order) => order > 0,
  '<=': (order) => order <= 0,
  '>=': (order) => order >= 0,
};

/** null = unknown, as with NULL */
function compared(a: Cell, b: Cell): number | null {
  if (a === null || b === null) return null;
  const [x, y] = [Number(a), Number(b)];
  if (a !== '' && b !== '' && Number.isFinite(x) && Number.isFinite(y)) return x - y;
  const [s, t] = [String(a), String(b)];
  return s < t ? -1 : s > t ? 1 : 0;
}

/** Whether the row fits; null = cannot be decided for it. */
export function fits(test: Test, row: Row): boolean | null {
  try {
    return test(row);
  } catch (error) {
    if (error instanceof Undecidable) return null;
    throw error;
  }
}
