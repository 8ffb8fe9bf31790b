/** Comparisons, BETWEEN, IN, LIKE, REGEXP, and the logic of three values. */
import { SqlError } from '../server/refusals.ts';
import type { Session } from '../server/session.ts';
import { likeIn } from '../values/collate.ts';
import { STRING, TRUTH } from '../values/types.ts';
import { comparison, equality, groupKey, paired } from './compare.ts';
import { type Env, type Ex, made, readText, readTruth, truth, truthEx } from './ex.ts';
import { regexOf } from './regex.ts';

const SIGNS: { readonly [sign: string]: (found: number) => boolean } = {
  '=': (found) => found === 0,
  '<>': (found) => found !== 0,
  '<': (found) => found < 0,
  '<=': (found) => found <= 0,
  '>': (found) => found > 0,
  '>=': (found) => found >= 0,
};

export const isComparison = (name: string): boolean => name in SIGNS || name === '<=>';

/** How many columns a value has: 1, or those of `(a, b)`. */
export const widthOf = (ex: Ex): number => ex.row?.length ?? 1;

function needSameWidth(a: Ex, b: Ex): void {
  if (widthOf(a) !== widthOf(b))
    throw new SqlError(1241, '21000', `Operand should contain ${widthOf(a)} column(s)`);
}

export function needOne(ex: Ex): Ex {
  if (ex.row) throw new SqlError(1241, '21000', 'Operand should contain 1 column(s)');
  return ex;
}

export function compared(session: Session, sign: string, left: Ex, right: Ex): Ex {
  const [a, b] = paired(left, right, session);
  needSameWidth(a, b);
  if (a.row && b.row) return rowsCompared(session, sign, a.row, b.row);
  if (sign === '<=>') {
    const compare = comparison(a.type, b.type, session);
    return truthEx([a, b], (env) => {
      const [x, y] = [a.get(env), b.get(env)];
      if (x === null || y === null) return x === y;
      return compare(x, y) === 0;
    });
  }
  const holds = SIGNS[sign] ?? SIGNS['='];
  const compare = comparison(a.type, b.type, session);
  return truthEx([a, b], (env) => {
    const x = a.get(env);
    if (x === null) return null;
    const found = compare(x, b.get(env));
    return found === null ? null : holds?.(found) === true;
  });
}

/** Equal in each column; the order is that of the first column that differs. */
function rowsCompared(session: Session, sign: string, a: readonly Ex[], b: readonly Ex[]): Ex {
  const all = [...a, ...b];
  if (sign === '=' || sign === '<>' || sign === '<=>') {
    const pairs = a.map((one, i) => compared(session, sign === '<=>' ? '<=>' : '=', one, b[i] as Ex));
    return truthEx(all, (env) => {
      let isUnknown = false;
      for (const pair of pairs) {
        const found = pair.get(env);
        if (found === 0n) return sign === '<>';
        isUnknown ||= found === null;
      }
      return isUnknown ? null : sign !== '<>';
    });
  }
  const compares = a.map((one, i) => comparison(one.type, (b[i] as Ex).type, session));
  return truthEx(all, (env) => {
    for (const [i, compare] of compares.entries()) {
      const found = compare((a[i] as Ex).get(env), (b[i] as Ex).get(env));
      if (found === null) return null;
      if (found !== 0 || i === compares.length - 1) return SIGNS[sign]?.(found) === true;
    }
    return null;
  });
}

export function between(session: Session, ex: Ex, first: Ex, last: Ex, not: boolean): Ex {
  const [low, high] = [paired(ex, first, session)[1], paired(ex, last, session)[1]];
  const [above, below] = [comparison(ex.type, low.type, session), comparison(ex.type, high.type, session)];
  return truthEx([needOne(ex), needOne(low), needOne(high)], (env) => {
    const cell = ex.get(env);
    const [from, to] = [above(cell, low.get(env)), below(cell, high.get(env))];
    if (from !== null && from < 0) return not;
    if (to !== null && to > 0) return not;
    return from === null || to === null ? null : !not;
  });
}

/** Three answers: one of them equal, none of them, or unknown because of a NULL. */
export function inList(session: Session, ex: Ex, list: readonly Ex[], not: boolean): Ex {
  for (const one of list) needSameWidth(ex, one);
  if (ex.row) {
    const pairs = list.map((one) => compared(session, '=', ex, one));
    return truthEx([...(ex.row ?? []), ...list.flatMap((one) => one.row ?? [])], (env) =>
      anyOf(pairs, env, not),
    );
  }
  const isSimple =
    ex.type.kind === 'string' &&
    list.length > 8 &&
    list.every((one) => one.isFixed && one.type.kind === 'string' && !one.type.bin);
  if (isSimple) return inSet(ex, list, not);
  const equals = list.map((one) => equality(ex, one, session));
  return truthEx([ex, ...list], (env) => {
    let isUnknown = ex.get(env) === null;
    for (const equal of equals) {
      const found = equal(env);
      if (found === true) return !not;
      isUnknown ||= found === null;
    }
    return isUnknown ? null : not;
  });
}

function anyOf(pairs: readonly Ex[], env: Env, not: boolean): boolean | null {
  let isUnknown = false;
  for (const pair of pairs) {
    const found = pair.get(env);
    if (found === 1n) return !not;
    isUnknown ||= found === null;
  }
  return isUnknown ? null : not;
}

function inSet(ex: Ex, list: readonly Ex[], not: boolean): Ex {
  const set = new Set<string>();
  let hasNull = false;
  const type = ex.type.bin ? ex.type : STRING;
  return truthEx([ex, ...list], (env) => {
    if (set.size === 0)
      for (const one of list) {
        const cell = one.get(env);
        if (cell === null) hasNull = true;
        set.add(groupKey(cell, type));
      }
    const cell = ex.get(env);
    if (cell === null) return null;
    if (set.has(groupKey(cell, type))) return !not;
    return hasNull ? null : not;
  });
}

export function like(ex: Ex, pattern: Ex, escaping: Ex | null, not: boolean): Ex {
  const [text, wanted] = [readText(needOne(ex)), readText(needOne(pattern))];
  const escaped = escaping ? readText(escaping) : () => '\\';
  const bin = [ex, pattern].some(({ type }) => type.kind === 'string' && type.bin === true);
  const known = new Map<string, (text: string) => boolean>();
  return truthEx(escaping ? [ex, pattern, escaping] : [ex, pattern], (env) => {
    const [subject, form, sign] = [text(env), wanted(env), escaped(env)];
    if (subject === null || form === null) return null;
    let matches = known.get(form);
    if (!matches) {
      matches = likeIn(form, sign ?? '', { bin });
      if (known.size < 100) known.set(form, matches);
    }
    return matches(subject) !== not;
  });
}

export function regexp(ex: Ex, pattern: Ex, not: boolean): Ex {
  const [text, wanted] = [readText(needOne(ex)), readText(needOne(pattern))];
  const bin = [ex, pattern].some(({ type }) => type.bin === true);
  return truthEx([ex, pattern], (env) => {
    const [subject, form] = [text(env), wanted(env)];
    if (subject === null || form === null) return null;
    return regexOf(form, bin).test(subject) !== not;
  });
}

export function logic(session: Session, name: string, args: readonly Ex[]): Ex {
  const reads = args.map((arg) => readTruth(needOne(arg), session));
  const [a, b] = reads;
  if (!a) return made(TRUTH, [], () => null);
  if (name === 'not')
    return truthEx(args, (env) => {
      const found = a(env);
      return found === null ? null : !found;
    });
  if (!b) return made(TRUTH, args, (env) => truth(a(env)));
  switch (name) {
    case 'and':
      return truthEx(args, (env) => {
        const left = a(env);
        if (left === false) return false;
        const right = b(env);
        if (right === false) return false;
        return left === null || right === null ? null : true;
      });
    case 'or':
      return truthEx(args, (env) => {
        const left = a(env);
        if (left === true) return true;
        const right = b(env);
        if (right === true) return true;
        return left === null || right === null ? null : false;
      });
    default:
      return truthEx(args, (env) => {
        const [left, right] = [a(env), b(env)];
        return left === null || right === null ? null : left !== right;
      });
  }
}

export function isWhat(session: Session, name: string, ex: Ex, not: boolean): Ex {
  if (name === 'is null') {
    return truthEx([needOne(ex)], (env) => (ex.get(env) === null) !== not);
  }
  const read = readTruth(needOne(ex), session);
  const wanted = name === 'is true';
  return truthEx([ex], (env) => (read(env) === wanted) !== not);
}
