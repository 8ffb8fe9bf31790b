/** What a step's message costs its sender. */

import { callOf, waitedMs } from '../../core/reading/lookup.ts';
import { indexOf } from '../../core/reading/trace-index.ts';
import type { Step } from '../../core/story/step.ts';
import type { Trace } from '../../core/trace/trace.ts';

/** `ms` = how long the sender waited, as far as the trace tells. */
type Cost = { readonly kind: 'waits'; readonly ms: number | null } | { readonly kind: 'goes_on' };

/** null where nothing is sent that could be waited for: replies, answers, states. */
export function costOf(step: Step, trace: Trace): Cost | null {
  const main = trace.facts[step.main];
  if (main?.kind === 'http.requested') {
    const answered = indexOf(trace).exchanges.get(main.exchange_id)?.answered;
    return { kind: 'waits', ms: answered ? (answered.at - main.at) / 1000 : null };
  }
  if (main?.kind !== 'message.published') return null;
  if (main.rpc.type === 'call') {
    const call = callOf(indexOf(trace), main);
    return { kind: 'waits', ms: call ? waitedMs(indexOf(trace), call) : null };
  }
  const sendsOnly = ['cast', 'fanout', 'notification'].includes(main.rpc.type);
  return sendsOnly ? { kind: 'goes_on' } : null;
}
