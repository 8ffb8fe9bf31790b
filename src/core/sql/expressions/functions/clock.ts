/** What time it is, and dates made from other things. */
import { NotModelled } from '../../server/refusals.ts';
import type { Session } from '../../server/session.ts';
import { cast, textOf, toDec, toInt, toMoment, toTime } from '../../values/convert.ts';
import { formatted, parsed } from '../../values/date-format.ts';
import { type Dec, dec, rounded } from '../../values/decimal.ts';
import {
  clockMicros,
  type DateAndTime,
  dateOfDays,
  dateText,
  datetimeText,
  dayNumber,
  MOST_TIME,
  momentOfMicros,
  readMoment,
  timeText,
} from '../../values/temporal.ts';
import { DATE, datetimeType, decimalType, INT, STRING, timeType } from '../../values/types.ts';
import { constant, type Env, type Ex, made, NOWHERE, readInt, readText } from '../ex.ts';
import { readMomentOf } from './dates.ts';
import { type FunctionSpec, type Functions, takes } from './spec.ts';

const nowOf = ({ now }: Session): DateAndTime =>
  readMoment(now)?.moment ?? { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, micro: 0 };

const digitsOf = (ex: Ex | undefined, session: Session): number =>
  ex ? Math.min(6, Number(toInt(ex.get(NOWHERE), ex.type, session) ?? 0n)) : 0;

const now: FunctionSpec = takes(0, 1, ([places], { session }) => {
  const scale = digitsOf(places, session);
  return constant(datetimeText(nowOf(session), scale), datetimeType(scale));
});
const today: FunctionSpec = takes(0, 0, (_, { session }) => constant(dateText(nowOf(session)), DATE));
const clock: FunctionSpec = takes(0, 1, ([places], { session }) => {
  const scale = digitsOf(places, session);
  return constant(timeText(clockMicros(nowOf(session)), scale), timeType(scale));
});

/** Days from the year 0 to 1970. */
const EPOCH_DAYS = 719_528n;
const SECOND = 1_000_000n;

const epochMicros = (moment: DateAndTime): bigint =>
  (BigInt(dayNumber(moment)) - EPOCH_DAYS) * 86_400n * SECOND + clockMicros(moment);

const unixTimestamp: FunctionSpec = takes(0, 1, ([ex], { session }) => {
  if (!ex) return constant(epochMicros(nowOf(session)) / SECOND, INT);
  const scale =
    ex.type.kind === 'string' ? literalScale(ex) : ex.type.kind === 'datetime' ? ex.type.scale : 0;
  const read = readMomentOf(ex, session);
  return made(scale > 0 ? decimalType(scale) : INT, [ex], (env) => {
    const moment = read(env);
    if (!moment) return null;
    const micros = epochMicros(moment);
    if (micros < 0n) return scale > 0 ? dec(0n, 0) : 0n;
    return scale > 0 ? dec(micros, 6) : micros / SECOND;
  });
});

function literalScale(ex: Ex): number {
  if (!ex.type.literal) return 6;
  return Math.min(6, /\.(\d+)\s*$/.exec(textOf(ex.get(NOWHERE), ex.type) ?? '')?.[1]?.length ?? 0);
}

/** Digits behind the point of what is made of a number of seconds. */
function secondsScale({ type }: Ex): number {
  if (type.kind === 'decimal') return Math.min(6, type.scale);
  return type.kind === 'string' || type.kind === 'double' ? 6 : 0;
}

const fromUnixtime: FunctionSpec = takes(1, 2, ([first, format], { session }) => {
  const ex = first as Ex;
  const scale = secondsScale(ex);
  const moment = (env: Env): DateAndTime | null => {
    const value = toDec(ex.get(env), ex.type, session);
    if (!value || value.units < 0n) return null;
    const micros = rounded(value, 6).units;
    return micros >= 2_147_483_648n * SECOND ? null : momentOfMicros(micros + EPOCH_DAYS * 86_400n * SECOND);
  };
  if (!format) {
    return made(datetimeType(scale), [ex], (env) => {
      const found = moment(env);
      return found && datetimeText(found, scale);
    });
  }
  const form = readText(format);
  return made(STRING, [ex, format], (env) => {
    const [found, wanted] = [moment(env), form(env)];
    return found && wanted !== null ? formatted(found, wanted) : null;
  });
});

const dateFormat: FunctionSpec = takes(2, 3, (args, { session }) => {
  const [ex, format, locale] = args as [Ex, Ex, Ex | undefined];
  if (locale) throw new NotModelled('DATE_FORMAT with a locale');
  const [read, form] = [readMomentOf(ex, session), readText(format)];
  return made(STRING, args, (env) => {
    const [moment, wanted] = [read(env), form(env)];
    return moment && wanted !== null ? formatted(moment, wanted) : null;
  });
});

const timeFormat: FunctionSpec = takes(2, 2, (args, { session }) => {
  const [ex, format] = args as [Ex, Ex];
  const form = readText(format);
  return made(STRING, args, (env) => {
    const [micros, wanted] = [toTime(ex.get(env), ex.type, session), form(env)];
    if (micros === null || wanted === null) return null;
    const size = micros < 0n ? -micros : micros;
    const hours = Number(size / (3600n * SECOND));
    const rest = momentOfMicros((size % (24n * 3600n * SECOND)) + 800_000n * 86_400n * SECOND);
    const sign = micros < 0n ? '-' : '';
    return rest && sign + (formatted({ ...rest, hour: hours, year: 0, month: 0, day: 0 }, wanted) ?? '');
  });
});

/** The type is that of the format, where it is written out. */
const strToDate: FunctionSpec = takes(2, 2, (args, { session }) => {
  const [ex, format] = args as [Ex, Ex];
  const [text, form] = [readText(ex), readText(format)];
  const known = format.isFixed ? (form(NOWHERE) ?? '') : '%Y %H';
  const hasTime = /%[HkhIliSsTrfp]/.test(known);
  const hasDate = /%[YymcdebMDajUuVvWwXx]/.test(known);
  const scale = /%f/.test(known) ? 6 : 0;
  const type = hasTime ? (hasDate ? datetimeType(scale) : timeType(scale)) : DATE;
  return made(type, args, (env) => {
    const [value, wanted] = [text(env), form(env)];
    if (value === null || wanted === null) return null;
    const found = parsed(value, wanted);
    const checked = found && (hasDate ? readMoment(datetimeText(found.moment, 6)) : { moment: found.moment });
    if (!checked) {
      const kind = hasTime ? (hasDate ? 'datetime' : 'time') : 'date';
      session.warn(1411, `Incorrect ${kind} value: '${value}' for function str_to_date`);
      return null;
    }
    if (type.kind === 'date') return dateText(checked.moment);
    if (type.kind === 'time') return timeText(clockMicros(checked.moment), scale);
    return datetimeText(checked.moment, scale);
  });
});

function withinTime(micros: bigint): bigint {
  if (micros > MOST_TIME) return MOST_TIME;
  return micros < -MOST_TIME ? -MOST_TIME : micros;
}

/** A number of seconds as a TIME. */
const secToTime: FunctionSpec = takes(1, 1, ([arg], { session }) => {
  const ex = arg as Ex;
  const scale = secondsScale(ex);
  return made(timeType(scale), [ex], (env) => {
    const value = toDec(ex.get(env), ex.type, session);
    if (!value) return null;
    const micros = rounded(value, 6).units;
    const kept = withinTime(micros);
    if (kept !== micros)
      session.warn(1292, `Truncated incorrect seconds value: '${textOf(ex.get(env), ex.type)}'`);
    return timeText((kept / (scale === 0 ? SECOND : 1n)) * (scale === 0 ? SECOND : 1n), scale);
  });
});

/** `+08:00` and its like, in minutes; null for a name. */
function zoneMinutes(name: string): number | null {
  if (/^(utc|gmt|system)$/i.test(name)) return /^(system)$/i.test(name) ? 0 : null;
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{1,2}):(\d{2})$/.exec(name) ?? [];
  return sign === undefined ? null : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

const FORMATS: { readonly [kind: string]: { readonly [place: string]: string } } = {
  date: { usa: '%m.%d.%Y', jis: '%Y-%m-%d', iso: '%Y-%m-%d', eur: '%d.%m.%Y', internal: '%Y%m%d' },
  time: { usa: '%h:%i:%s %p', jis: '%H:%i:%s', iso: '%H:%i:%s', eur: '%H.%i.%s', internal: '%H%i%s' },
  datetime: {
    usa: '%Y-%m-%d %H.%i.%s',
    jis: '%Y-%m-%d %H:%i:%s',
    iso: '%Y-%m-%d %H:%i:%s',
    eur: '%Y-%m-%d %H.%i.%s',
    internal: '%Y%m%d%H%i%s',
  },
};

const months = (period: bigint): number => {
  const [year, month] = [Math.floor(Number(period) / 100), Number(period) % 100];
  return (year < 70 ? year + 2000 : year < 100 ? year + 1900 : year) * 12 + month - 1;
};

export const CLOCK: Functions = {
  now,
  sysdate: now,
  utc_timestamp: now,
  localtimestamp: now,
  current_timestamp: now,
  localtime: now,
  curdate: today,
  current_date: today,
  utc_date: today,
  curtime: clock,
  current_time: clock,
  utc_time: clock,
  unix_timestamp: unixTimestamp,
  from_unixtime: fromUnixtime,
  date_format: dateFormat,
  time_format: timeFormat,
  str_to_date: strToDate,
  sec_to_time: secToTime,
  date: takes(1, 1, ([ex], { session }) =>
    made(DATE, [ex as Ex], (env) => cast((ex as Ex).get(env), (ex as Ex).type, DATE, session)),
  ),
  time: takes(1, 1, ([arg], { session }) => {
    const ex = arg as Ex;
    const scale =
      ex.type.kind === 'string' ? (ex.type.literal ? literalScale(ex) : 6) : Math.min(6, ex.type.scale);
    const type = timeType(scale);
    return made(type, [ex], (env) => cast(ex.get(env), ex.type, type, session));
  }),
  timestamp: takes(1, 2, (args, { session }) => {
    const [ex, by] = args as [Ex, Ex | undefined];
    const scale = [ex, ...(by ? [by] : [])].reduce(
      (most, one) =>
        Math.max(most, one.type.kind === 'string' ? literalScale(one) : Math.min(6, one.type.scale)),
      0,
    );
    return made(datetimeType(scale), args, (env) => {
      const moment = toMoment(ex.get(env), ex.type, session);
      if (!moment) return null;
      if (!by) return datetimeText(moment, scale);
      const micros = toTime(by.get(env), by.type, session);
      const found =
        micros === null
          ? null
          : momentOfMicros(BigInt(dayNumber(moment)) * 86_400n * SECOND + clockMicros(moment) + micros);
      return found && datetimeText(found, scale);
    });
  }),
  from_days: takes(1, 1, ([ex], { session }) => {
    const read = readInt(ex as Ex, session);
    return made(DATE, [ex as Ex], (env) => {
      const days = read(env);
      if (days === null) return null;
      const date = dateOfDays(Number(days));
      return date ? dateText({ ...date, hour: 0, minute: 0, second: 0, micro: 0 }) : '0000-00-00';
    });
  }),
  makedate: takes(2, 2, (args, { session }) => {
    const [year, day] = args.map((arg) => readInt(arg, session));
    return made(DATE, args, (env) => {
      const [y, d] = [year?.(env) ?? null, day?.(env) ?? null];
      if (y === null || d === null || d <= 0n) return null;
      const full = Number(y) < 70 ? Number(y) + 2000 : Number(y) < 100 ? Number(y) + 1900 : Number(y);
      const date = dateOfDays(dayNumber({ year: full, month: 1, day: 1 }) + Number(d) - 1);
      return date && dateText({ ...date, hour: 0, minute: 0, second: 0, micro: 0 });
    });
  }),
  maketime: takes(3, 3, (args, { session }) => {
    const [hour, minute, second] = args as [Ex, Ex, Ex];
    const scale = second.type.kind === 'decimal' ? Math.min(6, second.type.scale) : 0;
    return made(timeType(scale), args, (env) => {
      const [h, m] = [toInt(hour.get(env), hour.type, session), toInt(minute.get(env), minute.type, session)];
      const s: Dec | null = toDec(second.get(env), second.type, session);
      if (h === null || m === null || !s || m < 0n || m > 59n) return null;
      const micros = ((h < 0n ? -h : h) * 3600n + m * 60n) * SECOND + rounded(s, 6).units;
      return timeText(h < 0n ? -micros : micros, scale);
    });
  }),
  convert_tz: takes(3, 3, (args, { session }) => {
    const [ex, from, to] = args as [Ex, Ex, Ex];
    const [read, left, right] = [readMomentOf(ex, session), readText(from), readText(to)];
    const scale = ex.type.kind === 'datetime' ? ex.type.scale : 0;
    return made(datetimeType(scale), args, (env) => {
      const [moment, a, b] = [read(env), left(env), right(env)];
      if (!moment || a === null || b === null) return null;
      const [x, y] = [zoneMinutes(a), zoneMinutes(b)];
      // names of zones need tables that a fresh server does not have
      if (x === null || y === null) return null;
      const found = momentOfMicros(
        BigInt(dayNumber(moment)) * 86_400n * SECOND + clockMicros(moment) + BigInt(y - x) * 60n * SECOND,
      );
      return found && datetimeText(found, scale);
    });
  }),
  get_format: takes(1, 1, ([ex], { call }) => {
    const read = readText(ex as Ex);
    return made(
      STRING,
      [ex as Ex],
      (env) =>
        FORMATS[call.word === 'timestamp' ? 'datetime' : (call.word ?? '')]?.[
          (read(env) ?? '').toLowerCase()
        ] ?? null,
    );
  }),
  period_add: takes(2, 2, (args, { session }) => {
    const [period, by] = args.map((arg) => readInt(arg, session));
    return made(INT, args, (env) => {
      const [from, n] = [period?.(env) ?? null, by?.(env) ?? null];
      if (from === null || n === null) return null;
      const all = months(from) + Number(n);
      return BigInt(Math.floor(all / 12) * 100 + (all % 12) + 1);
    });
  }),
  period_diff: takes(2, 2, (args, { session }) => {
    const [a, b] = args.map((arg) => readInt(arg, session));
    return made(INT, args, (env) => {
      const [x, y] = [a?.(env) ?? null, b?.(env) ?? null];
      return x === null || y === null ? null : BigInt(months(x) - months(y));
    });
  }),
};
