/**
 * The show of a step: its flights with their copies, and which fact has happened at each moment. Times are those of
 * `core/show/flights.ts`: milliseconds of show time at speed 1 since the step's beginning.
 */

import { indexOf } from '../../core/reading/trace-index.ts';
import { flightsOf, type Leg } from '../../core/show/flights.ts';
import { HUB_MS, PULSE_MS } from '../../core/show/pacing.ts';
import type { Step } from '../../core/story/step.ts';
import { directMethod } from '../../core/trace/direct.ts';
import type { Actor } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import type { GlyphKind } from '../shared/glyphs.ts';

/** Steps in which nothing flies: time for the eye to find what changed. */
const STILL_MS = 500;
/** A message stands at its sender's edge before the sender is seen to wait, or to be free. */
const LEAVE_MS = 60;

/** One message on its way: out to the hub, its copies from there, or its end at the hub. */
export interface Flight {
  /** index of the publication */
  readonly fact: number;
  readonly kind: GlyphKind;
  /** what it asks for: `Instance.save`, `port_update` */
  readonly method: string;
  readonly vhost: string;
  /** queues that got a copy, also when nobody takes it */
  readonly queues: readonly string[];
  /** of what lay in a queue already: a leg of no length, at `origin` */
  readonly out: Leg;
  readonly exchange: string;
  /** by which the exchange sorts it; '' = none, or the queue's own name */
  readonly key: string;
  /** the queue that it comes out of: it waited there, or (a dead letter) ended there; null = from its sender */
  readonly origin: string | null;
  /** whether it passes an exchange: not when it lay in a queue, nor on its way back to one */
  readonly routed: boolean;
  readonly copies: readonly Leg[];
  readonly dropped: Leg | null;
  /** whether it is the message that names the step */
  readonly main: boolean;
}
interface ShowPhase {
  readonly at: number;
  /** the last fact that has happened */
  readonly fact: number;
}
/** Publications that the picture shows on their way: the broker has them already, where the World is asked. */
export interface InFlight {
  /** not in the exchange yet */
  readonly leaving: ReadonlySet<number>;
  /** not yet in a queue, or on their way out of one */
  readonly flying: ReadonlySet<number>;
}
/** A request to a Nova service's REST side, or its answer: a mark at the service, never a line. */
interface RestMark {
  /** index of the request or the answer */
  readonly fact: number;
  readonly service: Actor;
  readonly kind: GlyphKind;
  readonly method: string;
}
/** A request of the direct wiring, or its end: along the line between the two services. */
interface DirectFlight {
  readonly fact: number;
  readonly kind: GlyphKind;
  readonly method: string;
  readonly leg: Leg;
}
export interface Show {
  readonly direct: readonly DirectFlight[];
  readonly step: Step | null;
  readonly rest: RestMark | null;
  readonly flights: readonly Flight[];
  readonly duration: number;
  readonly phases: readonly ShowPhase[];
}

/** `before` = the last fact before the step. */
export function makeShow(trace: Trace, step: Step | null, before: number): Show {
  if (!step)
    return { step, rest: null, direct: [], flights: [], duration: 0, phases: [{ at: 0, fact: before }] };
  const { legs, duration: moving } = flightsOf(trace, step);
  const flights = firstLegs(legs).flatMap((out) => {
    const flight = flightOf(trace, step, out, legs);
    return flight ? [flight] : [];
  });
  const direct = legs.filter(({ kind }) => kind === 'direct').map((leg) => directOf(trace, leg));
  const isStill = flights.length === 0 && direct.length === 0;
  const duration = Math.max(STILL_MS, isStill ? moving : moving + PULSE_MS);
  const phases = phasesOf(trace, step, { flights, direct }, before, duration);
  const rest = direct.length === 0 ? restOf(trace, step) : null;
  return { step, rest, direct, flights, duration, phases };
}

function directOf(trace: Trace, leg: Leg): DirectFlight {
  const fact = trace.facts[leg.fact];
  const exchange = fact && 'exchange_id' in fact ? indexOf(trace).exchanges.get(fact.exchange_id) : null;
  const failed = fact?.kind === 'http.refused' || (fact?.kind === 'http.answered' && fact.status !== 200);
  const method = directMethod(exchange?.requested?.path ?? '') ?? '';
  return { fact: leg.fact, kind: failed ? 'error' : 'http', method, leg };
}

function restOf(trace: Trace, step: Step): RestMark | null {
  const fact = trace.facts[step.main];
  if (fact?.kind === 'http.requested') {
    return { fact: fact.index, service: fact.to, kind: 'http', method: `${fact.method} ${fact.path}` };
  }
  if (fact?.kind === 'http.refused') {
    return { fact: fact.index, service: fact.to, kind: 'error', method: fact.reason };
  }
  if (fact?.kind !== 'http.answered') return null;
  const kind = fact.status >= 400 ? 'error' : 'http';
  return { fact: fact.index, service: fact.actor, kind, method: String(fact.status) };
}

/** The first leg of each message, and again where it comes back to the hub. */
function firstLegs(legs: readonly Leg[]): readonly Leg[] {
  const seen = new Set<number>();
  return legs.filter((leg) => {
    if (leg.kind === 'mark' || leg.kind === 'direct' || (leg.kind !== 'to hub' && seen.has(leg.fact)))
      return false;
    seen.add(leg.fact);
    return true;
  });
}

function flightOf(trace: Trace, step: Step, first: Leg, legs: readonly Leg[]): Flight | null {
  const fact = trace.facts[first.fact];
  if (fact?.kind !== 'message.published') return null;
  const mine = legs.filter((leg) => leg.fact === first.fact);
  const { rpc } = fact;
  const sent = first.kind === 'to hub';
  const out: Leg = sent ? first : { ...first, kind: 'to hub', end: first.start };
  const cause = fact.cause === null ? undefined : trace.facts[fact.cause];
  const died = sent && cause?.kind === 'message.dropped' ? cause.queue : null;
  return {
    fact: out.fact,
    kind: rpc.failure === undefined ? (rpc.type === 'other' ? 'work' : rpc.type) : 'error',
    method: rpc.detail ?? rpc.method ?? rpc.in_reply_to?.split(' ').at(-1) ?? '',
    vhost: fact.vhost,
    queues: fact.queues,
    out,
    exchange: fact.exchange,
    key: fact.exchange === '' ? '' : fact.routing_key,
    origin: sent ? died : first.queue,
    routed: first.queue === null,
    copies: mine.filter((leg) => leg.kind === 'to consumer'),
    dropped: mine.find((leg) => leg.kind === 'dropped') ?? null,
    main: out.fact === step.main,
  };
}

/**
 * A message is published as it leaves its sender, who waits or is free from then on; it is delivered when it reaches its
 * receiver; the rest follows at the end. Between the two, what is lit changes as it passes the exchange and comes to a queue.
 */
function phasesOf(
  trace: Trace,
  step: Step,
  { flights, direct }: Pick<Show, 'flights' | 'direct'>,
  before: number,
  duration: number,
): ShowPhase[] {
  const first = flights[0];
  const phases: ShowPhase[] = [{ at: 0, fact: first ? Math.max(before, first.fact - 1) : before }];
  for (const flight of flights) {
    const { start, end } = flight.out;
    for (const at of [end, end + HUB_MS, ...flight.copies.flatMap((copy) => [copy.start, copy.end])]) {
      phases.push({ at, fact: before });
    }
    if (flight.fact <= before) continue;
    phases.push({ at: Math.min(start + LEAVE_MS, end), fact: flight.fact });
    const taken = takenBy(trace, flight);
    const copy = flight.copies[0];
    if (copy && taken !== null && taken <= step.last) phases.push({ at: copy.end, fact: taken });
  }
  for (const { leg, fact } of direct) phases.push({ at: leg.end, fact });
  phases.push({ at: duration, fact: restingFact(trace, step) });
  let least = before;
  return phases
    .toSorted((a, b) => a.at - b.at || a.fact - b.fact)
    .map(({ at, fact }) => {
      least = Math.max(least, fact);
      return { at, fact: least };
    });
}

/** What of the show's messages is on its way at a moment. */
export function inFlightAt(show: Show, t: number): InFlight {
  const leaving = new Set<number>();
  const flying = new Set<number>();
  for (const { fact, out, copies, routed } of show.flights) {
    const isSent = out.end > out.start;
    if (isSent && routed && t < out.end) leaving.add(fact);
    const landed = isSent ? out.end + (routed ? HUB_MS : 0) : out.end;
    const isOut = copies.some((copy) => t >= copy.start && t < copy.end);
    if (t < landed || isOut) flying.add(fact);
  }
  return { leaving, flying };
}

/**
 * What the map shows while the step stands: all of it, but for what happens in the very instant of the next step. So a
 * service is at work until it sends its answer, though its handler returned in the microsecond before. A command has done
 * what it does: a broker that is stopped looks it, though what it drops is told next.
 */
function restingFact(trace: Trace, step: Step): number {
  const next = trace.facts[step.last + 1];
  if (trace.facts[step.main]?.kind === 'command.given') return step.last;
  let rest = step.last;
  for (let fact = trace.facts[rest]; fact && next; fact = trace.facts[rest]) {
    if (rest <= step.main || fact.at !== next.at || fact.kind === 'row.changed') break;
    rest -= 1;
  }
  return rest;
}

/** The fact by which the receiver works on it: dispatched where the trace knows, else delivered. */
function takenBy(trace: Trace, flight: Flight): number | null {
  const fact = trace.facts[flight.fact];
  if (fact?.kind !== 'message.published') return null;
  const story = indexOf(trace).messages.get(fact.message);
  return story?.dispatched[0]?.index ?? story?.delivered[0]?.index ?? null;
}

/** Which phase a moment of the show lies in. */
export const phaseOfShow = (show: Show, t: number): number =>
  show.phases.findLastIndex((phase) => phase.at <= t);

/** The last fact that has happened at a moment of the show. */
export function factOfShow(show: Show, t: number): number {
  return show.phases.findLast((phase) => phase.at <= t)?.fact ?? show.phases[0]?.fact ?? -1;
}
