/** A value as another kind of value: what MySQL does where a text meets a number, a number a date, and so on. */
import { type Dec, dec, decNumber, decOf, decText, pow10, rounded } from './decimal.ts';
import { doubleText, floatText } from './double-text.ts';
import {
  clockMicros,
  type DateAndTime,
  dateText,
  datetimeText,
  momentOfNumber,
  readMoment,
  readTime,
  timeText,
} from './temporal.ts';
import type { SqlCell, SqlType } from './types.ts';

/** What is told of a value that could not be taken whole. */
export interface Warner {
  warn(code: number, message: string): void;
}

export const isDec = (value: SqlCell): value is Dec => typeof value === 'object' && value !== null;

/** As the client shows it; null = NULL. */
export function textOf(value: SqlCell, type: SqlType): string | null {
  if (value === null) return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return type.float ? floatText(value) : doubleText(value, type.scale);
  return decText(rounded(value, type.kind === 'decimal' ? type.scale : value.scale));
}

const NUMBER = /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)/;

/** The number that a text begins with; 0 where there is none. */
function leading(text: string, warner: Warner | null, kind: string): string {
  const [all = '', found = '0'] = NUMBER.exec(text) ?? [];
  if (text.slice(all.length).trim() !== '' || all === '')
    warner?.warn(1292, `Truncated incorrect ${kind} value: '${shownText(text)}'`);
  return found;
}

const shownText = (text: string): string => (text.length > 128 ? text.slice(0, 128) : text);

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** What a literal of bytes is as a number: 0x41 is 65. */
export function intOfBytes(bytes: string): bigint {
  let whole = 0n;
  for (const byte of bytes) whole = (whole << 8n) | BigInt(byte.charCodeAt(0) & 255);
  return whole & MOST_UNSIGNED;
}

const isBytes = (type: SqlType): boolean => type.bytes === true && type.literal === true;

/** A date as a number: 20261122071657. */
function temporalNumber(text: string, type: SqlType): Dec {
  const sign = text.startsWith('-') ? '-' : '';
  const [whole = '', part = ''] = text.split('.');
  return decOf(`${sign}${digitsOf(whole)}${type.scale > 0 ? `.${part}` : ''}`);
}

export function toDouble(
  value: SqlCell,
  type: SqlType,
  warner: Warner | null,
  kind: 'DECIMAL' | 'DOUBLE' = 'DOUBLE',
): number | null {
  if (value === null) return null;
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (isDec(value)) return decNumber(value);
  if (isBytes(type)) return Number(intOfBytes(value));
  if (type.kind !== 'string') return decNumber(temporalNumber(value, type));
  return Number(leading(value, warner, kind));
}

export function toDec(value: SqlCell, type: SqlType, warner: Warner | null): Dec | null {
  if (value === null) return null;
  if (isDec(value)) return value;
  if (typeof value === 'bigint') return dec(value, 0);
  if (typeof value === 'number') return decOf(String(value));
  if (isBytes(type)) return dec(intOfBytes(value), 0);
  if (type.kind !== 'string') return temporalNumber(value, type);
  return decOf(leading(value, warner, 'DECIMAL'));
}

const MOST_INT = 2n ** 63n - 1n;
const LEAST_INT = -(2n ** 63n);
export const MOST_UNSIGNED = 2n ** 64n - 1n;

/** Rounded to the nearest, within 64 bits. */
export function toInt(value: SqlCell, type: SqlType, warner: Warner | null): bigint | null {
  if (value === null) return null;
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return intOfDouble(value);
  if (isDec(value)) return within(rounded(value, 0).units);
  if (isBytes(type)) return intOfBytes(value);
  if (type.kind !== 'string') return rounded(temporalNumber(value, type), 0).units;
  const [all = '', found = '0'] = /^\s*([+-]?\d+)/.exec(value) ?? [];
  if (value.slice(all.length).trim() !== '' || all === '')
    warner?.warn(1292, `Truncated incorrect INTEGER value: '${shownText(value)}'`);
  const whole = BigInt(found.replace('+', ''));
  return whole > MOST_UNSIGNED ? MOST_UNSIGNED : whole < LEAST_INT ? LEAST_INT : whole;
}

const within = (whole: bigint): bigint =>
  whole > MOST_INT ? MOST_INT : whole < LEAST_INT ? LEAST_INT : whole;

function intOfDouble(value: number): bigint {
  if (value >= 2 ** 63) return MOST_INT;
  if (value <= -(2 ** 63)) return LEAST_INT;
  const size = Math.abs(value);
  const floor = Math.floor(size);
  const isHalf = size - floor === 0.5;
  const near = isHalf ? floor + (floor % 2) : Math.round(size);
  return BigInt(value < 0 ? -near : near);
}

/** Whether a value counts as true; null = unknown. */
export function toTruth(value: SqlCell, type: SqlType, warner: Warner | null): boolean | null {
  if (value === null) return null;
  if (typeof value === 'bigint') return value !== 0n;
  if (isDec(value)) return value.units !== 0n;
  return toDouble(value, type, warner) !== 0;
}

/** null where it is none; told with MySQL's warning. */
export function toMoment(value: SqlCell, type: SqlType, warner: Warner | null): DateAndTime | null {
  if (value === null) return null;
  const wrong = (): null => {
    warner?.warn(1292, `Incorrect datetime value: '${textOf(value, type)}'`);
    return null;
  };
  if (typeof value === 'bigint') return momentOfNumber(value) ?? wrong();
  if (typeof value === 'number') return momentOfNumber(BigInt(Math.trunc(value))) ?? wrong();
  if (isDec(value)) {
    const by = pow10(value.scale);
    const micro = Number(rounded(dec(value.units % by, value.scale), 6).units);
    return momentOfNumber(value.units / by, micro) ?? wrong();
  }
  const read = readMoment(value);
  if (!read) return wrong();
  if (!read.isWhole && type.kind === 'string')
    warner?.warn(1292, `Truncated incorrect datetime value: '${value}'`);
  return read.moment;
}

/** Microseconds of a TIME. */
export function toTime(value: SqlCell, type: SqlType, warner: Warner | null): bigint | null {
  if (value === null) return null;
  if (type.kind === 'datetime' || type.kind === 'date') {
    const moment = toMoment(value, type, warner);
    return moment && clockMicros(moment);
  }
  const text = textOf(value, type) ?? '';
  const read = readTime(text);
  if (!read?.isWhole) warner?.warn(1292, `Truncated incorrect time value: '${text}'`);
  return read?.micros ?? null;
}

/** A value in the representation of another type. */
export function cast(value: SqlCell, from: SqlType, to: SqlType, warner: Warner | null): SqlCell {
  if (value === null) return null;
  switch (to.kind) {
    case 'int':
      return toInt(value, from, warner);
    case 'decimal': {
      const made = toDec(value, from, warner);
      return made && rounded(made, to.scale);
    }
    case 'double':
      return toDouble(value, from, warner);
    case 'date': {
      const moment = toMoment(value, from, warner);
      return moment && dateText(moment);
    }
    case 'datetime': {
      const moment = toMoment(value, from, warner);
      return moment && datetimeText(moment, to.scale);
    }
    case 'time': {
      const micros = toTime(value, from, warner);
      return micros === null ? null : timeText(micros, to.scale);
    }
    case 'null':
      return null;
    case 'string':
      return textOf(value, from);
  }
}
