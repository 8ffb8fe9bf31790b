/** Joins by equal columns do not try every pair: the rows of the inner table are found by a key. */

import { joinKey } from '../expressions/compare.ts';
import { compile } from '../expressions/compile.ts';
import type { Env, Ex } from '../expressions/ex.ts';
import { findColumn, type NameScope } from '../expressions/scope.ts';
import type { Expr } from '../syntax/ast.ts';
import type { SqlCell } from '../values/types.ts';
import type { Next, Node } from './node.ts';

/** As `run` of the inner table, with those rows alone that can be equal. */
export type RowLookup = (row: SqlCell[], env: Env, next: Next) => boolean;

/** What must hold for every row: the parts that AND joins. */
function conjuncts(expr: Expr): readonly Expr[] {
  const found: Expr[] = [];
  const waiting: Expr[] = [expr];
  for (let one = waiting.pop(); one; one = waiting.pop()) {
    if (one.op === 'call' && one.name === 'and' && !one.isFunction) waiting.push(...one.args);
    else found.push(one);
  }
  return found;
}

/** The place of a plain column in the row; null for anything else. */
function placeOf(expr: Expr, scope: NameScope): number | null {
  if (expr.op !== 'column') return null;
  try {
    const found = findColumn(scope, expr.path, expr.at);
    return found?.depth === 0 ? found.index : null;
  } catch {
    // ambiguous while further tables are not there yet: not for this join
    return null;
  }
}

/** null where no condition is of that kind, or the inner table is none with rows of its own. */
export function lookupOf(conditions: readonly Expr[], scope: NameScope, inner: Node): RowLookup | null {
  const { rows } = inner;
  if (!rows) return null;
  for (const one of conditions.flatMap(conjuncts)) {
    if (one.op !== 'call' || one.name !== '=') continue;
    const [a, b] = one.args as [Expr, Expr];
    for (const [own, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const [at, from] = [placeOf(own, scope), placeOf(other, scope)];
      if (at === null || from === null) continue;
      const isInner = (place: number): boolean => place >= inner.from && place < inner.to;
      if (!isInner(at) || isInner(from)) continue;
      const [left, right] = [compile(own, scope), compile(other, scope)];
      const key = joinKey(left.type, right.type);
      if (key) return looking(inner, rows, at, right, key);
    }
  }
  return null;
}

function looking(
  inner: Node,
  rows: (env: Env) => readonly (readonly SqlCell[])[],
  at: number,
  other: Ex,
  key: (cell: SqlCell) => string | null,
): RowLookup {
  let known: {
    readonly of: readonly (readonly SqlCell[])[];
    readonly map: Map<string, (readonly SqlCell[])[]>;
  } | null = null;
  return (row, env, next) => {
    const all = rows(env);
    if (known?.of !== all) known = { of: all, map: mapped(all, at - inner.from, key) };
    const wanted = key(other.get(env));
    for (const cells of wanted === null ? [] : (known.map.get(wanted) ?? [])) {
      for (let i = 0; i < cells.length; i += 1) row[inner.from + i] = cells[i] ?? null;
      if (!next()) return false;
    }
    return true;
  };
}

function mapped(
  rows: readonly (readonly SqlCell[])[],
  at: number,
  key: (cell: SqlCell) => string | null,
): Map<string, (readonly SqlCell[])[]> {
  const map = new Map<string, (readonly SqlCell[])[]>();
  for (const cells of rows) {
    const own = key(cells[at] ?? null);
    if (own === null) continue;
    const list = map.get(own);
    if (list) list.push(cells);
    else map.set(own, [cells]);
  }
  return map;
}
