/**
 * Where the time of a request went. From its end up the chain of causes to its beginning: each gap between two facts of
 * the chain is counted once, under one name, so that the parts sum to the whole exactly.
 */
import { type Micros, micros } from '../base/time.ts';
import type { Actor, Fact, FactOf } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { OPERATIONS } from '../words/operations.ts';
import { causesOf } from './cause.ts';
import { firstAfter } from './facts-after.ts';
import { indexOf, type TraceIndex } from './trace-index.ts';

/**
 * `queue` = ready, and no consumer there; `network` = between the broker and a consumer; `memory` = handed out, and no
 * thread free; `work` = in a service of Nova; `others` = in a service that Nova asked by HTTP. The facts have no arrival
 * of an HTTP request, so its wire counts with whoever acts next.
 */
export const PARTS = ['queue', 'network', 'memory', 'work', 'others'] as const;
export type WaitingPart = (typeof PARTS)[number];

export interface WaitingBar {
  readonly from: FactOf<'http.requested'>;
  readonly to: Fact;
  readonly whole: Micros;
  /** microseconds; they sum to `whole` */
  readonly parts: { readonly [P in WaitingPart]: Micros };
  /** time in each queue, by name, microseconds; it sums to `parts.queue` */
  readonly queues: ReadonlyMap<string, Micros>;
}

const barsByEnds = (): Map<string, WaitingBar | null> => new Map();

/** From the request to `end`; null when the chain of `end` does not lead there, or has acks unknown (a recording). */
export function waitingBar(trace: Trace, from: FactOf<'http.requested'>, end: Fact): WaitingBar | null {
  if (trace.source !== 'simulated') return null;
  const bars = indexOf(trace).once(barsByEnds);
  const key = `${from.index} ${end.index}`;
  const found = bars.get(key);
  if (found !== undefined) return found;
  const made = build(trace, from, end);
  bars.set(key, made);
  return made;
}

function build(trace: Trace, from: FactOf<'http.requested'>, end: Fact): WaitingBar | null {
  const parts: Record<WaitingPart, number> = { queue: 0, network: 0, memory: 0, work: 0, others: 0 };
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

function inMicros(parts: Record<WaitingPart, number>): { readonly [P in WaitingPart]: Micros } {
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
  if (fact.kind === 'message.delivered') return indexOf(trace).messages.get(fact.message)?.published;
  return fact.cause === null ? undefined : trace.facts[fact.cause];
}

/** Microseconds from the publication until the consumer that took it was there; 0 when it was there already. */
function readyFor(trace: Trace, delivery: FactOf<'message.delivered'>, published: Fact): number {
  const added = indexOf(trace)
    .once(consumersIn)
    .get(consumerKey(delivery))
    ?.findLast((one) => one.index < delivery.index);
  return added && added.index > published.index ? added.at - published.at : 0;
}

type Added = FactOf<'consumer.added'>;

const consumerKey = ({ vhost, queue, consumer }: Added | FactOf<'message.delivered'>): string =>
  `${vhost}\n${queue}\n${consumer}`;

/** Each time that a consumer came, by its place and name. */
function consumersIn(index: TraceIndex): ReadonlyMap<string, readonly Added[]> {
  const made = new Map<string, Added[]>();
  for (const fact of index.of('consumer.added')) {
    const list = made.get(consumerKey(fact));
    if (list) list.push(fact);
    else made.set(consumerKey(fact), [fact]);
  }
  return made;
}

function novaOf(trace: Trace): ReadonlySet<Actor> {
  return new Set(trace.topology.services.filter((one) => one.kind === 'nova').map((one) => one.actor));
}

/** When the first instance that this request asked for became ACTIVE; null = none did. */
export function activeOf(trace: Trace, from: FactOf<'http.requested'>): Fact | null {
  return firstAfter(
    indexOf(trace).of('row.changed'),
    from.index,
    (change) => becomesActive(change) && waitingBar(trace, from, change) !== null,
  );
}

/** The user's request that a fact came of; null = none did. */
export function requestOf(trace: Trace, fact: Fact): FactOf<'http.requested'> | null {
  const first = causesOf(trace, fact).findLast((origin) => origin.kind === 'request');
  return first?.kind === 'request' ? first.fact : null;
}

export const becomesActive = (fact: Fact): boolean =>
  fact.kind === 'row.changed' &&
  fact.table === 'instances' &&
  fact.after?.vm_state === OPERATIONS.boot.done &&
  fact.before?.vm_state !== OPERATIONS.boot.done;
