/**
 * What a run of the lab is asked: the load, the knobs, the events, the bounds. Plain data with a strict reader, so that
 * a lab is a link: `packLab` leaves out what stands at its default, equal settings give equal text.
 */
import { CodedError } from '../base/assert.ts';
import { canonicalJson, isObject, type Json, parseJson } from '../base/json.ts';

/** How the same Nova services reach each other. `nova` = as they are: casts and calls through the queue. */
export const DESIGNS = ['nova', 'queue', 'direct'] as const;
export type Design = (typeof DESIGNS)[number];

/** Services that can run several times: each is a process of its own, and RabbitMQ deals requests out among them. */
export const PROCESS_KINDS = ['super_conductor', 'scheduler', 'cell_conductor'] as const;
export type ProcessKind = (typeof PROCESS_KINDS)[number];

/** Services whose requests in work can be limited, for each process. */
export const SLOT_KINDS = ['api', ...PROCESS_KINDS, 'compute'] as const;
export type SlotKind = (typeof SLOT_KINDS)[number];

export const EVENT_KINDS = ['scheduler_away', 'scheduler_added', 'burst'] as const;

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
const EVENT_MS: readonly [number, number] = [0, 14_400_000];
const TEXT_MAX = 16 * 1024;

function refuse(sentence: string): never {
  throw new CodedError('bad_lab', sentence);
}

/** Errors: `CodedError` `bad_lab`, with a sentence that names the key. */
export function readLab(value: unknown): LabSettings {
  if (!isObject(value)) refuse('a lab is a JSON object');
  onlyKeys(value, Object.keys(LAB_DEFAULTS), 'a lab');
  if (value.v !== 1) refuse(`"v" must be 1, not ${JSON.stringify(value.v)}`);
  const number = (key: 'seed' | 'per_minute' | 'boots' | NumberKey): number =>
    value[key] === undefined ? LAB_DEFAULTS[key] : whole(value[key], `"${key}"`, LAB_LIMITS[key]);
  const design = value.design ?? LAB_DEFAULTS.design;
  if (!DESIGNS.includes(design as Design))
    refuse(`"design" must be ${DESIGNS.join(', ')}, not ${JSON.stringify(design)}`);
  const settings: LabSettings = {
    v: 1,
    seed: number('seed'),
    design: design as Design,
    per_minute: number('per_minute'),
    boots: number('boots'),
    computes: number('computes'),
    processes: countsOf('processes', value.processes),
    slots: countsOf('slots', value.slots),
    work_percent: number('work_percent'),
    lifetime_ms: number('lifetime_ms'),
    events: eventsOf(value.events),
    until_ms: number('until_ms'),
  };
  if (settings.per_minute === 0 && !settings.events.some(({ kind }) => kind === 'burst'))
    refuse('"per_minute" is 0 and there is no burst: nothing would arrive');
  return settings;
}

type NumberKey = 'computes' | 'work_percent' | 'lifetime_ms' | 'until_ms';

function countsOf<K extends 'processes' | 'slots'>(key: K, value: unknown): LabSettings[K] {
  const usual = LAB_DEFAULTS[key];
  if (value === undefined) return usual;
  if (!isObject(value)) refuse(`"${key}" must be an object`);
  onlyKeys(value, Object.keys(usual), `"${key}"`);
  const given = Object.entries(value).map(([kind, count]) => [
    kind,
    whole(count, `"${key}": "${kind}"`, LAB_LIMITS[key]),
  ]);
  return { ...usual, ...Object.fromEntries(given) };
}

function eventsOf(value: unknown): readonly LabEvent[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) refuse('"events" must be a list');
  if (value.length > LAB_LIMITS.events)
    refuse(`"events" has ${value.length} entries, more than ${LAB_LIMITS.events}`);
  const events = value.map((each: unknown, i) => eventOf(each, `event ${i + 1}`));
  return events.sort((a, b) => a.at_ms - b.at_ms);
}

function eventOf(value: unknown, where: string): LabEvent {
  if (!isObject(value)) refuse(`${where} must be an object`);
  const at_ms = whole(value.at_ms, `${where}: "at_ms"`, EVENT_MS);
  switch (value.kind) {
    case 'scheduler_away':
      onlyKeys(value, ['kind', 'at_ms', 'for_ms'], where);
      return { kind: 'scheduler_away', at_ms, for_ms: whole(value.for_ms, `${where}: "for_ms"`, EVENT_MS) };
    case 'scheduler_added':
      onlyKeys(value, ['kind', 'at_ms'], where);
      return { kind: 'scheduler_added', at_ms };
    case 'burst':
      onlyKeys(value, ['kind', 'at_ms', 'size'], where);
      return { kind: 'burst', at_ms, size: whole(value.size, `${where}: "size"`, LAB_LIMITS.boots) };
    default:
      return refuse(
        `${where}: "kind" must be ${EVENT_KINDS.join(', ')}, not ${JSON.stringify(value.kind) ?? 'missing'}`,
      );
  }
}

function whole(value: unknown, what: string, [low, high]: readonly [number, number]): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high) return value;
  return refuse(
    `${what} must be a whole number from ${low} to ${high}, not ${JSON.stringify(value) ?? 'missing'}`,
  );
}

function onlyKeys(value: object, allowed: readonly string[], what: string): void {
  const unknown = Object.keys(value).find((key) => !allowed.includes(key));
  if (unknown !== undefined) refuse(`"${unknown}" is no key of ${what}; its keys are ${allowed.join(', ')}`);
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
