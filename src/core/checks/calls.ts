/**
 * Calls and their answers. R4: what a call returns was sent by who ran that very call, and no reply reaches another
 * caller. R5: a call is resolved once, and is not forgotten after its time-out. R6: no time-out comes before its time.
 */
import type { Actor, Fact, FactOf } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import type { Violation } from './violation.ts';

interface Call {
  readonly msgId: string;
  /** the last, when its publisher had to repeat it: the caller's time begins with it */
  publication: FactOf<'message.published'>;
  /** services that began to run it */
  readonly runners: Set<Actor>;
  /** time of the last sign of life from the server, microseconds */
  heard: number;
  /** who sent a reply that was delivered to the caller */
  readonly repliers: Set<Actor>;
  resolutions: number;
}

interface CallsState {
  readonly calls: Map<string, Call>;
  readonly messages: Map<number, FactOf<'message.published'>>;
  /** unique id of a reply -> who sent it first: one that comes twice is still its */
  readonly repliers: Map<string, Actor>;
  say(id: string, sentence: string): void;
}

/** The reply waiter may look only every half second, and a stopped run may cut a handling short. Microseconds. */
const GRACE = 1_000_000;

export function checkCalls(trace: Trace): readonly Violation[] {
  const found: Violation[] = [];
  let current: number | null = null;
  const say = (id: string, sentence: string): unknown => found.push({ id, fact: current, sentence });
  const state: CallsState = { calls: new Map(), messages: new Map(), repliers: new Map(), say };
  for (const fact of trace.facts) {
    current = fact.index;
    walk(state, fact);
  }
  const endAt = trace.facts.at(-1)?.at ?? 0;
  for (const call of state.calls.values()) {
    current = call.publication.index;
    const due = totalTimeout(call);
    if (call.resolutions === 0 && due !== null && endAt > due + GRACE) {
      say('R5', `call ${name(call)} was never resolved, though its time ran out at ${due} us`);
    }
  }
  return found;
}

function walk(state: CallsState, fact: Fact): void {
  switch (fact.kind) {
    case 'message.published': {
      state.messages.set(fact.message, fact);
      const { msg_id: msgId, unique_id: uniqueId } = fact.rpc;
      if (fact.rpc.type === 'reply' && uniqueId !== undefined && !state.repliers.has(uniqueId)) {
        state.repliers.set(uniqueId, fact.actor);
      }
      if (fact.rpc.type !== 'call' || msgId === undefined) return;
      const known = state.calls.get(msgId);
      if (known) {
        if (known.publication.actor === fact.actor) known.publication = fact;
        return;
      }
      const sets = { runners: new Set<Actor>(), repliers: new Set<Actor>() };
      state.calls.set(msgId, { msgId, publication: fact, ...sets, heard: fact.at, resolutions: 0 });
      return;
    }
    case 'rpc.dispatched': {
      const msgId = state.messages.get(fact.message)?.rpc.msg_id;
      if (msgId !== undefined) state.calls.get(msgId)?.runners.add(fact.actor);
      return;
    }
    case 'message.delivered':
      replyDelivered(state, fact);
      return;
    case 'rpc.resolved':
      resolved(state, fact);
      return;
    case 'service.stopped':
      for (const call of state.calls.values()) {
        if (call.publication.actor === fact.actor && call.resolutions === 0) call.resolutions = 1;
      }
      return;
    default:
      return;
  }
}

function replyDelivered(state: CallsState, fact: FactOf<'message.delivered'>): void {
  const reply = state.messages.get(fact.message);
  if (reply?.rpc.type !== 'reply' || reply.rpc.msg_id === undefined) return;
  const call = state.calls.get(reply.rpc.msg_id);
  if (!call) {
    state.say('R4', `a reply to ${reply.rpc.msg_id} was delivered, but nobody made that call`);
    return;
  }
  const caller = call.publication.actor;
  if (fact.actor !== caller) {
    state.say('R4', `the reply to call ${name(call)} of ${caller} was delivered to ${fact.actor}`);
    return;
  }
  call.repliers.add(state.repliers.get(reply.rpc.unique_id ?? '') ?? reply.actor);
  call.heard = fact.at;
}

function resolved(state: CallsState, fact: FactOf<'rpc.resolved'>): void {
  const call = state.calls.get(fact.msg_id);
  if (!call) {
    state.say('R5', `${fact.msg_id} was resolved but never called`);
    return;
  }
  // A killed caller's calls count as resolved from its stop on; the broker may still say so once.
  call.resolutions += fact.resolution === 'caller_killed' && call.resolutions === 1 ? 0 : 1;
  if (call.resolutions > 1) state.say('R5', `call ${name(call)} was resolved ${call.resolutions} times`);
  if (fact.actor !== call.publication.actor) {
    state.say('R4', `call ${name(call)} of ${call.publication.actor} was resolved at ${fact.actor}`);
  }
  if (fact.resolution === 'result' || fact.resolution === 'remote_error') {
    const honest = [...call.repliers].some((actor) => call.runners.has(actor));
    if (!honest)
      state.say('R4', `call ${name(call)} got a ${fact.resolution} that nobody who ran it had sent`);
  }
  if (fact.resolution === 'MessagingTimeout') tooEarly(state, call, fact.at);
}

function tooEarly(state: CallsState, call: Call, at: number): void {
  const total = totalTimeout(call);
  const monitor = call.publication.rpc.timeout;
  const limits = [total, monitor === undefined ? null : call.heard + monitor * 1_000_000];
  const due = Math.min(...limits.filter((limit) => limit !== null));
  if (at < due) state.say('R6', `call ${name(call)} timed out at ${at} us, before ${due} us`);
}

/** When a call's own timeout ends (its expiration is its timeout), microseconds; null when it carries none. */
function totalTimeout(call: Call): number | null {
  const { expiration } = call.publication.properties;
  return expiration === undefined ? null : call.publication.at + Number(expiration) * 1000;
}

function name(call: Call): string {
  return `${call.publication.rpc.method} ${call.msgId}`;
}
