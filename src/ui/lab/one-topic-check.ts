/** What the check against theory asks of the worker, and what its answer says. */
import type { Micros } from '../../core/base/time.ts';
import type { OneTopic } from '../../core/lab/one-topic.ts';
import type { TheoryAnswer } from '../../store/lab.ts';

/** Long enough for an interval, short enough to be waited for. */
const ARRIVALS = 20_000;
const SERVICE_MEAN = 100_000 as Micros;

/** `load` = percent of what the servers can do. */
export function oneTopicOf(o: {
  readonly load: number;
  readonly servers: number;
  readonly service: OneTopic['service'];
}): OneTopic {
  const gapMean = Math.round((SERVICE_MEAN * 100) / (o.load * o.servers)) as Micros;
  return {
    seed: 1,
    arrivals: ARRIVALS,
    servers: o.servers,
    service: o.service,
    serviceMean: SERVICE_MEAN,
    gapMean,
  };
}

export interface Verdict {
  /** Kendall's notation: `M/M/1` */
  readonly model: string;
  /** microseconds */
  readonly interval: readonly [low: number, high: number] | null;
  /** null where there is no formula or no interval */
  readonly isInside: boolean | null;
  /** both sides of Little's law, microseconds */
  readonly little: readonly [number, number];
}

export function verdictOf({ run, theory, outcome }: TheoryAnswer): Verdict {
  const { interval: found, inSystemIntegral, sojournSum } = outcome;
  const interval = found ? ([found.mean - found.half, found.mean + found.half] as const) : null;
  return {
    model: `M/${run.service === 'fixed' ? 'D' : 'M'}/${run.servers}`,
    interval,
    isInside: theory === null || !interval ? null : interval[0] <= theory && theory <= interval[1],
    little: [inSystemIntegral, sojournSum],
  };
}
