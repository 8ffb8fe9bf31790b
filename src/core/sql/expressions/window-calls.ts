/** Functions over a window: ranks, neighbours, and aggregates over a frame of rows. */
import { NotModelled, SqlError } from '../server/refusals.ts';
import type { Expr, FrameBound, FunctionCall, Window, WindowFrame } from '../syntax/ast.ts';
import { cast, toDec, toInt } from '../values/convert.ts';
import { add, compareDec, dec, negated } from '../values/decimal.ts';
import { DOUBLE, decimalType, INT, type SqlCell, type SqlType, unified } from '../values/types.ts';
import { aggregateOf, isAggregate } from './aggregates.ts';
import { ordering, rowKey } from './compare.ts';
import { type Env, type Ex, NOTHING, NOWHERE } from './ex.ts';
import { needOne } from './predicates.ts';
import type { Aggregate, NameScope } from './scope.ts';

type Compile = (expr: Expr, scope: NameScope) => Ex;

/** The rows of one partition, in the window's order; `peers[i]` = the first row that is equal in that order. */
interface Partition {
  readonly rows: readonly Env[];
  readonly peers: readonly number[];
  /** values of the first ORDER BY, for frames by distance */
  readonly keys: readonly SqlCell[];
}

type WindowCompute = (partition: Partition) => readonly SqlCell[];

export function windowCallOf(call: FunctionCall, scope: NameScope, compile: Compile): Ex {
  if (!scope.windows)
    throw new SqlError(4015, 'HY000', 'Window function is allowed only in SELECT list and ORDER BY clause');
  const window = windowOf(call.over, scope);
  const args = call.args.map((arg) => needOne(compile(arg, scope)));
  const partition = window.partition.map((expr) => compile(expr, scope));
  const order = window.orderBy.map(({ value, descending }) => ({
    ex: compile(value, scope),
    sign: descending ? -1 : 1,
  }));
  const { type, compute } = computeOf(
    call,
    args,
    window,
    order[0]?.ex.type ?? null,
    order[0]?.sign ?? 1,
    scope,
  );
  const compares = order.map(({ ex, sign }) => ({ ex, sign, compare: ordering(ex.type) }));
  const compareRows = (a: Env, b: Env): number => {
    for (const { ex, sign, compare } of compares) {
      const found = compare(ex.get(a), ex.get(b)) * sign;
      if (found !== 0) return found;
    }
    return 0;
  };
  const values = (rows: readonly Env[]): readonly SqlCell[] => {
    const groups = new Map<string, number[]>();
    rows.forEach((row, i) => {
      const key = rowKey(
        partition.map((ex) => ex.get(row)),
        partition.map((ex) => ex.type),
      );
      const list = groups.get(key);
      if (list) list.push(i);
      else groups.set(key, [i]);
    });
    const all: SqlCell[] = new Array(rows.length).fill(null);
    for (const list of groups.values()) {
      list.sort((a, b) => compareRows(rows[a] as Env, rows[b] as Env) || a - b);
      const sorted = list.map((i) => rows[i] as Env);
      const peers: number[] = [];
      sorted.forEach((row, i) => {
        const isPeer = i > 0 && compareRows(sorted[i - 1] as Env, row) === 0;
        peers.push(isPeer ? (peers[i - 1] ?? 0) : i);
      });
      const keys = order[0] ? sorted.map((row) => order[0]?.ex.get(row) ?? null) : [];
      compute({ rows: sorted, peers, keys }).forEach((cell, i) => {
        all[list[i] as number] = cell;
      });
    }
    return all;
  };
  const parts = partition.map((ex) => ({ ex, compare: ordering(ex.type) }));
  const compare = (a: Env, b: Env): number => {
    for (const part of parts) {
      const found = part.compare(part.ex.get(a), part.ex.get(b));
      if (found !== 0) return found;
    }
    return compareRows(a, b);
  };
  const at = scope.windows.push({ window, values, compare }) - 1;
  return { type, isFixed: false, get: (env) => env.windows[at] ?? null };
}

function windowOf(over: FunctionCall['over'], scope: NameScope): Window {
  if (over === undefined) throw new NotModelled('OVER');
  const named = (name: string): Window => {
    const found = scope.namedWindows.find(([one]) => one === name.toLowerCase());
    if (!found) throw new SqlError(4010, 'HY000', `Window specification with name '${name}' is not defined`);
    return found[1];
  };
  if (typeof over === 'string') return named(over);
  if (over.base === null) return over;
  const base = named(over.base);
  return {
    ...over,
    partition: base.partition,
    orderBy: over.orderBy.length > 0 ? over.orderBy : base.orderBy,
  };
}

interface Computed {
  readonly type: SqlType;
  readonly compute: WindowCompute;
}

const perRow = (type: SqlType, value: (partition: Partition, i: number) => SqlCell): Computed => ({
  type,
  compute: (partition) => partition.rows.map((_, i) => value(partition, i)),
});

/** How many groups of peers there are up to a row. */
const denseRank = ({ peers }: Partition, i: number): number => new Set(peers.slice(0, i + 1)).size;

/** Behind the last row that is equal to it. */
function peersEnd({ peers, rows }: Partition, i: number): number {
  let end = i + 1;
  while (end < rows.length && peers[end] === peers[i]) end += 1;
  return end;
}

const RANKS: { readonly [name: string]: Computed } = {
  row_number: perRow(INT, (_, i) => BigInt(i + 1)),
  rank: perRow(INT, ({ peers }, i) => BigInt((peers[i] ?? 0) + 1)),
  dense_rank: perRow(INT, (partition, i) => BigInt(denseRank(partition, i))),
  percent_rank: perRow({ ...DOUBLE, scale: 10 }, ({ peers, rows }, i) =>
    rows.length < 2 ? 0 : (peers[i] ?? 0) / (rows.length - 1),
  ),
  cume_dist: perRow(
    { ...DOUBLE, scale: 10 },
    (partition, i) => peersEnd(partition, i) / partition.rows.length,
  ),
};

function computeOf(
  call: FunctionCall,
  args: readonly Ex[],
  window: Window,
  keyType: SqlType | null,
  sign: number,
  scope: NameScope,
): Computed {
  const { session } = scope;
  const rank = RANKS[call.name];
  if (rank) return rank;
  const [first = NOTHING, second] = args;
  const whole = (ex: Ex | undefined, otherwise: number): number =>
    ex ? Number(toInt(ex.get(NOWHERE), ex.type, session) ?? 0n) : otherwise;
  const bounds = framesOf(window.frame, window.orderBy.length > 0, keyType, sign, scope);
  switch (call.name) {
    case 'ntile':
      return perRow(INT, ({ rows }, i) => {
        const parts = Math.max(1, whole(first, 1));
        const [size, larger] = [Math.floor(rows.length / parts), rows.length % parts];
        const edge = larger * (size + 1);
        return BigInt(
          i < edge ? Math.floor(i / (size + 1)) + 1 : larger + Math.floor((i - edge) / Math.max(size, 1)) + 1,
        );
      });
    case 'lag':
    case 'lead': {
      const fallback = args[2];
      const type = fallback ? unified([first.type, fallback.type]) : unliteral(first.type);
      return perRow(type, ({ rows }, i) => {
        const by = whole(second, 1);
        const row = rows[call.name === 'lag' ? i - by : i + by];
        if (row) return cast(first.get(row), first.type, type, session);
        return fallback ? cast(fallback.get(rows[i] as Env), fallback.type, type, session) : null;
      });
    }
    case 'first_value':
    case 'last_value':
    case 'nth_value':
      return perRow(unliteral(first.type), (partition, i) => {
        const [from, to] = bounds(partition, i);
        const n = call.name === 'nth_value' ? whole(second, 1) - 1 : 0;
        const at = call.name === 'last_value' ? to - 1 : from + n;
        const row = at >= from && at < to ? partition.rows[at] : undefined;
        return row ? first.get(row) : null;
      });
  }
  if (!isAggregate(call.name)) throw new NotModelled(`${call.name.toUpperCase()} OVER`);
  if (call.name === 'group_concat' || call.distinct)
    throw new NotModelled(`${call.name.toUpperCase()}(...) OVER`);
  const { aggregate, type } = aggregateOf(session, call, args, []);
  return { type, compute: (partition) => aggregated(partition, aggregate, bounds) };
}

function unliteral(type: SqlType): SqlType {
  const { literal: _, ...rest } = type;
  return rest;
}

type FrameBounds = (partition: Partition, i: number) => readonly [from: number, to: number];

/** A frame that begins where the last one began only grows: nothing is counted twice. */
function aggregated(partition: Partition, aggregate: Aggregate, bounds: FrameBounds): SqlCell[] {
  let state = aggregate.start();
  let [begun, done] = [0, 0];
  return partition.rows.map((_, i) => {
    const [from, to] = bounds(partition, i);
    if (from !== begun || to < done) {
      state = aggregate.start();
      begun = from;
      done = from;
    }
    for (; done < to; done += 1) state.add(partition.rows[done] as Env);
    return state.result();
  });
}

/** Which rows a frame holds, from and up to. */
function framesOf(
  frame: WindowFrame | null,
  isOrdered: boolean,
  keyType: SqlType | null,
  sign: number,
  scope: NameScope,
): FrameBounds {
  if (!frame) {
    if (!isOrdered) return ({ rows }) => [0, rows.length];
    return (partition, i) => [0, peersEnd(partition, i)];
  }
  const edge = (bound: FrameBound, isFrom: boolean): ((partition: Partition, i: number) => number) => {
    if (bound.by === null && bound.side !== 'current')
      return bound.side === 'preceding' ? () => 0 : ({ rows }) => rows.length;
    if (frame.unit === 'rows') {
      const by = bound.side === 'current' ? 0 : numberIn(bound) * (bound.side === 'preceding' ? -1 : 1);
      return ({ rows }, i) => Math.min(Math.max(i + by + (isFrom ? 0 : 1), 0), rows.length);
    }
    if (bound.side === 'current')
      return (partition, i) => (isFrom ? (partition.peers[i] ?? i) : peersEnd(partition, i));
    if (!keyType || !['int', 'decimal', 'double'].includes(keyType.kind))
      throw new NotModelled('RANGE INTERVAL');
    return ranged(bound, isFrom, keyType, sign, scope);
  };
  const [from, to] = [edge(frame.from, true), edge(frame.to, false)];
  return (partition, i) => {
    const [begin, end] = [from(partition, i), to(partition, i)];
    return [begin, Math.max(begin, end)];
  };
}

function numberIn({ by }: FrameBound): number {
  if (by?.op !== 'number') throw new NotModelled('ROWS expression');
  return Number(by.text);
}

/** RANGE 5 PRECEDING: by the distance of the values. */
function ranged(bound: FrameBound, isFrom: boolean, type: SqlType, sign: number, scope: NameScope) {
  const by = toDec(BigInt(numberIn(bound)), decimalType(0), null) ?? dec(0n, 0);
  const isUp = (bound.side === 'following') === sign > 0;
  return ({ keys, rows, peers }: Partition, i: number): number => {
    const own = toDec(keys[i] ?? null, type, scope.session);
    if (!own) return isFrom ? (peers[i] ?? i) : peersEnd({ keys, rows, peers }, i);
    const limit = add(own, isUp ? by : negated(by));
    const inside = (cell: SqlCell): boolean => {
      const value = toDec(cell, type, scope.session);
      if (!value) return false;
      const found = compareDec(value, limit) * sign;
      return isFrom ? found >= 0 : found <= 0;
    };
    if (isFrom) {
      const at = keys.findIndex(inside);
      return at < 0 ? rows.length : at;
    }
    return keys.findLastIndex(inside) + 1;
  };
}
