/** What the check against theory asks of the worker, what its answer says, and theory's line with the answers on it. */
import type { Micros } from '../../core/base/time.ts';
import type { OneTopic } from '../../core/lab/one-topic.ts';
import { meanWaitMD1, meanWaitMMc, utilization } from '../../core/lab/theory.ts';
import type { TheoryAnswer } from '../../store/lab.ts';
import type { PlotOf } from './plot-of.ts';

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

interface Verdict {
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

/** Loads at which theory's line is computed: the closer to 1, the steeper it is. */
const CURVE = [
  ...Array.from({ length: 14 }, (_, i) => (10 + 5 * i) / 100),
  ...Array.from({ length: 16 }, (_, i) => (80 + i) / 100),
];

const offeredBy = ({ gapMean, serviceMean, servers }: OneTopic) => ({
  rate: 1 / gapMean,
  service: serviceMean,
  servers,
});
export const loadOf = ({ run }: TheoryAnswer): number => utilization(offeredBy(run));

/** Mean wait at another load of the same servers, microseconds; null where there is no formula. */
function theoryOver({ serviceMean: service, servers, service: kind }: OneTopic, load: number): number | null {
  const rate = (load * servers) / service;
  if (kind === 'exponential') return meanWaitMMc({ rate, service, servers });
  return servers === 1 ? meanWaitMD1({ rate, service }) : null;
}

/** Checks of the same servers as the last one. */
export function checksLike(checks: readonly TheoryAnswer[]): readonly TheoryAnswer[] {
  const last = checks.at(-1)?.run;
  if (!last) return [];
  return checks.filter(({ run }) => run.servers === last.servers && run.service === last.service);
}

/** Mean wait over load, milliseconds: theory's line, the runs as points with their intervals. */
export function theoryPlot(
  checks: readonly TheoryAnswer[],
  names: { readonly xName: string; readonly yName: string },
): PlotOf {
  const ms = (us: number): number => us / 1000;
  const found = new Map(checks.map((one) => [loadOf(one), one]));
  const last = checks.at(-1)?.run;
  const x = [...new Set([...CURVE, ...found.keys()])].toSorted((a, b) => a - b);
  const theory = x.map((load) => (last ? theoryOver(last, load) : null));
  const measured = x.map((load) => found.get(load)?.outcome.meanWait ?? null);
  const inMs = (us: number | null): number | null => (us === null ? null : ms(us));
  return {
    x,
    lines: [theory.map(inMs), measured.map(inMs)],
    ids: ['theory', 'measured'],
    marks: [...found].flatMap(([load, answer]) => {
      const { interval } = verdictOf(answer);
      return interval
        ? [{ x: load, id: 'measured', between: [ms(interval[0]), ms(interval[1])] } as const]
        : [];
    }),
    ...names,
  };
}
