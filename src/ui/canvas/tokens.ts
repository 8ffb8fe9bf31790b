/** Where every token of a show is at a moment: a pure function of show time and geometry. */
import { HUB_MS, PULSE_MS } from '../../core/show/pacing.ts';
import type { DropReason } from '../../core/trace/fact.ts';
import type { GlyphKind } from '../shared/glyphs.ts';
import { cardOf, type FlowMap, type Point } from './geometry.ts';
import type { Lanes } from './lanes.ts';
import { wayBetween } from './layout-direct.ts';
import { middleX, right } from './layout-parts.ts';
import { type FlightPath, pathOfFlight } from './path.ts';
import type { Flight, Show } from './show.ts';
import { type MeasuredWay, measured, placeOn, upTo } from './way.ts';

/** The ways of a message, measured once a show; in thousands of messages a frame nothing is measured, joined or copied. */
interface Course {
  readonly path: FlightPath;
  /** to the exchange, or from service to service: one */
  readonly out: readonly MeasuredWay[];
  /** to the mouth of each queue; `out` where no queue takes it */
  readonly hub: readonly MeasuredWay[];
  /** to each receiver */
  readonly into: readonly MeasuredWay[];
  /** what each of `into` goes on from */
  readonly before: readonly (readonly Point[])[];
}
export interface Token {
  readonly fact: number;
  readonly kind: GlyphKind;
  readonly method: string;
  readonly course: Course;
  /** the ways on which its copies are */
  readonly stage: 'out' | 'hub' | 'into';
  /** of each of those ways, 0 to 1 */
  readonly share: number;
  readonly place: 'flying' | 'queued' | 'arriving' | 'arrived' | 'lost';
  /** in a queue or in its receiver's memory: those show it */
  readonly lies: boolean;
  /** pixels that it has fallen */
  readonly fall: number;
  /** why it is lost */
  readonly reason: DropReason | null;
  /** 0 to 1 while the receiver takes it; else null */
  readonly pulse: number | null;
  /** 1, or less where later messages of the step have come after it */
  readonly strength: number;
}
interface Trail {
  readonly points: readonly Point[];
  /** it has reached who it goes to: an arrow head stands at its end */
  readonly whole: boolean;
}

/** It leaves at once and comes to rest gently. */
const ease = (x: number): number => 1 - (1 - x) ** 3;

export interface Scene {
  readonly show: Show;
  readonly courses: readonly (Course | null)[];
  /** of the direct flights, from service to service */
  readonly wires: readonly (Course | null)[];
  /** of the step's REST mark, that stands at its service's border */
  readonly rest: Course | null;
}

export function makeScene(show: Show, map: FlowMap, lanes: Lanes): Scene {
  const card = show.rest ? cardOf(map, show.rest.service) : null;
  // where the client stands on the map, the line to it shows the request
  const client = map.nodes.some((node) => node.kind === 'client');
  // a card of the phone has its name under the middle
  const restX = card && (map.preset === 'phone' ? right(card) - 18 : middleX(card));
  const rest = card && restX !== null && !client ? straight([{ x: restX, y: card.y }]) : null;
  const wires = show.direct.map(({ leg }) => {
    const way = wayBetween(map, leg.actor, leg.peer ?? '');
    return way && straight(way);
  });
  const courses = show.flights.map((flight) => {
    const path = pathOfFlight(map, lanes, flight);
    return path && courseOf(path, flight.routed);
  });
  return { show, courses, wires, rest };
}

const straight = (way: readonly Point[]): Course => courseOf({ out: way, hub: [], into: [] }, false);

function courseOf(path: FlightPath, routed: boolean): Course {
  const out = [measured(path.out)];
  return {
    path,
    out,
    hub: path.hub.length === 0 ? out : path.hub.map(measured),
    into: path.into.map(({ way }) => measured(way)),
    before: path.into.map(({ hub }) => {
      const sorted = path.hub[hub];
      return sorted ? joined(path.out, sorted) : routed ? [] : path.out;
    }),
  };
}

/** Tokens at show time `t`, in the order in which they are drawn. */
export function tokensAt(scene: Scene, t: number): readonly Token[] {
  const { show, courses } = scene;
  const latest = show.flights.findLastIndex((flight) => flight.out.start <= t);
  const tokens: Token[] = [...restToken(scene, t), ...directTokens(scene, t)];
  show.flights.forEach((flight, i) => {
    const course = courses[i];
    if (!course || flight.out.start > t) return;
    tokens.push(tokenAt(flight, course, t, i === latest || flight.main ? 1 : PAST));
  });
  return tokens;
}

/** How strong the earlier messages of a step stand. */
const PAST = 0.55;

function directTokens({ show, wires }: Scene, t: number): readonly Token[] {
  const latest = show.direct.findLastIndex(({ leg }) => leg.start <= t);
  return show.direct.flatMap(({ leg, fact, kind, method }, i): Token[] => {
    const course = wires[i];
    if (!course || leg.start > t) return [];
    const pulse = t < leg.end ? null : pulseAt(t - leg.end);
    const place = t < leg.end ? 'flying' : 'arrived';
    const strength = i === latest ? 1 : PAST;
    const at = { stage: 'out', share: ease(share(leg, t)), place, lies: false, fall: 0 } as const;
    return [{ fact, kind, method, course, ...at, reason: null, pulse, strength }];
  });
}

function restToken({ show, rest }: Scene, t: number): readonly Token[] {
  if (!show.rest || !rest) return [];
  const { fact, kind, method } = show.rest;
  const at = { stage: 'out', share: 1, place: 'arrived', lies: false, fall: 0 } as const;
  return [{ fact, kind, method, course: rest, ...at, reason: null, pulse: pulseAt(t), strength: 1 }];
}

const pulseAt = (ms: number): number | null => (ms < PULSE_MS ? ms / PULSE_MS : null);

const share = (leg: { readonly start: number; readonly end: number }, t: number): number =>
  leg.end <= leg.start ? 1 : Math.min(Math.max((t - leg.start) / (leg.end - leg.start), 0), 1);

const joined = (a: readonly Point[], b: readonly Point[]): readonly Point[] => [...a, ...b.slice(1)];

/** While it lies at the exchange, then on its way to the mouth of each queue that takes it. */
function hubShare(flight: Flight, t: number): number {
  const { end: at, start } = flight.out;
  return at === start ? 1 : Math.min(Math.max((t - at) / HUB_MS, 0), 1);
}

function tokenAt(flight: Flight, course: Course, t: number, strength: number): Token {
  const { fact, kind, method, dropped } = flight;
  const { stage, share, place, lies, fall, pulse } = standingOf(flight, course, t);
  const reason = dropped?.reason ?? null;
  return { fact, kind, method, course, stage, share, place, lies, fall, reason, pulse, strength };
}

type Standing = Pick<Token, 'stage' | 'share' | 'place' | 'lies' | 'fall' | 'pulse'>;

/** One literal for all: spreading what is common into each would take longer than everything else that a token needs. */
const standing = (
  stage: Token['stage'],
  share: number,
  place: Token['place'],
  lies = false,
  fall = 0,
  pulse: number | null = null,
): Standing => ({ stage, share, place, lies, fall, pulse });

function standingOf(flight: Flight, course: Course, t: number): Standing {
  const { out, copies, dropped } = flight;
  if (t < out.end) return standing('out', ease(share(out, t)), 'flying');
  const { hub } = course.path;
  if (dropped && t >= dropped.start) {
    // where it was: in the exchange that had no queue for it, or out of the mouth of its queue
    const isIn = hub.length > 0 || course.path.out.length < 2;
    return standing('hub', 1, 'lost', false, isIn ? FALL * share(dropped, t) ** 2 : 0);
  }
  const leaves = copies[0];
  if (!leaves || course.into.length === 0 || t < leaves.start) {
    const sorted = hubShare(flight, t);
    const isThere = hub.length > 0 ? sorted === 1 : !flight.routed;
    const lies = isThere && (hub.length > 0 || out.queue !== null);
    return standing('hub', hub.length === 0 ? 1 : ease(sorted), isThere ? 'queued' : 'flying', lies);
  }
  const at = ease(share(leaves, t));
  if (t < leaves.end) return standing('into', at, 'arriving');
  const pulse = pulseAt(t - leaves.end);
  return standing('into', at, 'arrived', pulse === null, 0, pulse);
}

const FALL = 16;

/** The ways on which its copies are. */
export const waysOf = ({ course, stage }: Token): readonly MeasuredWay[] => course[stage];

/** Where its copy on one of these ways is, or was before it was taken in. */
export function placeOf({ share, fall }: Token, way: MeasuredWay): Point {
  const at = placeOn(way, share);
  return fall === 0 ? at : { x: at.x, y: at.y + fall };
}

/** The ways it has gone so far; more than one after a fanout split at the exchange. */
export function trailsOf({ course, stage, share, place }: Token): readonly Trail[] {
  const { path, out, hub, into, before } = course;
  const whole = place === 'arrived';
  if (stage === 'out') return out.map((way) => ({ points: upTo(way, share), whole }));
  const sorted = (way: MeasuredWay, part: number): Trail => ({
    points: hub === out ? path.out : joined(path.out, upTo(way, part)),
    whole: false,
  });
  if (stage === 'hub') return hub.map((way) => sorted(way, share));
  const gone = new Set(path.into.map((one) => one.hub));
  const waiting = hub.filter((_, i) => path.hub.length > 0 && !gone.has(i));
  const taken = into.map((way, i): Trail => {
    const points = upTo(way, share);
    const led = before[i] ?? [];
    return { points: led.length === 0 ? points : joined(led, points), whole };
  });
  return [...taken, ...waiting.map((way) => sorted(way, 1))];
}
