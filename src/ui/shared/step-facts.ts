/** The facts of one step that a reader may want to read, one by one. */
import { indexOf } from '../../core/reading/trace-index.ts';
import type { Step } from '../../core/story/step.ts';
import type { Fact, FactKind } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';

/** Bookkeeping of the broker that says nothing new. */
const LEFT_OUT: readonly FactKind[] = ['message.confirmed'];

/**
 * From the fact after the step before (of the first step: from its main fact) to the step's last. Periodic work that
 * happened meanwhile is left out unless it is shown.
 */
export function factsOf(
  trace: Trace,
  steps: readonly Step[],
  step: Step,
  periodic: boolean,
): readonly Fact[] {
  const before = steps[step.n - 2];
  const first = before ? before.last + 1 : step.main;
  const { isStory } = indexOf(trace);
  return trace.facts
    .slice(first, step.last + 1)
    .filter((fact) => !LEFT_OUT.includes(fact.kind))
    .filter((fact) => periodic || isStory(fact));
}
