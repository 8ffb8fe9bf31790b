/** Which steps show that something went wrong, so that a reader sees it before reading a word. */
import { indexOf, type TraceIndex } from '../reading/trace-index.ts';
import type { Fact } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { isError } from './is-error.ts';
import type { Step } from './step.ts';

/**
 * Its own fact went wrong for somebody, is an error that travels back, or says that something was not recorded; a service died in
 * it; a call was answered with an error in it; or one of those who have a part in it set a server to error.
 */
export function isSetback(step: Step, trace: Trace): boolean {
  const known = indexOf(trace).once(setbacks);
  const told = known.get(step) ?? wentWrong(step, trace);
  known.set(step, told);
  return told;
}

const setbacks = (): Map<Step, boolean> => new Map();

function wentWrong(step: Step, trace: Trace): boolean {
  const main = trace.facts[step.main];
  if (!main) return false;
  const index = indexOf(trace);
  if (isError(main, index.actors) || (main.kind === 'service.stopped' && main.how !== 'stop')) return true;
  if (main.kind === 'recording.gap') return true;
  if (main.kind === 'message.published' && step.messages.some((one) => isErrorOf(trace.facts[one], main))) {
    return true;
  }
  const near = [step.from, ...step.to];
  return step.rows.some((row) => {
    const fact = trace.facts[row];
    return (
      fact !== undefined &&
      isError(fact, index.actors) &&
      near.includes(fact.actor) &&
      isOfSame(index, fact, main)
    );
  });
}

/** The message itself, or the answer to it that the step tells with it. */
const isErrorOf = (fact: Fact | undefined, main: Fact & { readonly kind: 'message.published' }): boolean =>
  fact?.kind === 'message.published' &&
  fact.rpc.failure !== undefined &&
  (fact === main || fact.rpc.msg_id === main.rpc.msg_id);

/** Two servers at once: one that fails meanwhile is no part of the other's step. */
const isOfSame = (index: TraceIndex, one: Fact, other: Fact): boolean =>
  index.commandOf(one.index) === index.commandOf(other.index);
