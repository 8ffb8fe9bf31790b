/** Queries of every kind, made ready. */

import { rowKey } from '../expressions/compare.ts';
import { compile } from '../expressions/compile.ts';
import { type Env, type Ex, NOWHERE } from '../expressions/ex.ts';
import type { CommonTables, NameScope, ReadyQuery } from '../expressions/scope.ts';
import { withClause, withoutRows } from '../expressions/scope.ts';
import { NotModelled, SqlError } from '../server/refusals.ts';
import type { Session } from '../server/session.ts';
import type { CommonTable, Compound, OrderItem, Query, Values, With } from '../syntax/ast.ts';
import { cast } from '../values/convert.ts';
import { NULL_TYPE, type SqlCell, type SqlType, STRING, unified } from '../values/types.ts';
import { combined } from './combined.ts';
import { limited, type Range, rangeOf } from './limit.ts';
import { type SortKey, sorted } from './order.ts';
import { readySelect } from './select.ts';

type ReadyColumn = ReadyQuery['columns'][number];

/** A query that stands in no other. */
export function readyQuery(query: Query, session: Session): ReadyQuery {
  return ready(query, emptyScope(session, null, null));
}

export function emptyScope(
  session: Session,
  parent: NameScope | null,
  tables: CommonTables | null,
): NameScope {
  return {
    session,
    sources: [],
    parent,
    tables,
    clause: 'SELECT',
    grouping: null,
    windows: null,
    namedWindows: [],
    items: [],
    itemsFirst: false,
    inAggregate: false,
    loose: [],
    isCorrelated: false,
    ready,
  };
}

/** `outer` = the scope in which the query stands. */
function ready(query: Query, outer: NameScope): ReadyQuery {
  switch (query.query) {
    case 'select':
      return readySelect(query, emptyScope(outer.session, outer, null));
    case 'compound':
      return readyCompound(query, outer);
    case 'values':
      return readyValues(query, outer);
    case 'with':
      return readyWith(query, outer);
  }
}

function allRows(one: ReadyQuery, up: Env | null, session: Session): (readonly SqlCell[])[] {
  const rows: (readonly SqlCell[])[] = [];
  one.run(up, (cells) => {
    session.hold(cells.length);
    rows.push(cells);
    return true;
  });
  return rows;
}

/** A UNION of many parts stands nested to the left: here they stand in a row, each with what joins it to those before. */
function partsOf(
  query: Compound,
): readonly { readonly part: Query; readonly kind: Compound['kind']; readonly all: boolean }[] {
  const parts: { part: Query; kind: Compound['kind']; all: boolean }[] = [];
  let one: Query = query;
  while (one.query === 'compound' && (one === query || (one.orderBy.length === 0 && !one.limit))) {
    parts.unshift({ part: one.right, kind: one.kind, all: one.all });
    one = one.left;
  }
  return [{ part: one, kind: 'union', all: true }, ...parts];
}

function readyCompound(query: Compound, outer: NameScope): ReadyQuery {
  const { session } = outer;
  const parts = partsOf(query).map(({ part, kind, all }) => ({ one: ready(part, outer), kind, all }));
  const names = parts[0]?.one.columns ?? [];
  if (parts.some(({ one }) => one.columns.length !== names.length))
    throw new SqlError(1222, '21000', 'The used SELECT statements have a different number of columns');
  const columns = names.map(({ name }, i): ReadyColumn => {
    const type = unified(parts.map(({ one }) => one.columns[i]?.type ?? NULL_TYPE));
    return { name, type: unliteral(type) };
  });
  const types = columns.map((one) => one.type);
  const fitted = (one: ReadyQuery, cells: readonly SqlCell[]): readonly SqlCell[] =>
    cells.map((cell, i) => cast(cell, one.columns[i]?.type ?? NULL_TYPE, types[i] ?? NULL_TYPE, session));
  const range = rangeOf(query.limit, session);
  const keys = orderOfColumns(query.orderBy, columns, outer);
  return {
    columns,
    isCorrelated: parts.some(({ one }) => one.isCorrelated),
    run(up, emit) {
      let rows: (readonly SqlCell[])[] = [];
      for (const [i, { one, kind, all }] of parts.entries()) {
        const next = parts[i + 1];
        // what is made distinct once more later on need not be now
        const isLater = kind === 'union' && next?.kind === 'union' && !next.all;
        const more = allRows(one, up, session).map((cells) => fitted(one, cells));
        rows = combined({ kind, all: all || isLater }, rows, more, types);
      }
      limited(sorted(rows, keys), range, emit);
    },
  };
}

const unliteral = ({ literal: _, ...type }: SqlType): SqlType => type;

/** ORDER BY of a UNION knows its columns alone: by place, or by name. */
function orderOfColumns(
  orderBy: readonly OrderItem[],
  columns: readonly ReadyColumn[],
  outer: NameScope,
): readonly SortKey<readonly SqlCell[]>[] {
  return orderBy.map(({ value, descending }) => {
    const at = value.op === 'number' ? Number(value.text) - 1 : null;
    const type = at === null ? null : columns[at]?.type;
    if (at !== null && !type)
      throw new SqlError(1054, '42S22', `Unknown column '${at + 1}' in 'ORDER BY'`, value.at);
    if (at !== null && type) return { type, descending, get: (cells) => cells[at] ?? null };
    const scope: NameScope = {
      ...emptyScope(outer.session, null, null),
      sources: [{ name: '', database: null, columns, offset: 0 }],
    };
    const ex = withClause(scope, 'ORDER BY', () => compile(value, scope));
    return { type: ex.type, descending, get: (cells) => ex.get({ ...NOWHERE, row: cells }) };
  });
}

function readyValues(query: Values, outer: NameScope): ReadyQuery {
  const { session } = outer;
  const scope = emptyScope(session, outer, null);
  const rows = query.rows.map((row) => row.map((value) => compile(value, scope)));
  const [first = []] = rows;
  if (rows.some((row) => row.length !== first.length))
    throw new SqlError(4000, 'HY000', 'The used table value constructor has a different number of values');
  const columns = first.map((_, i): ReadyColumn => {
    const type = unliteral(unified(rows.map((row) => row[i]?.type ?? NULL_TYPE)));
    const source = query.rows[0]?.[i];
    const name =
      source?.op === 'text' ? source.value : source?.op === 'number' ? source.text : `column_${i + 1}`;
    return { name, type };
  });
  const range: Range = rangeOf(query.limit, session);
  const keys = orderOfColumns(query.orderBy, columns, outer);
  return {
    columns,
    isCorrelated: scope.isCorrelated,
    run(up, emit) {
      const env: Env = { ...NOWHERE, up };
      const cells = rows.map((row) =>
        row.map((ex: Ex, i) => cast(ex.get(env), ex.type, columns[i]?.type ?? STRING, session)),
      );
      limited(sorted(cells, keys), range, emit);
    },
  };
}

function readyWith(query: With, outer: NameScope): ReadyQuery {
  let { tables } = outer;
  const names = new Set<string>();
  for (const table of query.tables) {
    if (names.has(table.name.toLowerCase()))
      throw new SqlError(4004, 'HY000', `Duplicate query name \`${table.name}\` in WITH clause`);
    names.add(table.name.toLowerCase());
    const inside: NameScope = { ...withoutRows(outer), tables };
    let made: ReadyQuery | null = null;
    tables = {
      table,
      next: tables,
      ready: () => {
        const isOwn = query.recursive && namesItself(table);
        // the same rows wherever it is named in the statement
        made ??= once(isOwn ? readyRecursive(table, inside) : ready(table.query, inside), outer.session);
        return made;
      },
    };
  }
  const around: NameScope = { ...outer, tables };
  const body = ready(query.body, around);
  if (around.isCorrelated) outer.isCorrelated = true;
  return body;
}

function once(one: ReadyQuery, session: Session): ReadyQuery {
  let known: (readonly SqlCell[])[] | null = null;
  return {
    ...one,
    run(up, emit) {
      const rows = known ?? [];
      if (!known) {
        one.run(up, (cells) => {
          session.hold(cells.length);
          rows.push(cells);
          return true;
        });
        if (!one.isCorrelated) known = rows;
      }
      for (const cells of rows) if (!emit(cells)) return;
    },
  };
}

const namesItself = ({ name, query }: CommonTable): boolean =>
  JSON.stringify(query)
    .toLowerCase()
    .includes(`"ref":"table","database":null,"name":${JSON.stringify(name.toLowerCase())}`);

const MOST_ROUNDS = 1000;

/** Its first part gives rows, its last part makes of the newest ones further ones, until there are none. */
function readyRecursive(table: CommonTable, scope: NameScope): ReadyQuery {
  const { session } = scope;
  const { query } = table;
  if (query.query !== 'compound' || query.kind !== 'union')
    throw new NotModelled('WITH RECURSIVE of this form');
  const anchor = ready(query.left, scope);
  const names = table.columns ?? anchor.columns.map((one) => one.name);
  if (names.length !== anchor.columns.length)
    throw new SqlError(1353, 'HY000', 'WITH column list and SELECT field list have different column counts');
  const columns = anchor.columns.map(
    ({ type }, i): ReadyColumn => ({ name: names[i] ?? '', type: unliteral(type) }),
  );
  let working: readonly (readonly SqlCell[])[] = [];
  const own: CommonTables = {
    table: { ...table, columns: null },
    next: scope.tables,
    ready: () => ({
      columns,
      // its rows change from round to round
      isCorrelated: true,
      run(_, emit) {
        for (const cells of working) if (!emit(cells)) return;
      },
    }),
  };
  const step = ready(query.right, { ...scope, tables: own });
  if (step.columns.length !== columns.length)
    throw new SqlError(1222, '21000', 'The used SELECT statements have a different number of columns');
  const types = columns.map((one) => one.type);
  const fitted = (one: ReadyQuery, cells: readonly SqlCell[]): readonly SqlCell[] =>
    cells.map((cell, i) => cast(cell, one.columns[i]?.type ?? NULL_TYPE, types[i] ?? NULL_TYPE, session));
  return {
    columns,
    isCorrelated: false,
    run(up, emit) {
      const seen = new Set<string>();
      const fresh = (rows: readonly (readonly SqlCell[])[]): readonly (readonly SqlCell[])[] => {
        if (query.all) return rows;
        return rows.filter((cells) => {
          const key = rowKey(cells, types);
          if (seen.has(key)) return false;
          seen.add(key);
          return true;
        });
      };
      working = fresh(allRows(anchor, up, session).map((cells) => fitted(anchor, cells)));
      const all = [...working];
      for (let round = 0; working.length > 0; round += 1) {
        if (round >= MOST_ROUNDS) {
          session.warn(
            1931,
            `Query execution was interrupted. The query exceeded max_recursive_iterations = ${MOST_ROUNDS}. The query result may be incomplete`,
          );
          break;
        }
        working = fresh(allRows(step, up, session).map((cells) => fitted(step, cells)));
        for (const cells of working) all.push(cells);
      }
      limited(
        sorted(all, orderOfColumns(query.orderBy, columns, scope)),
        rangeOf(query.limit, session),
        emit,
      );
    },
  };
}
