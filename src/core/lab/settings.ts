/**
 * What a run of the lab is asked: the load, the knobs, the events, the bounds. Plain data with a strict reader, so that
 * a lab is a link: `packLab` leaves out what stands at its default, equal settings give equal text.
 */
import { CodedError } from '../base/assert.ts';
import { canonicalJson, type Json, parseJson } from '../base/json.ts';
import { kindOf, type Leaf, listOf, object, oneOf, read, whole, withDefault } from '../base/read.ts';

/** How the same Nova services reach each other. `nova` = as they are: casts and calls through the queue. */
export const DESIGNS = ['nova', 'queue', 'direct'] as const;
export type Design = (typeof DESIGNS)[number];

/** Services that can run several times: each is a process of its own, and RabbitMQ deals requests out among them. */
export const PROCESS_KINDS = ['super_conductor', 'scheduler', 'cell_conductor'] as const;
export type ProcessKind = (typeof PROCESS_KINDS)[number];

/** Services whose requests in work can be limited, for each process. */
export const SLOT_KINDS = ['api', ...PROCESS_KINDS, 'compute'] as const;
export type SlotKind = (typeof SLOT_KINDS)[number];

/** Times in whole milliseconds after the first possible arrival. */
export type LabEvent =
  | { readonly kind: 'scheduler_away'; readonly at_ms: number; readonly for_ms: number }
  | { readonly kind: 'scheduler_added'; readonly at_ms: number }
  | { readonly kind: 'burst'; readonly at_ms: number; readonly size: number };

export interface LabSettings {
  readonly v: 1;
  readonly seed: number;
  readonly design: Design;
  /** boot requests a minute, at random moments (Poisson); 0 = bursts alone */
  readonly per_minute: number;
  /** requests at most; those of bursts count */
  readonly boots: number;
  readonly computes: number;
  readonly processes: { readonly [K in ProcessKind]: number };
  /** requests in work at a time, for each process (the API's workers); 0 = as recorded: any number, or 64 threads of RPC */
  readonly slots: { readonly [K in SlotKind]: number };
  /** how long the services' own work takes, percent of what was recorded */
  readonly work_percent: number;
  /** a server is deleted so long after it became ACTIVE; 0 = never */
  readonly lifetime_ms: number;
  readonly events: readonly LabEvent[];
  /** virtual time at most, after the first possible arrival; the run stops there with what it has */
  readonly until_ms: number;
}

export const LAB_DEFAULTS: LabSettings = {
  v: 1,
  seed: 1,
  design: 'nova',
  per_minute: 120,
  boots: 200,
  computes: 4,
  processes: { super_conductor: 1, scheduler: 1, cell_conductor: 1 },
  slots: { api: 0, super_conductor: 0, scheduler: 0, cell_conductor: 0, compute: 0 },
  work_percent: 100,
  lifetime_ms: 10_000,
  events: [],
  until_ms: 1_800_000,
};

type Limits = readonly [low: number, high: number];
type NumberKey = 'seed' | 'per_minute' | 'boots' | 'computes' | 'work_percent' | 'lifetime_ms' | 'until_ms';

/** Smallest and largest value of each number. */
export const LAB_LIMITS = {
  seed: [0, 2 ** 32 - 1],
  per_minute: [0, 60_000],
  boots: [1, 20_000],
  computes: [1, 200],
  work_percent: [1, 10_000],
  lifetime_ms: [0, 3_600_000],
  until_ms: [1000, 14_400_000],
  processes: [1, 16],
  slots: [0, 1000],
  events: 100,
  /** facts of a stretch that is opened: what the player takes */
  stretch_facts: 100_000,
} as const;

/** What an event may wait or last, milliseconds; a burst's size is bounded by `boots`. */
const EVENT_MS: Limits = [0, 14_400_000];
const TEXT_MAX = 16 * 1024;

function refuse(sentence: string): never {
  throw new CodedError('bad_lab', sentence);
}

const usual = LAB_DEFAULTS;
const within = ([low, high]: Limits): Leaf<number> => whole(low, high);
const number = (key: NumberKey) => withDefault(within(LAB_LIMITS[key]), usual[key]);
const processes = (kind: ProcessKind) => withDefault(within(LAB_LIMITS.processes), usual.processes[kind]);
const slots = (kind: SlotKind) => withDefault(within(LAB_LIMITS.slots), usual.slots[kind]);
const ms = within(EVENT_MS);

const EVENT = kindOf<LabEvent>({
  scheduler_away: { at_ms: ms, for_ms: ms },
  scheduler_added: { at_ms: ms },
  burst: { at_ms: ms, size: within(LAB_LIMITS.boots) },
});

const LAB = object<LabSettings>({
  v: oneOf([1]),
  seed: number('seed'),
  design: withDefault(oneOf(DESIGNS), usual.design),
  per_minute: number('per_minute'),
  boots: number('boots'),
  computes: number('computes'),
  processes: withDefault(
    object<LabSettings['processes']>({
      super_conductor: processes('super_conductor'),
      scheduler: processes('scheduler'),
      cell_conductor: processes('cell_conductor'),
    }),
    usual.processes,
  ),
  slots: withDefault(
    object<LabSettings['slots']>({
      api: slots('api'),
      super_conductor: slots('super_conductor'),
      scheduler: slots('scheduler'),
      cell_conductor: slots('cell_conductor'),
      compute: slots('compute'),
    }),
    usual.slots,
  ),
  work_percent: number('work_percent'),
  lifetime_ms: number('lifetime_ms'),
  events: withDefault(
    listOf(EVENT, (n) => `event ${n}`, LAB_LIMITS.events),
    usual.events,
  ),
  until_ms: number('until_ms'),
});

/** Events in the order of time. Errors: `CodedError` `bad_lab`, with a sentence that names the key. */
export function readLab(given: unknown): LabSettings {
  const { events, ...settings } = read(LAB, given, 'bad_lab', 'a lab');
  if (settings.per_minute === 0 && !events.some(({ kind }) => kind === 'burst'))
    refuse('"per_minute" is 0 and there is no burst: nothing would arrive');
  return { ...settings, events: events.toSorted((a, b) => a.at_ms - b.at_ms) };
}

/** The settings as short JSON: what stands at its default is left out. */
export function packLab(settings: LabSettings): string {
  const changed = Object.entries(settings).filter(
    ([key, value]) =>
      key === 'v' || canonicalJson(value) !== canonicalJson(LAB_DEFAULTS[key as keyof LabSettings]),
  );
  return canonicalJson(Object.fromEntries(changed));
}

/** Errors: `CodedError` `bad_lab`. */
export function unpackLab(text: string): LabSettings {
  if (text.length > TEXT_MAX) refuse(`a lab's text is longer than ${TEXT_MAX} characters`);
  const value: Json | undefined = parseJson(text);
  if (value === undefined) refuse('a lab must be JSON');
  return readLab(value);
}
