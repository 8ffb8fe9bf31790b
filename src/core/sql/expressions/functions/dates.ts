/** Parts of dates, arithmetic of dates. */

import type { Session } from '../../server/session.ts';
import { toDec, toInt, toMoment, toTime } from '../../values/convert.ts';
import { DAY_NAMES, MONTH_NAMES } from '../../values/date-format.ts';
import { dec, pow10, rounded } from '../../values/decimal.ts';
import {
  added,
  compositeOf,
  type Interval,
  intervalOf,
  isComposite,
  isWholeDays,
  partsOfUnit,
  unitsBetween,
} from '../../values/intervals.ts';
import {
  clockMicros,
  clockOf,
  type DateAndTime,
  dateText,
  datetimeText,
  dayNumber,
  daysInMonth,
  readMoment,
  timeText,
} from '../../values/temporal.ts';
import { DATE, datetimeType, INT, type SqlCell, type SqlType, STRING, timeType } from '../../values/types.ts';
import { weekday, weekOf } from '../../values/weeks.ts';
import { type Env, type Ex, made, readInt, readText } from '../ex.ts';
import { type FunctionSpec, type Functions, takes } from './spec.ts';

export const readMomentOf =
  (ex: Ex, session: Session) =>
  (env: Env): DateAndTime | null =>
    toMoment(ex.get(env), ex.type, session);

/** A whole number out of a date. */
const part = (compute: (moment: DateAndTime) => number): FunctionSpec =>
  takes(1, 1, ([ex], { session }) => {
    const read = readMomentOf(ex as Ex, session);
    return made(INT, [ex as Ex], (env) => {
      const moment = read(env);
      return moment && BigInt(compute(moment));
    });
  });

/** A whole number out of a clock. */
const clockPart = (compute: (clock: ReturnType<typeof clockOf>) => number): FunctionSpec =>
  takes(1, 1, ([arg], { session }) => {
    const ex = arg as Ex;
    return made(INT, [ex], (env) => {
      const micros = toTime(ex.get(env), ex.type, session);
      return micros === null ? null : BigInt(compute(clockOf(micros < 0n ? -micros : micros)));
    });
  });

const named = (compute: (moment: DateAndTime) => string | undefined): FunctionSpec =>
  takes(1, 1, ([ex], { session }) => {
    const read = readMomentOf(ex as Ex, session);
    return made(STRING, [ex as Ex], (env) => {
      const moment = read(env);
      return moment ? (compute(moment) ?? null) : null;
    });
  });

const yearDay = (moment: DateAndTime): number =>
  dayNumber(moment) - dayNumber({ year: moment.year, month: 1, day: 1 }) + 1;

const week = (compute: (moment: DateAndTime, mode: number) => number, usual: number): FunctionSpec =>
  takes(1, 2, ([ex, modeEx], { session }) => {
    const read = readMomentOf(ex as Ex, session);
    const mode = modeEx ? readInt(modeEx, session) : () => BigInt(usual);
    return made(INT, modeEx ? [ex as Ex, modeEx] : [ex as Ex], (env) => {
      const [moment, which] = [read(env), mode(env)];
      return moment && BigInt(compute(moment, Number(which ?? 0n)));
    });
  });

/** What an expression behind INTERVAL means in its unit. */
function readInterval(ex: Ex, unit: string, session: Session): (env: Env) => Interval | null {
  if (isComposite(unit)) {
    const read = readText(ex);
    return (env) => {
      const text = read(env);
      return text === null ? null : compositeOf(unit, text);
    };
  }
  return (env) => {
    const cell = ex.get(env);
    if (cell === null) return null;
    if (unit !== 'second') return intervalOf(unit, toInt(cell, ex.type, session) ?? 0n);
    const value = rounded(toDec(cell, ex.type, session) ?? dec(0n, 0), 6);
    return { months: 0, micros: value.units };
  };
}

/** Digits behind the second that an interval brings. */
function scaleOf(ex: Ex, unit: string): number {
  if (unit.includes('microsecond')) return 6;
  return unit === 'second' && ex.type.kind === 'decimal' ? Math.min(6, ex.type.scale) : 0;
}

const dateAdd = (sign: 1 | -1): FunctionSpec =>
  takes(2, 2, ([date, by], { session, call }) => {
    const ex = date as Ex;
    const unit = call.word ?? 'day';
    const interval = readInterval(by as Ex, unit, session);
    const type = sumType(ex, by as Ex, unit);
    return made(type, [ex, by as Ex], (env) => {
      const step = interval(env);
      if (step === null) return null;
      if (type.kind === 'time') {
        const micros = toTime(ex.get(env), ex.type, session);
        return micros === null ? null : timeText(micros + BigInt(sign) * step.micros, type.scale);
      }
      const cell = ex.get(env);
      const moment = toMoment(cell, ex.type, session);
      const found = moment && added(moment, step, sign);
      if (moment && !found) session.warn(1441, 'Datetime function: datetime field overflow');
      return found ? shown(found, type, cell, unit) : null;
    });
  });

function sumType(ex: Ex, by: Ex, unit: string): SqlType {
  const more = scaleOf(by, unit);
  if (ex.type.kind === 'date') return isWholeDays(unit) ? DATE : datetimeType(more);
  if (ex.type.kind === 'datetime') return datetimeType(Math.max(ex.type.scale, more));
  if (ex.type.kind === 'time') return timeType(Math.max(ex.type.scale, more));
  return STRING;
}

/** A text stays one: with a clock where the text had one or the unit is part of a day. */
function shown(moment: DateAndTime, type: SqlType, cell: SqlCell, unit: string): string {
  if (type.kind === 'date') return dateText(moment);
  if (type.kind === 'datetime') return datetimeText(moment, type.scale);
  const hasClock = typeof cell === 'string' ? readMoment(cell)?.hasClock === true : String(cell).length > 8;
  if (isWholeDays(unit) && !hasClock) return dateText(moment);
  if (moment.micro === 0) return datetimeText(moment);
  const text = datetimeText(moment, 6);
  return unit === 'second' ? text.replace(/0+$/, '') : text;
}

/** ADDTIME and SUBTIME. */
const addTime = (sign: 1 | -1): FunctionSpec =>
  takes(2, 2, ([first, second], { session }) => {
    const [ex, by] = [first as Ex, second as Ex];
    const scale = Math.min(
      6,
      Math.max(ex.type.kind === 'string' ? 0 : ex.type.scale, by.type.kind === 'string' ? 0 : by.type.scale),
    );
    const type =
      ex.type.kind === 'datetime' ? datetimeType(scale) : ex.type.kind === 'time' ? timeType(scale) : STRING;
    return made(type, [ex, by], (env) => {
      const cell = ex.get(env);
      const micros = toTime(by.get(env), by.type, session);
      if (cell === null || micros === null) return null;
      const isMoment =
        ex.type.kind === 'datetime' ||
        (typeof cell === 'string' && readMoment(cell)?.hasClock && /\d-\d/.test(cell));
      const digits = (value: bigint): number =>
        type.kind === 'string' ? (value % 1_000_000n === 0n ? 0 : 6) : scale;
      if (!isMoment) {
        const own = toTime(cell, ex.type, session);
        if (own === null) return null;
        const sum = own + BigInt(sign) * micros;
        return timeText(sum, digits(sum));
      }
      const moment = toMoment(cell, ex.type, session);
      const found = moment && added(moment, { months: 0, micros }, sign);
      return found ? datetimeText(found, digits(BigInt(found.micro))) : null;
    });
  });

const timeDiff: FunctionSpec = takes(2, 2, ([first, second], { session }) => {
  const [a, b] = [first as Ex, second as Ex];
  const isMoment = (ex: Ex, cell: SqlCell): boolean =>
    ex.type.kind === 'datetime' ||
    ex.type.kind === 'date' ||
    (typeof cell === 'string' && ex.type.kind === 'string' && /\d-\d/.test(cell));
  const scale = Math.max(
    a.type.kind === 'string' ? 0 : a.type.scale,
    b.type.kind === 'string' ? 0 : b.type.scale,
  );
  return made(timeType(scale), [a, b], (env) => {
    const [x, y] = [a.get(env), b.get(env)];
    if (x === null || y === null) return null;
    const isBoth = isMoment(a, x) && isMoment(b, y);
    if (isMoment(a, x) !== isMoment(b, y)) return null;
    if (a.type.kind === 'date' || b.type.kind === 'date') return null;
    if (!isBoth) {
      const [left, right] = [toTime(x, a.type, session), toTime(y, b.type, session)];
      return left === null || right === null ? null : timeText(left - right, scale);
    }
    const [left, right] = [toMoment(x, a.type, session), toMoment(y, b.type, session)];
    if (!left || !right) return null;
    const full = (one: DateAndTime): bigint => BigInt(dayNumber(one)) * 86_400_000_000n + clockMicros(one);
    // DATE beside a moment has no clock: NULL, as the server says
    const isDateOnly = [x, y].some((cell) => typeof cell === 'string' && !/:/.test(cell));
    return isDateOnly ? null : timeText(full(left) - full(right), scale);
  });
});

const extract: FunctionSpec = takes(1, 1, ([arg], { session, call }) => {
  const ex = arg as Ex;
  const unit = call.word ?? 'day';
  const parts = partsOfUnit(unit);
  const isClock =
    ['hour', 'minute', 'second', 'microsecond'].includes(unit) || (parts.length > 0 && parts[0] !== 'day');
  return made(INT, [ex], (env) => {
    if (isClock && ex.type.kind !== 'datetime') {
      const micros = toTime(ex.get(env), ex.type, session);
      if (micros === null) return null;
      const found = partNumber(unit, {
        year: 0,
        month: 0,
        day: 0,
        ...clockOf(micros < 0n ? -micros : micros),
      });
      return micros < 0n ? -found : found;
    }
    const moment = toMoment(ex.get(env), ex.type, session);
    return moment && partNumber(unit, moment);
  });
});

function partNumber(unit: string, moment: DateAndTime): bigint {
  if (unit === 'year_month') return BigInt(moment.year * 100 + moment.month);
  if (unit === 'quarter') return BigInt(Math.ceil(moment.month / 3));
  if (unit === 'week') return BigInt(weekOf(moment, 0).week);
  const parts = isComposite(unit) ? partsOfUnit(unit) : [unit];
  let whole = 0n;
  for (const one of parts) {
    const key = one === 'microsecond' ? 'micro' : (one as keyof DateAndTime);
    whole = whole * pow10(one === 'microsecond' && parts.length > 1 ? 6 : 2) + BigInt(moment[key]);
  }
  return whole;
}

const weekYear = week((moment, mode) => {
  const found = weekOf(moment, mode | 2);
  return found.year * 100 + found.week;
}, 0);

const monthDay = part(({ day }) => day);

export const DATES: Functions = {
  year: part(({ year }) => year),
  month: part(({ month }) => month),
  day: monthDay,
  dayofmonth: monthDay,
  quarter: part(({ month }) => Math.ceil(month / 3)),
  dayofyear: part(yearDay),
  dayofweek: part((moment) => weekday(dayNumber(moment), true) + 1),
  weekday: part((moment) => weekday(dayNumber(moment), false)),
  to_days: part(dayNumber),
  week: week((moment, mode) => weekOf(moment, mode).week, 0),
  yearweek: weekYear,
  weekofyear: part((moment) => weekOf(moment, 3).week),
  hour: clockPart(({ hour }) => hour),
  minute: clockPart(({ minute }) => minute),
  second: clockPart(({ second }) => second),
  microsecond: clockPart(({ micro }) => micro),
  monthname: named(({ month }) => MONTH_NAMES[month - 1]),
  dayname: named((moment) => DAY_NAMES[weekday(dayNumber(moment), false)]),
  last_day: takes(1, 1, ([ex], { session }) => {
    const read = readMomentOf(ex as Ex, session);
    return made(DATE, [ex as Ex], (env) => {
      const moment = read(env);
      return moment && dateText({ ...moment, day: daysInMonth(moment.year, moment.month) });
    });
  }),
  date_add: dateAdd(1),
  adddate: dateAdd(1),
  date_sub: dateAdd(-1),
  subdate: dateAdd(-1),
  timestampadd: takes(2, 2, ([by, date], context) => dateAdd(1).make([date as Ex, by as Ex], context)),
  addtime: addTime(1),
  subtime: addTime(-1),
  timediff: timeDiff,
  extract,
  datediff: takes(2, 2, ([a, b], { session }) => {
    const [left, right] = [readMomentOf(a as Ex, session), readMomentOf(b as Ex, session)];
    return made(INT, [a as Ex, b as Ex], (env) => {
      const [x, y] = [left(env), right(env)];
      return x && y && BigInt(dayNumber(x) - dayNumber(y));
    });
  }),
  timestampdiff: takes(2, 2, ([a, b], { session, call }) => {
    const [left, right] = [readMomentOf(a as Ex, session), readMomentOf(b as Ex, session)];
    return made(INT, [a as Ex, b as Ex], (env) => {
      const [x, y] = [left(env), right(env)];
      return x && y && unitsBetween(call.word ?? 'second', x, y);
    });
  }),
  time_to_sec: takes(1, 1, ([arg], { session }) => {
    const ex = arg as Ex;
    const digits = ex.type.kind === 'string' ? 0 : ex.type.scale;
    return made(digits > 0 ? { kind: 'decimal', scale: digits } : INT, [ex], (env) => {
      const micros = toTime(ex.get(env), ex.type, session);
      if (micros === null) return null;
      return digits > 0 ? dec(micros, 6) : micros / 1_000_000n;
    });
  }),
  to_seconds: takes(1, 1, ([ex], { session }) => {
    const read = readMomentOf(ex as Ex, session);
    return made(INT, [ex as Ex], (env) => {
      const moment = read(env);
      return moment && BigInt(dayNumber(moment)) * 86_400n + clockMicros(moment) / 1_000_000n;
    });
  }),
};
