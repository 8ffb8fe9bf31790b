/**
 * Who speaks with whom in a step, who stands still meanwhile, and where the answer is: of the index, never by hand. The one
 * who asks stands left, the one who is asked right, whichever of the two letters names the step.
 */

import { endOfCaller } from '../../core/reading/caller-end.ts';
import { callOf, waitedMs } from '../../core/reading/lookup.ts';
import { indexOf } from '../../core/reading/trace-index.ts';
import { limitOf } from '../../core/reading/waits.ts';
import { stepOfFact } from '../../core/story/cursor.ts';
import type { Step } from '../../core/story/step.ts';
import { directMethod } from '../../core/trace/direct.ts';
import {
  type Actor,
  BROKER,
  type CallResolution,
  type FactOf,
  type Published,
} from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { methodOf } from '../../core/words/methods.ts';

/** How a wait ends; `none` = as far as the run goes, it does not. */
type AnswerEnd = CallResolution | 'none' | 'refused';

interface Answer {
  readonly end: AnswerEnd;
  /** status of an HTTP answer, class of an exception; null = there is no more to say */
  readonly told: string | null;
  /** where it comes; null = in this step, or never */
  readonly step: number | null;
}

export interface StepTalk {
  readonly kind: 'call' | 'cast' | 'fanout' | 'notification' | 'http';
  readonly from: Actor;
  readonly to: readonly Actor[];
  /** queue in which it lies while nobody takes it */
  readonly queue: string | null;
  /** nobody has it by the end of the step */
  readonly isAway: boolean;
  readonly method: string;
  /** null = its sender goes on at once. `ms` = from asking until the answer is there; null = not known */
  readonly wait: { readonly ms: number | null; readonly limit: number | null } | null;
  /** null = there is none to come */
  readonly answer: Answer | null;
}

export function talkOf(step: Step, steps: readonly Step[], trace: Trace): StepTalk | null {
  const main = trace.facts[step.main];
  const index = indexOf(trace);
  switch (main?.kind) {
    case 'message.published':
      if (main.rpc.type === 'other') return null;
      if (main.rpc.type === 'call') return ofCall(main, step, steps, trace);
      if (main.rpc.type !== 'reply') return ofSent(main, main.rpc.type, step, trace);
      return ofCallBy(callOf(index, main)?.call, step, steps, trace);
    case 'rpc.resolved':
    case 'rpc.late_reply':
      return ofCallBy(index.calls.get(main.msg_id)?.call, step, steps, trace);
    case 'rpc.publish_blocked': {
      const { actor, method } = main;
      const wait = { ms: null, limit: null };
      // it waits until the broker is there, not for an answer
      return { ...NOBODY, kind: 'call', from: actor, to: [BROKER], method: method ?? '', wait, answer: null };
    }
    case 'http.requested':
    case 'http.answered':
    case 'http.refused':
      return ofRequest(index.exchanges.get(main.exchange_id)?.requested, step, steps, trace);
    default:
      return null;
  }
}

const NOBODY = { queue: null, isAway: true };

function ofCallBy(call: Published | null | undefined, step: Step, steps: readonly Step[], trace: Trace) {
  return call ? ofCall(call, step, steps, trace) : null;
}

function ofSent(
  main: Published,
  kind: 'cast' | 'fanout' | 'notification',
  step: Step,
  trace: Trace,
): StepTalk {
  const { to, isAway } = takersOf(main, step, trace);
  const queue = main.queues[0] ?? null;
  return { kind, from: main.actor, to, queue, isAway, method: methodOf(main.rpc), wait: null, answer: null };
}

/** Who got it by the end of the step; while nobody did, whose queue it lies in. */
function takersOf(sent: Published, step: Step, trace: Trace): Pick<StepTalk, 'to' | 'isAway'> {
  const delivered = indexOf(trace).messages.get(sent.message)?.delivered ?? [];
  const got = delivered.filter((one) => one.index <= step.last).map((one) => one.actor);
  if (got.length > 0) return { to: [...new Set(got)], isAway: false };
  const later = [...new Set(delivered.map((one) => one.actor))];
  return { to: later.length > 0 || step.main !== sent.index ? later : step.to, isAway: true };
}

function ofCall(call: Published, step: Step, steps: readonly Step[], trace: Trace): StepTalk {
  const index = indexOf(trace);
  const story = callOf(index, call);
  const reply = story?.replies.at(-1) ?? null;
  const ms = story ? waitedMs(index, story) : null;
  const { to, isAway } = takersOf(call, step, trace);
  const limit = limitOf(call, (ms ?? 0) * 1000);
  // a reply may come too late: then the caller's own end counts, and the reply is told by its own step
  const killed = story?.resolved ? null : endOfCaller(index, call);
  const end = story?.resolved?.resolution ?? (killed ? 'caller_killed' : reply ? 'result' : 'none');
  const isAnswered = end === 'result' || end === 'remote_error';
  const fact = isAnswered ? reply : (killed ?? story?.resolved);
  const told = story?.resolved?.failure ?? reply?.rpc.failure ?? null;
  return {
    kind: 'call',
    from: call.actor,
    to: reply && to.length === 0 ? [reply.actor] : to,
    queue: isGone(call, step, trace) ? null : (call.queues[0] ?? null),
    isAway,
    method: methodOf(call.rpc),
    wait: { ms, limit },
    answer: {
      end: told !== null && end === 'result' ? 'remote_error' : end,
      told,
      step: fact ? elsewhere(fact.index, step, steps) : null,
    },
  };
}

/** RabbitMQ has dropped it by the end of the step. */
function isGone(sent: Published, step: Step, trace: Trace): boolean {
  const dropped = indexOf(trace).messages.get(sent.message)?.dropped ?? [];
  return dropped.some((one) => one.index <= step.last);
}

function ofRequest(
  asked: FactOf<'http.requested'> | null | undefined,
  step: Step,
  steps: readonly Step[],
  trace: Trace,
): StepTalk | null {
  if (!asked) return null;
  const { answered, refused } = indexOf(trace).exchanges.get(asked.exchange_id) ?? {};
  const end = answered ?? refused ?? null;
  return {
    kind: 'http',
    from: asked.actor,
    to: [asked.to],
    queue: null,
    isAway: refused != null,
    method: directMethod(asked.path) ?? `${asked.method} ${asked.path}`,
    wait: { ms: end ? (end.at - asked.at) / 1000 : null, limit: null },
    answer: {
      end: answered ? 'result' : refused ? 'refused' : 'none',
      told: answered ? String(answered.status) : null,
      step: end ? elsewhere(end.index, step, steps) : null,
    },
  };
}

/** The step in which a fact lies; null = in this one, or before it. */
function elsewhere(fact: number, step: Step, steps: readonly Step[]): number | null {
  return fact <= step.last ? null : stepOfFact(steps, fact);
}
