/**
 * Where the time of a request went. From its end up the chain of causes to its beginning: each gap between two facts of
 * the chain is counted once, under one name, so that the parts sum to the whole exactly.
 */
import { type Micros, micros } from '../base/time.ts';
import type { Actor, Fact, FactOf } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { lookupOf } from './lookup.ts';

/**
 * `queue` = ready, and no consumer there; `network` = between the broker and a consumer; `memory` = handed out, and no
 * thread free; `work` = in a service of Nova; `others` = in a service that Nova asked by HTTP. The facts have no arrival
 * of an HTTP request, so its wire counts with whoever acts next.
 */
export const PARTS = ['queue', 'network', 'memory', 'work', 'others'] as const;
export type Part = (typeof PARTS)[number];

export interface WaitingBar {
  readonly from: FactOf<'http.requested'>;
  readonly to: Fact;
  readonly whole: Micros;
  /** microseconds; they sum to `whole` */
  readonly parts: { readonly [P in Part]: Micros };
  /** time in each queue, by name, microseconds; it sums to `parts.queue` */
  readonly queues: ReadonlyMap<string, Micros>;
}

/** From the request to `end`; null when the chain of `end` does not lead there, or has acks unknown (a recording). */
export function waitingBar(trace: Trace, from: FactOf<'http.requested'>, end: Fact): WaitingBar | null {
  if (trace.source !== 'simulated') return null;
  const parts: Record<Part, number> = { queue: 0, network: 0, memory: 0, work: 0, others: 0 };
  const queues = new Map<string, Micros>();
  const nova = novaOf(trace);
  let fact = end;
  while (fact.index > from.index) {
    const before = beforeOf(trace, fact);
    if (!before) return null;
    const gap = fact.at - before.at;
    if (fact.kind === 'message.delivered') {
      const ready = readyFor(trace, fact, before);
      parts.queue += ready;
      parts.network += gap - ready;
      if (ready > 0) queues.set(fact.queue, micros((queues.get(fact.queue) ?? 0) + ready));
    } else if (fact.kind === 'message.acked' || fact.kind === 'rpc.dispatched') parts.memory += gap;
    else parts[nova.has(fact.actor) ? 'work' : 'others'] += gap;
    fact = before;
  }
  if (fact.index !== from.index) return null;
  return { from, to: end, whole: micros(end.at - from.at), parts: inMicros(parts), queues };
}

function inMicros(parts: Record<Part, number>): { readonly [P in Part]: Micros } {
  const { queue, network, memory, work, others } = parts;
  return {
    queue: micros(queue),
    network: micros(network),
    memory: micros(memory),
    work: micros(work),
    others: micros(others),
  };
}

/** A delivery follows its publication, whatever made the broker hand it out just then. */
function beforeOf(trace: Trace, fact: Fact): Fact | undefined {
  if (fact.kind === 'message.delivered') return lookupOf(trace).messages.get(fact.message)?.published;
  return fact.cause === null ? undefined : trace.facts[fact.cause];
}

/** Microseconds from the publication until the consumer that took it was there; 0 when it was there already. */
function readyFor(trace: Trace, delivery: FactOf<'message.delivered'>, published: Fact): number {
  for (let i = delivery.index - 1; i > published.index; i -= 1) {
    const fact = trace.facts[i];
    if (fact?.kind !== 'consumer.added') continue;
    if (fact.queue === delivery.queue && fact.vhost === delivery.vhost && fact.consumer === delivery.consumer)
      return fact.at - published.at;
  }
  return 0;
}

function novaOf(trace: Trace): ReadonlySet<Actor> {
  return new Set(trace.topology.services.filter((one) => one.kind === 'nova').map((one) => one.actor));
}
