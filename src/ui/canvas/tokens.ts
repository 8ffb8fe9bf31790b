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
import { upTo } from './way.ts';

interface Trail {
  readonly points: readonly Point[];
  /** it has reached who it goes to: an arrow head stands at its end */
  readonly whole: boolean;
}
export interface Token {
  readonly fact: number;
  readonly kind: GlyphKind;
  readonly method: string;
  /** the ways it has gone so far; more than one after a fanout split at the exchange */
  readonly trails: readonly Trail[];
  /** where its copies are; none once it lies in a queue or in its receiver's memory: those show it */
  readonly heads: readonly Point[];
  readonly place: 'flying' | 'queued' | 'arriving' | 'arrived' | 'lost';
  /** why it is lost */
  readonly reason: DropReason | null;
  /** 0 to 1 while the receiver takes it, or while it falls; else null */
  readonly pulse: number | null;
  /** 1, or less where later messages of the step have come after it */
  readonly strength: number;
}

/** It leaves at once and comes to rest gently. */
const ease = (x: number): number => 1 - (1 - x) ** 3;

export interface Scene {
  readonly show: Show;
  readonly paths: readonly (FlightPath | null)[];
  /** of the direct flights: the ways from service to service */
  readonly wires: readonly (readonly Point[] | null)[];
  /** where the step's REST mark stands, at its service's border */
  readonly rest: Point | null;
}

export function makeScene(show: Show, map: FlowMap, lanes: Lanes): Scene {
  const card = show.rest ? cardOf(map, show.rest.service) : null;
  // where the client stands on the map, the line to it shows the request
  const client = map.nodes.some((node) => node.kind === 'client');
  // a card of the phone has its name under the middle
  const restX = card && (map.preset === 'phone' ? right(card) - 18 : middleX(card));
  const rest = card && restX !== null && !client ? { x: restX, y: card.y } : null;
  const wires = show.direct.map(({ leg }) => wayBetween(map, leg.actor, leg.peer ?? ''));
  return { show, paths: show.flights.map((flight) => pathOfFlight(map, lanes, flight)), wires, rest };
}

/** Tokens at show time `t`, in the order in which they are drawn. */
export function tokensAt(scene: Scene, t: number): readonly Token[] {
  const { show, paths } = scene;
  const latest = show.flights.findLastIndex((flight) => flight.out.start <= t);
  const flying = show.flights.flatMap((flight, i) => {
    const path = paths[i];
    if (!path || flight.out.start > t) return [];
    return [tokenAt(flight, path, t, i === latest || flight.main ? 1 : 0.55)];
  });
  return [...restToken(scene, t), ...directTokens(scene, t), ...flying];
}

function directTokens({ show, wires }: Scene, t: number): readonly Token[] {
  const latest = show.direct.findLastIndex(({ leg }) => leg.start <= t);
  return show.direct.flatMap(({ leg, fact, kind, method }, i): Token[] => {
    const way = wires[i];
    if (!way || leg.start > t) return [];
    const points = upTo(way, ease(share(leg, t)));
    const pulse = (t - leg.end) / PULSE_MS;
    const flies = t < leg.end;
    const trails = [{ points, whole: !flies }];
    const base = { fact, kind, method, reason: null, trails, heads: [end(points)] };
    const strength = i === latest ? 1 : 0.55;
    if (flies) return [{ ...base, strength, place: 'flying', pulse: null }];
    return [{ ...base, strength, place: 'arrived', pulse: pulse < 1 ? pulse : null }];
  });
}

function restToken({ show, rest }: Scene, t: number): readonly Token[] {
  if (!show.rest || !rest) return [];
  const { fact, method } = show.rest;
  const pulse = t / PULSE_MS;
  const base = { fact, kind: 'http' as const, method, strength: 1, trails: [], heads: [rest], reason: null };
  return [{ ...base, place: 'arrived', pulse: pulse < 1 ? pulse : null }];
}

const share = (leg: { readonly start: number; readonly end: number }, t: number): number =>
  leg.end <= leg.start ? 1 : Math.min(Math.max((t - leg.start) / (leg.end - leg.start), 0), 1);

const end = (trail: readonly Point[]): Point => trail.at(-1) ?? { x: 0, y: 0 };
const joined = (a: readonly Point[], b: readonly Point[]): readonly Point[] => [...a, ...b.slice(1)];
const trail = (points: readonly Point[], whole = false): Trail => ({ points, whole });

/** While it lies at the exchange, then on its way to the mouth of each queue that takes it. */
function hubShare(flight: Flight, t: number): number {
  const { end: at, start } = flight.out;
  return at === start ? 1 : share({ start: at, end: at + HUB_MS }, t);
}

function tokenAt(flight: Flight, path: FlightPath, t: number, strength: number): Token {
  const { fact, kind, method, out, copies, dropped } = flight;
  const base = { fact, kind, method, strength, pulse: null, reason: dropped?.reason ?? null };
  if (t < out.end) {
    const way = upTo(path.out, ease(share(out, t)));
    return { ...base, trails: [trail(way)], heads: [end(way)], place: 'flying' };
  }
  if (dropped && t >= dropped.start) return lostToken(base, path, share(dropped, t));
  const sorted = path.hub.map((way) => upTo(way, ease(hubShare(flight, t))));
  const upToMouth = sorted.length === 0 ? [path.out] : sorted.map((way) => joined(path.out, way));
  const leaves = copies[0];
  if (!leaves || path.into.length === 0 || t < leaves.start) {
    const isThere = path.hub.length > 0 ? hubShare(flight, t) === 1 : !flight.routed;
    const rests = isThere && kindOfRest(flight, path);
    const heads = rests ? [] : upToMouth.map(end);
    return {
      ...base,
      trails: upToMouth.map((way) => trail(way)),
      heads,
      place: isThere ? 'queued' : 'flying',
    };
  }
  const into = path.into.map(({ way }) => upTo(way, ease(share(leaves, t))));
  const arrived = t >= leaves.end;
  const gone = new Set(path.into.map(({ hub }) => hub));
  const trails = [
    ...into.map((way, i) => {
      const before = upToMouth[path.into[i]?.hub ?? -1] ?? (flight.routed ? [] : path.out);
      return trail(before.length === 0 ? way : joined(before, way), arrived);
    }),
    // copies that wait
    ...upToMouth.filter((_, i) => path.hub.length > 0 && !gone.has(i)).map((way) => trail(way)),
  ];
  if (!arrived) return { ...base, trails, heads: into.map(end), place: 'arriving' };
  const pulse = (t - leaves.end) / PULSE_MS;
  const docks = pulse < 1;
  return {
    ...base,
    trails,
    heads: docks ? into.map(end) : [],
    place: 'arrived',
    pulse: docks ? pulse : null,
  };
}

/** In a pipe of the map, that shows what lies in it. */
const kindOfRest = (flight: Flight, path: FlightPath): boolean =>
  path.hub.length > 0 || flight.out.queue !== null;

/** It falls where it was: in the exchange that had no queue for it, or out of the mouth of its queue. */
function lostToken(base: Omit<Token, 'trails' | 'heads' | 'place'>, path: FlightPath, fallen: number): Token {
  const ways = path.hub.length === 0 ? [path.out] : path.hub.map((way) => joined(path.out, way));
  const isIn = path.hub.length > 0 || path.out.length < 2;
  const fall = isIn ? FALL * fallen * fallen : 0;
  const heads = ways.map((way) => ({ x: end(way).x, y: end(way).y + fall }));
  return { ...base, trails: ways.map((way) => trail(way)), heads, place: 'lost' };
}
const FALL = 16;
