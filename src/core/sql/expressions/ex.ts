/** An expression that is ready to run: its type is known, its value comes from a row. */
import type { Warner } from '../values/convert.ts';
import { textOf, toDouble, toInt, toTruth } from '../values/convert.ts';
import { NULL_TYPE, type SqlCell, type SqlType, TRUTH } from '../values/types.ts';

/** Where a value is computed: a row of the tables of a query, or a group of them, within the query around it. */
export interface Env {
  readonly row: readonly SqlCell[];
  /** results of aggregates, and of windows, in the order in which the query names them */
  readonly aggregates: readonly SqlCell[];
  readonly windows: readonly SqlCell[];
  /** what the rows of the group have in common; null = the query does not group */
  readonly keys: readonly SqlCell[] | null;
  readonly up: Env | null;
}

export interface Ex {
  readonly type: SqlType;
  get(env: Env): SqlCell;
  /** the same for every row */
  readonly isFixed: boolean;
  /** more than one value: `(a, b)` */
  readonly row?: readonly Ex[];
}

/** The value of what is the same for every row. */
export const NOWHERE: Env = { row: [], aggregates: [], windows: [], keys: null, up: null };

/** A value that is the same for every row is computed once. */
export function made(type: SqlType, args: readonly Ex[], get: (env: Env) => SqlCell): Ex {
  const isFixed = args.every((arg) => arg.isFixed);
  if (!isFixed) return { type, get, isFixed };
  let known: { readonly cell: SqlCell } | null = null;
  return {
    type,
    isFixed,
    get(env) {
      known ??= { cell: get(env) };
      return known.cell;
    },
  };
}

export const constant = (cell: SqlCell, type: SqlType): Ex => ({ type, get: () => cell, isFixed: true });
export const NOTHING: Ex = constant(null, NULL_TYPE);

/** Computed anew for every row: RAND(), variables that are assigned. */
export const changing = (type: SqlType, get: (env: Env) => SqlCell): Ex => ({ type, get, isFixed: false });

/** NULL where one of the arguments is. */
export function strict(
  type: SqlType,
  args: readonly Ex[],
  compute: (...cells: NonNullable<SqlCell>[]) => SqlCell,
): Ex {
  return made(type, args, (env) => {
    const cells: NonNullable<SqlCell>[] = [];
    for (const arg of args) {
      const cell = arg.get(env);
      if (cell === null) return null;
      cells.push(cell);
    }
    return compute(...cells);
  });
}

/** Readers of an argument in the kind that a function wants. */
export const readText =
  (ex: Ex) =>
  (env: Env): string | null =>
    textOf(ex.get(env), ex.type);
export const readInt =
  (ex: Ex, warner: Warner) =>
  (env: Env): bigint | null =>
    toInt(ex.get(env), ex.type, warner);
export const readDouble =
  (ex: Ex, warner: Warner) =>
  (env: Env): number | null =>
    toDouble(ex.get(env), ex.type, warner);
export const readTruth =
  (ex: Ex, warner: Warner) =>
  (env: Env): boolean | null =>
    toTruth(ex.get(env), ex.type, warner);

export const truth = (value: boolean | null): SqlCell => (value === null ? null : value ? 1n : 0n);

export function truthEx(args: readonly Ex[], get: (env: Env) => boolean | null): Ex {
  return made(TRUTH, args, (env) => truth(get(env)));
}
