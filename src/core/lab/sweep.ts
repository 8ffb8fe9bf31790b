/**
 * The same lab at several points: more load, or more workers. Each point is a run of its own from the same seed, so that
 * two neighbours differ by what is swept alone.
 */
import { CodedError } from '../base/assert.ts';
import type { Micros } from '../base/time.ts';
import type { LabOutcome } from './run.ts';
import { type LabSettings, readLab } from './settings.ts';
import { meanWaitMMc, utilization } from './theory.ts';

/** What can be swept, with the change that a value makes. */
const CHANGES = {
  per_minute: (value: number) => ({ per_minute: value }),
  computes: (value: number) => ({ computes: value }),
  work_percent: (value: number) => ({ work_percent: value }),
  api_workers: (value: number, { slots }: LabSettings) => ({ slots: { ...slots, api: value } }),
  schedulers: (value: number, { processes }: LabSettings) => ({
    processes: { ...processes, scheduler: value },
  }),
  conductors: (value: number, { processes }: LabSettings) => ({
    processes: { ...processes, super_conductor: value, cell_conductor: value },
  }),
} as const;
export type Swept = keyof typeof CHANGES;
export const SWEPT = Object.keys(CHANGES) as readonly Swept[];

export interface Sweep {
  readonly base: LabSettings;
  readonly what: Swept;
  /** 2 to 30, ascending */
  readonly values: readonly number[];
}

export const POINTS_MAX = 30;

export interface SweepPoint {
  readonly value: number;
  readonly outcome: LabOutcome;
}

/** The settings of each point. Errors: `CodedError` `bad_lab`. */
export function pointsOf(
  sweep: Sweep,
): readonly { readonly value: number; readonly settings: LabSettings }[] {
  const { base, what, values } = sweep;
  if (values.length < 2 || values.length > POINTS_MAX)
    throw new CodedError('bad_lab', `a sweep has 2 to ${POINTS_MAX} points, not ${values.length}`);
  if (values.some((value, i) => i > 0 && value <= (values[i - 1] ?? 0)))
    throw new CodedError('bad_lab', "a sweep's points must rise");
  return values.map((value) => {
    return { value, settings: readLab({ ...base, ...CHANGES[what](value, base) }) };
  });
}

/** Whole numbers from `low` to `high`, as far from each other as can be; both ends are among them. */
export function spread(low: number, high: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => Math.round(low + ((high - low) * i) / (count - 1)));
}

const timeToActive = ({ active_us }: LabOutcome): number | null => active_us.p95;

/**
 * Where waiting begins to grow faster than the load: the first point whose `time` (to ACTIVE, p95, if not said) is more
 * than twice that of the first point, or that has none; null where there is no such point.
 */
export function kneeOf(
  points: readonly SweepPoint[],
  time: (outcome: LabOutcome) => number | null = timeToActive,
): number | null {
  const first = points[0] ? time(points[0].outcome) : null;
  if (first === null) return null;
  const isBeyond = ({ outcome }: SweepPoint): boolean =>
    (time(outcome) ?? Number.POSITIVE_INFINITY) > 2 * first;
  return points.find(isBeyond)?.value ?? null;
}

/**
 * Theory's line beside a sweep over load: the mean wait, microseconds, for a station of `servers` whose mean service time
 * was measured. `holds` = its assumptions do: arrivals at random and less load than the servers can do.
 */
export function theoryAt(o: {
  readonly perMinute: number;
  readonly service: Micros;
  readonly servers: number;
  readonly bursts: boolean;
}): { readonly wait_us: number | null; readonly load: number; readonly holds: boolean } {
  const offered = { rate: o.perMinute / 60_000_000, service: o.service, servers: o.servers };
  const load = utilization(offered);
  return { wait_us: load < 1 ? meanWaitMMc(offered) : null, load, holds: load < 1 && !o.bursts };
}
