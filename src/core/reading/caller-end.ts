/** What ends a wait whose caller is no more. */
import type { FactOf, Published } from '../trace/fact.ts';
import { firstAfter } from './facts-after.ts';
import type { TraceIndex } from './trace-index.ts';

/** Who waits for a call and dies hears no answer; a recording does not tell which calls had been answered by then. */
export function endOfCaller(index: TraceIndex, call: Published): FactOf<'service.stopped'> | null {
  if (index.head.source !== 'simulated') return null;
  return firstAfter(
    index.of('service.stopped'),
    call.index,
    ({ actor, how }) => actor === call.actor && how !== 'stop',
  );
}
