/**
 * What the windows of a class tell each other: a row a message. The class's window is the truth and says what stands there
 * (`now`, `steps`, `boxes`); a presenter's window asks for the rest. What does not fit a row is
 * passed over.
 */
import { parseJson } from '../../core/base/json.ts';
import {
  finite,
  flag,
  listOf,
  name,
  object,
  oneOf,
  orNull,
  type Reader,
  readIfFits,
  textUpTo,
  whole,
} from '../../core/base/read.ts';
import { LANGS, type Lang } from '../../i18n/lang.ts';
import { THEMES, type Theme } from '../../store/state.ts';

/** A step in words. */
export interface ToldStep {
  readonly n: number;
  readonly title: string;
  readonly say: string;
}

/** What stands in the class's window. */
export interface Now {
  readonly lang: Lang;
  readonly theme: Theme;
  readonly scenario: string;
  /** the chapter of the open lesson; '' = none is open */
  readonly chapter: string;
  /** for who teaches; they are drawn in the presenter's window alone */
  readonly notes: readonly string[];
  readonly step: ToldStep | null;
  readonly next: ToldStep | null;
  readonly count: number;
  readonly playing: boolean;
  readonly blank: boolean;
  readonly pointer: boolean;
  /** id of the box that the light is on */
  readonly spot: string | null;
  /** the address of the step */
  readonly link: string;
  /** when this window began to lead, ms since 1970: of two the older one leads */
  readonly since: number;
}

/** A part of the class's window that can be pointed at; its place in shares of that window, from 0 to 1. */
export interface Pointable {
  readonly id: string;
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Steps by name, those around the current one where they are very many. */
interface StepNames {
  readonly steps: readonly { readonly n: number; readonly title: string }[];
}
interface Boxes {
  /** width by height of the class's window */
  readonly ratio: number;
  readonly boxes: readonly Pointable[];
}
/** A place in shares of the class's window; `on` false = nothing is pointed at. */
export interface Pointed {
  readonly x: number;
  readonly y: number;
  readonly on: boolean;
}

export interface Messages {
  /** somebody opened: say all that stands there */
  readonly hello: Record<never, never>;
  /** the window that says so is closed, or opens anew */
  readonly bye: Record<never, never>;
  /** a presenter's window asks whether the class's is there: one that crashed says no word */
  readonly ping: Record<never, never>;
  readonly pong: Record<never, never>;
  readonly now: Now;
  readonly steps: StepNames;
  readonly boxes: Boxes;
  readonly seek: { readonly n: number };
  /** on or back; a question that stands before the next step is met first */
  readonly go: { readonly by: 1 | -1 };
  readonly play: { readonly on: boolean };
  readonly blank: { readonly on: boolean };
  readonly pointer: { readonly on: boolean };
  readonly point: Pointed;
  readonly spot: { readonly id: string | null };
}
export type MessageName = keyof Messages;

const line = textUpTo(4000);
const stepNo = whole(0, 10_000_000);
const share = finite(-1, 2);

const told: Reader<ToldStep> = object<ToldStep>({ n: stepNo, title: line, say: line });
const orNothing =
  <T>(reader: Reader<T>): Reader<T | null> =>
  (given, place) =>
    given === null ? null : reader(given, place);

const now = object<Now>({
  lang: oneOf(LANGS),
  theme: oneOf(THEMES),
  scenario: line,
  chapter: line,
  notes: listOf(line, (n) => `note ${n}`, 100),
  step: orNothing(told),
  next: orNothing(told),
  count: stepNo,
  playing: flag,
  blank: flag,
  pointer: flag,
  spot: orNull(textUpTo(300)),
  link: textUpTo(64_000),
  since: finite(0, Number.MAX_VALUE),
});
const steps = object<StepNames>({
  steps: listOf(object<StepNames['steps'][number]>({ n: stepNo, title: line }), (n) => `step ${n}`, 1000),
});
const box = object<Pointable>({ id: textUpTo(300), label: line, x: share, y: share, w: share, h: share });

const MESSAGES: { readonly [M in MessageName]: Reader<Messages[M]> } = {
  hello: object({}),
  bye: object({}),
  ping: object({}),
  pong: object({}),
  now,
  steps,
  boxes: object<Boxes>({ ratio: finite(0.05, 20), boxes: listOf(box, (n) => `box ${n}`, 1000) }),
  seek: object<Messages['seek']>({ n: stepNo }),
  go: object<Messages['go']>({ by: oneOf([1, -1]) }),
  play: object<Messages['play']>({ on: flag }),
  blank: object<Messages['blank']>({ on: flag }),
  pointer: object<Messages['pointer']>({ on: flag }),
  point: object<Pointed>({ x: share, y: share, on: flag }),
  spot: object<Messages['spot']>({ id: orNull(textUpTo(300)) }),
};
const NAMES = Object.keys(MESSAGES) as readonly MessageName[];

/** What a `hello` says that does not know yet whose class it is. */
export const ANY_ROOM = '*';

interface Envelope {
  readonly novascope: 1;
  readonly room: string;
  /** of the window, made anew when it opens */
  readonly from: string;
  /** counted by the sender: one that came before by another way is known by it */
  readonly n: number;
  readonly name: MessageName;
  readonly body: unknown;
}
const envelope = object<Envelope>({
  novascope: oneOf([1]) as Reader<1>,
  room: name,
  from: name,
  n: whole(1),
  name: oneOf(NAMES),
  body: (given) => given,
});

export type ClassMessage = {
  readonly [M in MessageName]: {
    readonly room: string;
    readonly from: string;
    readonly n: number;
    readonly name: M;
    readonly body: Messages[M];
  };
}[MessageName];

export const written = (said: ClassMessage): string => JSON.stringify({ novascope: 1, ...said });

/** null = it is none of these, or not of this room. `room` null = whatever room it is of. */
export function readSaid(given: unknown, room: string | null): ClassMessage | null {
  if (typeof given !== 'string') return null;
  const whole = readIfFits(envelope, parseJson(given));
  if (!whole || (room !== null && whole.room !== room && whole.room !== ANY_ROOM)) return null;
  const reader: Reader<unknown> = MESSAGES[whole.name];
  const body = readIfFits(reader, whole.body);
  const { novascope: _, ...said } = whole;
  return body === null ? null : ({ ...said, body } as ClassMessage);
}
