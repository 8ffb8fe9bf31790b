/**
 * The spans of a trace. Where the trace has no causes (a recording), what a span is a part of is read from who acted for which
 * request, and where it does not end, the last of its parts is the last that was seen of it.
 */
import type { Micros } from '../base/time.ts';
import { originIn } from '../reading/cause.ts';
import { merged } from '../reading/facts-after.ts';
import type { MessageStory } from '../reading/lookup.ts';
import { hasGivenUp } from '../reading/lookup.ts';
import type { TraceIndex } from '../reading/trace-index.ts';
import { isError } from '../story/is-error.ts';
import { directMethod } from '../trace/direct.ts';
import { type Actor, BROKER, type Fact, type FactOf, type MessageId, type Published } from '../trace/fact.ts';
import { methodOf } from '../words/methods.ts';
import { requestKey } from '../words/requests.ts';
import { gapAfter } from './gaps.ts';
import { type RequestIds, requestIdsOf } from './request-ids.ts';
import type { TimeSpan } from './span.ts';

/** In the order in which they begin. Linear in the facts. */
export const spansOf = (index: TraceIndex): readonly TimeSpan[] => index.once(spansIn);

/**
 * How far a span shows that the one which it is a part of went on: as long as that asked or waited itself; of what it sent, until it
 * was sent. A worker may be done for its caller and go on in a thread of its own, as nova-compute builds a server.
 */
function seenOf({ kind, actor, peer, start, until }: TimeSpan, parent: TimeSpan): Micros {
  if (kind === 'work') return parent.until;
  const asks = (kind === 'call' && actor === parent.actor) || (kind === 'http' && peer === parent.actor);
  return asks ? until : start;
}

/** What nobody took lies in its queue to the end, and whoever called waits; with a gap, as far as to that. */
const isStillThere = ({ kind, peer }: TimeSpan): boolean =>
  kind === 'call' || (kind === 'queue' && peer === null);

/** The end of such a span would have been recorded, had the recording no gap. */
const mayEndInGap = ({ index }: SpanList, fact: Fact, end: Micros | null): boolean =>
  end === null && gapAfter(index, fact.index, index.facts.at(-1)?.at ?? fact.at) !== null;

function stillThereUntil(index: TraceIndex, { fact, until, gap }: TimeSpan): Micros {
  const last = index.facts.at(-1)?.at ?? until;
  const end = gap ? (gapAfter(index, fact, last)?.from ?? last) : last;
  return end > until ? end : until;
}

/** Its publication is in the recording, not its delivery alone. */
const isSeen = ({ rpc }: Published): boolean => rpc.only_delivered === undefined;

type OpenSpan = { -readonly [K in keyof TimeSpan]: TimeSpan[K] };

/** Spans as they are made, and where the next one belongs. */
interface SpanList {
  readonly index: TraceIndex;
  readonly ids: RequestIds;
  readonly spans: OpenSpan[];
  /** of each exchange: its span */
  readonly asked: Map<number, OpenSpan>;
  /** what a receiver does with a message: `message actor` */
  readonly taken: Map<string, OpenSpan>;
  /** latest first: what an actor does for a request (`actor request`), and what it does at all (`actor`) */
  readonly doing: Map<string, OpenSpan[]>;
  /** of each message: the span that its copies are a part of */
  readonly sent: Map<MessageId, OpenSpan | null>;
  readonly calls: Map<string, OpenSpan>;
}

const MAKING = ['http.requested', 'message.published', 'message.delivered'] as const;
type Making = FactOf<(typeof MAKING)[number]>;

function spansIn(index: TraceIndex): readonly TimeSpan[] {
  const list: SpanList = {
    index,
    ids: requestIdsOf(index),
    spans: [],
    asked: new Map(),
    taken: new Map(),
    doing: new Map(),
    sent: new Map(),
    calls: new Map(),
  };
  for (const fact of merged(MAKING.map((kind): readonly Making[] => index.of(kind)))) {
    if (!index.isTold(fact)) continue;
    if (fact.kind === 'http.requested') addExchange(list, fact);
    else if (fact.kind === 'message.published') addPublication(list, fact);
    else addDelivery(list, fact);
  }
  for (const span of list.spans.toReversed()) {
    if (span.end === null && isStillThere(span)) span.until = stillThereUntil(index, span);
    const parent = span.parent === null ? undefined : list.spans[span.parent];
    if (!parent || (parent.end !== null && parent.kind !== 'work')) continue;
    const seen = seenOf(span, parent);
    if (seen > parent.until) parent.until = seen;
  }
  return list.spans;
}

function add(
  list: SpanList,
  span: Omit<TimeSpan, 'n' | 'parent' | 'until'>,
  parent: OpenSpan | null,
): OpenSpan {
  const made: OpenSpan = {
    ...span,
    n: list.spans.length,
    parent: parent?.n ?? null,
    request: span.request ?? parent?.request ?? null,
    until: span.end ?? span.start,
  };
  list.spans.push(made);
  return made;
}

/** An actor begins to do something, for a request or not. */
function begin(list: SpanList, span: OpenSpan): void {
  for (const key of new Set([`${span.actor} ${span.request ?? ''}`, span.actor])) {
    const known = list.doing.get(key);
    if (known) known.unshift(span);
    else list.doing.set(key, [span]);
    if (known && known.length > MOST_OPEN) known.pop();
  }
}

/** What one actor does at once for one request, at most: what lies further back is over. */
const MOST_OPEN = 64;

/** What the actor of a fact was doing when it asked or sent; null = nothing that is told. */
function doneIn(list: SpanList, fact: Fact, request: string | null): OpenSpan | null {
  const { index } = list;
  if (index.head.source === 'simulated') {
    const origin = originIn(index, fact);
    if (origin.kind === 'message') return list.taken.get(`${origin.fact.message} ${fact.actor}`) ?? null;
    return origin.kind === 'request' ? (list.asked.get(origin.fact.exchange_id) ?? null) : null;
  }
  const isOpen = (span: OpenSpan): boolean => span.end === null || span.end >= fact.at;
  if (request !== null) {
    const own = list.doing.get(`${fact.actor} ${request}`) ?? [];
    return own.find(isOpen) ?? own[0] ?? null;
  }
  // it says of no request that it is for it: certain only where its actor does one thing
  const [only, second] = (list.doing.get(fact.actor) ?? []).filter((one) => one.end !== null && isOpen(one));
  return only && !second ? only : null;
}

function addExchange(list: SpanList, fact: FactOf<'http.requested'>): void {
  const story = list.index.exchanges.get(fact.exchange_id);
  const ended = story?.answered ?? story?.refused ?? null;
  const isWrong = ended !== null && isError(ended, list.index.actors);
  const request = list.ids.ofExchange(fact);
  const asker = doneIn(list, fact, fact.global_request_id === null ? null : request);
  const span = add(
    list,
    {
      kind: 'http',
      actor: fact.to,
      peer: fact.actor,
      what: directMethod(fact.path) ?? requestKey(fact.method, fact.path, fact.body),
      queue: null,
      start: fact.at,
      end: ended?.at ?? null,
      fact: fact.index,
      request: fact.global_request_id === null ? (asker?.request ?? request) : request,
      error: isWrong ? String(story?.answered?.status ?? story?.refused?.reason) : null,
      gap: false,
      again: false,
    },
    asker,
  );
  list.asked.set(fact.exchange_id, span);
  begin(list, span);
}

function addPublication(list: SpanList, fact: Published): void {
  const { index } = list;
  const story = index.messages.get(fact.message);
  const request = list.ids.ofMessage(fact);
  if (fact.rpc.type === 'reply') {
    list.sent.set(fact.message, list.calls.get(fact.rpc.msg_id ?? '') ?? null);
  } else {
    const sender = doneIn(list, fact, request);
    list.sent.set(
      fact.message,
      fact.rpc.type === 'call' && isSeen(fact) ? addCall(list, fact, sender) : sender,
    );
  }
  const delivered = new Set(story?.delivered.map(({ queue }) => queue));
  const missed = fact.queues.length === 0 ? [null] : fact.queues.filter((queue) => !delivered.has(queue));
  for (const queue of missed) addMissed(list, fact, story, queue);
}

/** Waits until its answer was there, or until it gave up. */
function addCall(list: SpanList, fact: Published, sender: OpenSpan | null): OpenSpan {
  const { index } = list;
  const call = index.calls.get(fact.rpc.msg_id ?? '');
  const answer = call?.replies.findLast(({ rpc }) => rpc.ending !== false);
  const arrived = answer && index.messages.get(answer.message)?.delivered[0];
  const end = call && hasGivenUp(call) ? call.resolved?.at : (arrived?.at ?? call?.resolved?.at);
  const gaveUp = call && hasGivenUp(call) ? (call.resolved?.resolution ?? null) : null;
  const span = add(
    list,
    {
      kind: 'call',
      actor: fact.actor,
      peer: index.messages.get(fact.message)?.delivered[0]?.actor ?? null,
      what: methodOf(fact.rpc),
      queue: null,
      start: fact.at,
      end: end ?? null,
      fact: fact.index,
      request: list.ids.ofMessage(fact),
      error: gaveUp ?? answer?.rpc.failure ?? null,
      gap: mayEndInGap(list, fact, end ?? null),
      again: false,
    },
    sender,
  );
  if (fact.rpc.msg_id !== undefined) list.calls.set(fact.rpc.msg_id, span);
  return span;
}

/** A copy that nobody got: it lies there until the end, or was dropped. */
function addMissed(
  list: SpanList,
  fact: Published,
  story: MessageStory | undefined,
  queue: string | null,
): void {
  const dropped = story?.dropped.find((one) => one.queue === queue) ?? null;
  const end = dropped?.at ?? (queue === null ? fact.at : null);
  add(
    list,
    {
      ...copyOf(list, fact, queue),
      peer: null,
      start: fact.at,
      end,
      fact: fact.index,
      error: dropped?.reason ?? (queue === null ? 'unroutable' : null),
      gap: mayEndInGap(list, fact, end),
      again: false,
    },
    list.sent.get(fact.message) ?? null,
  );
}

const copyOf = (list: SpanList, fact: Published, queue: string | null) => ({
  kind: 'queue' as const,
  actor: BROKER,
  what: methodOf(fact.rpc) || fact.routing_key,
  queue,
  request: list.ids.ofMessage(fact),
});

function addDelivery(list: SpanList, fact: FactOf<'message.delivered'>): void {
  const story = list.index.messages.get(fact.message);
  if (!story) return;
  const { published } = story;
  const parent = list.sent.get(fact.message) ?? null;
  const back = story.requeued.findLast(({ queue, index }) => queue === fact.queue && index < fact.index);
  const copy = copyOf(list, published, fact.queue);
  const start = back?.at ?? published.at;
  const waited = {
    ...copy,
    peer: fact.actor,
    start,
    // of a message whose delivery alone was recorded nobody knows how long it lay there
    end: isSeen(published) ? fact.at : null,
    error: null,
    gap: false,
    again: fact.redelivered === true,
  };
  add(list, { ...waited, fact: (back ?? published).index }, parent);
  if (published.rpc.type === 'reply') return;
  const done = doneAt(list, story, fact);
  const work = add(
    list,
    {
      ...copy,
      kind: 'work',
      actor: fact.actor,
      peer: published.actor,
      start: fact.at,
      end: done.end,
      fact: fact.index,
      error: done.error,
      gap: published.rpc.type === 'call' && mayEndInGap(list, fact, done.end),
      again: fact.redelivered === true,
    },
    parent,
  );
  list.taken.set(`${fact.message} ${fact.actor}`, work);
  begin(list, work);
}

interface WorkEnd {
  readonly end: Micros | null;
  readonly error: string | null;
}

/** When the receiver was done: its own end, else its answer; of what is no RPC its ack. */
function doneAt(
  { index }: SpanList,
  { published, completed, acked }: MessageStory,
  { actor, index: from, queue }: FactOf<'message.delivered'>,
): WorkEnd {
  const isIts = (fact: { readonly actor: Actor; readonly index: number }): boolean =>
    fact.actor === actor && fact.index > from;
  const own = completed.find(isIts);
  if (own) return { end: own.at, error: own.failure };
  const { type, msg_id } = published.rpc;
  if (type === 'call') {
    const replies = index.calls.get(msg_id ?? '')?.replies ?? [];
    const reply = replies.find((one) => isIts(one) && one.rpc.ending !== false);
    return { end: reply?.at ?? null, error: reply?.rpc.failure ?? null };
  }
  const ack =
    type === 'cast' || type === 'fanout' ? undefined : acked.find((one) => isIts(one) && one.queue === queue);
  return { end: ack?.at ?? null, error: null };
}
