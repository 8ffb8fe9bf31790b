/** What became of a request that got no answer: of a call that was given up, of REST requests that nobody took. */
import { callOf } from '../core/reading/lookup.ts';
import type { TraceIndex } from '../core/reading/trace-index.ts';
import type { Step } from '../core/story/step.ts';
import type { Actor, Fact, FactOf, Published } from '../core/trace/fact.ts';
import type { Trace } from '../core/trace/trace.ts';

/**
 * `waits` = it lies in a queue and nobody had it; `stale` = it lies there behind another, and its time to live is over;
 * `expired` = RabbitMQ dropped it for that; `dropped` = for something else; `taken` = somebody works on it;
 * `done` = it was done, and only its answer did not come; `lost` = who had taken it died over it
 */
export type CallEnd = 'waits' | 'stale' | 'expired' | 'dropped' | 'taken' | 'done' | 'lost';

/** As it was when the caller gave up: what happens to it later is told later. */
export function fateOf(call: Published, end: Fact, index: TraceIndex): CallEnd {
  const story = index.messages.get(call.message);
  const before = <F extends Fact>(list: readonly F[] = []): F | undefined =>
    list.findLast((fact) => fact.index < end.index);
  const taken = before(story?.delivered);
  if (!taken || (before(story?.requeued)?.index ?? -1) > taken.index) {
    const dropped = story?.dropped.find(({ at }) => at <= end.at);
    if (dropped) return dropped.reason === 'expired' ? 'expired' : 'dropped';
    const limit = Number(call.properties.expiration ?? Number.POSITIVE_INFINITY);
    return call.at + limit * 1000 <= end.at ? 'stale' : 'waits';
  }
  if (before(story?.completed)) return 'done';
  const died = index
    .of('service.stopped')
    .some(
      (stop) =>
        stop.actor === taken.actor &&
        stop.index > taken.index &&
        stop.index < end.index &&
        stop.how !== 'stop',
    );
  return died ? 'lost' : 'taken';
}

/**
 * What kept a message from those who should have it: no queue took it, it `lay` in one from which nobody consumed, or it is the
 * same that they have `known` before.
 * `ms` = until somebody took it; null = nobody did as long as the trace lasts.
 */
export type Astray =
  | { readonly how: 'unroutable' }
  | { readonly how: 'known' }
  | { readonly how: 'lay'; readonly queue: string; readonly ms: number | null };

/** Of a cast or a call; null = nothing kept it, or how the call ended tells it, or the trace cannot know. */
export function astrayOf(main: Fact, index: TraceIndex): Astray | null {
  if (main.kind !== 'message.published' || index.head.source !== 'simulated') return null;
  if (main.rpc.type !== 'cast' && main.rpc.type !== 'call') return null;
  const [queue] = main.queues;
  if (queue === undefined) return { how: 'unroutable' };
  const { delivered = [], dropped = [], dispatched = [] } = index.messages.get(main.message) ?? {};
  const isKnown = index.of('rpc.duplicate_discarded').some(({ message }) => message === main.message);
  if (isKnown && dispatched.length === 0) return { how: 'known' };
  const [first] = delivered;
  if (first ? first.at - main.at < AT_ONCE : dropped.length > 0) return null;
  const now = index.worlds.at(main.index).vhosts.get(main.vhost)?.queues.get(queue);
  if (now?.consumers.length !== 0) return null;
  return { how: 'lay', queue, ms: first ? (first.at - main.at) / 1000 : null };
}

/** Nobody sees a message wait that is taken sooner. */
const AT_ONCE = 1_000_000;

/** Whether rows were written for a call by then, by whoever served it and whom they asked. */
export function hasWritten(call: Published, until: Fact, index: TraceIndex): boolean {
  const served = new Set(index.messages.get(call.message)?.delivered.map((fact) => fact.index));
  return index.facts.slice(call.index, until.index).some((fact) => {
    if (fact.cause === null || !served.has(fact.cause)) return false;
    served.add(fact.index);
    return fact.kind === 'row.changed';
  });
}

/** A call without an answer, whose caller has neither given up nor died. */
export function stillWaits(main: Fact, index: TraceIndex): boolean {
  if (main.kind !== 'message.published' || main.rpc.type !== 'call') return false;
  const { resolved = null, replies = [] } = callOf(index, main) ?? {};
  if (resolved || replies.some(({ message }) => index.messages.get(message)?.delivered[0])) return false;
  return !index.of('service.stopped').some((stop) => stop.actor === main.actor && stop.index > main.index);
}

/** Requests of one service to another that were refused, or whose connection broke. */
export interface Unanswered {
  readonly from: Actor;
  readonly to: Actor;
}

/** Of those who have a part in the step; what its main fact tells itself is left out. */
export function unansweredOf(
  step: Step | null,
  trace: Trace,
  near: ReadonlySet<Actor>,
): readonly Unanswered[] {
  if (!step) return [];
  const pairs = new Map<string, Unanswered>();
  for (const fact of trace.facts.slice(step.before + 1, step.last + 1)) {
    if (fact.kind !== 'http.refused' || fact.index === step.main || !near.has(fact.actor)) continue;
    if (isOwn(fact, step, trace)) continue;
    pairs.set(`${fact.actor} ${fact.to}`, { from: fact.actor, to: fact.to });
  }
  return [...pairs.values()];
}

function isOwn(fact: FactOf<'http.refused'>, step: Step, { facts }: Trace): boolean {
  const main = facts[step.main];
  return main?.kind === 'http.requested' && main.exchange_id === fact.exchange_id;
}
