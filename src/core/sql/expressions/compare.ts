/** How two values are compared, by their types: as texts, as whole numbers, as decimals, as doubles, as moments. */

import { compareTexts, keyOf } from '../values/collate.ts';
import type { Warner } from '../values/convert.ts';
import { intOfBytes, toDec, toDouble, toMoment, toTime } from '../values/convert.ts';
import { compareDec, dec, decText, rounded } from '../values/decimal.ts';
import { datetimeText, readMoment } from '../values/temporal.ts';
import { isNumber, isTemporal, type SqlCell, type SqlType } from '../values/types.ts';
import type { Env, Ex } from './ex.ts';
import { unquoted } from './functions/json-text.ts';

/** null = unknown: one of them is NULL or cannot be read. */
type Compare = (a: SqlCell, b: SqlCell) => number | null;

const order = <T extends number | bigint | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

export function comparison(a: SqlType, b: SqlType, warner: Warner | null): Compare {
  const known = (compare: (x: NonNullable<SqlCell>, y: NonNullable<SqlCell>) => number | null): Compare => {
    return (x, y) => (x === null || y === null ? null : compare(x, y));
  };
  if (a.kind === 'null' || b.kind === 'null') return () => null;
  if ((a.extracted ?? false) !== (b.extracted ?? false)) {
    // what JSON_EXTRACT gives is compared by what stands in its quotes
    const inner = comparison({ ...a, extracted: false }, { ...b, extracted: false }, warner);
    const bare = (cell: SqlCell, type: SqlType): SqlCell =>
      type.extracted && cell !== null ? unquoted(String(cell)) : cell;
    return (x, y) => inner(bare(x, a), bare(y, b));
  }
  if (a.kind === 'string' && b.kind === 'string') {
    // a literal of bytes is one of characters beside characters
    const collation = { bin: a.bin || b.bin, bytes: a.bytes && b.bytes };
    return known((x, y) => compareTexts(String(x), String(y), collation));
  }
  if (a.kind === 'int' && b.kind === 'int') return known((x, y) => order(x as bigint, y as bigint));
  if (isTemporal(a) || isTemporal(b)) return temporal(a, b, warner);
  if (isNumber(a) && isNumber(b) && a.kind !== 'double' && b.kind !== 'double')
    return known((x, y) => compareDec(toDec(x, a, null) ?? dec(0n, 0), toDec(y, b, null) ?? dec(0n, 0)));
  if (a.bytes && a.literal && b.kind === 'int')
    return known((x, y) => order(intOfBytes(String(x)), y as bigint));
  if (b.bytes && b.literal && a.kind === 'int')
    return known((x, y) => order(x as bigint, intOfBytes(String(y))));
  // a text beside an exact number that is written out is read as one
  const [left, right] = [kindBeside(b), kindBeside(a)];
  return known((x, y) => order(toDouble(x, a, warner, left) ?? 0, toDouble(y, b, warner, right) ?? 0));
}

const kindBeside = (other: SqlType): 'DECIMAL' | 'DOUBLE' =>
  other.literal && other.kind !== 'double' ? 'DECIMAL' : 'DOUBLE';

function temporal(a: SqlType, b: SqlType, warner: Warner | null): Compare {
  const isTime = (a.kind === 'time' || a.kind === 'string') && (b.kind === 'time' || b.kind === 'string');
  if (isTime) {
    return (x, y) => {
      const [left, right] = [toTime(x, a, warner), toTime(y, b, warner)];
      return left === null || right === null ? null : order(left, right);
    };
  }
  const isDouble = (type: SqlType): boolean => type.kind === 'double' || (isNumber(type) && !type.literal);
  if (isDouble(a) || isDouble(b)) {
    return (x, y) => {
      if (x === null || y === null) return null;
      return order(toDouble(x, a, warner) ?? 0, toDouble(y, b, warner) ?? 0);
    };
  }
  const moment = (cell: SqlCell, type: SqlType): string | null => {
    if (cell === null) return null;
    if (type.kind === 'datetime') return String(cell);
    const found = toMoment(cell, type, warner);
    return found && datetimeText(found, found.micro > 0 ? 6 : 0);
  };
  return (x, y) => {
    const [left, right] = [moment(x, a), moment(y, b)];
    return left === null || right === null ? null : order(left, right);
  };
}

/** For ORDER BY, MIN and MAX: NULL is the smallest. */
export function ordering(type: SqlType): (a: SqlCell, b: SqlCell) => number {
  const compare = comparison(type, type, null);
  return (a, b) => {
    if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
    return compare(a, b) ?? 0;
  };
}

/** Values that count as one in GROUP BY, DISTINCT and UNION have one key. */
export function groupKey(cell: SqlCell, type: SqlType): string {
  if (cell === null) return 'n';
  if (typeof cell === 'string') return `s${type.kind === 'string' ? keyOf(cell, type) : cell}`;
  if (typeof cell === 'object') {
    const { units, scale } = rounded(cell, type.scale);
    return `d${decText(dec(units, scale))}`;
  }
  return `d${cell}`;
}

export const rowKey = (cells: readonly SqlCell[], types: readonly SqlType[]): string =>
  cells
    .map((cell, i) => groupKey(cell, types[i] as SqlType))
    .map((key) => `${key.length}:${key}`)
    .join('');

/** Whether two values are equal; null = unknown. */
export function equality(left: Ex, right: Ex, warner: Warner): (env: Env) => boolean | null {
  const [a, b] = paired(left, right, warner);
  const compare = comparison(a.type, b.type, warner);
  return (env) => {
    const found = compare(a.get(env), b.get(env));
    return found === null ? null : found === 0;
  };
}

/**
 * A key under which equal values of both types meet, where there is one: both texts or both whole numbers. For joins that
 * look rows up.
 */
export function joinKey(a: SqlType, b: SqlType): ((cell: SqlCell) => string | null) | null {
  const isText = a.kind === 'string' && b.kind === 'string';
  const isInt = a.kind === 'int' && b.kind === 'int';
  if (!isText && !isInt) return null;
  const collation = { bin: a.bin || b.bin, bytes: a.bytes && b.bytes };
  return (cell) => (cell === null ? null : isText ? keyOf(String(cell), collation) : String(cell));
}

/** Two values as they are compared: a text beside a moment is read as one, once where it is always the same. */
export function paired(a: Ex, b: Ex, warner: Warner): readonly [Ex, Ex] {
  return [beside(settled(a), b, warner), beside(settled(b), a, warner)];
}

function beside(ex: Ex, other: Ex, warner: Warner): Ex {
  const isMoment = other.type.kind === 'datetime' || other.type.kind === 'date';
  if (!isMoment || !ex.isFixed || ex.type.kind !== 'string') return ex;
  let known: { readonly cell: SqlCell } | null = null;
  return {
    ...ex,
    type: { kind: 'datetime', scale: 6 },
    get(env) {
      known ??= { cell: momentText(ex.get(env), warner) };
      return known.cell;
    },
  };
}

function momentText(cell: SqlCell, warner: Warner): SqlCell {
  if (cell === null) return null;
  const read = readMoment(String(cell));
  if (!read?.isWhole) warner.warn(1292, `Truncated incorrect datetime value: '${cell}'`);
  // what is no date counts as the date of zeros
  return read ? datetimeText(read.moment, read.moment.micro > 0 ? 6 : 0) : '0000-00-00 00:00:00';
}

/** A decimal is compared with the digits of its type: 1/3 is 0.3333. */
function settled(ex: Ex): Ex {
  if (ex.type.kind !== 'decimal' || ex.type.literal) return ex;
  return {
    ...ex,
    get(env) {
      const cell = ex.get(env);
      return typeof cell === 'object' && cell !== null ? rounded(cell, ex.type.scale) : cell;
    },
  };
}
