/** What differs between two steps: the changes of the steps between them, forwards or backwards. */
import type { Step } from '../../core/story/step.ts';
import type { RowChanged } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';

/**
 * Changes that lead from the rows at step `since` to those at step `now`, in the order in which they must be applied. Where
 * `since` is the later one they are the reverse of what happened.
 */
export function changesBetween(
  trace: Trace,
  steps: readonly Step[],
  since: number,
  now: number,
): readonly RowChanged[] {
  const [from, to] = since <= now ? [since, now] : [now, since];
  const changes = steps
    .slice(from, to)
    .flatMap((step) => step.rows)
    .map((index) => trace.facts[index])
    .filter((fact) => fact?.kind === 'row.changed');
  if (since <= now) return changes;
  return changes.toReversed().map((change) => ({ ...change, before: change.after, after: change.before }));
}
