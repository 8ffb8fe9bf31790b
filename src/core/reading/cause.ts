/**
 * Why something happened: from a fact up to the command or the periodic work that began it. Each link is what the actor of
 * the one before was serving. A reply or an answer on the way is the end of something that the service asked itself, so
 * the climb goes on above that question.
 */
import type { Actor, Fact, FactOf, Published } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { callOf, type Lookup } from './lookup.ts';
import { indexOf, type TraceIndex } from './trace-index.ts';

/** What a service was serving when it acted. */
export type Origin =
  | { readonly kind: 'message'; readonly fact: Published }
  | { readonly kind: 'request'; readonly fact: FactOf<'http.requested'> }
  | { readonly kind: 'command'; readonly fact: FactOf<'command.given'> }
  /** its own: start-up or periodic work */
  | { readonly kind: 'own'; readonly actor: Actor };

/** What the actor of a fact was serving. */
export const originOf = (trace: Trace, fact: Fact): Origin => originIn(indexOf(trace), fact);

export function originIn(index: TraceIndex, fact: Fact): Origin {
  let at = above(index, fact);
  while (at) {
    const origin = originHere(at, fact.actor, index);
    if (origin) return origin;
    at = asked(at, index) ?? above(index, at);
  }
  return { kind: 'own', actor: fact.actor };
}

/** From what the fact's actor was serving up to what began it all, which comes last. */
export function causesOf(trace: Trace, fact: Fact): readonly Origin[] {
  const chain: Origin[] = [];
  let at: Fact = fact;
  for (let i = 0; i < LONGEST; i += 1) {
    const origin = originOf(trace, at);
    chain.push(origin);
    if (origin.kind === 'own' || origin.kind === 'command') break;
    at = origin.fact;
  }
  return chain;
}

/**
 * The command that all of it goes back to; null for what services do of themselves, and in a recording, which does not
 * tell. Two boots at once are told apart by it.
 */
export const commandOf = (trace: Trace, fact: Fact): FactOf<'command.given'> | null =>
  indexOf(trace).commandOf(fact.index);

/** A cause always comes before its effect, so a chain ends; this is what a reader could follow at most. */
const LONGEST = 100;

/** The statement of a row's change; null where the recording has none. */
export function statementOf(trace: Trace, row: FactOf<'row.changed'>): FactOf<'sql.executed'> | null {
  const cause = above(indexOf(trace), row);
  return cause?.kind === 'sql.executed' ? cause : null;
}

function above(index: TraceIndex, fact: Fact): Fact | undefined {
  return fact.cause === null ? undefined : index.facts[fact.cause];
}

function originHere(fact: Fact, actor: Actor, lookup: Lookup): Origin | null {
  if (fact.kind === 'command.given') return { kind: 'command', fact };
  if (fact.kind === 'http.requested') return fact.to === actor ? { kind: 'request', fact } : null;
  const message = messageOf(fact, lookup);
  if (!message || message.rpc.type === 'reply' || message.actor === actor) return null;
  return { kind: 'message', fact: message };
}

function messageOf(fact: Fact, lookup: Lookup): Published | null {
  if (fact.kind === 'message.published') return fact;
  if (fact.kind !== 'message.delivered' && fact.kind !== 'message.acked' && fact.kind !== 'rpc.dispatched') {
    return null;
  }
  return lookup.messages.get(fact.message)?.published ?? null;
}

/** Of a reply that came back: the call; of an answer: the request. The climb continues above those. */
function asked(fact: Fact, lookup: Lookup): Fact | null {
  if (fact.kind === 'http.answered') return lookup.exchanges.get(fact.exchange_id)?.requested ?? null;
  const message = messageOf(fact, lookup);
  if (message?.rpc.type === 'reply') return callOf(lookup, message)?.call ?? null;
  return null;
}
