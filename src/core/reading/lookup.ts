/**
 * What belongs together in a trace: a message with its deliveries and its end, a call with its reply, a request with its
 * answer. Each fact is noted once, in its order, as the trace's index is fed.
 */
import type { Fact, FactOf, MessageId, Published, Row } from '../trace/fact.ts';
import { isHiddenText } from '../trace/hidden.ts';
import type { Trace } from '../trace/trace.ts';

export interface MessageStory {
  readonly published: Published;
  readonly delivered: FactOf<'message.delivered'>[];
  readonly acked: FactOf<'message.acked'>[];
  readonly requeued: FactOf<'message.requeued'>[];
  readonly dropped: FactOf<'message.dropped'>[];
  readonly returned: FactOf<'message.returned'>[];
  readonly confirmed: FactOf<'message.confirmed'>[];
  readonly dispatched: FactOf<'rpc.dispatched'>[];
  readonly completed: FactOf<'rpc.completed'>[];
}

/** The two halves of a call, by msg_id. */
export interface CallStory {
  call: Published | null;
  readonly replies: Published[];
  resolved: FactOf<'rpc.resolved'> | null;
}

interface ExchangeStory {
  requested: FactOf<'http.requested'> | null;
  answered: FactOf<'http.answered'> | null;
  refused: FactOf<'http.refused'> | null;
}

export interface Lookup {
  readonly messages: ReadonlyMap<MessageId, MessageStory>;
  readonly calls: ReadonlyMap<string, CallStory>;
  readonly exchanges: ReadonlyMap<number, ExchangeStory>;
  readonly actors: ReadonlySet<string>;
  /** host of each service, by its actor */
  readonly hosts: ReadonlyMap<string, string>;
  /** display name of each instance, by uuid */
  readonly names: ReadonlyMap<string, string>;
}

/** The call of a reply, or the call itself; null for casts and the rest. */
export function callOf(lookup: Lookup, message: Published): CallStory | null {
  const { msg_id, type } = message.rpc;
  if (msg_id === undefined || (type !== 'call' && type !== 'reply')) return null;
  return lookup.calls.get(msg_id) ?? null;
}

/**
 * How long the caller waited, in ms: from publishing the call until its reply reached it, or until it gave up. null when the
 * trace does not tell (no reply yet, or never one). The one sum for a wait that is told: a reply that comes too late ends none.
 */
export function waitedMs(lookup: Lookup, call: CallStory): number | null {
  if (!call.call) return null;
  const last = call.replies.at(-1);
  const arrived = last && lookup.messages.get(last.message)?.delivered[0];
  const end = hasGivenUp(call) ? call.resolved : (arrived ?? call.resolved);
  return end ? (end.at - call.call.at) / 1000 : null;
}

/** The caller went on without its answer. */
export const hasGivenUp = ({ resolved }: CallStory): boolean =>
  resolved !== null && resolved.resolution !== 'result' && resolved.resolution !== 'remote_error';

/** Bytes of the body on the wire (UTF-8). */
export function bytesOf(body: string): number {
  let bytes = 0;
  for (const char of body) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

interface GrowingLookup extends Lookup {
  note(fact: Fact): void;
}

export function makeLookup({ topology, seed }: Pick<Trace, 'topology' | 'seed'>): GrowingLookup {
  const messages = new Map<MessageId, MessageStory>();
  const calls = new Map<string, CallStory>();
  const exchanges = new Map<number, ExchangeStory>();
  const names = new Map<string, string>();
  for (const [table, rows] of Object.entries(seed))
    if (table.endsWith('.instances')) for (const row of rows) noteName(names, row);
  return {
    messages,
    calls,
    exchanges,
    actors: new Set(topology.services.map((service) => service.actor)),
    hosts: new Map(topology.services.map(({ actor, host }) => [actor, host])),
    names,
    note(fact) {
      note(fact, messages, calls, exchanges);
      if (fact.kind === 'row.changed' && fact.table === 'instances') noteName(names, fact.after);
    },
  };
}

function noteName(names: Map<string, string>, row: Row | null): void {
  const { uuid, display_name } = row ?? {};
  if (typeof uuid !== 'string' || typeof display_name !== 'string' || isHiddenText(display_name)) return;
  names.set(uuid, display_name);
}

function note(
  fact: Fact,
  messages: Map<MessageId, MessageStory>,
  calls: Map<string, CallStory>,
  exchanges: Map<number, ExchangeStory>,
): void {
  switch (fact.kind) {
    case 'message.published':
      messages.set(fact.message, newMessage(fact));
      noteCall(fact, calls);
      return;
    case 'message.delivered':
      messages.get(fact.message)?.delivered.push(fact);
      return;
    case 'message.acked':
      messages.get(fact.message)?.acked.push(fact);
      return;
    case 'message.requeued':
      messages.get(fact.message)?.requeued.push(fact);
      return;
    case 'message.dropped':
      messages.get(fact.message)?.dropped.push(fact);
      return;
    case 'message.returned':
      messages.get(fact.message)?.returned.push(fact);
      return;
    case 'message.confirmed':
      messages.get(fact.message)?.confirmed.push(fact);
      return;
    case 'rpc.dispatched':
      messages.get(fact.message)?.dispatched.push(fact);
      return;
    case 'rpc.completed':
      messages.get(fact.message)?.completed.push(fact);
      return;
    case 'rpc.resolved':
      entry(calls, fact.msg_id, newCall).resolved = fact;
      return;
    case 'http.requested':
      entry(exchanges, fact.exchange_id, newExchange).requested = fact;
      return;
    case 'http.refused':
      entry(exchanges, fact.exchange_id, newExchange).refused = fact;
      return;
    case 'http.answered':
      entry(exchanges, fact.exchange_id, newExchange).answered = fact;
      return;
    default:
  }
}

function noteCall(fact: Published, calls: Map<string, CallStory>): void {
  const { msg_id, type } = fact.rpc;
  if (msg_id === undefined) return;
  if (type === 'call') entry(calls, msg_id, newCall).call = fact;
  if (type === 'reply') entry(calls, msg_id, newCall).replies.push(fact);
}

function newMessage(published: Published): MessageStory {
  return {
    published,
    delivered: [],
    acked: [],
    requeued: [],
    dropped: [],
    returned: [],
    confirmed: [],
    dispatched: [],
    completed: [],
  };
}

function newCall(): CallStory {
  return { call: null, replies: [], resolved: null };
}

function newExchange(): ExchangeStory {
  return { requested: null, answered: null, refused: null };
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
