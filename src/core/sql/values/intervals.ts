/** `INTERVAL 1 DAY`: what is added to a moment. */
import { clockMicros, type DateAndTime, dayNumber, daysInMonth, momentOfMicros } from './temporal.ts';

export interface Interval {
  readonly months: number;
  readonly micros: bigint;
}

const SECOND = 1_000_000n;
const PARTS = {
  microsecond: 1n,
  second: SECOND,
  minute: 60n * SECOND,
  hour: 3600n * SECOND,
  day: 86_400n * SECOND,
  week: 7n * 86_400n * SECOND,
} as const;
const MONTHS: { readonly [unit: string]: number } = { month: 1, quarter: 3, year: 12 };

export const isWholeDays = (unit: string): boolean =>
  ['day', 'week', 'month', 'quarter', 'year', 'year_month'].includes(unit);

/** Units of several parts: the parts from the largest to the smallest. */
const ORDER = ['day', 'hour', 'minute', 'second', 'microsecond'] as const;

export function partsOfUnit(unit: string): readonly (typeof ORDER)[number][] {
  const [from, to] = unit.split('_');
  const [begin, end] = [
    ORDER.indexOf(from as (typeof ORDER)[number]),
    ORDER.indexOf(to as (typeof ORDER)[number]),
  ];
  return begin < 0 || end < 0 ? [] : ORDER.slice(begin, end + 1);
}

export const isComposite = (unit: string): boolean => unit.includes('_');

/** A whole number of a unit; seconds may have a fraction, in microseconds. */
export function intervalOf(unit: string, count: bigint, micro = 0n): Interval {
  const months = MONTHS[unit];
  if (months !== undefined) return { months: Number(count) * months, micros: 0n };
  const part = PARTS[unit as keyof typeof PARTS] ?? 0n;
  return { months: 0, micros: count * part + micro };
}

/** `'1 2:3'` of DAY_MINUTE: whatever is missing is missing in front. */
export function compositeOf(unit: string, text: string): Interval {
  const isNegative = /^\s*-/.test(text);
  const sign = isNegative ? -1 : 1;
  const numbers = (text.match(/\d+/g) ?? []).map(Number);
  if (unit === 'year_month') {
    const [years = 0, months = 0] = numbers.length > 1 ? numbers : [0, numbers[0] ?? 0];
    return { months: sign * (years * 12 + months), micros: 0n };
  }
  const parts = partsOfUnit(unit);
  const digits = (text.match(/\d+/g) ?? []).at(-1) ?? '0';
  let micros = 0n;
  parts.forEach((part, i) => {
    const at = i - (parts.length - numbers.length);
    const value = numbers[at] ?? 0;
    const isFraction = part === 'microsecond' && at >= 0;
    micros += isFraction ? BigInt(digits.slice(0, 6).padEnd(6, '0')) : BigInt(value) * PARTS[part];
  });
  return { months: 0, micros: isNegative ? -micros : micros };
}

/** null beyond the calendar. */
export function added(moment: DateAndTime, { months, micros }: Interval, sign: 1 | -1): DateAndTime | null {
  let date = moment;
  if (months !== 0) {
    const all = moment.year * 12 + moment.month - 1 + sign * months;
    const [year, month] = [Math.floor(all / 12), (((all % 12) + 12) % 12) + 1];
    if (year < 0 || year > 9999) return null;
    date = { ...moment, year, month, day: Math.min(moment.day, daysInMonth(year, month)) };
  }
  if (micros === 0n) return date;
  const days = BigInt(dayNumber(date)) * PARTS.day;
  return momentOfMicros(days + clockMicros(date) + BigInt(sign) * micros);
}

/** Whole units between two moments, in TIMESTAMPDIFF's sense. */
export function unitsBetween(unit: string, a: DateAndTime, b: DateAndTime): bigint {
  const micros = (one: DateAndTime): bigint => BigInt(dayNumber(one)) * PARTS.day + clockMicros(one);
  const months = MONTHS[unit];
  if (months === undefined) return (micros(b) - micros(a)) / (PARTS[unit as keyof typeof PARTS] ?? 1n);
  const isBack = micros(b) < micros(a);
  const [from, to] = isBack ? [b, a] : [a, b];
  let count = (to.year - from.year) * 12 + to.month - from.month;
  const rest = (one: DateAndTime): bigint => BigInt(one.day) * PARTS.day + clockMicros(one);
  if (rest(to) < rest(from)) count -= 1;
  const whole = BigInt(Math.trunc(count / months));
  return isBack ? -whole : whole;
}
