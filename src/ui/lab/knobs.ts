/** The form's fields and the settings that they ask for, both ways: what cannot be asked is told by knob, with its bounds. */
import { canonicalJson } from '../../core/base/json.ts';
import type { LabOutcome } from '../../core/lab/run.ts';
import {
  LAB_DEFAULTS,
  LAB_LIMITS,
  type LabEvent,
  type LabSettings,
  readLab,
} from '../../core/lab/settings.ts';
import { apiBusy } from '../../core/lab/station.ts';
import { POINTS_MAX } from '../../core/lab/sweep.ts';

export type Bounds = readonly [low: number, high: number];
/** seconds */
const MOMENT: Bounds = [0, LAB_LIMITS.until_ms[1] / 1000];

/** Knobs that take a whole number, each with its bounds; the rate is not asked where all requests come at once. */
export const KNOBS = {
  per_minute: [1, LAB_LIMITS.per_minute[1]],
  boots: LAB_LIMITS.boots,
  seed: LAB_LIMITS.seed,
  api: LAB_LIMITS.slots,
  schedulers: LAB_LIMITS.processes,
  conductors: LAB_LIMITS.processes,
  computes: LAB_LIMITS.computes,
  work_percent: LAB_LIMITS.work_percent,
  away_at: MOMENT,
  away_for: MOMENT,
  added_at: MOMENT,
  burst_at: MOMENT,
  burst_size: LAB_LIMITS.boots,
  load: [1, 95],
  servers: LAB_LIMITS.processes,
  // narrower by what is swept: `sweep-knobs.ts`
  sweep_from: [1, LAB_LIMITS.per_minute[1]],
  sweep_to: [1, LAB_LIMITS.per_minute[1]],
  sweep_points: [2, POINTS_MAX],
  stretch_from: MOMENT,
  stretch_to: MOMENT,
} as const satisfies { readonly [name: string]: Bounds };
export type Knob = keyof typeof KNOBS;

export const LOAD_KNOBS = ['per_minute', 'boots', 'seed'] as const satisfies readonly Knob[];
export const SERVICE_KNOBS = [
  'api',
  'schedulers',
  'conductors',
  'computes',
  'work_percent',
] as const satisfies readonly Knob[];
/** An event and the knobs that it has while it is switched on. */
export const EVENTS = {
  away: ['away_at', 'away_for'],
  added: ['added_at'],
  burst: ['burst_at', 'burst_size'],
} as const satisfies { readonly [event: string]: readonly Knob[] };
type EventName = keyof typeof EVENTS;
export const EVENT_NAMES = Object.keys(EVENTS) as readonly EventName[];

export type KnobTexts = { readonly [name: string]: string };

export const FIELDS: KnobTexts = {
  arrivals: 'poisson',
  per_minute: '120',
  boots: '60',
  seed: '1',
  api: '8',
  schedulers: '1',
  conductors: '1',
  computes: '4',
  work_percent: '100',
  away: '',
  away_at: '5',
  away_for: '30',
  added: '',
  added_at: '10',
  burst: '',
  burst_at: '15',
  burst_size: '20',
  load: '50',
  servers: '1',
  service: 'exponential',
  swept: 'per_minute',
  sweep_from: '60',
  sweep_to: '480',
  sweep_points: '8',
  stretch_design: 'nova',
  stretch_from: '5',
  stretch_to: '7',
};

export interface Problem {
  readonly knob: Knob | 'swept';
  readonly given: string;
  readonly low: number;
  readonly high: number;
}

type AskedSettings =
  | { readonly settings: LabSettings; readonly problems: readonly [] }
  | { readonly settings: null; readonly problems: readonly Problem[] };

/** Whole numbers by knob, or what is wrong with them. */
export function numbersIn(
  fields: KnobTexts,
  knobs: readonly Knob[],
): { readonly value: (knob: Knob) => number; readonly problems: readonly Problem[] } {
  const problems = knobs.flatMap((knob) => problemsAt(fields, knob));
  return { value: (knob) => Number(fields[knob]), problems };
}

/** What is refused, and by which of the page's forms. */
export interface Refused {
  readonly by: 'run' | 'sweep' | 'stretch';
  readonly problems: readonly Problem[];
}
export const NOTHING_REFUSED: Refused = { by: 'run', problems: [] };

export function problemsAt(
  fields: KnobTexts,
  knob: Knob,
  [low, high]: Bounds = KNOBS[knob],
): readonly Problem[] {
  const given = (fields[knob] ?? '').trim();
  const isGood = /^\d{1,12}$/.test(given) && Number(given) >= low && Number(given) <= high;
  return isGood ? [] : [{ knob, given, low, high }];
}

export function settingsOf(fields: KnobTexts): AskedSettings {
  const isBurst = fields.arrivals === 'burst';
  const events = EVENT_NAMES.filter((event) => fields[event] === 'on');
  const asked: Knob[] = [...LOAD_KNOBS, ...SERVICE_KNOBS, ...events.flatMap((event) => EVENTS[event])];
  const { value, problems } = numbersIn(
    fields,
    asked.filter((knob) => !(isBurst && knob === 'per_minute')),
  );
  if (problems.length > 0) return { settings: null, problems };
  const at_ms = (knob: Knob): number => value(knob) * 1000;
  const made: { readonly [E in EventName]: () => LabEvent } = {
    away: () => ({ kind: 'scheduler_away', at_ms: at_ms('away_at'), for_ms: at_ms('away_for') }),
    added: () => ({ kind: 'scheduler_added', at_ms: at_ms('added_at') }),
    burst: () => ({ kind: 'burst', at_ms: at_ms('burst_at'), size: value('burst_size') }),
  };
  const first: LabEvent[] = isBurst ? [{ kind: 'burst', at_ms: 0, size: value('boots') }] : [];
  const conductors = value('conductors');
  const settings = readLab({
    v: 1,
    seed: value('seed'),
    per_minute: isBurst ? 0 : value('per_minute'),
    boots: value('boots'),
    computes: value('computes'),
    processes: {
      super_conductor: conductors,
      scheduler: value('schedulers'),
      cell_conductor: conductors,
    },
    slots: { ...LAB_DEFAULTS.slots, api: value('api') },
    work_percent: value('work_percent'),
    events: [...first, ...events.map((event) => made[event]())],
  });
  return { settings, problems: [] };
}

/** The form that asks for these settings; null where it has no knob for some of them. */
export function fieldsOf(settings: LabSettings): KnobTexts | null {
  const { processes, slots, per_minute, boots, events } = settings;
  const [first] = events;
  const isBurst = per_minute === 0 && first?.kind === 'burst' && first.at_ms === 0 && first.size === boots;
  const rest = isBurst ? events.slice(1) : events;
  const found: { [name: string]: string } = {};
  for (const event of rest) {
    const at = String(event.at_ms / 1000);
    if (event.kind === 'scheduler_away')
      Object.assign(found, { away: 'on', away_at: at, away_for: String(event.for_ms / 1000) });
    else if (event.kind === 'scheduler_added') Object.assign(found, { added: 'on', added_at: at });
    else Object.assign(found, { burst: 'on', burst_at: at, burst_size: String(event.size) });
  }
  const fields: KnobTexts = {
    ...FIELDS,
    arrivals: isBurst ? 'burst' : 'poisson',
    ...(isBurst ? {} : { per_minute: String(per_minute) }),
    boots: String(boots),
    seed: String(settings.seed),
    api: String(slots.api),
    schedulers: String(processes.scheduler),
    conductors: String(processes.super_conductor),
    computes: String(settings.computes),
    work_percent: String(settings.work_percent),
    ...found,
  };
  const back = settingsOf(fields).settings;
  const same = back && canonicalJson(back) === canonicalJson({ ...settings, design: back.design });
  return same ? fields : null;
}

/** Why theory's formulas do not speak of these settings, beside what is always so. */
const BREAKS = ['stations', 'bursts', 'changes', 'dealt', 'overload'] as const;
const FULLY_BUSY = 0.95;
type Break = (typeof BREAKS)[number];

/**
 * `stations`: a boot passes several services, whose work is as recorded and not exponential; that is always so.
 * `overload`: in the last run; a share that is measured comes near 1 and never above it.
 */
export function breaksOf(fields: KnobTexts, outcomes: readonly LabOutcome[] = []): readonly Break[] {
  const holds: { readonly [B in Break]: boolean } = {
    stations: true,
    bursts: fields.arrivals === 'burst' || fields.burst === 'on',
    changes: fields.away === 'on' || fields.added === 'on',
    overload: outcomes.some((outcome) => (apiBusy(outcome) ?? 0) >= FULLY_BUSY),
    dealt: fields.added === 'on' || fields.schedulers !== '1' || fields.conductors !== '1',
  };
  return BREAKS.filter((one) => holds[one]);
}
