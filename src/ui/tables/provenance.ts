/**
 * Through whose connection a row changed, and because of what: climbs the chain of causes from the statement to the
 * request that its service was serving. A reply or an answer on the way is the end of something the service asked
 * itself, so the climb goes on above that call.
 */

import { callOf, type Lookup, lookupOf } from '../../core/player/lookup.ts';
import type { Actor, Fact, FactOf } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { rpcKey } from '../../i18n/keys.ts';

export type Origin =
  | { readonly kind: 'call' | 'cast'; readonly method: string; readonly from: Actor; readonly fact: number }
  | { readonly kind: 'http'; readonly request: string; readonly from: Actor; readonly fact: number }
  | { readonly kind: 'command'; readonly name: string }
  | { readonly kind: 'own' };

export interface Provenance {
  readonly database: string;
  readonly table: string;
  readonly verb: 'INSERT' | 'UPDATE' | 'DELETE';
  readonly actor: Actor;
  /** how many rows */
  readonly rows: number;
  /** `row.changed` facts, in order */
  readonly facts: readonly number[];
  readonly origin: Origin;
}

/** One line for each service, database, table, verb and origin, in the order of the first change. */
export function provenanceOf(trace: Trace, rows: readonly number[]): readonly Provenance[] {
  const lines = new Map<string, { -readonly [K in keyof Provenance]: Provenance[K] } & { facts: number[] }>();
  for (const index of rows) {
    const fact = trace.facts[index];
    if (fact?.kind !== 'row.changed') continue;
    const origin = originOf(trace, fact);
    const verb = verbOf(fact);
    const { database, table, actor } = fact;
    const key = JSON.stringify([actor, database, table, verb, origin]);
    const line = lines.get(key) ?? { database, table, verb, actor, rows: 0, facts: [], origin };
    line.rows += 1;
    line.facts.push(index);
    lines.set(key, line);
  }
  return [...lines.values()];
}

/** Lines of one service, database and origin: one connection at work for one reason. */
export interface ProvenanceGroup {
  readonly actor: Actor;
  readonly database: string;
  readonly origin: Origin;
  readonly lines: readonly Provenance[];
}

export function groupsOf(lines: readonly Provenance[]): readonly ProvenanceGroup[] {
  const groups = new Map<string, ProvenanceGroup & { lines: Provenance[] }>();
  for (const line of lines) {
    const { actor, database, origin } = line;
    const key = JSON.stringify([actor, database, origin]);
    const group = groups.get(key) ?? { actor, database, origin, lines: [] };
    groups.set(key, group);
    group.lines.push(line);
  }
  return [...groups.values()];
}

export function verbOf(fact: FactOf<'row.changed'>): Provenance['verb'] {
  if (fact.before === null) return 'INSERT';
  return fact.after === null ? 'DELETE' : 'UPDATE';
}

/** What the service of a row change was serving when it wrote. */
export function originOf(trace: Trace, row: FactOf<'row.changed'>): Origin {
  const lookup = lookupOf(trace);
  let at: Fact | undefined = above(trace, row);
  while (at) {
    const origin = originHere(at, row.actor, lookup);
    if (origin) return origin;
    at = asked(at, lookup) ?? above(trace, at);
  }
  return { kind: 'own' };
}

function above(trace: Trace, fact: Fact): Fact | undefined {
  return fact.cause === null ? undefined : trace.facts[fact.cause];
}

function originHere(fact: Fact, actor: Actor, lookup: Lookup): Origin | null {
  if (fact.kind === 'command.given') return { kind: 'command', name: fact.name };
  if (fact.kind === 'http.requested' && fact.to === actor) {
    const path = fact.path.split('?')[0] ?? '';
    return { kind: 'http', request: `${fact.method} ${path}`, from: fact.actor, fact: fact.index };
  }
  const message = messageOf(fact, lookup);
  if (!message || message.rpc.type === 'reply' || message.actor === actor) return null;
  const kind = message.rpc.type === 'call' ? 'call' : 'cast';
  return { kind, method: rpcKey(message), from: message.actor, fact: message.index };
}

function messageOf(fact: Fact, lookup: Lookup): FactOf<'message.published'> | null {
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
