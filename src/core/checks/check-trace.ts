/** All independent checkers over one trace. */
import type { Trace } from '../trace/trace.ts';
import { checkCalls } from './calls.ts';
import { checkCopies } from './copies.ts';
import { checkDelivery } from './delivery.ts';
import { checkDispatches } from './dispatches.ts';
import { checkAllocations, checkCapabilities, checkEndState } from './nova.ts';
import { checkOrder } from './order.ts';
import { checkRequests } from './requests.ts';
import { checkRouting } from './routing.ts';
import { checkAttempts, checkUp } from './scheduling.ts';
import { checkServerRows, checkStates } from './servers.ts';
import type { Checker, Violation } from './violation.ts';

/** They hold for every trace, whatever its source. */
const ALWAYS: readonly Checker[] = [checkOrder, checkStates, checkAllocations, checkCapabilities];
/** They need facts that only the simulator knows: acks, bindings from the first on. */
const SIMULATED: readonly Checker[] = [
  checkCopies,
  checkDelivery,
  checkRouting,
  checkRequests,
  checkDispatches,
  checkCalls,
  checkEndState,
  checkAttempts,
  checkUp,
  checkServerRows,
];

/** What breaks a law, in the order of the facts; empty when all hold. */
export function checkTrace(trace: Trace): readonly Violation[] {
  const checkers = trace.source === 'simulated' ? [...ALWAYS, ...SIMULATED] : ALWAYS;
  return checkers
    .flatMap((checker) => checker(trace))
    .sort((a, b) => (a.fact ?? trace.facts.length) - (b.fact ?? trace.facts.length));
}
