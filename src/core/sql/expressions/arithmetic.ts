/** `+ - * / DIV %` and their like, by the types of both sides. */
import { SqlError } from '../server/refusals.ts';
import type { Session } from '../server/session.ts';
import { intOfBytes, MOST_UNSIGNED, toDec, toDouble, toInt } from '../values/convert.ts';
import { add, type Dec, dec, divide, MOST_SCALE, multiply, remainder, subtract } from '../values/decimal.ts';
import {
  ANY_SCALE,
  DOUBLE,
  decimalType,
  INT,
  isTemporal,
  NULL_TYPE,
  type SqlCell,
  type SqlType,
  UNSIGNED,
} from '../values/types.ts';
import { type Ex, made, strict } from './ex.ts';

/** A value as a number: dates by their digits, literals of bytes as whole numbers. */
export function numeric(ex: Ex): Ex {
  const { type } = ex;
  if (type.bytes && type.literal) return strict(UNSIGNED, [ex], (cell) => intOfBytes(String(cell)));
  if (isTemporal(type)) {
    const to = type.scale > 0 ? decimalType(type.scale) : INT;
    return made(to, [ex], (env) => {
      const found = toDec(ex.get(env), type, null);
      return found && (type.scale > 0 ? found : found.units);
    });
  }
  return ex;
}

const isWhole = ({ kind }: SqlType): boolean => kind === 'int' || kind === 'null';
const isExact = ({ kind }: SqlType): boolean => isWhole({ kind, scale: 0 }) || kind === 'decimal';

const outOfRange = (isUnsigned: boolean, shown: string): SqlError =>
  new SqlError(1690, '22003', `BIGINT ${isUnsigned ? 'UNSIGNED ' : ''}value is out of range in '${shown}'`);

function inRange(value: bigint, isUnsigned: boolean, shown: () => string): bigint {
  const [least, most] = isUnsigned ? [0n, MOST_UNSIGNED] : [-(2n ** 63n), 2n ** 63n - 1n];
  if (value < least || value > most) throw outOfRange(isUnsigned, shown());
  return value;
}

type Sign = '+' | '-' | '*';

const WHOLE: { readonly [S in Sign]: (a: bigint, b: bigint) => bigint } = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
};
const EXACT: { readonly [S in Sign]: (a: Dec, b: Dec) => Dec } = { '+': add, '-': subtract, '*': multiply };
const NEAR: { readonly [S in Sign]: (a: number, b: number) => number } = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
};

/** `shown` = as MySQL writes the expression in an error. */
export function simple(session: Session, sign: Sign, a: Ex, b: Ex, shown: () => string): Ex {
  const [left, right] = [numeric(a), numeric(b)];
  const [ta, tb] = [left.type, right.type];
  if (isWhole(ta) && isWhole(tb)) {
    const isUnsigned = (ta.unsigned || tb.unsigned) === true;
    const compute = WHOLE[sign];
    return strict(isUnsigned ? UNSIGNED : INT, [left, right], (x, y) =>
      inRange(compute(x as bigint, y as bigint), isUnsigned, shown),
    );
  }
  if (isExact(ta) && isExact(tb)) {
    const scale = sign === '*' ? ta.scale + tb.scale : Math.max(ta.scale, tb.scale);
    const compute = EXACT[sign];
    return exact(session, decimalType(Math.min(scale, MOST_SCALE)), left, right, compute);
  }
  const compute = NEAR[sign];
  return near(session, left, right, (x, y) => {
    const found = compute(x, y);
    if (!Number.isFinite(found))
      throw new SqlError(1690, '22003', `DOUBLE value is out of range in '${shown()}'`);
    return found;
  });
}

const exact = (session: Session, type: SqlType, a: Ex, b: Ex, compute: (x: Dec, y: Dec) => SqlCell): Ex =>
  strict(type, [a, b], (x, y) => {
    const [left, right] = [toDec(x, a.type, session), toDec(y, b.type, session)];
    return left && right && compute(left, right);
  });

function near(session: Session, a: Ex, b: Ex, compute: (x: number, y: number) => number | null): Ex {
  const scales = [a.type, b.type].map(({ kind, scale }) => (kind === 'string' ? ANY_SCALE : scale));
  const type = { ...DOUBLE, scale: Math.max(...scales) };
  return strict(type, [a, b], (x, y) => {
    const [left, right] = [toDouble(x, a.type, session), toDouble(y, b.type, session)];
    return left === null || right === null ? null : compute(left, right);
  });
}

const byZero = (session: Session): null => {
  session.warn(1365, 'Division by 0');
  return null;
};

const MORE_DIGITS = 4;

export function division(session: Session, a: Ex, b: Ex): Ex {
  const [left, right] = [numeric(a), numeric(b)];
  if (isExact(left.type) && isExact(right.type)) {
    const scale = Math.min(left.type.scale + MORE_DIGITS, MOST_SCALE);
    const type =
      left.type.kind === 'null' && right.type.kind === 'null' ? { ...NULL_TYPE, scale } : decimalType(scale);
    return exact(session, type, left, right, (x, y) => divide(x, y, MORE_DIGITS) ?? byZero(session));
  }
  return near(session, left, right, (x, y) => (y === 0 ? byZero(session) : x / y));
}

export function wholeDivision(session: Session, a: Ex, b: Ex, shown: () => string): Ex {
  const [left, right] = [numeric(a), numeric(b)];
  const isUnsigned = (left.type.unsigned || right.type.unsigned) === true;
  const type = isUnsigned ? UNSIGNED : INT;
  if (isWhole(left.type) && isWhole(right.type)) {
    return strict(type, [left, right], (x, y) =>
      y === 0n ? byZero(session) : inRange((x as bigint) / (y as bigint), isUnsigned, shown),
    );
  }
  return exact(session, type, left, right, (x, y) => {
    const [scale, more] = [
      Math.max(x.scale, y.scale),
      (d: Dec, to: number) => d.units * 10n ** BigInt(to - d.scale),
    ];
    const by = more(y, scale);
    return by === 0n ? byZero(session) : inRange(more(x, scale) / by, isUnsigned, shown);
  });
}

export function modulo(session: Session, a: Ex, b: Ex): Ex {
  const [left, right] = [numeric(a), numeric(b)];
  if (isWhole(left.type) && isWhole(right.type)) {
    const type = left.type.unsigned ? UNSIGNED : INT;
    return strict(type, [left, right], (x, y) =>
      y === 0n ? byZero(session) : (x as bigint) % (y as bigint),
    );
  }
  if (isExact(left.type) && isExact(right.type)) {
    const type = decimalType(Math.max(left.type.scale, right.type.scale));
    return exact(session, type, left, right, (x, y) => remainder(x, y) ?? byZero(session));
  }
  return near(session, left, right, (x, y) => (y === 0 ? byZero(session) : x % y));
}

export function negative(session: Session, a: Ex, shown: () => string): Ex {
  const ex = numeric(a);
  const { type } = ex;
  if (type.kind === 'int') {
    const literal = type.literal ? { literal: true } : {};
    return strict({ ...INT, ...literal }, [ex], (x) => inRange(-(x as bigint), false, shown));
  }
  if (type.kind === 'decimal') {
    // 9223372036854775808 is too large for a whole number, its negative is not
    return strict(type, [ex], (x) => dec(-(x as Dec).units, (x as Dec).scale));
  }
  if (type.kind === 'null') return ex;
  return strict({ ...DOUBLE, scale: type.kind === 'string' ? ANY_SCALE : type.scale }, [ex], (x) => {
    const found = toDouble(x, type, session);
    return found === null ? null : -found;
  });
}

/** Bits are those of unsigned whole numbers. */
export function bits(session: Session, sign: '|' | '&' | '^' | '<<' | '>>', a: Ex, b: Ex): Ex {
  const whole = (ex: Ex) => (cell: SqlCell) => BigInt.asUintN(64, toInt(cell, ex.type, session) ?? 0n);
  const [left, right] = [numeric(a), numeric(b)];
  return strict(UNSIGNED, [left, right], (x, y) => {
    const [p, q] = [whole(left)(x), whole(right)(y)];
    if (sign === '|') return p | q;
    if (sign === '&') return p & q;
    if (sign === '^') return p ^ q;
    if (q > 63n) return 0n;
    return BigInt.asUintN(64, sign === '<<' ? p << q : p >> q);
  });
}

export function inverted(session: Session, a: Ex): Ex {
  const ex = numeric(a);
  return strict(UNSIGNED, [ex], (x) => BigInt.asUintN(64, ~(toInt(x, ex.type, session) ?? 0n)));
}
