/** CAST and CONVERT, and literals of dates. */
import { SqlError } from '../server/refusals.ts';
import type { Session } from '../server/session.ts';
import type { CastType } from '../syntax/ast.ts';
import { cast, intOfBytes, textOf, toDec, toInt } from '../values/convert.ts';
import { type Dec, dec, MOST_SCALE, pow10, rounded } from '../values/decimal.ts';
import { dateText, datetimeText, readMoment, readTime, timeText } from '../values/temporal.ts';
import {
  BYTES,
  DATE,
  DOUBLE,
  datetimeType,
  decimalType,
  INT,
  type SqlType,
  STRING,
  timeType,
  UNSIGNED,
} from '../values/types.ts';
import { constant, type Ex, made } from './ex.ts';

/** UTF-8 of a text, one character a byte. */
export function bytesOfText(text: string): string {
  return unescape(
    encodeURIComponent(
      text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '?'),
    ),
  );
}

/** The text of bytes; null where they are no UTF-8. */
export function textOfBytes(bytes: string): string | null {
  try {
    return decodeURIComponent(escape(bytes));
  } catch {
    return null;
  }
}

export function castTo(session: Session, ex: Ex, to: CastType): Ex {
  const { length, scale } = to;
  switch (to.name) {
    case 'signed':
    case 'unsigned':
      return toWhole(session, ex, to.name === 'unsigned');
    case 'decimal':
      return toDecimal(session, ex, length ?? 10, scale ?? 0);
    case 'double':
    case 'float': {
      const type: SqlType =
        to.name === 'float'
          ? { ...DOUBLE, float: true }
          : { ...DOUBLE, ...(scale === null ? {} : { scale }) };
      return made(type, [ex], (env) => {
        const found = cast(ex.get(env), ex.type, DOUBLE, session) as number | null;
        return found !== null && type.float ? Math.fround(found) : found;
      });
    }
    case 'date':
      return made(DATE, [ex], (env) => cast(ex.get(env), ex.type, DATE, session));
    case 'datetime':
    case 'time': {
      const type = to.name === 'time' ? timeType(length ?? 0) : datetimeType(length ?? 0);
      return made(type, [ex], (env) => cast(ex.get(env), ex.type, type, session));
    }
    case 'binary':
    case 'char':
      return toText(session, ex, to.name === 'binary', length);
  }
}

function toWhole(session: Session, ex: Ex, isUnsigned: boolean): Ex {
  const type = isUnsigned ? UNSIGNED : INT;
  return made(type, [ex], (env) => {
    const cell = ex.get(env);
    if (cell === null) return null;
    if (ex.type.bytes && ex.type.literal) return intOfBytes(String(cell));
    const whole = toInt(cell, ex.type, session) ?? 0n;
    if (isUnsigned) return BigInt.asUintN(64, whole);
    return BigInt.asIntN(64, whole);
  });
}

function toDecimal(session: Session, ex: Ex, digits: number, scale: number): Ex {
  if (scale > MOST_SCALE)
    throw new SqlError(1425, '42000', `Too big scale ${scale} specified for '...'. Maximum is ${MOST_SCALE}`);
  const most = pow10(digits) - 1n;
  return made(decimalType(scale), [ex], (env) => {
    const found = toDec(ex.get(env), ex.type, session);
    if (!found) return null;
    const { units } = rounded(found, scale);
    if (units <= most && units >= -most) return dec(units, scale) satisfies Dec;
    session.warn(1264, "Out of range value for column '...' at row 1");
    return dec(units < 0n ? -most : most, scale);
  });
}

function toText(session: Session, ex: Ex, isBinary: boolean, length: number | null): Ex {
  const isBytes = ex.type.bytes === true;
  return made(isBinary ? BYTES : STRING, [ex], (env) => {
    const text = textOf(ex.get(env), ex.type);
    if (text === null) return null;
    const own =
      isBinary && !isBytes ? bytesOfText(text) : !isBinary && isBytes ? (textOfBytes(text) ?? text) : text;
    if (length === null) return own;
    const chars = [...own];
    if (chars.length <= length) return isBinary ? own.padEnd(length, '\0') : own;
    session.warn(1292, `Truncated incorrect ${isBinary ? 'BINARY' : 'CHAR'}(${length}) value: '${text}'`);
    return chars.slice(0, length).join('');
  });
}

/** `DATE '2026-11-22'`. Errors: MySQL's 1525. */
export function temporalLiteral(kind: 'date' | 'time' | 'datetime', text: string): Ex {
  const wrong = (): never => {
    throw new SqlError(1525, 'HY000', `Incorrect ${kind.toUpperCase()} value: '${text}'`);
  };
  const digits = Math.min(6, /\.(\d+)$/.exec(text)?.[1]?.length ?? 0);
  if (kind === 'time') {
    const read = readTime(text);
    return read?.isWhole ? constant(timeText(read.micros, digits), timeType(digits)) : wrong();
  }
  const read = readMoment(text);
  if (!read?.isWhole) return wrong();
  if (kind === 'date') return read.hasClock ? wrong() : constant(dateText(read.moment), DATE);
  return constant(datetimeText(read.moment, digits), datetimeType(digits));
}
