/** Gives the rows of a SELECT. */
import { groupKey, rowKey } from '../expressions/compare.ts';
import type { Env } from '../expressions/ex.ts';
import type { AggregateState, ReadyQuery } from '../expressions/scope.ts';
import { type Dec, rounded } from '../values/decimal.ts';
import type { SqlCell, SqlType } from '../values/types.ts';
import { limited } from './limit.ts';
import { sorted } from './order.ts';
import type { SelectPlan } from './plan.ts';

type Emit = Parameters<ReadyQuery['run']>[1];

export function runSelect(plan: SelectPlan, up: Env | null, emit: Emit): void {
  const { scope, order, isDistinct, grouping, range, having } = plan;
  const isStreamed = !grouping && order.length === 0 && (scope.windows?.length ?? 0) === 0 && !plan.countsAll;
  const types = plan.items.map(({ ex }) => ex.type);
  const { session } = scope;
  if (isStreamed) {
    let [skipped, given] = [0, 0];
    const seen = isDistinct ? new Set<string>() : null;
    if (range.count <= 0) return;
    eachRow(plan, up, (env) => {
      if (having && !having(env)) return true;
      const cells = projected(plan, env);
      if (seen) {
        const key = rowKey(cells, types);
        if (seen.has(key)) return true;
        session.hold(key.length / 16 + 1);
        seen.add(key);
      }
      if (skipped < range.offset) {
        skipped += 1;
        return true;
      }
      given += 1;
      return emit(cells) && given < range.count;
    });
    session.foundRows = BigInt(given);
    return;
  }
  let envs: readonly Env[] = grouping ? groups(plan, up) : kept(plan, up);
  if (having) envs = envs.filter((env) => having(env));
  envs = windowed(plan, envs);
  const keys = order.map(({ ex, descending }) => ({
    type: ex.type,
    descending,
    get: (env: Env) => ex.get(env),
  }));
  const count = (all: number): bigint =>
    BigInt(plan.countsAll ? all : Math.max(0, Math.min(all - range.offset, range.count)));
  if (!isDistinct) {
    // values are computed in the order in which they are given: variables count so
    const inOrder = sorted(envs, keys);
    session.foundRows = count(inOrder.length);
    limited(inOrder, range, (env) => emit(projected(plan, env)));
    return;
  }
  const rows = once(
    envs.map((env) => ({ env, cells: projected(plan, env) })),
    types,
  );
  const inOrder = sorted(
    rows,
    keys.map((key) => ({ ...key, get: (row: (typeof rows)[number]) => key.get(row.env) })),
  );
  session.foundRows = count(inOrder.length);
  limited(inOrder, range, ({ cells }) => emit(cells));
}

/** Values as they are kept in an answer: decimals with the digits of their type. */
function projected({ items, scope }: SelectPlan, env: Env): readonly SqlCell[] {
  return items.map(({ ex }) => {
    const cell = ex.get(env);
    if (typeof cell === 'string' && cell.length > LONG) scope.session.hold(cell.length / 64);
    return ex.type.kind === 'decimal' && cell !== null && (cell as Dec).scale !== ex.type.scale
      ? rounded(cell as Dec, ex.type.scale)
      : cell;
  });
}

/** Characters of a text that counts in memory. */
const LONG = 4096;

/** Every row that WHERE lets through; the row itself is used again for the next. */
function eachRow({ from, where }: SelectPlan, up: Env | null, next: (env: Env) => boolean): void {
  const row: SqlCell[] = new Array(from.width).fill(null);
  const env: Env = { row, aggregates: [], windows: [], keys: null, up };
  const test = (): boolean => (where && !where(env) ? true : next(env));
  if (from.node) from.node.run(row, env, test);
  else test();
}

function kept(plan: SelectPlan, up: Env | null): Env[] {
  const envs: Env[] = [];
  eachRow(plan, up, (env) => {
    plan.scope.session.hold(env.row.length);
    envs.push({ ...env, row: [...env.row] });
    return true;
  });
  return envs;
}

interface RowGroup {
  readonly first: Env;
  readonly keys: readonly SqlCell[];
  readonly states: readonly AggregateState[];
}

function groups(plan: SelectPlan, up: Env | null): Env[] {
  const { keys, grouping, isRollup, scope } = plan;
  const aggregates = grouping?.aggregates ?? [];
  const begin = (env: Env, own: readonly SqlCell[]): RowGroup => {
    scope.session.hold(env.row.length);
    return { first: { ...env, row: [...env.row] }, keys: own, states: aggregates.map((one) => one.start()) };
  };
  // of each group, and with ROLLUP of each beginning of its keys
  const found = new Map<string, RowGroup>();
  const depths = isRollup ? keys.map((_, i) => keys.length - i).concat(0) : [keys.length];
  eachRow(plan, up, (env) => {
    const cells = keys.map((ex) => ex.get(env));
    const parts = cells.map((cell, i) => groupKey(cell, keys[i]?.type as SqlType));
    for (const depth of depths) {
      const key = `${depth} ${parts
        .slice(0, depth)
        .map((part) => `${part.length}:${part}`)
        .join('')}`;
      let group = found.get(key);
      if (!group) {
        scope.session.hold(key.length / 64);
        group = begin(
          env,
          cells.map((cell, i) => (i < depth ? cell : null)),
        );
        found.set(key, group);
      }
      for (const state of group.states) state.add(env);
    }
    return true;
  });
  const nothing: Env = {
    row: new Array(plan.from.width).fill(null),
    aggregates: [],
    windows: [],
    keys: null,
    up,
  };
  if (found.size === 0 && keys.length === 0) found.set('', begin(nothing, []));
  return inKeyOrder(
    [...found],
    keys.map((ex) => ex.type),
    depths,
  ).map((group) => ({
    ...group.first,
    keys: group.keys,
    aggregates: group.states.map((state) => state.result()),
  }));
}

/** As the server gives them when it sorts to group; a sum over all follows what it sums. */
function inKeyOrder(
  found: readonly (readonly [key: string, group: RowGroup])[],
  types: readonly SqlType[],
  depths: readonly number[],
): readonly RowGroup[] {
  const groups = found.map(([key, group]) => ({ depth: Number.parseInt(key, 10) || 0, group }));
  if (depths.length === 1)
    return sorted(
      groups,
      types.map((type, i) => ({ type, descending: false, get: (one) => one.group.keys[i] ?? null })),
    ).map(({ group }) => group);
  const sum = { kind: 'int', scale: 0 } as const;
  const keys = types.flatMap((type, i) => [
    { type: sum, descending: false, get: (one: (typeof groups)[number]) => (one.depth <= i ? 1n : 0n) },
    { type, descending: false, get: (one: (typeof groups)[number]) => one.group.keys[i] ?? null },
  ]);
  return sorted(groups, keys).map(({ group }) => group);
}

function windowed({ scope }: SelectPlan, envs: readonly Env[]): readonly Env[] {
  const calls = scope.windows ?? [];
  if (calls.length === 0) return envs;
  const values: (readonly SqlCell[])[] = [];
  // a window may stand in another's arguments only by way of a query: all see the same rows
  for (const call of calls) values.push(call.values(envs));
  const all = envs.map((env, i) => ({ ...env, windows: values.map((cells) => cells[i] ?? null) }));
  // without an order of its own an answer stands as its last window went through it
  const last = calls.at(-1);
  return last ? all.sort(last.compare) : all;
}

function once<Row extends { readonly cells: readonly SqlCell[] }>(
  rows: readonly Row[],
  types: readonly SqlType[],
): readonly Row[] {
  const seen = new Set<string>();
  return rows.filter(({ cells }) => {
    const key = rowKey(cells, types);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
