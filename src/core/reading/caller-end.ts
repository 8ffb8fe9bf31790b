/** What ends a wait whose caller is no more. */
import type { FactOf, Published } from '../trace/fact.ts';
import type { TraceIndex } from './trace-index.ts';

/** Who waits for a call and dies hears no answer; a recording does not tell which calls had been answered by then. */
export function endOfCaller(index: TraceIndex, call: Published): FactOf<'service.stopped'> | null {
  if (index.head.source !== 'simulated') return null;
  const stopped = index
    .of('service.stopped')
    .filter(({ actor, how }) => actor === call.actor && how !== 'stop');
  return stopped.find((one) => one.index > call.index) ?? null;
}
