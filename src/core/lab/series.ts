/**
 * What is watched over time: gauges (how many wait, how many work) and counts, in buckets of equal length. A gauge's
 * bucket holds its mean, computed from whole numbers (level times microseconds); when there are too many buckets, two
 * become one.
 */
import type { Micros } from '../base/time.ts';

const BUCKETS_MAX = 600;

export interface Series {
  /** a gauge goes up or down by so much */
  move(name: string, at: Micros, by: number): void;
  /** a gauge is set */
  set(name: string, at: Micros, level: number): void;
  count(name: string, at: Micros): void;
  level(name: string): number;
  result(endedAt: Micros): SeriesOutcome;
}

export interface SeriesOutcome {
  readonly begin_us: number;
  readonly bucket_us: number;
  readonly buckets: number;
  /** mean level in each bucket, and the highest of the whole run */
  readonly gauges: { readonly [name: string]: { readonly mean: readonly number[]; readonly most: number } };
  readonly counts: { readonly [name: string]: readonly number[] };
}

interface Gauge {
  level: number;
  most: number;
  changedAt: number;
  /** level times microseconds, by bucket */
  readonly integral: number[];
}

/** `bucket` = its length at first, microseconds; what was before `begin` counts in no bucket. */
export function makeSeries(begin: Micros, bucket: Micros): Series {
  const gauges = new Map<string, Gauge>();
  const counts = new Map<string, number[]>();
  let length: number = bucket;
  const bucketAt = (at: number): number => {
    while ((at - begin) / length >= BUCKETS_MAX) double();
    return Math.floor((at - begin) / length);
  };
  const double = (): void => {
    length *= 2;
    for (const { integral } of gauges.values()) halve(integral);
    for (const list of counts.values()) halve(list);
  };
  const gaugeOf = (name: string): Gauge => {
    const known = gauges.get(name);
    if (known) return known;
    const made: Gauge = { level: 0, most: 0, changedAt: begin, integral: [] };
    gauges.set(name, made);
    return made;
  };
  const settle = (gauge: Gauge, at: number): void => {
    let from = gauge.changedAt;
    gauge.changedAt = Math.max(at, begin);
    if (gauge.level === 0 || at <= from) return;
    bucketAt(at);
    while (from < at) {
      const here = Math.floor((from - begin) / length);
      const end = Math.min(at, begin + (here + 1) * length);
      gauge.integral[here] = (gauge.integral[here] ?? 0) + gauge.level * (end - from);
      from = end;
    }
  };
  const set: Series['set'] = (name, at, level) => {
    const gauge = gaugeOf(name);
    settle(gauge, at);
    gauge.level = level;
    if (level > gauge.most) gauge.most = level;
  };
  return {
    set,
    move: (name, at, by) => set(name, at, gaugeOf(name).level + by),
    level: (name) => gauges.get(name)?.level ?? 0,
    count(name, at) {
      if (at < begin) return;
      const bucketNow = bucketAt(at);
      const list = counts.get(name) ?? [];
      counts.set(name, list);
      list[bucketNow] = (list[bucketNow] ?? 0) + 1;
    },
    result(endedAt) {
      for (const gauge of gauges.values()) settle(gauge, endedAt);
      const buckets = endedAt <= begin ? 0 : bucketAt(endedAt) + 1;
      const lastLength = endedAt - begin - (buckets - 1) * length;
      const lengthOf = (i: number): number => (i === buckets - 1 && lastLength > 0 ? lastLength : length);
      const all = Array.from({ length: buckets }, (_, i) => i);
      const named = <T, R>(map: ReadonlyMap<string, T>, make: (one: T) => R): { [name: string]: R } =>
        Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, one]) => [k, make(one)]));
      return {
        begin_us: begin,
        bucket_us: length,
        buckets,
        gauges: named(gauges, ({ integral, most }) => ({
          mean: all.map((i) => (integral[i] ?? 0) / lengthOf(i)),
          most,
        })),
        counts: named(counts, (list) => all.map((i) => list[i] ?? 0)),
      };
    },
  };
}

function halve(list: number[]): void {
  const half = Math.ceil(list.length / 2);
  for (let i = 0; i < half; i += 1) list[i] = (list[2 * i] ?? 0) + (list[2 * i + 1] ?? 0);
  list.length = half;
}
