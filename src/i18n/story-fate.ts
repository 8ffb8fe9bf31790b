/** What became of a request that got no answer: of a call that was given up, of REST requests that nobody took. */
import { callOf } from '../core/reading/lookup.ts';
import type { TraceIndex } from '../core/reading/trace-index.ts';
import type { Step } from '../core/story/step.ts';
import type { Actor, Fact, FactOf, Published } from '../core/trace/fact.ts';
import type { Trace } from '../core/trace/trace.ts';

/**
 * `waits` = it lies in a queue and nobody had it; `expired` = its time to live was over; `taken` = somebody works on it;
 * `done` = it was done, and only its answer did not come; `lost` = who had taken it died over it
 */
export type CallEnd = 'waits' | 'expired' | 'taken' | 'done' | 'lost';

/** As it was when the caller gave up: what happens to it later is told later. */
export function fateOf({ message }: Published, end: Fact, index: TraceIndex): CallEnd {
  const story = index.messages.get(message);
  const before = <F extends Fact>(list: readonly F[] = []): F | undefined =>
    list.findLast((fact) => fact.index < end.index);
  const taken = before(story?.delivered);
  if (!taken || (before(story?.requeued)?.index ?? -1) > taken.index) {
    return story?.dropped.some(({ reason }) => reason === 'expired') ? 'expired' : 'waits';
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
