/** Weeks as WEEK() counts them, by its modes. */
import { type DateAndTime, dayNumber, daysInYear } from './temporal.ts';

/** 0 = Monday, or Sunday where the week begins with it. */
export const weekday = (days: number, sundayFirst: boolean): number =>
  (((days + 5 + (sundayFirst ? 1 : 0)) % 7) + 7) % 7;

interface Week {
  readonly week: number;
  readonly year: number;
}

const MONDAY_FIRST = 1;
const WHOLE_YEAR = 2;
const FIRST_WEEKDAY = 4;

/** `mode` as WEEK() takes it. */
export function weekOf(moment: DateAndTime, mode: number): Week {
  let bits = mode & 7;
  if (!(bits & MONDAY_FIRST)) bits ^= FIRST_WEEKDAY;
  const mondayFirst = (bits & MONDAY_FIRST) !== 0;
  let wholeYear = (bits & WHOLE_YEAR) !== 0;
  const firstWeekday = (bits & FIRST_WEEKDAY) !== 0;
  const days = dayNumber(moment);
  let year = moment.year;
  let first = dayNumber({ year, month: 1, day: 1 });
  let day = weekday(first, !mondayFirst);
  if (moment.month === 1 && moment.day <= 7 - day) {
    if (!wholeYear && ((firstWeekday && day !== 0) || (!firstWeekday && day >= 4))) return { week: 0, year };
    wholeYear = true;
    year -= 1;
    const before = daysInYear(year);
    first -= before;
    day = (day + 53 * 7 - before) % 7;
  }
  const since =
    (firstWeekday && day !== 0) || (!firstWeekday && day >= 4)
      ? days - (first + (7 - day))
      : days - (first - day);
  if (wholeYear && since >= 52 * 7) {
    day = (day + daysInYear(year)) % 7;
    if ((!firstWeekday && day < 4) || (firstWeekday && day === 0)) return { week: 1, year: year + 1 };
  }
  return { week: Math.floor(since / 7) + 1, year };
}
