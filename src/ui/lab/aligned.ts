/**
 * What was watched over time in several runs on the same arrivals, brought to buckets of one length, so that a chart and
 * its table show the same few numbers. Buckets of two runs differ by a power of two (`core/lab/series.ts`).
 */
import type { LabOutcome } from '../../core/lab/run.ts';

export interface Aligned {
  /** where each bucket begins, seconds after the first possible arrival */
  readonly x: readonly number[];
  /** for each run its value by bucket; null after its end, and where there is nothing to watch */
  readonly lines: readonly (readonly (number | null)[])[];
}

/** Rows of a table that can still be read. */
export const BUCKETS_SHOWN = 60;

type ValueAt = (bucket: number) => number;

/** `queue` = messages ready in queues; `busy` = requests in work at a service. */
export type Watched = 'queue' | 'busy';

interface Gauge {
  readonly name: string;
  readonly mean: readonly number[];
}

/**
 * Those that were ever above nothing. A service whose workers are not limited takes what comes: there, what is `open` is in
 * work.
 */
function gaugesOf({ series }: LabOutcome, watched: Watched): readonly Gauge[] {
  const under = (prefix: string): readonly Gauge[] =>
    Object.entries(series.gauges)
      .filter(([name, { most }]) => name.startsWith(prefix) && most > 0)
      .map(([name, { mean }]) => ({ name: name.slice(prefix.length), mean }));
  const own = under(`${watched} `);
  if (watched === 'queue') return own;
  return [...own, ...under('open ').filter(({ name }) => own.every((one) => one.name !== name))];
}

export function gaugeNames(outcomes: readonly LabOutcome[], watched: Watched): readonly string[] {
  return [...new Set(outcomes.flatMap((one) => gaugesOf(one, watched).map(({ name }) => name)))].sort();
}

/** The mean level of one gauge, or of all together where `name` is ''. No line for a run that has none of them at all. */
export function levels(outcomes: readonly LabOutcome[], watched: Watched, name: string): Aligned {
  return align(outcomes, (outcome) => {
    const all = gaugesOf(outcome, watched);
    const chosen = name === '' ? all : all.filter((one) => one.name === name);
    return all.length === 0 ? null : (i) => chosen.reduce((sum, { mean }) => sum + (mean[i] ?? 0), 0);
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

/** `under_way` = arrived, and neither refused nor ended yet: what is left of it when all has ended is lost. */
export const FATES = ['under_way', 'refused', 'unanswered', 'failed'] as const;
export type RequestFate = (typeof FATES)[number];

/** How many requests had that fate by the end of each bucket. */
export function fates(outcomes: readonly LabOutcome[], fate: RequestFate): Aligned {
  const { bucket, x } = frameOf(outcomes);
  return { x, lines: outcomes.map((outcome) => sumsOf(outcome, bucket, x.length, fate)) };
}

function sumsOf(
  { series: { counts, bucket_us }, duration_us }: LabOutcome,
  bucket: number,
  count: number,
  fate: RequestFate,
): readonly (number | null)[] {
  const own = Math.round(bucket / bucket_us);
  const until = (name: string, i: number): number =>
    (counts[name] ?? []).slice(0, (i + 1) * own).reduce((a, b) => a + b, 0);
  const left = (i: number): number => ENDS.reduce((sum, name) => sum - until(name, i), until('arrived', i));
  return Array.from({ length: count }, (_, i) => {
    if (i * bucket >= duration_us) return null;
    // a server can be ACTIVE though its request got no answer
    return fate === 'under_way' ? Math.max(0, left(i)) : until(fate, i);
  });
}

const ENDS = ['refused', 'unanswered', 'active', 'failed'];

/** Buckets of one length for all: few enough to be read. */
function frameOf(outcomes: readonly LabOutcome[]): {
  readonly bucket: number;
  readonly x: readonly number[];
} {
  const longest = Math.max(0, ...outcomes.map(({ duration_us }) => duration_us));
  let bucket = Math.max(1, ...outcomes.map(({ series }) => series.bucket_us));
  while (longest / bucket > BUCKETS_SHOWN) bucket *= 2;
  const x = Array.from({ length: Math.ceil(longest / bucket) }, (_, i) => (i * bucket) / 1_000_000);
  return { bucket, x };
}

function align(outcomes: readonly LabOutcome[], valuesOf: (outcome: LabOutcome) => ValueAt | null): Aligned {
  const { bucket, x } = frameOf(outcomes);
  return { x, lines: outcomes.map((outcome) => lineOf(outcome, bucket, x.length, valuesOf(outcome))) };
}

/** The mean over the run's own buckets, each by its length. */
function lineOf(
  { series, duration_us }: LabOutcome,
  bucket: number,
  count: number,
  value: ValueAt | null,
): readonly (number | null)[] {
  const own = Math.round(bucket / series.bucket_us);
  return Array.from({ length: count }, (_, i) => {
    if (!value || i * bucket >= duration_us) return null;
    let [sum, time] = [0, 0];
    for (let j = i * own; j < (i + 1) * own && j * series.bucket_us < duration_us; j += 1) {
      const length = lengthOf(series.bucket_us, duration_us, j);
      sum += value(j) * length;
      time += length;
    }
    return time === 0 ? null : sum / time;
  });
}
