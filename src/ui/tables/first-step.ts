/** Which step will write the first row of a table that is empty now. */
import { firstAfter } from '../../core/reading/facts-after.ts';
import { indexOf } from '../../core/reading/trace-index.ts';
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
  const fact = firstAfter(
    indexOf(trace).of('row.changed'),
    after,
    (one) => one.database === database && one.table === table && one.after !== null,
  );
  return fact ? stepOfFact(steps, fact.index) : null;
}
