/** The knobs of a stretch: a design, and from which second to which; the other knobs say which run it is a part of. */
import type { LabSettings } from '../../core/lab/settings.ts';
import type { Stretch } from '../../core/lab/stretch.ts';
import { LAB_ORDER } from '../../store/lab.ts';
import { type Bounds, KNOBS, type KnobTexts, type Problem, problemsAt, settingsOf } from './knobs.ts';

export const STRETCH_KNOBS = ['stretch_from', 'stretch_to'] as const;
type StretchKnob = (typeof STRETCH_KNOBS)[number];

export const designOf = (fields: KnobTexts) =>
  LAB_ORDER.find((one) => one === fields.stretch_design) ?? 'nova';

/** It ends after it begins. */
export function stretchBounds(fields: KnobTexts): { readonly [K in StretchKnob]: Bounds } {
  const [low, high] = KNOBS.stretch_from;
  const from = Number(fields.stretch_from);
  const isFrom = Number.isInteger(from) && from >= low && from < high;
  return { stretch_from: [low, high - 1], stretch_to: [(isFrom ? from : low) + 1, high] };
}

export function stretchOf(fields: KnobTexts): {
  readonly asked: { readonly settings: LabSettings; readonly stretch: Stretch } | null;
  readonly problems: readonly Problem[];
} {
  const bounds = stretchBounds(fields);
  const { settings, problems: others } = settingsOf(fields);
  const problems = [...STRETCH_KNOBS.flatMap((knob) => problemsAt(fields, knob, bounds[knob])), ...others];
  if (!settings || problems.length > 0) return { asked: null, problems };
  const ms = (knob: StretchKnob): number => Number(fields[knob]) * 1000;
  const stretch = { from_ms: ms('stretch_from'), to_ms: ms('stretch_to') };
  return { asked: { settings: { ...settings, design: designOf(fields) }, stretch }, problems };
}
