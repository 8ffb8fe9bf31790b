/** Dates and times: read from texts and numbers as MySQL reads them, counted in days and microseconds, written again. */

export interface DateAndTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly micro: number;
}

const DAY_US = 86_400_000_000n;

const two = (n: number): string => String(n).padStart(2, '0');
const fraction = (micro: number, scale: number): string =>
  scale === 0 ? '' : `.${String(micro).padStart(6, '0').slice(0, scale)}`;

export const dateText = ({ year, month, day }: DateAndTime): string =>
  `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;

const clockText = ({ hour, minute, second, micro }: DateAndTime, scale: number): string =>
  `${two(hour)}:${two(minute)}:${two(second)}${fraction(micro, scale)}`;

export const datetimeText = (moment: DateAndTime, scale = 0): string =>
  `${dateText(moment)} ${clockText(moment, scale)}`;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
export const daysInMonth = (year: number, month: number): number =>
  [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 31;
export const daysInYear = (year: number): number => (isLeap(year) ? 366 : 365);

/** TO_DAYS: days since the year 0. */
export function dayNumber({ year, month, day }: Pick<DateAndTime, 'year' | 'month' | 'day'>): number {
  if (year === 0 && month === 0) return 0;
  let days = 365 * year + 31 * (month - 1) + day;
  let y = year;
  if (month <= 2) y -= 1;
  else days -= Math.floor((month * 4 + 23) / 10);
  return days + Math.floor(y / 4) - Math.floor((Math.floor(y / 100) * 3 + 3) / 4);
}

/** The date of a number of days; null beyond year 9999. */
export function dateOfDays(days: number): Pick<DateAndTime, 'year' | 'month' | 'day'> | null {
  if (days <= 365 || days >= 3_652_500) return null;
  let year = Math.floor((days * 100) / 36_525);
  const century = Math.floor(((Math.floor((year - 1) / 100) + 1) * 3) / 4);
  let rest = days - year * 365 - Math.floor((year - 1) / 4) + century;
  while (rest > daysInYear(year)) {
    rest -= daysInYear(year);
    year += 1;
  }
  let month = 1;
  while (rest > daysInMonth(year, month)) {
    rest -= daysInMonth(year, month);
    month += 1;
  }
  return { year, month, day: rest };
}

export const clockMicros = ({ hour, minute, second, micro }: DateAndTime): bigint =>
  BigInt(hour * 3600 + minute * 60 + second) * 1_000_000n + BigInt(micro);

export function momentOfMicros(micros: bigint): DateAndTime | null {
  const days = micros / DAY_US;
  const rest = micros - days * DAY_US;
  if (micros < 0n) return null;
  const date = dateOfDays(Number(days));
  return date && { ...date, ...clockOf(rest) };
}

export function clockOf(micros: bigint): Pick<DateAndTime, 'hour' | 'minute' | 'second' | 'micro'> {
  const seconds = Number(micros / 1_000_000n);
  return {
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    micro: Number(micros % 1_000_000n),
  };
}

const twoDigitYear = (text: string): number => {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < 70 ? 2000 + year : 1900 + year;
};

const isDate = ({ year, month, day }: DateAndTime): boolean =>
  month <= 12 && day <= 31 && (month === 0 || day <= daysInMonth(year, month));

function checked(moment: DateAndTime): DateAndTime | null {
  if (!isDate(moment)) return null;
  return moment.hour < 24 && moment.minute < 60 && moment.second < 60 ? moment : null;
}

const microOf = (text = ''): number => Number(text.slice(0, 6).padEnd(6, '0') || 0);

const WITH_SIGNS =
  /^\s*(\d{1,4})[^\d\s](\d{1,2})[^\d\s](\d{1,2})(?:(?:T|\s+|[^\d\s])(\d{1,2})(?:[^\d\s](\d{1,2})(?:[^\d\s](\d{1,2})(?:\.(\d*))?)?)?)?/i;
const BARE = /^\s*(\d{6}|\d{8}|\d{12}|\d{14})(?:\.(\d*))?(?!\d)/;

/** What is read, and whether the whole text was. */
interface ReadMoment {
  readonly moment: DateAndTime;
  readonly isWhole: boolean;
  readonly hasClock: boolean;
}

/** null where the text begins with no date. */
export function readMoment(text: string): ReadMoment | null {
  const signs = WITH_SIGNS.exec(text);
  if (signs) {
    const [all, year = '', month, day, hour, minute, second, micro] = signs;
    const moment = checked({
      year: twoDigitYear(year),
      month: Number(month),
      day: Number(day),
      hour: Number(hour ?? 0),
      minute: Number(minute ?? 0),
      second: Number(second ?? 0),
      micro: microOf(micro),
    });
    return moment && { moment, isWhole: text.slice(all.length).trim() === '', hasClock: hour !== undefined };
  }
  const bare = BARE.exec(text);
  if (!bare) return null;
  const [all, digits = '', micro] = bare;
  const moment = bareMoment(digits, microOf(micro));
  return moment && { moment, isWhole: text.slice(all.length).trim() === '', hasClock: digits.length > 8 };
}

function bareMoment(digits: string, micro: number): DateAndTime | null {
  const long = digits.length === 8 || digits.length === 14 ? 4 : 2;
  const pair = (i: number): number => Number(digits.slice(long + 2 * i, long + 2 * i + 2) || 0);
  return checked({
    year: twoDigitYear(digits.slice(0, long)),
    month: pair(0),
    day: pair(1),
    hour: pair(2),
    minute: pair(3),
    second: pair(4),
    micro,
  });
}

/** Of a whole number: 20261122, 20261122071657. */
export function momentOfNumber(value: bigint, micro = 0): DateAndTime | null {
  if (value === 0n) return { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0, micro: 0 };
  const digits = String(value);
  if (value < 0n || digits.length > 14) return null;
  const width = digits.length <= 6 ? 6 : digits.length <= 8 ? 8 : digits.length <= 12 ? 12 : 14;
  return bareMoment(digits.padStart(width, '0'), micro);
}

/** TIME in microseconds, with its sign; at most 838:59:59. */
export const MOST_TIME = 3_020_399_999_999n;

export function timeText(micros: bigint, scale: number): string {
  const size = micros < 0n ? -micros : micros;
  const clock = clockOf(size);
  return `${micros < 0n ? '-' : ''}${two(clock.hour)}:${two(clock.minute)}:${two(clock.second)}${fraction(clock.micro, scale)}`;
}

const TIME = /^\s*(-?)(?:(\d+)\s+)?(\d+)(?::(\d{1,2})(?::(\d{1,2}))?)?(?:\.(\d*))?/;

interface ReadTime {
  readonly micros: bigint;
  readonly isWhole: boolean;
}

/** `[-][d ]hh:mm:ss.ffffff`, or the clock of a moment; null where there is none. */
export function readTime(text: string): ReadTime | null {
  const moment = /^\s*\d{1,4}[^\d\s:.]\d/.test(text) ? readMoment(text) : null;
  if (moment) return { micros: clockMicros(moment.moment), isWhole: moment.isWhole };
  const found = TIME.exec(text);
  if (!found) return null;
  const [all, sign, days = '0', first = '0', minute, second, micro] = found;
  const isWhole = text.slice(all.length).trim() === '';
  const seconds =
    minute === undefined && found[2] === undefined
      ? bareSeconds(first)
      : (Number(days) * 24 + Number(first)) * 3600 + Number(minute ?? 0) * 60 + Number(second ?? 0);
  if (seconds === null || Number(minute ?? 0) > 59 || Number(second ?? 0) > 59) return null;
  const size = BigInt(seconds) * 1_000_000n + BigInt(microOf(micro));
  const kept = size > MOST_TIME ? MOST_TIME : size;
  return { micros: sign === '-' ? -kept : kept, isWhole };
}

/** `hhmmss` without signs. */
function bareSeconds(digits: string): number | null {
  const all = digits.padStart(6, '0');
  if (all.length > 7) return null;
  const [hour, minute, second] = [all.slice(0, -4), all.slice(-4, -2), all.slice(-2)].map(Number);
  if ((minute ?? 0) > 59 || (second ?? 0) > 59) return null;
  return (hour ?? 0) * 3600 + (minute ?? 0) * 60 + (second ?? 0);
}
