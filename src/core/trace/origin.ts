/** Who began it: follows causes to the first fact of a chain. */
import type { Fact } from './fact.ts';

/** For each fact, the index of the fact that its chain of causes begins with. One pass, since a cause always comes before its effect. */
export function beginningsOf(facts: readonly Fact[]): readonly number[] {
  const beginnings: number[] = [];
  for (const { index, cause } of facts)
    beginnings.push(cause === null ? index : (beginnings[cause] ?? index));
  return beginnings;
}

/**
 * For each fact, whether its chain of causes begins with a command of the experiment (a boot causes ComputeNode.save
 * though that message carries a periodic task's request id).
 */
export function causedByCommand(facts: readonly Fact[]): boolean[] {
  return beginningsOf(facts).map((beginning) => facts[beginning]?.kind === 'command.given');
}
