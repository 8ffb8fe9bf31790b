/** DATE_FORMAT and STR_TO_DATE. */
import { type DateAndTime, dayNumber } from './temporal.ts';
import { weekday, weekOf } from './weeks.ts';

export const MONTH_NAMES =
  'January February March April May June July August September October November December'.split(' ');
export const DAY_NAMES = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');

const two = (n: number): string => String(n).padStart(2, '0');
const twelve = (hour: number): number => ((hour + 11) % 12) + 1;
const half = (hour: number): string => (hour % 24 < 12 ? 'AM' : 'PM');

function ordinal(day: number): string {
  if (day >= 10 && day <= 19) return `${day}th`;
  return `${day}${['th', 'st', 'nd', 'rd'][day % 10] ?? 'th'}`;
}

/** null where the date has no such part. */
export function formatted(moment: DateAndTime, format: string): string | null {
  let isNull = false;
  const text = format.replace(/%([\s\S])/g, (_, sign: string) => {
    const part = partOf(moment, sign);
    if (part === null) isNull = true;
    return part ?? '';
  });
  return isNull ? null : text;
}

function partOf(moment: DateAndTime, sign: string): string | null {
  const { year, month, day, hour, minute, second, micro } = moment;
  const days = dayNumber(moment);
  switch (sign) {
    case 'a':
      return DAY_NAMES[weekday(days, false)]?.slice(0, 3) ?? null;
    case 'W':
      return DAY_NAMES[weekday(days, false)] ?? null;
    case 'w':
      return String(weekday(days, true));
    case 'b':
      return MONTH_NAMES[month - 1]?.slice(0, 3) ?? null;
    case 'M':
      return MONTH_NAMES[month - 1] ?? null;
    case 'c':
      return String(month);
    case 'm':
      return two(month);
    case 'D':
      return ordinal(day);
    case 'd':
      return two(day);
    case 'e':
      return String(day);
    case 'f':
      return String(micro).padStart(6, '0');
    case 'H':
      return two(hour);
    case 'k':
      return String(hour);
    case 'h':
    case 'I':
      return two(twelve(hour));
    case 'l':
      return String(twelve(hour));
    case 'i':
      return two(minute);
    case 'j':
      return String(days - dayNumber({ year, month: 1, day: 1 }) + 1).padStart(3, '0');
    case 'p':
      return half(hour);
    case 'r':
      return `${two(twelve(hour))}:${two(minute)}:${two(second)} ${half(hour)}`;
    case 'S':
    case 's':
      return two(second);
    case 'T':
      return `${two(hour)}:${two(minute)}:${two(second)}`;
    case 'Y':
      return String(year).padStart(4, '0');
    case 'y':
      return two(year % 100);
    default:
      return weekPart(moment, sign);
  }
}

function weekPart(moment: DateAndTime, sign: string): string {
  const modes: { readonly [sign: string]: number } = { U: 0, u: 1, V: 2, v: 3, X: 2, x: 3 };
  const mode = modes[sign];
  if (mode === undefined) return sign;
  const { week, year } = weekOf(moment, mode);
  return sign.toLowerCase() === 'x' ? String(year).padStart(4, '0') : two(week);
}

interface ParsedDate {
  readonly moment: DateAndTime;
  readonly hasDate: boolean;
  readonly hasTime: boolean;
}

const NUMBERS: { readonly [sign: string]: readonly [part: keyof DateAndTime, digits: number] } = {
  Y: ['year', 4],
  y: ['year', 2],
  m: ['month', 2],
  c: ['month', 2],
  d: ['day', 2],
  e: ['day', 2],
  H: ['hour', 2],
  k: ['hour', 2],
  h: ['hour', 2],
  I: ['hour', 2],
  l: ['hour', 2],
  i: ['minute', 2],
  S: ['second', 2],
  s: ['second', 2],
};

/** null where the text does not follow the format. */
export function parsed(text: string, format: string): ParsedDate | null {
  const parts: { -readonly [K in keyof DateAndTime]: number } = {
    year: 0,
    month: 0,
    day: 0,
    hour: 0,
    minute: 0,
    second: 0,
    micro: 0,
  };
  let [at, hasDate, hasTime, isAfternoon, isTwelve] = [0, false, false, false, false];
  const long = format.replaceAll('%T', '%H:%i:%s').replaceAll('%r', '%h:%i:%s %p');
  const take = (pattern: RegExp): string | null => {
    const found = pattern.exec(text.slice(at));
    if (!found) return null;
    at += found[0].length;
    return found[0];
  };
  for (const [piece, sign] of long.matchAll(/%([\s\S])|\s+|[\s\S]/g)) {
    if (sign === undefined) {
      if (/\s/.test(piece)) take(/^\s*/);
      else if (text.charAt(at) === piece) at += 1;
      else return null;
      continue;
    }
    const number = NUMBERS[sign];
    take(/^\s*/);
    if (number) {
      const found = take(new RegExp(`^\\d{1,${number[1]}}`));
      if (found === null) return null;
      const value = Number(found);
      parts[number[0]] =
        sign === 'y' || (sign === 'Y' && found.length === 2) ? value + (value < 70 ? 2000 : 1900) : value;
      if (['hour', 'minute', 'second'].includes(number[0])) hasTime = true;
      else hasDate = true;
      isTwelve ||= ['h', 'I', 'l'].includes(sign);
    } else if (sign === 'f') {
      parts.micro = Number((take(/^\d{1,6}/) ?? '0').padEnd(6, '0'));
      hasTime = true;
    } else if (sign === 'p') isAfternoon = /^p/i.test(take(/^[AP]M/i) ?? '');
    else if (sign === 'b' || sign === 'M') {
      const name = (take(/^[a-z]+/i) ?? '').toLowerCase();
      const month = MONTH_NAMES.findIndex(
        (one) => (sign === 'M' ? one : one.slice(0, 3)).toLowerCase() === name,
      );
      if (month < 0) return null;
      parts.month = month + 1;
      hasDate = true;
    } else if (sign === 'a' || sign === 'W') take(/^[a-z]+/i);
    else if (sign === 'D') parts.day = Number.parseInt(take(/^\d{1,2}[a-z]{2}/i) ?? '0', 10);
    else return null;
  }
  if (isTwelve) parts.hour = (parts.hour % 12) + (isAfternoon ? 12 : 0);
  return { moment: parts, hasDate, hasTime };
}
