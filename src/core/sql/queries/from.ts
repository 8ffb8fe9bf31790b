/** The tables of a query: found, laid beside each other in one row, joined. */

import { condition } from '../expressions/compile.ts';
import type { Env } from '../expressions/ex.ts';
import {
  type CommonTables,
  type NameScope,
  type ReadyQuery,
  type SourceColumn,
  type TableSource,
  withoutRows,
} from '../expressions/scope.ts';
import { NotModelled, SqlError } from '../server/refusals.ts';
import type { Session } from '../server/session.ts';
import type { Expr, TableRef } from '../syntax/ast.ts';
import type { SqlCell } from '../values/types.ts';
import { lookupOf, type RowLookup } from './lookup.ts';
import type { Node } from './node.ts';

/** The columns that `*` gives, in its order. */
interface StarColumn {
  readonly source: TableSource;
  readonly at: number;
}

export interface FromTables {
  readonly node: Node | null;
  readonly sources: readonly TableSource[];
  readonly stars: readonly StarColumn[];
  readonly width: number;
}

interface FromContext {
  readonly session: Session;
  readonly scope: NameScope;
  readonly sources: TableSource[];
  width: number;
  /** what WHERE asks of every row: for lookups */
  readonly where: Expr | null;
}

export function fromTables(ref: TableRef | null, context: FromContext): FromTables {
  if (!ref) return { node: null, sources: [], stars: [], width: 0 };
  const { node, stars } = build(ref, context);
  return { node, stars, sources: context.sources, width: context.width };
}

interface Built {
  readonly node: Node;
  readonly stars: readonly StarColumn[];
}

function build(ref: TableRef, context: FromContext): Built {
  switch (ref.ref) {
    case 'table':
      return buildTable(ref, context);
    case 'query': {
      const ready = context.scope.ready(ref.query, withoutRows(context.scope));
      const columns = renamed(ready, ref.columns);
      return place(context, { name: ref.alias, database: null, columns }, rowsOf(ready, context.session));
    }
    case 'join':
      return buildJoin(ref, context);
  }
}

function renamed({ columns }: ReadyQuery, names: readonly string[] | null): SourceColumn[] {
  if (names && names.length !== columns.length)
    throw new SqlError(1353, 'HY000', 'WITH column list and SELECT field list have different column counts');
  const all = columns.map(({ name, type }, i) => ({ name: names?.[i] ?? name, type: unliteral(type) }));
  const seen = new Set<string>();
  for (const { name } of all) {
    if (seen.has(name.toLowerCase())) throw new SqlError(1060, '42S21', `Duplicate column name '${name}'`);
    seen.add(name.toLowerCase());
  }
  return all;
}

const unliteral = ({ literal: _, ...type }: SourceColumn['type']): SourceColumn['type'] => type;

/** All rows of a query, asked once. */
function rowsOf(ready: ReadyQuery, session: Session): (env: Env) => readonly (readonly SqlCell[])[] {
  let known: readonly (readonly SqlCell[])[] | null = null;
  return (env) => {
    if (known) return known;
    const rows: (readonly SqlCell[])[] = [];
    ready.run(env, (cells) => {
      session.hold(cells.length);
      rows.push(cells);
      return true;
    });
    if (!ready.isCorrelated) known = rows;
    return rows;
  };
}

function buildTable(ref: Extract<TableRef, { ref: 'table' }>, context: FromContext): Built {
  const { session, scope } = context;
  const common = ref.database === null ? commonTable(scope, ref.name) : null;
  if (common) {
    const ready = common.ready();
    const name = ref.alias ?? ref.name;
    return place(
      context,
      { name, database: null, columns: renamed(ready, common.table.columns) },
      rowsOf(ready, session),
    );
  }
  const database = ref.database ?? session.database;
  if (database === null) throw new SqlError(1046, '3D000', 'No database selected');
  const stored = session.table(database, ref.name);
  if (!stored) throw missingTable(session, database, ref);
  const source = { name: ref.alias ?? ref.name, database: stored.database, columns: [...stored.columns] };
  return place(context, source, () => stored.rows());
}

function commonTable(scope: NameScope, name: string): CommonTables | null {
  for (let one: NameScope | null = scope; one; one = one.parent)
    for (let table = one.tables; table; table = table.next)
      if (table.table.name.toLowerCase() === name.toLowerCase()) return table;
  return null;
}

function missingTable(
  { layout }: Session,
  database: string,
  { name, at, end }: Extract<TableRef, { ref: 'table' }>,
): SqlError | NotModelled {
  const length = end - at;
  if (/^(mysql|performance_schema|sys)$/.test(database)) return new NotModelled(`${database}.${name}`);
  if (/^information_schema$/i.test(database))
    return OTHER_VIEWS.has(name.toUpperCase())
      ? new NotModelled(`information_schema.${name.toUpperCase()}`)
      : new SqlError(1109, '42S02', `Unknown table '${name}' in information_schema`, at, length);
  if (layout.databases.every((one) => one.name !== database) && layout.server !== 'MariaDB')
    return new SqlError(1049, '42000', `Unknown database '${database}'`, at, length);
  return new SqlError(1146, '42S02', `Table '${database}.${name}' doesn't exist`, at, length);
}

/** Views of information_schema that MariaDB has beside those that are told here. */
const OTHER_VIEWS = new Set(
  `ALL_PLUGINS APPLICABLE_ROLES CHARACTER_SETS CHECK_CONSTRAINTS CLIENT_STATISTICS COLLATIONS
COLLATION_CHARACTER_SET_APPLICABILITY COLUMN_PRIVILEGES ENABLED_ROLES ENGINES EVENTS FILES GEOMETRY_COLUMNS GLOBAL_STATUS
GLOBAL_VARIABLES INDEX_STATISTICS INNODB_BUFFER_PAGE INNODB_BUFFER_POOL_STATS INNODB_CMP INNODB_FT_CONFIG INNODB_LOCKS
INNODB_LOCK_WAITS INNODB_METRICS INNODB_SYS_COLUMNS INNODB_SYS_FIELDS INNODB_SYS_FOREIGN INNODB_SYS_INDEXES INNODB_SYS_TABLES
INNODB_SYS_TABLESPACES INNODB_SYS_TABLESTATS INNODB_TABLESPACES_ENCRYPTION INNODB_TRX KEYWORDS KEY_CACHES OPTIMIZER_TRACE
PARAMETERS PARTITIONS PLUGINS PROCESSLIST PROFILING REFERENTIAL_CONSTRAINTS ROUTINES SCHEMA_PRIVILEGES SESSION_STATUS
SESSION_VARIABLES SPATIAL_REF_SYS SQL_FUNCTIONS SYSTEM_VARIABLES TABLESPACES TABLE_CONSTRAINTS TABLE_PRIVILEGES
TABLE_STATISTICS THREAD_POOL_GROUPS THREAD_POOL_QUEUES THREAD_POOL_STATS TRIGGERS USER_PRIVILEGES USER_STATISTICS
USER_VARIABLES VIEWS`.split(/\s+/),
);

/** Gives a table its place in the row. */
function place(
  context: FromContext,
  { name, database, columns }: Omit<TableSource, 'offset'>,
  rows: (env: Env) => readonly (readonly SqlCell[])[],
): Built {
  if (context.sources.some((one) => one.name === name && one.database === database))
    throw new SqlError(1066, '42000', `Not unique table/alias: '${name}'`);
  const offset = context.width;
  const source: TableSource = { name, database, columns, offset };
  context.sources.push(source);
  context.width += columns.length;
  const node: Node = {
    from: offset,
    to: offset + columns.length,
    rows,
    run(row, env, next) {
      for (const cells of rows(env)) {
        for (let i = 0; i < cells.length; i += 1) row[offset + i] = cells[i] ?? null;
        if (!next()) return false;
      }
      return true;
    },
  };
  return { node, stars: columns.map((_, at) => ({ source, at })) };
}

type JoinRef = Extract<TableRef, { ref: 'join' }>;

function buildJoin(ref: JoinRef, context: FromContext): Built {
  const left = build(ref.left, context);
  const right = build(ref.right, context);
  const scope: NameScope = { ...context.scope, sources: [...context.sources], grouping: null, windows: null };
  const merged = ref.using ? mergedColumns(ref, left.stars, right.stars) : [];
  const pairs = merged.map(({ left: a, right: b }): Expr => equalTo(ref, a, b));
  const on = [...(ref.on ? [ref.on] : []), ...pairs];
  const tests = on.map((one) => condition(one, scope, 'ON'));
  for (const { left: a, right: b } of merged) {
    const shown = ref.kind === 'right' ? a : b;
    const column = shown.source.columns[shown.at];
    if (column) column.hidden = true;
  }
  const inner = ref.kind === 'right' ? left.node : right.node;
  const outer = ref.kind === 'right' ? right.node : left.node;
  const asked = ref.kind === 'inner' && context.where ? [...on, context.where] : on;
  const lookup = lookupOf(asked, scope, inner);
  const node = joined(outer, inner, tests, ref.kind !== 'inner', lookup);
  if (scope.isCorrelated) context.scope.isCorrelated = true;
  return { node, stars: starsOf(ref, left.stars, right.stars, merged) };
}

interface Merged {
  readonly left: StarColumn;
  readonly right: StarColumn;
}

const nameAt = ({ source, at }: StarColumn): string => source.columns[at]?.name.toLowerCase() ?? '';

function mergedColumns(
  ref: JoinRef,
  left: readonly StarColumn[],
  right: readonly StarColumn[],
): readonly Merged[] {
  const wanted =
    ref.using === 'natural'
      ? left.map(nameAt).filter((name) => right.some((one) => nameAt(one) === name))
      : (ref.using ?? []).map((name) => name.toLowerCase());
  return wanted.map((name) => {
    const [a, b] = [left.find((one) => nameAt(one) === name), right.find((one) => nameAt(one) === name)];
    if (!a || !b) throw new SqlError(1054, '42S22', `Unknown column '${name}' in 'FROM'`);
    return { left: a, right: b };
  });
}

const equalTo = ({ at, end }: JoinRef, a: StarColumn, b: StarColumn): Expr => {
  const column = ({ source, at: i }: StarColumn): Expr => ({
    op: 'column',
    path: [
      ...(source.database === null ? [] : [source.database]),
      source.name,
      source.columns[i]?.name ?? '',
    ],
    at,
    end,
  });
  return { op: 'call', name: '=', args: [column(a), column(b)], at, end };
};

/** With USING the common columns come first, once. */
function starsOf(
  ref: JoinRef,
  left: readonly StarColumn[],
  right: readonly StarColumn[],
  merged: readonly Merged[],
): readonly StarColumn[] {
  if (merged.length === 0) return [...left, ...right];
  const isMerged = (one: StarColumn): boolean =>
    merged.some(({ left: a, right: b }) => a === one || b === one);
  const rest = (all: readonly StarColumn[]): readonly StarColumn[] => all.filter((one) => !isMerged(one));
  const kept = merged.map((one) => (ref.kind === 'right' ? one.right : one.left));
  const inOrder = ref.kind === 'right' ? [...rest(right), ...rest(left)] : [...rest(left), ...rest(right)];
  return [...kept, ...inOrder];
}

/** For each row of one the rows of the other; an outer join keeps rows that find none. */
function joined(
  outer: Node,
  inner: Node,
  tests: readonly ((env: Env) => boolean)[],
  isOuter: boolean,
  lookup: RowLookup | null,
): Node {
  return {
    from: Math.min(outer.from, inner.from),
    to: Math.max(outer.to, inner.to),
    run(row, env, next) {
      return outer.run(row, env, () => {
        let isFound = false;
        const found = (): boolean => {
          if (!tests.every((test) => test(env))) return true;
          isFound = true;
          return next();
        };
        const goesOn = lookup ? lookup(row, env, found) : inner.run(row, env, found);
        if (!goesOn) return false;
        if (isFound || !isOuter) return true;
        row.fill(null, inner.from, inner.to);
        return next();
      });
    },
  };
}
