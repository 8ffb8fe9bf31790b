/**
 * Flights: what moves on the map during a step, and where it is at a moment of show time. Pure: a place is a fraction of
 * a leg, so pausing and scrubbing back cost nothing.
 */

import { indexOf, type TraceIndex } from '../reading/trace-index.ts';
import type { Step, StepKind } from '../story/step.ts';
import { directMethod } from '../trace/direct.ts';
import type { Actor, DropReason, Fact, FactOf } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { FLIGHT_MS, HUB_MS, MARK_MS, PULSE_MS } from './pacing.ts';

/** Kinds that fly; the others are marks at their service. */
type TokenKind = Extract<StepKind, 'call' | 'reply' | 'cast' | 'fanout' | 'notification' | 'work'>;

/** `to hub` actor -> hub; `at hub` the binding is lit; `to consumer` hub -> actor, one a copy; `dropped` ends at the hub; `direct` actor -> peer, where there is no hub. */
type LegKind = 'to hub' | 'at hub' | 'to consumer' | 'dropped' | 'mark' | 'direct';

export interface Leg {
  readonly kind: LegKind;
  readonly token: TokenKind | 'http' | 'sql' | 'service';
  /** publication, request or row change that it shows: fact index */
  readonly fact: number;
  /** sender (`to hub`), receiver (`to consumer`), the service at which a mark stands; the sender of what stays at the hub */
  readonly actor: Actor;
  /** other end of an HTTP exchange; the database of SQL */
  readonly peer: string | null;
  readonly vhost: string | null;
  /** the queue that a copy goes through; null before the copies part, or when there is none */
  readonly queue: string | null;
  /** why it ended at the hub */
  readonly reason: DropReason | null;
  /** milliseconds of show time at 1x since the step's beginning */
  readonly start: number;
  readonly end: number;
}

interface Flights {
  readonly step: number;
  /** milliseconds at 1x until nothing of the step moves any more */
  readonly duration: number;
  readonly legs: readonly Leg[];
}

/** A leg that is on the screen, and how far it is (0 to 1). */
interface LegPlace {
  readonly leg: Leg;
  readonly fraction: number;
}

const flightsByStep = (): Map<Step, Flights> => new Map();

/** The flights of a step; equal input returns the same reference. A folded call and its reply fly one after the other. */
export function flightsOf(trace: Trace, step: Step): Flights {
  const all = indexOf(trace).once(flightsByStep);
  const known = all.get(step);
  if (known) return known;
  const made = makeFlights(trace, step);
  all.set(step, made);
  return made;
}

/** Show time of a step at 1x, milliseconds. */
export function stepDuration(trace: Trace, step: Step): number {
  return flightsOf(trace, step).duration;
}

/** What is on the screen `ms` after the step began. Before 0 nothing; from `duration` on, only drop marks stay. */
export function placesAt(flights: Flights, ms: number): readonly LegPlace[] {
  return flights.legs.flatMap((leg) => {
    if (ms < leg.start) return [];
    if (ms >= leg.end) return leg.kind === 'dropped' ? [{ leg, fraction: 1 }] : [];
    return [{ leg, fraction: (ms - leg.start) / (leg.end - leg.start) }];
  });
}

function makeFlights(trace: Trace, step: Step): Flights {
  const main = trace.facts[step.main];
  const legs: Leg[] = [];
  if (main?.kind === 'message.published') {
    const index = indexOf(trace);
    flyMessage(legs, main, index, step.last, 0);
    const reply = replyIn(trace, step, main);
    if (reply) flyMessage(legs, reply, index, step.last, endOf(legs) + PULSE_MS);
  } else if (main?.kind.startsWith('http.') && flyDirect(legs, main, trace, step)) {
    addMarks(legs, trace, step);
    return { step: step.n, duration: endOf(legs), legs };
  } else if (main) {
    legs.push(markFor(main, 0));
    flyOthers(legs, trace, step);
  }
  addMarks(legs, trace, step);
  return { step: step.n, duration: endOf(legs), legs };
}

/** A request of the direct wiring, and its end where the step holds it; false where the step is none of these. */
function flyDirect(legs: Leg[], main: Fact, trace: Trace, step: Step): boolean {
  if (!('exchange_id' in main)) return false;
  const { requested, answered, refused } = indexOf(trace).exchanges.get(main.exchange_id) ?? {};
  if (!requested || directMethod(requested.path) === null) return false;
  const base = { kind: 'direct', token: 'http', vhost: null, queue: null, reason: null } as const;
  const asker = requested.actor;
  const fly = (fact: number, actor: Actor, peer: Actor): void => {
    const start = legs.length === 0 ? 0 : endOf(legs) + PULSE_MS;
    legs.push({ ...base, fact, actor, peer, start, end: start + FLIGHT_MS });
  };
  if (main === requested) fly(requested.index, asker, requested.to);
  const end = answered ?? refused;
  if (end && end.index >= main.index && end.index <= step.last) fly(end.index, requested.to, asker);
  return true;
}

/**
 * What moves in a step that no message names: messages without an envelope that its command published, a copy that comes
 * back or ends, and copies that waited and go out.
 */
function flyOthers(legs: Leg[], trace: Trace, step: Step): void {
  const index = indexOf(trace);
  let start = flyBack(legs, trace, step, index);
  for (const number of step.messages) {
    const fact = trace.facts[number];
    if (fact?.kind !== 'message.published' || fact.rpc.type !== 'other') continue;
    flyMessage(legs, fact, index, step.last, start);
    start += FLIGHT_MS;
  }
  const flown = new Set(step.messages);
  for (let number = step.main; number <= step.last; number += 1) {
    const fact = trace.facts[number];
    if (fact?.kind !== 'message.delivered') continue;
    const published = index.messages.get(fact.message)?.published;
    if (published?.rpc.type !== 'other' || flown.has(published.index)) continue;
    const copy = { queue: fact.queue, actor: fact.actor, start, end: start + FLIGHT_MS };
    legs.push({ ...legBase(published), kind: 'to consumer', ...copy });
    start += FLIGHT_MS;
  }
}

/** A copy that is put back comes from its consumer, one that ends stays where it was, one that is returned goes to its publisher. */
function flyBack(legs: Leg[], trace: Trace, step: Step, index: TraceIndex): number {
  const fact = trace.facts[step.main];
  if (
    fact?.kind !== 'message.requeued' &&
    fact?.kind !== 'message.dropped' &&
    fact?.kind !== 'message.returned'
  ) {
    return 0;
  }
  const published = index.messages.get(fact.message)?.published;
  if (!published) return 0;
  const base = legBase(published);
  if (fact.kind === 'message.returned') {
    legs.push({ ...base, kind: 'to consumer', start: 0, end: FLIGHT_MS });
    return FLIGHT_MS;
  }
  const { queue } = fact;
  const held = fact.kind === 'message.requeued' || fact.reason === 'rejected';
  const delivered = index.messages.get(fact.message)?.delivered ?? [];
  const holder = held
    ? delivered.findLast((one) => one.index < fact.index && one.queue === queue)
    : undefined;
  let start = 0;
  if (holder) {
    legs.push({ ...base, kind: 'to hub', queue, actor: holder.actor, start, end: FLIGHT_MS });
    start = FLIGHT_MS;
  }
  const end = start + HUB_MS;
  if (fact.kind === 'message.requeued') legs.push({ ...base, kind: 'at hub', queue, start, end });
  else legs.push({ ...base, kind: 'dropped', queue, reason: fact.reason, start, end });
  return end;
}

function endOf(legs: readonly Leg[]): number {
  return legs.reduce((latest, leg) => Math.max(latest, leg.end), 0);
}

/** The reply to the step's own call, when it was folded into the step. */
function replyIn(
  trace: Trace,
  step: Step,
  call: FactOf<'message.published'>,
): FactOf<'message.published'> | null {
  if (call.rpc.type !== 'call') return null;
  for (const index of step.messages) {
    const fact = trace.facts[index];
    if (fact?.kind !== 'message.published' || fact.rpc.type !== 'reply') continue;
    if (fact.rpc.msg_id === call.rpc.msg_id) return fact;
  }
  return null;
}

function flyMessage(
  legs: Leg[],
  fact: FactOf<'message.published'>,
  index: TraceIndex,
  last: number,
  start: number,
): void {
  const base = legBase(fact);
  const atHub = start + FLIGHT_MS;
  const leaves = atHub + HUB_MS;
  legs.push({ ...base, kind: 'to hub', start, end: atHub });
  legs.push({ ...base, kind: 'at hub', start: atHub, end: leaves });
  const copies = copiesOf(fact, index, last);
  for (const { queue, actor } of copies) {
    const end = leaves + FLIGHT_MS;
    legs.push({ ...base, kind: 'to consumer', queue, actor, start: leaves, end });
  }
  const story = index.messages.get(fact.message);
  const dropped = story?.dropped.find((drop) => drop.index <= last);
  const nowhere = fact.queues.length === 0;
  if (copies.length > 0 || (!nowhere && !dropped) || (story?.returned.length ?? 0) > 0) return;
  const reason = dropped?.reason ?? 'unroutable';
  legs.push({ ...base, kind: 'dropped', reason, start: leaves, end: leaves + HUB_MS });
}

function legBase(fact: FactOf<'message.published'>): Omit<Leg, 'kind' | 'start' | 'end'> {
  return {
    token: tokenOf(fact),
    fact: fact.index,
    peer: null,
    vhost: fact.vhost,
    queue: null,
    reason: null,
    actor: fact.actor,
  };
}

function tokenOf(fact: FactOf<'message.published'>): TokenKind {
  return fact.rpc.type === 'other' ? 'work' : fact.rpc.type;
}

/** A delivery this soon after the publication is shown with it, even if another step begins in between. */
const AT_ONCE_US = 100_000;

/** One copy a queue that handed it out in this step (or at once); a copy that waits stays at the hub. */
function copiesOf(
  fact: FactOf<'message.published'>,
  index: TraceIndex,
  last: number,
): readonly { readonly queue: string; readonly actor: Actor }[] {
  const delivered = index.messages.get(fact.message)?.delivered ?? [];
  return fact.queues.flatMap((queue) => {
    const first = delivered.find(
      (delivery) =>
        delivery.queue === queue && (delivery.index <= last || delivery.at - fact.at <= AT_ONCE_US),
    );
    return first ? [{ queue, actor: first.actor }] : [];
  });
}

function markFor(fact: Fact, start: number): Leg {
  const isHttp = fact.kind === 'http.requested' || fact.kind === 'http.answered';
  const peer = isHttp ? fact.to : fact.kind === 'row.changed' ? fact.database : null;
  return {
    kind: 'mark',
    token: isHttp ? 'http' : fact.kind === 'row.changed' ? 'sql' : 'service',
    fact: fact.index,
    actor: fact.actor,
    peer,
    vhost: null,
    queue: null,
    reason: null,
    start,
    end: start + MARK_MS,
  };
}

/** Small marks for REST and SQL inside the step: one a service and peer, while its own tokens fly. */
function addMarks(legs: Leg[], trace: Trace, step: Step): void {
  const seen = new Set<string>();
  const candidates = [...step.messages.filter((i) => i !== step.main), ...step.rows];
  for (const index of candidates.sort((a, b) => a - b)) {
    const fact = trace.facts[index];
    if (!fact || fact.index === step.main || fact.kind === 'message.published') continue;
    const mark = markFor(fact, 0);
    const key = `${mark.token} ${mark.actor} ${mark.peer}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const arrival = legs.find((leg) => leg.kind === 'to consumer' && leg.actor === fact.actor);
    legs.push(markFor(fact, arrival?.end ?? 0));
  }
}
