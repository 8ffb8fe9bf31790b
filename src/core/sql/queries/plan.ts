/** A SELECT whose clauses are ready. */
import type { Env, Ex } from '../expressions/ex.ts';
import type { Grouping, NamedItem, NameScope } from '../expressions/scope.ts';
import type { FromTables } from './from.ts';
import type { Range } from './limit.ts';

export interface SelectPlan {
  readonly scope: NameScope;
  readonly from: FromTables;
  readonly where: ((env: Env) => boolean) | null;
  /** null = rows are not grouped */
  readonly grouping: Grouping | null;
  readonly keys: readonly Ex[];
  readonly isRollup: boolean;
  readonly having: ((env: Env) => boolean) | null;
  readonly items: readonly NamedItem[];
  readonly order: readonly { readonly ex: Ex; readonly descending: boolean }[];
  readonly isDistinct: boolean;
  readonly range: Range;
  readonly countsAll: boolean;
}
