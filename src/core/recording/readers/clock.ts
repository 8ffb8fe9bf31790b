/** Times as files write them, as epoch milliseconds. A time without a zone is taken as UTC. */

const TIME = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,:](\d{1,9}))?\s*(Z|[+-]\d\d:?\d\d)?$/;

/** Epoch milliseconds up to the year 2096. */
export const isTime = (t: unknown): t is number => typeof t === 'number' && t >= 0 && t <= 4e12;

/** null where the text is no time. */
export function epochMsOf(text: string): number | null {
  const match = TIME.exec(text.trim());
  if (!match) return null;
  const [, year, month, day, hour, minute, second, fraction = '0', zone = 'Z'] = match;
  const [m, d, h, min, s] = [month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  if (m < 1 || m > 12 || d < 1 || d > 31 || h > 23 || min > 59 || s > 60) return null;
  const seconds = ((daysOf(Number(year), m, d) * 24 + h) * 60 + min) * 60 + s;
  return seconds * 1000 + Number(`0.${fraction}`) * 1000 - offsetMs(zone);
}

/** Days since 1970-01-01 of a date of the Gregorian calendar (the well-known count by years that begin in March). */
function daysOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const ofEra = y - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}

function offsetMs(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -1 : 1) * minutes * 60_000;
}
