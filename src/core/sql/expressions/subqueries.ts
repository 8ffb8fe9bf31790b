/** Queries within expressions: as a value, in IN, ANY and ALL, and EXISTS. What hangs on no outer row is asked once. */
import { SqlError } from '../server/refusals.ts';
import type { Expr, Query } from '../syntax/ast.ts';
import type { SqlCell } from '../values/types.ts';
import { TRUTH } from '../values/types.ts';
import { joinKey } from './compare.ts';
import { constant, type Env, type Ex, truth } from './ex.ts';
import { compared, widthOf } from './predicates.ts';
import type { NameScope, ReadyQuery } from './scope.ts';

/** The rows of a query for a row of the query around it. */
function rowsOf(ready: ReadyQuery, scope: NameScope): (env: Env) => readonly (readonly SqlCell[])[] {
  let known: readonly (readonly SqlCell[])[] | null = null;
  return (env) => {
    if (known) return known;
    const rows: (readonly SqlCell[])[] = [];
    ready.run(env, (cells) => {
      rows.push(cells);
      scope.session.hold(cells.length);
      return true;
    });
    if (!ready.isCorrelated) known = rows;
    return rows;
  };
}

const needWidth = (ready: ReadyQuery, width: number): void => {
  if (ready.columns.length !== width)
    throw new SqlError(1241, '21000', `Operand should contain ${width} column(s)`);
};

export function scalar(scope: NameScope, query: Query): Ex {
  const ready = scope.ready(query, scope);
  const rows = rowsOf(ready, scope);
  const one = (env: Env): readonly SqlCell[] | null => {
    const found = rows(env);
    if (found.length > 1) throw new SqlError(1242, '21000', 'Subquery returns more than 1 row');
    return found[0] ?? null;
  };
  const columns = ready.columns.map(
    ({ type }, i): Ex => ({ type, isFixed: false, get: (env) => one(env)?.[i] ?? null }),
  );
  const [first = constant(null, TRUTH)] = columns;
  return columns.length === 1 ? first : { ...first, row: columns };
}

export function exists(scope: NameScope, query: Query): Ex {
  const ready = scope.ready(query, scope);
  let known: boolean | null = null;
  return {
    type: TRUTH,
    isFixed: false,
    get(env) {
      if (known !== null) return truth(known);
      let found = false;
      ready.run(env, () => {
        found = true;
        return false;
      });
      if (!ready.isCorrelated) known = found;
      return truth(found);
    },
  };
}

/** The current row of a query, as values that can be compared. */
function rowEx(ready: ReadyQuery): { readonly ex: Ex; set(cells: readonly SqlCell[]): void } {
  let current: readonly SqlCell[] = [];
  const columns = ready.columns.map(
    ({ type }, i): Ex => ({ type, isFixed: false, get: () => current[i] ?? null }),
  );
  const [first = constant(null, TRUTH)] = columns;
  return {
    ex: columns.length === 1 ? first : { ...first, row: columns },
    set(cells) {
      current = cells;
    },
  };
}

export function inQuery(scope: NameScope, value: Ex, query: Query, not: boolean): Ex {
  const ready = scope.ready(query, scope);
  needWidth(ready, widthOf(value));
  const rows = rowsOf(ready, scope);
  const quick = ready.isCorrelated ? null : quickly(value, ready, rows);
  const current = rowEx(ready);
  const equal = compared(scope.session, '=', value, current.ex);
  const slow = (env: Env): boolean | null => {
    let isUnknown = false;
    for (const cells of rows(env)) {
      current.set(cells);
      const found = equal.get(env);
      if (found === 1n) return true;
      isUnknown ||= found === null;
    }
    return isUnknown ? null : false;
  };
  const ask = quick ?? slow;
  return {
    type: TRUTH,
    isFixed: false,
    get(env) {
      const found = ask(env);
      return truth(found === null ? null : found !== not);
    },
  };
}

/** By a set of keys, where both are texts or both whole numbers. */
function quickly(
  value: Ex,
  ready: ReadyQuery,
  rows: (env: Env) => readonly (readonly SqlCell[])[],
): ((env: Env) => boolean | null) | null {
  const [column] = ready.columns;
  const key = column && !value.row ? joinKey(value.type, column.type) : null;
  if (!key) return null;
  let known: { readonly keys: ReadonlySet<string | null> } | null = null;
  return (env) => {
    known ??= { keys: new Set(rows(env).map(([cell = null]) => key(cell))) };
    const { keys } = known;
    if (keys.size === 0) return false;
    const cell = value.get(env);
    if (cell === null) return null;
    if (keys.has(key(cell))) return true;
    return keys.has(null) ? null : false;
  };
}

export function quantified(
  scope: NameScope,
  value: Ex,
  { sign, all, query }: Extract<Expr, { op: 'quantified' }>,
): Ex {
  const ready = scope.ready(query, scope);
  needWidth(ready, widthOf(value));
  const rows = rowsOf(ready, scope);
  const current = rowEx(ready);
  const holds = compared(scope.session, sign, value, current.ex);
  return {
    type: TRUTH,
    isFixed: false,
    get(env) {
      let isUnknown = false;
      for (const cells of rows(env)) {
        current.set(cells);
        const found = holds.get(env);
        if (found === null) isUnknown = true;
        else if ((found === 1n) !== all) return truth(!all);
      }
      return isUnknown ? null : truth(all);
    },
  };
}
