/**
 * What was watched over time in several runs on the same arrivals, brought to buckets of one length, so that a chart and
 * its table show the same few numbers. Buckets of two runs differ by a power of two (`core/lab/series.ts`).
 */
import type { LabOutcome } from '../../core/lab/run.ts';

export interface Aligned {
  /** where each bucket begins, seconds after the first possible arrival */
  readonly x: readonly number[];
  /** for each run its value by bucket; null after its end */
  readonly lines: readonly (readonly (number | null)[])[];
}

/** Rows of a table that can still be read. */
export const BUCKETS_SHOWN = 60;

type Bucketed = (outcome: LabOutcome) => (bucket: number) => number;

/** The names under `prefix` (`queue `, `busy `) that were ever above nothing in a run, without it. */
export function gaugeNames(outcomes: readonly LabOutcome[], prefix: string): readonly string[] {
  const names = outcomes.flatMap(({ series }) =>
    Object.entries(series.gauges)
      .filter(([name, { most }]) => name.startsWith(prefix) && most > 0)
      .map(([name]) => name.slice(prefix.length)),
  );
  return [...new Set(names)].sort();
}

/** The mean level of one gauge, or of all under a prefix together where `name` is ''. */
export function levels(outcomes: readonly LabOutcome[], prefix: string, name: string): Aligned {
  return align(outcomes, ({ series }) => {
    const chosen = Object.entries(series.gauges).filter(([key]) =>
      name === '' ? key.startsWith(prefix) : key === prefix + name,
    );
    return (i) => chosen.reduce((sum, [, { mean }]) => sum + (mean[i] ?? 0), 0);
  });
}

/** How often something happened, a second. */
export function rates(outcomes: readonly LabOutcome[], name: string): Aligned {
  return align(outcomes, ({ series, duration_us }) => {
    const counts = series.counts[name] ?? [];
    return (i) => ((counts[i] ?? 0) * 1_000_000) / lengthOf(series.bucket_us, duration_us, i);
  });
}

/** The last bucket ends with the run. */
function lengthOf(bucket: number, duration: number, i: number): number {
  return Math.max(1, Math.min(bucket, duration - i * bucket));
}

function align(outcomes: readonly LabOutcome[], watched: Bucketed): Aligned {
  const longest = Math.max(0, ...outcomes.map(({ duration_us }) => duration_us));
  let bucket = Math.max(1, ...outcomes.map(({ series }) => series.bucket_us));
  while (longest / bucket > BUCKETS_SHOWN) bucket *= 2;
  const x = Array.from({ length: Math.ceil(longest / bucket) }, (_, i) => (i * bucket) / 1_000_000);
  return { x, lines: outcomes.map((outcome) => lineOf(outcome, bucket, x.length, watched(outcome))) };
}

/** The mean over the run's own buckets, each by its length. */
function lineOf(
  { series, duration_us }: LabOutcome,
  bucket: number,
  count: number,
  value: (bucket: number) => number,
): readonly (number | null)[] {
  const own = Math.round(bucket / series.bucket_us);
  return Array.from({ length: count }, (_, i) => {
    if (i * bucket >= duration_us) return null;
    let [sum, time] = [0, 0];
    for (let j = i * own; j < (i + 1) * own && j * series.bucket_us < duration_us; j += 1) {
      const length = lengthOf(series.bucket_us, duration_us, j);
      sum += value(j) * length;
      time += length;
    }
    return time === 0 ? null : sum / time;
  });
}
