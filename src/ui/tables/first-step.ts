/** Which step will write the first row of a table that is empty now. */
import { stepOfFact } from '../../core/story/cursor.ts';
import type { Step } from '../../core/story/step.ts';
import type { Trace } from '../../core/trace/trace.ts';

/** null = no later step does. */
export function firstStepOf(
  trace: Trace,
  steps: readonly Step[],
  database: string,
  table: string,
  after: number,
): number | null {
  const fact = trace.facts.find(
    (one) =>
      one.index > after &&
      one.kind === 'row.changed' &&
      one.database === database &&
      one.table === table &&
      one.after !== null,
  );
  return fact ? stepOfFact(steps, fact.index) : null;
}
