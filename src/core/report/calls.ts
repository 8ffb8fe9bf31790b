/** What became of each call for its caller; which replies came too late, or found nobody. */
import type { Micros } from '../base/time.ts';
import { micros } from '../base/time.ts';
import { endOfCaller } from '../reading/caller-end.ts';
import type { CallStory } from '../reading/lookup.ts';
import type { TraceIndex } from '../reading/trace-index.ts';
import type { Actor, Fact, FactOf, Published } from '../trace/fact.ts';
import { methodOf } from '../words/methods.ts';
import { gapAfter } from './gaps.ts';

/**
 * `timed_out` = its caller gave up waiting; `undelivered` = the broker did not take it, or sent it back; `caller_killed` = nobody
 * waits any more; `open` = the trace ends before the answer, or before the caller's patience does; `gap` = not known, since the
 * answer may lie where nothing was recorded.
 */
type NoAnswer = 'timed_out' | 'undelivered' | 'caller_killed' | 'open' | 'gap';

export interface UnansweredCall {
  readonly how: NoAnswer;
  /** read from the message's time to live, since the trace does not say that the caller gave up */
  readonly reckoned: boolean;
  readonly what: string;
  readonly from: Actor;
  /** who took it; null = nobody did */
  readonly to: Actor | null;
  readonly queue: string;
  /** from the call to the caller's giving up, to the end of the trace, or as far as is known to the gap */
  readonly waited: Micros;
  /** index of the call, and of what ended it (itself where nothing did) */
  readonly fact: number;
  readonly end: number;
  readonly request: string | null;
}

export interface LateReply {
  readonly what: string;
  readonly from: Actor;
  readonly to: Actor;
  /** how long after the caller had given up */
  readonly late: Micros;
  readonly reckoned: boolean;
  /** whether it was late at all is not known: its caller may have heard of the work meanwhile, where nothing was recorded */
  readonly gap: boolean;
  /** index of what tells that nobody waited: the late reply's fact, else its delivery */
  readonly fact: number;
}

/** A reply whose queue was not there. */
export interface LostReply {
  readonly what: string;
  readonly from: Actor;
  /** the reply queue */
  readonly queue: string;
  /** how often it was sent */
  readonly tries: number;
  /** why its sender gave it up; null = it did not, or the trace does not tell */
  readonly abandoned: 'missing_queue' | 'obsolete_reply_queue' | null;
  /** a later try may have found the queue, where nothing was recorded */
  readonly gap: boolean;
  readonly fact: number;
}

export const unansweredOf = (index: TraceIndex): readonly UnansweredCall[] => index.once(unansweredIn);

function unansweredIn(index: TraceIndex): readonly UnansweredCall[] {
  const last = index.facts.at(-1)?.at ?? micros(0);
  const found: UnansweredCall[] = [];
  for (const story of index.calls.values()) {
    const { call } = story;
    if (!call || !index.isTold(call) || call.rpc.only_delivered) continue;
    const end = endOf(index, story, call, last);
    if (end === null) continue;
    const message = index.messages.get(call.message);
    found.push({
      how: end.how,
      reckoned: end.reckoned,
      end: end.end,
      what: methodOf(call.rpc),
      from: call.actor,
      to: message?.delivered[0]?.actor ?? null,
      queue: call.queues[0] ?? call.routing_key,
      waited: micros(end.at - call.at),
      fact: call.index,
      request: call.rpc.request_id ?? null,
    });
  }
  return found.sort((a, b) => a.fact - b.fact);
}

interface AnswerEnd extends Pick<UnansweredCall, 'how' | 'reckoned' | 'end'> {
  readonly at: Micros;
}

/** null = it was answered in time, be it by an error. */
function endOf(index: TraceIndex, story: CallStory, call: Published, last: Micros): AnswerEnd | null {
  const { resolved } = story;
  if (resolved) {
    const how = ENDS[resolved.resolution];
    return how === null ? null : { how, reckoned: false, end: resolved.index, at: resolved.at };
  }
  const killed = endOfCaller(index, call);
  if (killed) return { how: 'caller_killed', reckoned: false, end: killed.index, at: killed.at };
  const { gaveUp, answered, heard, isCertain } = patienceOf(index, story, call);
  const isReckoned = gaveUp !== null && gaveUp <= last && !isSimulated(index);
  if (answered && (!isReckoned || !isCertain)) return null;
  const gap = answered ? null : gapAfter(index, heard.index, isReckoned ? gaveUp : last);
  if (gap) return { how: 'gap', reckoned: false, end: gap.fact, at: gap.from };
  if (isReckoned) return { how: 'timed_out', reckoned: true, end: call.index, at: gaveUp };
  return { how: 'open', reckoned: false, end: call.index, at: last };
}

const isSimulated = ({ head }: TraceIndex): boolean => head.source === 'simulated';

const ENDS = {
  result: null,
  remote_error: null,
  MessagingTimeout: 'timed_out',
  MessageDeliveryFailure: 'undelivered',
  caller_killed: 'caller_killed',
} as const;

interface Patience {
  /** when the caller gave up, since it had heard nothing for too long; null = it had not, or was answered before */
  readonly gaveUp: Micros | null;
  /** the delivery of the reply that ends the call; null = none in the trace */
  readonly answered: FactOf<'message.delivered'> | null;
  /** when it last heard of its call before that, or sent it */
  readonly heard: Fact;
  /** false = a word that would have kept it waiting may lie where nothing was recorded */
  readonly isCertain: boolean;
}

/**
 * oslo.messaging gives a call's message the caller's patience as its time to live (`impl_rabbit.py`), and a monitored call ends
 * after `_timeout` of silence too; each heartbeat begins it anew (`amqpdriver.py: _send`). Neither told = it is never given up.
 */
function patienceOf(index: TraceIndex, { replies }: CallStory, call: Published): Patience {
  const whole = call.at + Number(call.properties.expiration ?? Number.NaN) * 1000;
  const silence = (call.rpc.timeout ?? Number.NaN) * 1_000_000;
  let heard: Fact = call;
  let gaveUp: Pick<Patience, 'gaveUp' | 'heard' | 'isCertain'> | null = null;
  const giveUp = (): typeof gaveUp => {
    const ends = [whole, heard.at + silence].filter(Number.isFinite);
    if (ends.length === 0) return null;
    const end = micros(Math.round(Math.min(...ends)));
    // the whole patience ends whatever is heard meanwhile
    return { gaveUp: end, heard, isCertain: end >= whole || gapAfter(index, heard.index, end) === null };
  };
  const told = (answered: Patience['answered']): Patience => ({
    ...(gaveUp ?? { gaveUp: null, heard, isCertain: true }),
    answered,
  });
  for (const { rpc, message } of replies) {
    const arrived = index.messages.get(message)?.delivered[0];
    if (!arrived) continue;
    const end = giveUp();
    if (end?.gaveUp != null && arrived.at > end.gaveUp) gaveUp ??= end;
    if (rpc.ending !== false) return told(arrived);
    heard = arrived;
  }
  gaveUp ??= giveUp();
  return told(null);
}

export const lateRepliesOf = (index: TraceIndex): readonly LateReply[] => index.once(lateIn);

function lateIn(index: TraceIndex): readonly LateReply[] {
  if (isSimulated(index)) return index.of('rpc.late_reply').flatMap((fact) => toldLate(index, fact));
  return [...index.calls.values()].flatMap((story): readonly LateReply[] => {
    const { call } = story;
    if (!call || !index.isTold(call) || call.rpc.only_delivered) return [];
    const { gaveUp, answered, isCertain } = patienceOf(index, story, call);
    if (gaveUp === null || answered === null) return [];
    const from = index.messages.get(answered.message)?.published.actor ?? '';
    const late = micros(answered.at - gaveUp);
    const ends = { from, to: call.actor, late, reckoned: true, gap: !isCertain };
    return [{ what: methodOf(call.rpc), ...ends, fact: answered.index }];
  });
}

function toldLate(index: TraceIndex, fact: FactOf<'rpc.late_reply'>): readonly LateReply[] {
  const reply = index.messages.get(fact.message)?.published;
  const story = index.calls.get(fact.msg_id);
  if (!reply) return [];
  const since = story?.resolved?.at ?? fact.at;
  return [
    {
      what: methodOf(reply.rpc),
      from: reply.actor,
      to: fact.actor,
      late: micros(Math.max(0, fact.at - since)),
      reckoned: false,
      gap: false,
      fact: fact.index,
    },
  ];
}

export const lostRepliesOf = (index: TraceIndex): readonly LostReply[] => index.once(lostIn);

/** A reply is sent again every quarter of a second as long as its queue is missing: one line for all of them. */
function lostIn(index: TraceIndex): readonly LostReply[] {
  const last = index.facts.at(-1)?.at ?? 0;
  const found = new Map<string, { -readonly [K in keyof LostReply]: LostReply[K] }>();
  for (const [msgId, { replies }] of index.calls) {
    const lost = replies.filter(({ queues }) => queues.length === 0);
    const [first] = lost;
    if (!first || !index.isTold(first) || lost.length < replies.length) continue;
    found.set(msgId, {
      what: methodOf(first.rpc),
      from: first.actor,
      queue: first.routing_key,
      tries: lost.length,
      abandoned: null,
      gap: gapAfter(index, lost.at(-1)?.index ?? first.index, last) !== null,
      fact: first.index,
    });
  }
  for (const fact of index.of('rpc.reply_abandoned')) {
    const known = found.get(fact.msg_id);
    if (known) known.abandoned = fact.reason;
    else
      found.set(fact.msg_id, {
        what: methodOf(index.calls.get(fact.msg_id)?.call?.rpc ?? { type: 'other' }),
        from: fact.actor,
        queue: fact.reply_q,
        tries: 0,
        abandoned: fact.reason,
        gap: false,
        fact: fact.index,
      });
  }
  return [...found.values()].sort((a, b) => a.fact - b.fact);
}
