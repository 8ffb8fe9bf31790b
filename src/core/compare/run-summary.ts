/**
 * Who was blocked in a run, and how long: by calls through the queue, by requests of the direct wiring, and by waiting
 * for a free worker. By facts alone; how the servers turned out is `outcome.ts`'s to say.
 */
import { indexOf, type TraceIndex } from '../reading/trace-index.ts';
import { endedWaits } from '../reading/waits.ts';
import type { Actor } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';

/** Waiting of one service for others, microseconds. Waits that lie side by side count each. */
interface Blocked {
  readonly actor: Actor;
  readonly waits: number;
  readonly total: number;
  readonly longest: number;
}

interface RunSummary {
  /** who waited longest in all first; periodic work left out */
  readonly blocked: readonly Blocked[];
  /** requests that got no answer: refused, reset, or no room in the listen queue */
  readonly refused: number;
  /** of requests to services whose workers are counted: microseconds until one was free, in all and at most */
  readonly for_worker: { readonly requests: number; readonly total: number; readonly longest: number };
}

export const summaryOf = (trace: Trace): RunSummary => indexOf(trace).once(summaryIn);

function summaryIn(index: TraceIndex): RunSummary {
  const sums = new Map<Actor, Sum>();
  for (const { began, ended } of endedWaits(index)) {
    if (began.group === 'periodic') continue;
    const known = sums.get(began.actor) ?? { waits: 0, total: 0, longest: 0 };
    sums.set(began.actor, withWait(known, ended.at - began.at));
  }
  const blocked = [...sums]
    .map(([actor, sum]) => ({ actor, ...sum }))
    .sort((a, b) => b.total - a.total || (a.actor < b.actor ? -1 : 1));
  const { waits, ...times } = index
    .of('http.accepted')
    .map(({ at, exchange_id }) => at - (index.exchanges.get(exchange_id)?.requested?.at ?? at))
    .reduce(withWait, { waits: 0, total: 0, longest: 0 });
  return { blocked, refused: index.of('http.refused').length, for_worker: { requests: waits, ...times } };
}

type Sum = Omit<Blocked, 'actor'>;

const withWait = ({ waits, total, longest }: Sum, waited: number): Sum => ({
  waits: waits + 1,
  total: total + waited,
  longest: Math.max(longest, waited),
});
