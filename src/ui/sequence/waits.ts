/** Who waits while rows go by: from the row of a call to the row in which it ends for its caller. */

import { indexOf } from '../../core/reading/trace-index.ts';
import type { SequenceRow } from '../../core/story/lifelines.ts';
import type { Actor } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';

export interface WaitBar {
  readonly actor: Actor;
  /** row of the call, and row of its end; the same where both are one step; null = it does not end among the rows */
  readonly from: number;
  readonly to: number | null;
}

/** `rows` in the order of their steps, all of the trace. */
export function waitBars(trace: Trace, rows: readonly SequenceRow[]): readonly WaitBar[] {
  const { calls, messages } = indexOf(trace);
  return rows.flatMap(({ step }, from): readonly WaitBar[] => {
    const fact = trace.facts[step.main];
    if (step.kind !== 'call' || fact?.kind !== 'message.published') return [];
    const call = calls.get(fact.rpc.msg_id ?? '');
    if (!call) return [];
    const reply = call.replies.at(-1);
    const end = call.resolved?.index ?? (reply ? messages.get(reply.message)?.delivered[0]?.index : null);
    const to = end == null ? -1 : rows.findIndex((row, i) => i >= from && row.step.last >= end);
    return [{ actor: fact.actor, from, to: to < 0 ? null : to }];
  });
}
