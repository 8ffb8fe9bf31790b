/** Who began it: follows causes to the first fact of a chain. */
import type { Fact } from './fact.ts';

/**
 * Puts the index of the fact that a fact's chain of causes begins with behind those of the facts before it: a cause
 * always comes before its effect.
 */
export function addBeginning(beginnings: number[], { index, cause }: Fact): void {
  beginnings.push(cause === null ? index : (beginnings[cause] ?? index));
}

/**
 * For each fact, whether its chain of causes begins with a command of the experiment (a boot causes ComputeNode.save
 * though that message carries a periodic task's request id). One pass, for those who write recordings: views ask the index.
 */
export function causedByCommand(facts: readonly Fact[]): boolean[] {
  const beginnings: number[] = [];
  for (const fact of facts) addBeginning(beginnings, fact);
  return beginnings.map((beginning) => facts[beginning]?.kind === 'command.given');
}
