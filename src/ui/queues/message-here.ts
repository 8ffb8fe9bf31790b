/** The message that the step at the cursor is about. */
import type { Fact, Published } from '../../core/trace/fact.ts';
import { stepOf, traceOf } from '../../store/derived.ts';
import type { PageState } from '../../store/store.ts';

/** What the step publishes: its main fact, or the first that its order made somebody publish. */
export function messageHere(state: PageState): Published | null {
  const { facts } = traceOf(state);
  const step = stepOf(state);
  const main = facts[step?.main ?? -1];
  if (main?.kind === 'message.published') return main;
  if (main?.kind !== 'command.given') return null;
  const caused = (step?.messages ?? []).find(
    (index) => index > main.index && cameFrom(facts, index, main.index),
  );
  const first = facts[caused ?? -1];
  return first?.kind === 'message.published' ? first : null;
}

function cameFrom(facts: readonly Fact[], index: number, origin: number): boolean {
  let at: number | null = index;
  while (at !== null && at > origin) at = facts[at]?.cause ?? null;
  return at === origin;
}
