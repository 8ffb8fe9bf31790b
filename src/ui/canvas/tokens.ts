/** Where every token of a show is at a moment: a pure function of show time and geometry. */
import { PULSE_MS } from '../../core/show/pacing.ts';
import type { DropReason } from '../../core/trace/fact.ts';
import type { GlyphKind } from '../shared/glyphs.ts';
import type { FlowMap, Point } from './geometry.ts';
import { wayBetween } from './layout-direct.ts';
import { type FlightPath, pathOfFlight, upTo } from './path.ts';
import type { QueueRow } from './queue-rows.ts';
import type { Flight, Show } from './show.ts';

export interface Token {
  readonly fact: number;
  readonly kind: GlyphKind;
  readonly method: string;
  /** the ways it has gone so far; more than one after a fanout split at the exchange */
  readonly trails: readonly (readonly Point[])[];
  /** where its copies are */
  readonly heads: readonly Point[];
  readonly place: 'flying' | 'queued' | 'arriving' | 'arrived' | 'lost';
  /** why it is lost */
  readonly reason: DropReason | null;
  /** 0 to 1 while the receiver takes it; else null */
  readonly pulse: number | null;
  /** 1, or less where later messages of the step have come after it */
  readonly strength: number;
}

const ease = (x: number): number => (x < 0.5 ? 2 * x * x : 1 - 2 * (1 - x) * (1 - x));

export interface Scene {
  readonly show: Show;
  readonly paths: readonly (FlightPath | null)[];
  /** of the direct flights: the ways from service to service */
  readonly wires: readonly (readonly Point[] | null)[];
  /** where the step's REST mark stands, at its service's border */
  readonly rest: Point | null;
}

export function makeScene(show: Show, map: FlowMap, rows: readonly QueueRow[]): Scene {
  const service = map.nodes.find((node) => node.id === `service:${show.rest?.service}`);
  const rest = service
    ? {
        x: service.x + (map.preset === 'hub' ? 0 : service.width - 26),
        y: service.y + (map.preset === 'hub' ? service.height / 2 : 6),
      }
    : null;
  const wires = show.direct.map(({ leg }) => wayBetween(map, leg.actor, leg.peer ?? ''));
  return { show, paths: show.flights.map((flight) => pathOfFlight(map, rows, flight)), wires, rest };
}

/** Tokens at show time `t`, in the order in which they are drawn. */
export function tokensAt(scene: Scene, t: number): readonly Token[] {
  const { show, paths } = scene;
  const latest = show.flights.findLastIndex((flight) => flight.out.start <= t);
  const flying = show.flights.flatMap((flight, i) => {
    const path = paths[i];
    if (!path || flight.out.start > t) return [];
    return [tokenAt(flight, path, t, i === latest || flight.main ? 1 : 0.4)];
  });
  return [...restToken(scene, t), ...directTokens(scene, t), ...flying];
}

function directTokens({ show, wires }: Scene, t: number): readonly Token[] {
  const latest = show.direct.findLastIndex(({ leg }) => leg.start <= t);
  return show.direct.flatMap(({ leg, fact, kind, method }, i): Token[] => {
    const way = wires[i];
    if (!way || leg.start > t) return [];
    const trail = upTo(way, ease(share(leg, t)));
    const pulse = (t - leg.end) / PULSE_MS;
    const base = { fact, kind, method, reason: null, trails: [trail], heads: [end(trail)] };
    const strength = i === latest ? 1 : 0.4;
    if (t < leg.end) return [{ ...base, strength, place: 'flying', pulse: null }];
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
  Math.min(Math.max((t - leg.start) / (leg.end - leg.start), 0), 1);

const end = (trail: readonly Point[]): Point => trail.at(-1) ?? { x: 0, y: 0 };

function tokenAt(flight: Flight, path: FlightPath, t: number, strength: number): Token {
  const { fact, kind, method, out, copies, dropped } = flight;
  const base = { fact, kind, method, strength, pulse: null, reason: dropped?.reason ?? null };
  if (t < out.end) {
    const trail = upTo(path.out, ease(share(out, t)));
    return { ...base, trails: [trail], heads: [end(trail)], place: 'flying' };
  }
  const leaves = copies[0];
  if (!leaves || path.into.length === 0 || t < leaves.start) {
    const isLost = dropped !== null && t >= dropped.start;
    return { ...base, trails: [path.out], heads: [end(path.out)], place: isLost ? 'lost' : 'queued' };
  }
  const into = path.into.map((way) => upTo(way, ease(share(leaves, t))));
  const there = { ...base, trails: [path.out, ...into], heads: into.map(end) };
  if (t < leaves.end) return { ...there, place: 'arriving' };
  const pulse = (t - leaves.end) / PULSE_MS;
  return { ...there, place: 'arrived', pulse: pulse < 1 ? pulse : null };
}
