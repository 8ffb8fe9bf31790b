/** Numbers: rounding, powers, angles, GREATEST and LEAST. */
import { NotModelled } from '../../server/refusals.ts';
import type { Session } from '../../server/session.ts';
import { cast, isDec, toDec, toDouble, toInt } from '../../values/convert.ts';
import { ceiling, dec, floor, MOST_SCALE, pow10, rounded, truncated } from '../../values/decimal.ts';
import {
  ANY_SCALE,
  DOUBLE,
  decimalType,
  INT,
  isNumber,
  isTemporal,
  type SqlCell,
  type SqlType,
  UNSIGNED,
  unified,
} from '../../values/types.ts';
import { modulo, numeric } from '../arithmetic.ts';
import { comparison } from '../compare.ts';
import { changing, constant, type Ex, made, NOWHERE, readDouble, strict } from '../ex.ts';
import { type FunctionSpec, type Functions, takes } from './spec.ts';

/** Of one double; what is no number is NULL. */
const ofDouble = (compute: (x: number) => number): FunctionSpec =>
  takes(1, 1, ([ex], { session }) => {
    const read = readDouble(numeric(ex as Ex), session);
    return made(DOUBLE, [ex as Ex], (env) => {
      const x = read(env);
      if (x === null) return null;
      const found = compute(x);
      return Number.isFinite(found) ? found : null;
    });
  });

const ofDoubles = (compute: (x: number, y: number) => number): FunctionSpec =>
  takes(2, 2, ([a, b], { session }) => {
    const [x, y] = [readDouble(numeric(a as Ex), session), readDouble(numeric(b as Ex), session)];
    return made(DOUBLE, [a as Ex, b as Ex], (env) => {
      const [left, right] = [x(env), y(env)];
      if (left === null || right === null) return null;
      const found = compute(left, right);
      return Number.isFinite(found) ? found : null;
    });
  });

const log: FunctionSpec = takes(1, 2, (args, { session }) => {
  const reads = args.map((arg) => readDouble(numeric(arg), session));
  return made(DOUBLE, args, (env) => {
    const [a, b] = reads.map((read) => read(env));
    if (a === null || a === undefined || b === null || a <= 0) return null;
    if (b === undefined) return Math.log(a);
    return b <= 0 || a === 1 ? null : Math.log(b) / Math.log(a);
  });
});

const up = (isUp: boolean): FunctionSpec =>
  takes(1, 1, ([arg], { session }) => {
    const ex = numeric(arg as Ex);
    const { type } = ex;
    if (type.kind === 'int') return ex;
    if (type.kind === 'decimal')
      return strict(INT, [ex], (x) => (isDec(x) ? (isUp ? ceiling(x) : floor(x)) : null));
    return strict({ ...DOUBLE, scale: 0 }, [ex], (x) => {
      const value = toDouble(x, type, session) ?? 0;
      return isUp ? Math.ceil(value) : Math.floor(value);
    });
  });

/** ROUND and TRUNCATE. The digits that are wanted are known beforehand where they are written as a number. */
function digits(session: Session, arg: Ex, places: Ex | undefined, isRound: boolean): Ex {
  const ex = numeric(arg);
  const { type } = ex;
  const known = places?.isFixed !== false ? wholeOf(places ?? constant(0n, INT), session) : null;
  const wanted = (env: Parameters<Ex['get']>[0]): number | null =>
    places ? (known ?? clamp(toInt(places.get(env), places.type, session))) : 0;
  const args = places ? [ex, places] : [ex];
  if (type.kind === 'int' || type.kind === 'decimal') {
    const scale = known === null ? type.scale : Math.min(Math.max(known, 0), type.scale);
    const isWhole = type.kind === 'int';
    const own = isWhole ? (type.unsigned ? UNSIGNED : INT) : decimalType(scale);
    return made(own, args, (env) => {
      const [cell, places] = [ex.get(env), wanted(env)];
      const value = toDec(cell, type, session);
      if (!value || places === null) return null;
      const found = atPlace(value, places, isRound);
      return isWhole ? rounded(found, 0).units : found;
    });
  }
  const scale = known === null ? ANY_SCALE : Math.min(Math.max(known, 0), ANY_SCALE);
  return made({ ...DOUBLE, scale }, args, (env) => {
    const [value, places] = [toDouble(ex.get(env), type, session), wanted(env)];
    if (value === null || places === null) return null;
    const by = 10 ** Math.abs(places);
    const lifted = places < 0 ? value / by : value * by;
    if (!Number.isFinite(lifted)) return value;
    const near = isRound ? toEven(lifted) : Math.trunc(lifted);
    return places < 0 ? near * by : near / by;
  });
}

/** As the machine rounds: half to the even one. */
function toEven(value: number): number {
  const low = Math.floor(value);
  const rest = value - low;
  if (rest !== 0.5) return Math.round(value);
  return low % 2 === 0 ? low : low + 1;
}

function atPlace(value: Parameters<typeof rounded>[0], places: number, isRound: boolean) {
  if (places >= value.scale) return value;
  if (places >= 0) return (isRound ? rounded : truncated)(value, Math.min(places, MOST_SCALE));
  const by = pow10(-places);
  const whole = (isRound ? rounded : truncated)(dec(value.units, value.scale - places), 0);
  return dec(whole.units * by, 0);
}

const clamp = (whole: bigint | null): number | null =>
  whole === null ? null : Number(whole > 60n ? 60n : whole < -60n ? -60n : whole);

const wholeOf = (ex: Ex, session: Session): number | null => clamp(toInt(ex.get(NOWHERE), ex.type, session));

const extreme = (sign: 1 | -1): FunctionSpec =>
  takes(2, 255, (args, { session }) => {
    const hasTemporal = args.some((arg) => isTemporal(arg.type));
    const isNumeric = args.some((arg) => isNumber(arg.type)) && !hasTemporal;
    const type: SqlType =
      isNumeric && args.some((arg) => arg.type.kind === 'string')
        ? DOUBLE
        : unified(args.map((arg) => arg.type));
    const compare = comparison(type, type, null);
    return made(type, args, (env) => {
      let best: SqlCell = null;
      for (const arg of args) {
        const cell = cast(arg.get(env), arg.type, type, session);
        if (cell === null) return null;
        if (best === null || (compare(cell, best) ?? 0) * sign > 0) best = cell;
      }
      return best;
    });
  });

/** The server's own generator: a seed gives the same draws. */
function rand(args: readonly Ex[], session: Session): Ex {
  const [seedEx] = args;
  const most = 0x3fffffff;
  if (!seedEx) throw new NotModelled('RAND() without a seed');
  let [first, second] = [0, 0];
  let isSeeded = false;
  return changing(DOUBLE, (env) => {
    if (!isSeeded || !seedEx.isFixed) {
      const seed = Number(BigInt.asUintN(32, toInt(seedEx.get(env), seedEx.type, session) ?? 0n));
      first = Number(BigInt.asUintN(32, BigInt(seed) * 0x10001n + 55_555_555n)) % most;
      second = Number(BigInt.asUintN(32, BigInt(seed) * 0x10000001n)) % most;
      isSeeded = true;
    }
    first = (first * 3 + second) % most;
    second = (first + second + 33) % most;
    return first / most;
  });
}

const RADIAN = Math.PI / 180;

export const NUMBERS: Functions = {
  abs: takes(1, 1, ([arg], { session }) => {
    const ex = numeric(arg as Ex);
    const { type } = ex;
    const kept = isNumber(type) ? type : DOUBLE;
    return strict(kept, [ex], (x) => {
      if (typeof x === 'bigint') return x < 0n ? -x : x;
      if (isDec(x)) return x.units < 0n ? dec(-x.units, x.scale) : x;
      return Math.abs(toDouble(x, type, session) ?? 0);
    });
  }),
  ceil: up(true),
  ceiling: up(true),
  floor: up(false),
  round: takes(1, 2, ([ex, places], { session }) => digits(session, ex as Ex, places, true)),
  truncate: takes(2, 2, ([ex, places], { session }) => digits(session, ex as Ex, places, false)),
  mod: takes(2, 2, ([a, b], { session }) => modulo(session, a as Ex, b as Ex)),
  sign: takes(1, 1, ([ex], { session }) => {
    const read = readDouble(numeric(ex as Ex), session);
    return made(INT, [ex as Ex], (env) => {
      const x = read(env);
      return x === null ? null : BigInt(Math.sign(x));
    });
  }),
  pow: ofDoubles((x, y) => x ** y),
  power: ofDoubles((x, y) => x ** y),
  atan2: ofDoubles(Math.atan2),
  sqrt: ofDouble(Math.sqrt),
  exp: ofDouble(Math.exp),
  ln: ofDouble((x) => (x <= 0 ? Number.NaN : Math.log(x))),
  log,
  log2: ofDouble((x) => (x <= 0 ? Number.NaN : Math.log2(x))),
  log10: ofDouble((x) => (x <= 0 ? Number.NaN : Math.log10(x))),
  sin: ofDouble(Math.sin),
  cos: ofDouble(Math.cos),
  tan: ofDouble(Math.tan),
  cot: ofDouble((x) => 1 / Math.tan(x)),
  asin: ofDouble(Math.asin),
  acos: ofDouble(Math.acos),
  atan: ofDouble(Math.atan),
  radians: ofDouble((x) => x * RADIAN),
  degrees: ofDouble((x) => x / RADIAN),
  pi: takes(0, 0, () => constant(Math.PI, { ...DOUBLE, scale: 6 })),
  rand: takes(0, 1, (args, { session }) => rand(args, session)),
  greatest: extreme(1),
  least: extreme(-1),
};
