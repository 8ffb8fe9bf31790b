/** SELECT: its names are found and its clauses made ready in MySQL's order, then its rows are given. */

import { isAggregate } from '../expressions/aggregates.ts';
import { compile, condition } from '../expressions/compile.ts';
import type { Ex } from '../expressions/ex.ts';
import { needOne } from '../expressions/predicates.ts';
import { printOf } from '../expressions/print.ts';
import {
  findColumn,
  type Grouping,
  type NamedItem,
  type NameScope,
  type ReadyQuery,
  sameTable,
  unknownColumn,
  withClause,
} from '../expressions/scope.ts';
import { SqlError } from '../server/refusals.ts';
import type { Expr, OrderItem, Select, SelectItem } from '../syntax/ast.ts';
import { type FromTables, fromTables } from './from.ts';
import { needGrouped } from './full-group-by.ts';
import { rangeOf } from './limit.ts';
import type { SelectPlan } from './plan.ts';
import { runSelect } from './run-select.ts';

export function readySelect(query: Select, outer: NameScope): ReadyQuery {
  const { session } = outer;
  const from = fromTables(query.from, { session, scope: outer, sources: [], width: 0, where: query.where });
  const scope: NameScope = { ...outer, sources: from.sources, namedWindows: query.windows };
  const wanted = expanded(query.items, from, scope);
  needColumns(wanted, scope);
  const where = query.where ? condition(query.where, scope, 'WHERE') : null;
  const isGrouped =
    query.groupBy.length > 0 ||
    [...wanted.map(({ value }) => value), query.having, ...query.orderBy.map(({ value }) => value)].some(
      (expr) => expr !== null && hasAggregate(expr),
    );
  const keys = groupKeys(query.groupBy, wanted, scope);
  const grouping: Grouping | null = isGrouped
    ? { keys: keys.map(({ expr, ex }) => ({ print: printOf(expr, scope), type: ex.type })), aggregates: [] }
    : null;
  scope.grouping = grouping;
  scope.windows = [];
  const items = wanted.map(({ value, name }): NamedItem => {
    const ex = needOne(withClause(scope, 'SELECT', () => compile(value, scope)));
    return { name, ex, source: value };
  });
  scope.items = items;
  const windows = scope.windows;
  const having = query.having ? havingOf(query.having, scope) : null;
  scope.windows = windows;
  const order = query.orderBy.map((item) => orderItem(item, scope, items));
  needGrouped(scope, isGrouped && query.groupBy.length > 0);
  if (scope.isCorrelated) outer.isCorrelated = true;
  const plan: SelectPlan = {
    scope,
    from,
    where,
    grouping,
    keys: keys.map((key) => key.ex),
    isRollup: query.rollup,
    having,
    items,
    order,
    isDistinct: query.distinct,
    range: rangeOf(query.limit, session),
    countsAll: query.countsAll,
  };
  return {
    columns: items.map(({ name, ex }) => ({ name, type: ex.type })),
    isCorrelated: outer.isCorrelated,
    run: (up, emit) => runSelect(plan, up, emit),
  };
}

/** A column of the select list that is not there is told before anything of WHERE. */
function needColumns(wanted: readonly WantedItem[], scope: NameScope): void {
  for (const { value } of wanted)
    if (value.op === 'column' && !findColumn(scope, value.path, value.at))
      throw unknownColumn(scope, value.path, value.at);
}

interface WantedItem {
  readonly value: Expr;
  readonly name: string;
  readonly isAlias: boolean;
}

/** The select list with `*` written out. */
function expanded(items: readonly SelectItem[], from: FromTables, scope: NameScope): readonly WantedItem[] {
  return items.flatMap((item): readonly WantedItem[] => {
    if (item.item === 'value') return [item];
    const table = item.path.at(-1);
    const database = item.path.length > 1 ? item.path[0] : undefined;
    if (table === undefined && !from.node) throw new SqlError(1096, 'HY000', 'No tables used', item.at);
    const isMeant = ({ source }: FromTables['stars'][number]): boolean =>
      table === undefined ||
      (sameTable(source, table) && (database === undefined || source.database === database));
    const stars = table === undefined ? from.stars : allColumns(from).filter(isMeant);
    if (stars.length === 0 && table !== undefined) {
      const own = database ?? scope.session.database;
      const full = own === null ? table : `${own}.${table}`;
      throw new SqlError(1051, '42S02', `Unknown table '${full}'`, item.at, item.path.join('.').length);
    }
    return stars.map(({ source, at }) => {
      const name = source.columns[at]?.name ?? '';
      const path = [...(source.database === null ? [] : [source.database]), source.name, name];
      return { value: { op: 'column', path, at: item.at, end: item.at }, name, isAlias: false };
    });
  });
}

const allColumns = (from: FromTables): FromTables['stars'] =>
  from.sources.flatMap((source) => source.columns.map((_, at) => ({ source, at })));

/** Whether an aggregate stands in it that is this query's own: not a window's, not one of a query within. */
function hasAggregate(expr: Expr): boolean {
  if (expr.op === 'call') {
    if (expr.isFunction && isAggregate(expr.name) && expr.over === undefined && expr.word === undefined)
      return true;
    const over =
      typeof expr.over === 'object'
        ? [...expr.over.partition, ...expr.over.orderBy.map(({ value }) => value)]
        : [];
    return [...expr.args, ...over].some(hasAggregate);
  }
  if (expr.op === 'case')
    return [expr.subject, expr.otherwise, ...expr.whens.flat()].some(
      (one) => one !== null && hasAggregate(one),
    );
  if (expr.op === 'cast' || expr.op === 'collate' || expr.op === 'assign' || expr.op === 'quantified')
    return hasAggregate(expr.value);
  if (expr.op === 'in')
    return hasAggregate(expr.value) || ('query' in expr.list ? false : expr.list.some(hasAggregate));
  return expr.op === 'row' && expr.items.some(hasAggregate);
}

interface GroupKey {
  readonly expr: Expr;
  readonly ex: Ex;
}

/** GROUP BY: a place in the select list, a column, or an alias. */
function groupKeys(
  groupBy: readonly OrderItem[],
  items: readonly WantedItem[],
  scope: NameScope,
): readonly GroupKey[] {
  return groupBy.map(({ value }) => {
    const expr = groupedBy(value, items, scope);
    if (hasAggregate(expr))
      throw new SqlError(1056, '42000', `Can't group on '${aliasFor(value, items)}'`, value.at);
    return { expr, ex: needOne(withClause(scope, 'GROUP BY', () => compile(expr, scope))) };
  });
}

const aliasFor = (value: Expr, items: readonly WantedItem[]): string =>
  value.op === 'column'
    ? (value.path.at(-1) ?? '')
    : value.op === 'number'
      ? (items[Number(value.text) - 1]?.name ?? '')
      : '';

/** The item that a clause names by its number. Errors: `SqlError` 1054. */
function itemAt<T>(value: Extract<Expr, { op: 'number' }>, items: readonly T[], clause: string): T {
  const item = items[Number(value.text) - 1];
  if (item) return item;
  const said = `Unknown column '${value.text}' in '${clause}'`;
  throw new SqlError(1054, '42S22', said, value.at, value.text.length);
}

function groupedBy(value: Expr, items: readonly WantedItem[], scope: NameScope): Expr {
  if (value.op === 'number') {
    return itemAt(value, items, 'GROUP BY').value;
  }
  if (value.op !== 'column' || value.path.length > 1) return value;
  const name = value.path[0]?.toLowerCase();
  const isColumn = scope.sources.some((source) =>
    source.columns.some((one) => one.name.toLowerCase() === name),
  );
  return isColumn
    ? value
    : (items.find((one) => one.isAlias && one.name.toLowerCase() === name)?.value ?? value);
}

function havingOf(expr: Expr, scope: NameScope): SelectPlan['having'] {
  scope.windows = null;
  scope.itemsFirst = true;
  const made = condition(expr, scope, 'HAVING');
  scope.itemsFirst = false;
  return made;
}

function orderItem(
  { value, descending }: OrderItem,
  scope: NameScope,
  items: readonly NamedItem[],
): SelectPlan['order'][number] {
  if (value.op === 'number' && /^\d+$/.test(value.text)) {
    return { ex: itemAt(value, items, 'ORDER BY').ex, descending };
  }
  scope.itemsFirst = true;
  const ex = needOne(withClause(scope, 'ORDER BY', () => compile(value, scope)));
  scope.itemsFirst = false;
  return { ex, descending };
}
