/** The knobs of a sweep and the sweep that they ask for; the other knobs say what stays the same at every point. */
import { LAB_LIMITS } from '../../core/lab/settings.ts';
import { POINTS_MAX, SWEPT, type Sweep, type Swept, spread } from '../../core/lab/sweep.ts';
import { type Bounds, KNOBS, type KnobTexts, type Problem, problemsAt, settingsOf } from './knobs.ts';

export const SWEEP_KNOBS = ['sweep_from', 'sweep_to', 'sweep_points'] as const;
type SweepKnob = (typeof SWEEP_KNOBS)[number];

/** Any number of API workers (0) is no point of a line. */
const VALUES: { readonly [S in Swept]: Bounds } = {
  per_minute: KNOBS.per_minute,
  computes: LAB_LIMITS.computes,
  work_percent: LAB_LIMITS.work_percent,
  api_workers: [1, LAB_LIMITS.slots[1]],
  schedulers: LAB_LIMITS.processes,
  conductors: LAB_LIMITS.processes,
};

/** What the knobs say when another thing is chosen: from, to, points. */
const USUAL: { readonly [S in Swept]: readonly [from: number, to: number, points: number] } = {
  per_minute: [60, 480, 8],
  computes: [1, 8, 8],
  work_percent: [50, 400, 8],
  api_workers: [1, 8, 8],
  schedulers: [1, 4, 4],
  conductors: [1, 4, 4],
};

export const sweptOf = (fields: KnobTexts): Swept =>
  SWEPT.find((one) => one === fields.swept) ?? 'per_minute';

export function fieldsOfSwept(swept: Swept): KnobTexts {
  const [from, to, points] = USUAL[swept];
  return { swept, sweep_from: String(from), sweep_to: String(to), sweep_points: String(points) };
}

/** The end lies above the beginning, and there are no more points than whole numbers between them. */
export function sweepBounds(fields: KnobTexts): { readonly [K in SweepKnob]: Bounds } {
  const [low, high] = VALUES[sweptOf(fields)];
  const [from, to] = [Number(fields.sweep_from), Number(fields.sweep_to)];
  const isFrom = Number.isInteger(from) && from >= low && from < high;
  const isTo = isFrom && Number.isInteger(to) && to > from && to <= high;
  return {
    sweep_from: [low, high - 1],
    sweep_to: [(isFrom ? from : low) + 1, high],
    sweep_points: [2, isTo ? Math.min(POINTS_MAX, to - from + 1) : POINTS_MAX],
  };
}

export function sweepOf(fields: KnobTexts): {
  readonly sweep: Sweep | null;
  readonly problems: readonly Problem[];
} {
  const what = sweptOf(fields);
  const bounds = sweepBounds(fields);
  const { settings, problems: others } = settingsOf(fields);
  const noRate = what === 'per_minute' && fields.arrivals === 'burst';
  const problems: readonly Problem[] = [
    ...(noRate ? [{ knob: 'swept', given: '', low: 0, high: 0 } as const] : []),
    ...SWEEP_KNOBS.flatMap((knob) => problemsAt(fields, knob, bounds[knob])),
    ...others,
  ];
  if (!settings || problems.length > 0) return { sweep: null, problems };
  const [from, to, points] = SWEEP_KNOBS.map((knob) => Number(fields[knob])) as [number, number, number];
  return { sweep: { base: settings, what, values: spread(from, to, points) }, problems };
}
