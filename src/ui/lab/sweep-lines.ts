/** A sweep as a chart: one figure over what was swept, a line a design, with the knee of each. */
import type { LabOutcome } from '../../core/lab/run.ts';
import type { Design } from '../../core/lab/settings.ts';
import { kneeOf } from '../../core/lab/sweep.ts';
import type { SweepDone } from '../../store/lab.ts';
import type { PlotOf } from './plot-of.ts';

export const MEASURES = ['answer_p95', 'answer_median', 'answer_p99', 'active_p95', 'throughput'] as const;
export type SweepMeasure = (typeof MEASURES)[number];

type Figure = (outcome: LabOutcome) => number | null;

/** microseconds, or servers a second */
const FIGURES: { readonly [M in SweepMeasure]: Figure } = {
  answer_p95: ({ answer_us }) => answer_us.p95,
  answer_median: ({ answer_us }) => answer_us.median,
  answer_p99: ({ answer_us }) => answer_us.p99,
  active_p95: ({ active_us }) => active_us.p95,
  throughput: ({ throughput }) => throughput,
};

export const isTime = (measure: SweepMeasure): boolean => measure !== 'throughput';

/** The time whose knee is shown: throughput has none of its own. */
export const kneeMeasure = (measure: SweepMeasure): SweepMeasure =>
  isTime(measure) ? measure : 'active_p95';

interface Knee {
  readonly design: Design;
  /** null = it does not come within the sweep */
  readonly value: number | null;
}

export function kneesOf({ lines }: SweepDone, measure: SweepMeasure): readonly Knee[] {
  const time = FIGURES[kneeMeasure(measure)];
  return lines.map(({ design, points }) => ({ design, value: kneeOf(points, time) }));
}

/** Times in seconds. A point that is not done, or has no value, is left out of its line. */
export function sweepPlot(
  sweep: SweepDone,
  measure: SweepMeasure,
  names: { readonly xName: string; readonly yName: string; readonly knee: (value: number) => string },
): PlotOf {
  const unit = isTime(measure) ? 1_000_000 : 1;
  const { xName, yName, knee } = names;
  return {
    x: sweep.values,
    lines: sweep.lines.map(({ points }) =>
      sweep.values.map((value) => {
        const point = points.find((one) => one.value === value);
        const figure = point ? FIGURES[measure](point.outcome) : null;
        return figure === null ? null : figure / unit;
      }),
    ),
    ids: sweep.lines.map(({ design }) => design),
    dots: true,
    marks: kneesOf(sweep, measure).flatMap(({ design, value }) =>
      value === null ? [] : [{ x: value, id: design, label: knee(value) }],
    ),
    xName,
    yName,
  };
}

/** Points that are whole and yet not the end of their story: stopped at a bound, or failed. */
export const stoppedPoints = ({ lines }: SweepDone): number =>
  lines.reduce((sum, { points }) => sum + points.filter(({ outcome }) => outcome.ended !== 'done').length, 0);
