/** COUNT, SUM, AVG, MIN, MAX, GROUP_CONCAT and their like. */
import { SqlError } from '../server/refusals.ts';
import type { Session } from '../server/session.ts';
import type { FunctionCall } from '../syntax/ast.ts';
import { toDec, toDouble, toInt } from '../values/convert.ts';
import { add, type Dec, dec, divide, MOST_SCALE } from '../values/decimal.ts';
import { DOUBLE, decimalType, INT, type SqlCell, type SqlType, UNSIGNED } from '../values/types.ts';
import { ordering, rowKey } from './compare.ts';
import type { Env, Ex } from './ex.ts';
import { groupConcat, jsonArray, jsonObject } from './gathered.ts';
import type { Aggregate, AggregateOrder, AggregateState, MakeAggregate, TypedAggregate } from './scope.ts';

/** Gathers the values of one argument, without NULLs. */
function gathering(
  ex: Ex,
  type: SqlType,
  make: () => { add(cell: NonNullable<SqlCell>): void; result(): SqlCell },
): TypedAggregate {
  return {
    type,
    aggregate: {
      start() {
        const state = make();
        return {
          add(env) {
            const cell = ex.get(env);
            if (cell !== null) state.add(cell);
          },
          result: () => state.result(),
        };
      },
    },
  };
}

const one = ([ex]: readonly Ex[]): Ex => ex as Ex;

const isExact = ({ kind }: SqlType): boolean => kind === 'int' || kind === 'decimal';
const zero = dec(0n, 0);

const sum: MakeAggregate = (session, args) => {
  const ex = one(args);
  if (isExact(ex.type)) {
    return gathering(ex, decimalType(ex.type.scale), () => {
      let total: Dec | null = null;
      return {
        add: (cell) => {
          total = add(total ?? zero, toDec(cell, ex.type, session) ?? zero);
        },
        result: () => total,
      };
    });
  }
  const scale = ex.type.kind === 'double' && !ex.type.float ? ex.type.scale : DOUBLE.scale;
  return gathering(ex, { ...DOUBLE, scale }, () => {
    let total: number | null = null;
    return {
      add: (cell) => {
        total = (total ?? 0) + (toDouble(cell, ex.type, session) ?? 0);
      },
      result: () => total,
    };
  });
};

const avg: MakeAggregate = (session, args) => {
  const ex = one(args);
  if (isExact(ex.type)) {
    const type = decimalType(Math.min(ex.type.scale + 4, MOST_SCALE));
    return gathering(ex, type, () => {
      let [total, count] = [zero, 0n];
      return {
        add: (cell) => {
          total = add(total, toDec(cell, ex.type, session) ?? zero);
          count += 1n;
        },
        result: () => (count === 0n ? null : divide(total, dec(count, 0))),
      };
    });
  }
  return gathering(ex, DOUBLE, () => {
    let [total, count] = [0, 0];
    return {
      add: (cell) => {
        total += toDouble(cell, ex.type, session) ?? 0;
        count += 1;
      },
      result: () => (count === 0 ? null : total / count),
    };
  });
};

const extreme =
  (sign: 1 | -1): MakeAggregate =>
  (_session, args) => {
    const ex = one(args);
    const { literal: _, truth: __, ...type } = ex.type;
    const compare = ordering(ex.type);
    return gathering(ex, type, () => {
      let best: SqlCell = null;
      return {
        add: (cell) => {
          if (best === null || compare(cell, best) * sign > 0) best = cell;
        },
        result: () => best,
      };
    });
  };

const bitwise =
  (start: bigint, combine: (a: bigint, b: bigint) => bigint): MakeAggregate =>
  (session, args) => {
    const ex = one(args);
    return gathering(ex, UNSIGNED, () => {
      let all = start;
      return {
        add: (cell) => {
          all = combine(all, BigInt.asUintN(64, toInt(cell, ex.type, session) ?? 0n));
        },
        result: () => all,
      };
    });
  };

/** By Welford's sums, as the server does. */
const spread =
  (isSample: boolean, isRoot: boolean): MakeAggregate =>
  (session, args) => {
    const ex = one(args);
    const scale = isExact(ex.type) ? Math.min(ex.type.scale + 4, MOST_SCALE) : DOUBLE.scale;
    return gathering(ex, { ...DOUBLE, scale }, () => {
      let [count, mean, squares] = [0, 0, 0];
      return {
        add: (cell) => {
          const value = toDouble(cell, ex.type, session) ?? 0;
          count += 1;
          const before = mean;
          mean += (value - before) / count;
          squares += (value - before) * (value - mean);
        },
        result: () => {
          if (count <= (isSample ? 1 : 0)) return null;
          const variance = squares / (isSample ? count - 1 : count);
          return isRoot ? Math.sqrt(variance) : variance;
        },
      };
    });
  };

const count: MakeAggregate = (_session, args) => ({
  type: INT,
  aggregate: {
    start() {
      let found = 0n;
      return {
        add(env) {
          if (args.every((arg) => arg.get(env) !== null)) found += 1n;
        },
        result: () => found,
      };
    },
  },
});

const AGGREGATES: { readonly [name: string]: MakeAggregate } = {
  count,
  sum,
  avg,
  min: extreme(-1),
  max: extreme(1),
  bit_and: bitwise(2n ** 64n - 1n, (a, b) => a & b),
  bit_or: bitwise(0n, (a, b) => a | b),
  bit_xor: bitwise(0n, (a, b) => a ^ b),
  std: spread(false, true),
  stddev: spread(false, true),
  stddev_pop: spread(false, true),
  stddev_samp: spread(true, true),
  variance: spread(false, false),
  var_pop: spread(false, false),
  var_samp: spread(true, false),
  group_concat: groupConcat,
  json_arrayagg: jsonArray,
  json_objectagg: jsonObject,
};

export const isAggregate = (name: string): boolean => Object.hasOwn(AGGREGATES, name);

export function aggregateOf(
  session: Session,
  call: FunctionCall,
  args: readonly Ex[],
  orders: readonly AggregateOrder[],
): TypedAggregate {
  const make = AGGREGATES[call.name];
  if (!make) throw new SqlError(1111, 'HY000', 'Invalid use of group function');
  const made = make(session, args, call, orders);
  return call.distinct ? { ...made, aggregate: distinct(made.aggregate, args) } : made;
}

/** Each value once. */
function distinct(aggregate: Aggregate, args: readonly Ex[]): Aggregate {
  const types = args.map((arg) => arg.type);
  return {
    start() {
      const state: AggregateState = aggregate.start();
      const seen = new Set<string>();
      return {
        add(env: Env) {
          const key = rowKey(
            args.map((arg) => arg.get(env)),
            types,
          );
          if (seen.has(key)) return;
          seen.add(key);
          state.add(env);
        },
        result: () => state.result(),
      };
    },
  };
}
