/**
 * What became of every request. R1: a request is acked before it is dispatched. R3, the loss ledger: each copy of a call,
 * cast or fanout has exactly one end with a name, or is on its way when the run ends; "lost without a reason" is none.
 */
import type { Actor, Fact, FactOf } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import type { Violation } from './violation.ts';

export type RequestEnd =
  | 'dispatched-completed'
  | 'dispatched-server-killed'
  | 'acked-then-killed'
  | 'expired'
  | 'unroutable'
  | 'broker-lost'
  | 'publish-failed'
  | 'duplicate-discarded'
  | 'thought-experiment'
  | 'still-queued'
  | 'in-progress'
  | 'lost-without-reason';

export interface LedgerLine {
  readonly message: number;
  /** index of its publication */
  readonly fact: number;
  /** null when it reached none */
  readonly queue: string | null;
  readonly end: RequestEnd;
}

interface RequestCopy {
  readonly message: number;
  readonly fact: number;
  readonly queue: string | null;
  state: 'queued' | 'acked' | 'dispatched' | 'ended';
  end: RequestEnd | null;
  server: Actor | null;
  ackedAt: number;
}

/** oslo.messaging's executor: this many requests run at once in a service, later ones wait in its memory. */
const EXECUTOR_THREADS = 64;
/** Between the ack and the dispatch lies the listener's own work, far less than this. Microseconds. */
const HAND_OVER = 1_000_000;

export function checkRequests(trace: Trace): readonly Violation[] {
  const early: Violation[] = [];
  const lost = ledgerOf(trace.facts, early).filter((line) => line.end === 'lost-without-reason');
  return [
    ...early,
    ...lost.map(({ message, fact, queue }) => ({
      id: 'R3',
      fact,
      sentence: `request ${message}, acked from ${queue}, was neither run nor lost for a reason`,
    })),
  ];
}

/** One line for each copy of each request, in the order of publication. */
export function lossLedger(trace: Trace): readonly LedgerLine[] {
  return ledgerOf(trace.facts, []);
}

function ledgerOf(facts: readonly Fact[], early: Violation[]): readonly LedgerLine[] {
  const copies = new Map<number, RequestCopy[]>();
  for (const fact of facts) walk(copies, fact, early);
  const all = [...copies.values()].flat();
  const endAt = facts.at(-1)?.at ?? 0;
  const running = new Map<Actor, number>();
  for (const { state, server } of all) {
    if (state === 'dispatched' && server) running.set(server, (running.get(server) ?? 0) + 1);
  }
  return all.map((copy) => {
    const full = (running.get(copy.server ?? '') ?? 0) >= EXECUTOR_THREADS;
    const { message, fact, queue } = copy;
    return { message, fact, queue, end: copy.end ?? endOf(copy, full || endAt - copy.ackedAt <= HAND_OVER) };
  });
}

function endOf(copy: RequestCopy, mayWait: boolean): RequestEnd {
  if (copy.state === 'queued') return 'still-queued';
  if (copy.state === 'dispatched') return 'in-progress';
  return mayWait ? 'in-progress' : 'lost-without-reason';
}

function walk(copies: Map<number, RequestCopy[]>, fact: Fact, early: Violation[]): void {
  switch (fact.kind) {
    case 'message.published':
      if (['call', 'cast', 'fanout'].includes(fact.rpc.type)) copies.set(fact.message, copiesOf(fact));
      return;
    case 'message.acked':
      for (const copy of at(copies, fact.message, fact.queue)) {
        if (copy.state === 'queued') {
          Object.assign(copy, { state: 'acked', server: fact.actor, ackedAt: fact.at });
        }
      }
      return;
    case 'fault.struck':
      if (fact.fault === 'lose_ack') believed(copies, fact);
      return;
    case 'message.dropped':
      for (const copy of at(copies, fact.message, fact.queue)) {
        if (copy.state === 'queued') end(copy, fact.reason === 'expired' ? 'expired' : dropEnd(fact.reason));
      }
      return;
    case 'rpc.dispatched':
      dispatched(copies, fact, early);
      return;
    case 'rpc.duplicate_discarded':
      for (const copy of of(copies, fact.message, fact.actor, 'acked')) end(copy, 'duplicate-discarded');
      return;
    case 'rpc.completed':
      for (const copy of of(copies, fact.message, fact.actor, 'dispatched'))
        end(copy, 'dispatched-completed');
      return;
    case 'service.stopped':
      for (const copy of [...copies.values()].flat()) {
        if (copy.server !== fact.actor || copy.end) continue;
        if (copy.state === 'dispatched') end(copy, 'dispatched-server-killed');
        if (copy.state === 'acked') end(copy, 'acked-then-killed');
      }
      return;
    default:
      return;
  }
}

function copiesOf(fact: FactOf<'message.published'>): RequestCopy[] {
  const made = { message: fact.message, fact: fact.index, server: null, ackedAt: 0 };
  if (fact.queues.length === 0) return [{ ...made, queue: null, state: 'ended', end: 'unroutable' }];
  return fact.queues.map((queue) => ({ ...made, queue, state: 'queued', end: null }));
}

/** The service believes that it has acked, and the broker still has the copy: from here they are two. */
function believed(copies: Map<number, RequestCopy[]>, fact: FactOf<'fault.struck'>): void {
  const all = copies.get(fact.message) ?? [];
  const [first] = all;
  if (!first) return;
  all.push({ ...first, state: 'acked', end: null, server: fact.actor, ackedAt: fact.at });
}

function dispatched(
  copies: Map<number, RequestCopy[]>,
  fact: FactOf<'rpc.dispatched'>,
  early: Violation[],
): void {
  const [copy] = of(copies, fact.message, fact.actor, 'acked');
  if (copy) {
    copy.state = 'dispatched';
    return;
  }
  const sentence = `${fact.actor} ran ${fact.method} (message ${fact.message}) without having acked it`;
  early.push({ id: 'R1', fact: fact.index, sentence });
}

function dropEnd(reason: FactOf<'message.dropped'>['reason']): RequestEnd {
  if (reason === 'unroutable') return 'unroutable';
  if (reason === 'thought_experiment') return 'thought-experiment';
  return reason === 'publish_unconfirmed' ? 'publish-failed' : 'broker-lost';
}

function at(copies: Map<number, RequestCopy[]>, message: number, queue: string | null): RequestCopy[] {
  return (copies.get(message) ?? []).filter((copy) => copy.queue === queue);
}

function of(
  copies: Map<number, RequestCopy[]>,
  message: number,
  server: Actor,
  state: RequestCopy['state'],
): RequestCopy[] {
  return (copies.get(message) ?? []).filter((copy) => copy.server === server && copy.state === state);
}

function end(copy: RequestCopy, reason: RequestEnd): void {
  copy.state = 'ended';
  copy.end = reason;
}
