/**
 * What an operator asks of a recording, or of a run: computed from its facts alone, whatever they come from. Every entry
 * carries the index of the fact that it goes to. What the source does not tell is named in `unknown`, and is never zero.
 */
import { indexOf, type TraceIndex } from '../reading/trace-index.ts';
import type { Actor, Fact, FactKind, FactOf } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { methodOf } from '../words/methods.ts';
import {
  type LateReply,
  type LostReply,
  lateRepliesOf,
  lostRepliesOf,
  type UnansweredCall,
  unansweredOf,
} from './calls.ts';
import { failuresOf, type TracedFailure } from './failures.ts';
import { gapsOf, type RecordedGap } from './gaps.ts';
import { type HopTimes, hopsOf } from './hops.ts';
import { type SilentQueue, silentQueuesOf } from './queues.ts';
import { type RequestSeen, requestsOf } from './requests.ts';
import { type TrafficLine, trafficOf } from './traffic.ts';

interface Redelivery {
  readonly what: string;
  readonly from: Actor;
  readonly to: Actor;
  readonly queue: string;
  /** of the redelivery */
  readonly fact: number;
}

/**
 * `acks` = when a message was confirmed as taken; `ends` = how a call ended for its caller; `redelivered` = whether a message was
 * delivered before; `consumers`, `http`: none is recorded.
 */
const UNKNOWNS = ['acks', 'ends', 'redelivered', 'consumers', 'http'] as const;
type UnknownPart = (typeof UNKNOWNS)[number];

export interface OperatorReport {
  /** what the source does not tell */
  readonly unknown: readonly UnknownPart[];
  /** stretches in which messages were not recorded: what may lie in one is told as unknown, and counted nowhere */
  readonly gaps: readonly RecordedGap[];
  readonly unanswered: readonly UnansweredCall[];
  readonly late: readonly LateReply[];
  readonly lost: readonly LostReply[];
  readonly redelivered: readonly Redelivery[];
  readonly silent: readonly SilentQueue[];
  readonly failures: readonly TracedFailure[];
  readonly hops: readonly HopTimes[];
  readonly traffic: readonly TrafficLine[];
  readonly requests: readonly RequestSeen[];
}

/** Made once for a trace; linear in its facts, but for the sorting. */
export const reportOf = (trace: Trace): OperatorReport => indexOf(trace).once(reportIn);

function reportIn(index: TraceIndex): OperatorReport {
  return {
    unknown: unknownIn(index),
    gaps: gapsOf(index),
    unanswered: unansweredOf(index),
    late: lateRepliesOf(index),
    lost: lostRepliesOf(index),
    redelivered: index.of('message.delivered').flatMap((fact) => redeliveryOf(index, fact)),
    silent: silentQueuesOf(index),
    failures: failuresOf(index),
    hops: hopsOf(index),
    traffic: trafficOf(index),
    requests: requestsOf(index),
  };
}

function unknownIn(index: TraceIndex): readonly UnknownPart[] {
  if (index.head.source === 'simulated') return [];
  return UNKNOWNS.filter((part) => !index.of(WITNESS[part]).some((fact) => tells(part, fact)));
}

/** Facts that tell of it: a source that has none of them does not know. */
const WITNESS = {
  acks: 'message.acked',
  ends: 'rpc.resolved',
  redelivered: 'message.delivered',
  consumers: 'consumer.added',
  http: 'http.requested',
} as const satisfies { readonly [P in UnknownPart]: FactKind };

const tells = (part: UnknownPart, fact: Fact): boolean =>
  part !== 'redelivered' || (fact.kind === 'message.delivered' && typeof fact.redelivered === 'boolean');

function redeliveryOf(index: TraceIndex, fact: FactOf<'message.delivered'>): readonly Redelivery[] {
  if (!fact.redelivered || !index.isTold(fact)) return [];
  const sent = index.messages.get(fact.message)?.published;
  const what = sent ? methodOf(sent.rpc) || sent.routing_key : '';
  return [{ what, from: sent?.actor ?? '', to: fact.actor, queue: fact.queue, fact: fact.index }];
}
