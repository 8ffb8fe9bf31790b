/**
 * Virtual time: an integer number of microseconds since the start of a run. Branded, so that it is never mixed with
 * a count or with milliseconds. The wall clock of a run (what rows and messages carry) is `epoch_ms + at / 1000`.
 */
import { broken } from './assert.ts';

declare const microsBrand: unique symbol;
export type Micros = number & { readonly [microsBrand]: true };

export function micros(value: number): Micros {
  if (!Number.isSafeInteger(value)) broken(`microseconds must be an integer, got ${value}`);
  return value as Micros;
}

export function fromMs(ms: number): Micros {
  return micros(Math.round(ms * 1000));
}

export function plus(at: Micros, duration: Micros): Micros {
  return (at + duration) as Micros;
}

/** Civil date of a count of days since 1970-01-01 (proleptic Gregorian), by Hinnant's algorithm; integers only. */
function civilFromDays(days: number): { year: number; month: number; day: number } {
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const mp = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * mp + 2) / 5) + 1;
  const month = mp < 10 ? mp + 3 : mp - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

const two = (n: number): string => String(n).padStart(2, '0');

/** What a service's `utcnow()` says at `at`, in the forms that Nova writes. */
export interface WallTime {
  /** `2026-11-22 07:16:58`: DATETIME columns of MySQL (fractions are cut, not rounded) */
  readonly sql: string;
  /** `2026-11-22T07:16:58Z`: o.vo DateTime fields on the wire */
  readonly iso: string;
  /** `2026-11-22T07:16:58.026427`: `_context_timestamp` */
  readonly isoMicros: string;
  /** whole seconds since 1970: integer columns */
  readonly unix: number;
}

/** `epochMs` is the wall time of `at = 0`, in whole milliseconds since 1970. */
export function wallTime(epochMs: number, at: Micros): WallTime {
  const totalMicros = epochMs * 1000 + at;
  const seconds = Math.floor(totalMicros / 1_000_000);
  const fraction = totalMicros - seconds * 1_000_000;
  const days = Math.floor(seconds / 86400);
  const rest = seconds - days * 86400;
  const { year, month, day } = civilFromDays(days);
  const date = `${year}-${two(month)}-${two(day)}`;
  const time = `${two(Math.floor(rest / 3600))}:${two(Math.floor(rest / 60) % 60)}:${two(rest % 60)}`;
  return {
    sql: `${date} ${time}`,
    iso: `${date}T${time}Z`,
    isoMicros: `${date}T${time}.${String(fraction).padStart(6, '0')}`,
    unix: seconds,
  };
}

/** Seconds since 1970 of `YYYY-MM-DD HH:MM:SS` (or with `T`). */
export function secondsOf(date: string): number {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = date.split(/[-: TZ]/).map(Number);
  const y = month <= 2 ? year - 1 : year;
  const m = month <= 2 ? month + 9 : month - 3;
  const leaps = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  const days = 365 * y + leaps + Math.floor((153 * m + 2) / 5) + day - 1 - 719468;
  return ((days * 24 + hour) * 60 + minute) * 60 + second;
}
