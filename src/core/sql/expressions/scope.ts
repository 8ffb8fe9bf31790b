/** What the names of an expression may mean: the tables of its query, its aliases, the queries around it. */

import { SqlError } from '../server/refusals.ts';
import type { Session } from '../server/session.ts';
import type { CommonTable, Expr, FunctionCall, Query, Window } from '../syntax/ast.ts';
import type { SqlCell, SqlType } from '../values/types.ts';
import type { Env, Ex } from './ex.ts';

export interface SourceColumn {
  readonly name: string;
  readonly type: SqlType;
  /** joined by USING: asked by its name alone, the other side's column is meant */
  hidden?: boolean;
}

/** A table of a query, its columns at their places in the query's row. */
export interface TableSource {
  /** its alias, or its name */
  readonly name: string;
  /** null for what is no table of a database */
  readonly database: string | null;
  readonly columns: readonly SourceColumn[];
  readonly offset: number;
}

/** A query that is ready to run. */
export interface ReadyQuery {
  readonly columns: readonly { readonly name: string; readonly type: SqlType }[];
  /** gives each row until it is answered false */
  run(up: Env | null, emit: (cells: readonly SqlCell[]) => boolean): void;
  /** whether it asks rows of the queries around it */
  readonly isCorrelated: boolean;
}

/** An aggregate as a query computes it for each of its groups. */
export interface Aggregate {
  start(): AggregateState;
}
export interface AggregateState {
  add(env: Env): void;
  result(): SqlCell;
}

export interface AggregateOrder {
  readonly ex: Ex;
  readonly descending: boolean;
}

export interface TypedAggregate {
  readonly aggregate: Aggregate;
  readonly type: SqlType;
}

export type MakeAggregate = (
  session: Session,
  args: readonly Ex[],
  call: FunctionCall,
  orders: readonly AggregateOrder[],
) => TypedAggregate;

/** A function over a window: its values for all rows. */
interface WindowCall {
  readonly window: Window;
  values(rows: readonly Env[]): readonly SqlCell[];
  /** the order in which it looks at the rows */
  compare(a: Env, b: Env): number;
}

/** A query's grouping, while its expressions are made. */
export interface Grouping {
  readonly keys: readonly { readonly print: string; readonly type: SqlType }[];
  readonly aggregates: Aggregate[];
}

export interface NamedItem {
  readonly name: string;
  readonly ex: Ex;
  readonly source: Expr;
}

export interface NameScope {
  readonly session: Session;
  readonly sources: readonly TableSource[];
  readonly parent: NameScope | null;
  readonly tables: CommonTables | null;
  /** the words of the clause: `SELECT`, `GROUP BY` */
  clause: string;
  /** null where no aggregate may stand */
  grouping: Grouping | null;
  windows: WindowCall[] | null;
  readonly namedWindows: readonly (readonly [string, Window])[];
  /** the select list, for clauses that may name its columns */
  items: readonly NamedItem[];
  itemsFirst: boolean;
  /** within an aggregate: columns are those of single rows */
  inAggregate: boolean;
  /** columns that were named outside of aggregates and are no part of the groups */
  readonly loose: { readonly name: string }[];
  isCorrelated: boolean;
  readonly ready: (query: Query, scope: NameScope) => ReadyQuery;
}

/** Tables that WITH makes. */
export interface CommonTables {
  readonly table: CommonTable;
  readonly ready: () => ReadyQuery;
  readonly next: CommonTables | null;
}

interface FoundColumn {
  readonly depth: number;
  readonly source: TableSource;
  readonly index: number;
  readonly type: SqlType;
}

/** Looks from the inner query outwards. */
export function findColumn(scope: NameScope, path: readonly string[], at: number): FoundColumn | null {
  let depth = 0;
  for (let one: NameScope | null = scope; one; one = one.parent) {
    const found = findHere(one, path, at);
    if (found) return { depth, ...found };
    depth += 1;
  }
  return null;
}

function findHere(scope: NameScope, path: readonly string[], at: number): Omit<FoundColumn, 'depth'> | null {
  const column = (path.at(-1) ?? '').toLowerCase();
  const table = path.at(-2);
  const database = path.at(-3);
  const found: Omit<FoundColumn, 'depth'>[] = [];
  for (const source of scope.sources) {
    if (table !== undefined && !sameTable(source, table)) continue;
    if (database !== undefined && source.database !== database) continue;
    source.columns.forEach(({ name, type, hidden }, i) => {
      if (name.toLowerCase() !== column || (hidden && table === undefined)) return;
      found.push({ source, index: source.offset + i, type });
    });
  }
  if (found.length > 1) {
    const name = path.join('.');
    const clause = scope.session.layout.server === 'MariaDB' ? scope.clause : `'${clauseOf(scope)}'`;
    throw new SqlError(1052, '23000', `Column '${name}' in ${clause} is ambiguous`, at, name.length);
  }
  return found[0] ?? null;
}

/** Names of tables are told apart by their letters' case, those of information_schema are not. */
export const sameTable = (source: TableSource, name: string): boolean =>
  source.database === 'information_schema'
    ? source.name.toLowerCase() === name.toLowerCase()
    : source.name === name;

/** As MySQL 5.7 names the clauses; MariaDB by their words. */
const CLAUSES: { readonly [clause: string]: string } = {
  SELECT: 'field list',
  WHERE: 'where clause',
  ON: 'on clause',
  'GROUP BY': 'group statement',
  HAVING: 'having clause',
  'ORDER BY': 'order clause',
};

const clauseOf = ({ clause, session }: NameScope): string =>
  session.layout.server === 'MariaDB' ? clause : (CLAUSES[clause] ?? clause);

export function unknownColumn(scope: NameScope, path: readonly string[], at: number): SqlError {
  const name = path.join('.');
  return new SqlError(1054, '42S22', `Unknown column '${name}' in '${clauseOf(scope)}'`, at, name.length);
}

/** A query behind FROM sees no rows of the queries around it, but the tables that WITH made. */
export const withoutRows = (scope: NameScope): NameScope => ({
  ...scope,
  sources: [],
  items: [],
  parent: scope.parent && withoutRows(scope.parent),
});

/** A scope for a part of the same query. */
export function withClause<T>(scope: NameScope, clause: string, act: () => T): T {
  const before = scope.clause;
  scope.clause = clause;
  try {
    return act();
  } finally {
    scope.clause = before;
  }
}
