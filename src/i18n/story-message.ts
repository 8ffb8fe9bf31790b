/** What a message says of itself, and how the call ended that it belongs to. */
import { callOf, hasGivenUp, type Lookup, waitedMs } from '../core/reading/lookup.ts';
import type { TraceIndex } from '../core/reading/trace-index.ts';
import { directMethod } from '../core/trace/direct.ts';
import type { DropReason, Fact, FactOf } from '../core/trace/fact.ts';
import { methodOf } from '../core/words/methods.ts';
import { requestKey } from '../core/words/requests.ts';
import { type CallEnd, fateOf, hasWritten } from './story-fate.ts';

export interface MessageTold {
  /** object method or RPC method; `GET /ports` for REST */
  readonly method: string;
  readonly vhost: string;
  readonly exchange: string;
  readonly routing_key: string;
  readonly queues: readonly string[];
  /** external events, object method: what the summary names beside the method */
  readonly detail: string;
  /** of a call: ms until the answer reached the caller; null = not known (yet) */
  readonly waited: number | null;
  /** how the call ended when not by a result */
  readonly failure: string | null;
  /** of a call that was given up: what had become of its request at that moment */
  readonly request: CallEnd | null;
  readonly dropped: DropReason | null;
}

export function messageParts(main: Fact, lookup: TraceIndex): MessageTold {
  if (main.kind === 'rpc.publish_blocked') {
    const { method, vhost, exchange, routing_key } = main;
    const none = { queues: [], detail: '', waited: null, failure: null, request: null, dropped: null };
    return { ...none, method: method ?? '', vhost, exchange, routing_key };
  }
  if (main.kind === 'rpc.resolved' || main.kind === 'rpc.late_reply') return endOfCall(main, lookup);
  if (main.kind !== 'message.published') {
    const ended = main.kind === 'thread.failed' ? main : null;
    const asked = 'exchange_id' in main ? lookup.exchanges.get(main.exchange_id)?.requested : null;
    const method = asked
      ? (directMethod(asked.path) ?? requestKey(asked.method, asked.path, asked.body))
      : (ended?.method ?? '');
    const none = { vhost: '', exchange: '', routing_key: '', queues: [], detail: '' };
    return { ...none, method, waited: null, failure: ended?.error ?? null, request: null, dropped: null };
  }
  const call = callOf(lookup, main);
  const dropped = lookup.messages.get(main.message)?.dropped[0]?.reason;
  const failure = main.rpc.failure ?? call?.resolved?.failure ?? call?.replies[0]?.rpc.failure ?? null;
  return {
    method: methodOf(main.rpc),
    vhost: main.vhost,
    exchange: main.exchange,
    routing_key: main.routing_key,
    queues: main.queues,
    detail: main.rpc.detail ?? '',
    waited: call ? waitedMs(lookup, call) : null,
    failure,
    request:
      call?.call && call.resolved && hasGivenUp(call) ? fateOf(call.call, call.resolved, lookup) : null,
    dropped: dropped ?? (main.queues.length === 0 ? 'unroutable' : null),
  };
}

export function isGivenUp(main: Fact, lookup: Lookup): boolean {
  const call = main.kind === 'message.published' ? callOf(lookup, main) : null;
  return call !== null && hasGivenUp(call);
}

/** What was called, and how long ago: `waited` is counted to the fact, be it the time-out or the late reply. */
function endOfCall(main: FactOf<'rpc.resolved' | 'rpc.late_reply'>, lookup: TraceIndex): MessageTold {
  const call = lookup.calls.get(main.msg_id)?.call ?? null;
  return {
    ...{ vhost: '', exchange: '', routing_key: '', queues: [], detail: '', dropped: null },
    method: call ? methodOf(call.rpc) : '',
    waited: call ? (main.at - call.at) / 1000 : null,
    failure: main.kind === 'rpc.resolved' ? main.failure : null,
    request: call ? fateOf(call, main, lookup) : null,
  };
}

/** Of an answer that came too late: whether rows were written for it. */
export function isWrittenFor(main: Fact, lookup: TraceIndex): boolean {
  if (main.kind !== 'rpc.late_reply') return false;
  const call = lookup.calls.get(main.msg_id)?.call ?? null;
  return call !== null && hasWritten(call, main, lookup);
}
