/**
 * Who was blocked in a run, and how long: by calls through the queue, by requests of the direct wiring, and by waiting
 * for a free worker. By facts alone; how the servers turned out is `outcome.ts`'s to say.
 */
import { directMethod } from '../trace/direct.ts';
import type { Actor, Fact, FactOf } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';

/** Waiting of one service for others, microseconds. Waits that lie side by side count each. */
export interface Blocked {
  readonly actor: Actor;
  readonly waits: number;
  readonly total: number;
  readonly longest: number;
}

export interface RunSummary {
  /** who waited longest in all first; periodic work left out */
  readonly blocked: readonly Blocked[];
  /** requests that got no answer: refused, reset, or no room in the listen queue */
  readonly refused: number;
  /** of requests to services whose workers are counted: microseconds until one was free, in all and at most */
  readonly for_worker: { readonly requests: number; readonly total: number; readonly longest: number };
}

interface Sums {
  readonly blocked: Map<Actor, { waits: number; total: number; longest: number }>;
  readonly calls: Map<string, Fact>;
  readonly requests: Map<number, FactOf<'http.requested'>>;
  readonly worker: { requests: number; total: number; longest: number };
}

export function summaryOf(trace: Trace): RunSummary {
  const worker = { requests: 0, total: 0, longest: 0 };
  const sums: Sums = { blocked: new Map(), calls: new Map(), requests: new Map(), worker };
  let refused = 0;
  for (const fact of trace.facts) {
    if (fact.kind === 'http.refused') refused += 1;
    walk(sums, fact);
  }
  const blocked = [...sums.blocked]
    .map(([actor, sum]) => ({ actor, ...sum }))
    .sort((a, b) => b.total - a.total || (a.actor < b.actor ? -1 : 1));
  return { blocked, refused, for_worker: sums.worker };
}

function walk(sums: Sums, fact: Fact): void {
  switch (fact.kind) {
    case 'message.published':
      if (fact.rpc.type === 'call' && fact.rpc.msg_id !== undefined) sums.calls.set(fact.rpc.msg_id, fact);
      return;
    case 'rpc.resolved':
      add(sums, sums.calls.get(fact.msg_id), fact);
      return;
    case 'http.requested':
      sums.requests.set(fact.exchange_id, fact);
      return;
    case 'http.accepted': {
      const since = fact.at - (sums.requests.get(fact.exchange_id)?.at ?? fact.at);
      const { worker } = sums;
      worker.requests += 1;
      worker.total += since;
      worker.longest = Math.max(worker.longest, since);
      return;
    }
    case 'http.answered':
    case 'http.refused': {
      const asked = sums.requests.get(fact.exchange_id);
      if (asked && directMethod(asked.path) !== null) add(sums, asked, fact);
      return;
    }
    default:
  }
}

function add(sums: Sums, began: Fact | undefined, ended: Fact): void {
  if (!began || began.group === 'periodic') return;
  const waited = ended.at - began.at;
  const known = sums.blocked.get(began.actor) ?? { waits: 0, total: 0, longest: 0 };
  known.waits += 1;
  known.total += waited;
  known.longest = Math.max(known.longest, waited);
  sums.blocked.set(began.actor, known);
}
