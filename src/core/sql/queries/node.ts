/** A table, or a join of some, as a query goes through its rows. */
import type { Env } from '../expressions/ex.ts';
import type { SqlCell } from '../values/types.ts';

/** Fills its part of the row and goes on; false = enough. */
export type Next = () => boolean;

export interface Node {
  /** its columns in the row: from, up to */
  readonly from: number;
  readonly to: number;
  run(row: SqlCell[], env: Env, next: Next): boolean;
  /** the rows themselves, where they hang on no other: for lookups */
  readonly rows?: (env: Env) => readonly (readonly SqlCell[])[];
}
