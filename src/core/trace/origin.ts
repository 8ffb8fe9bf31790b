/** Who began it: follows causes to the first fact of a chain. */
import type { Fact } from './fact.ts';

/**
 * For each fact, whether its chain of causes begins with a command of the experiment (a boot causes ComputeNode.save
 * though that message carries a periodic task's request id). One pass, since a cause always comes before its effect.
 */
export function causedByCommand(facts: readonly Fact[]): boolean[] {
  const caused: boolean[] = [];
  for (const fact of facts) {
    caused.push(fact.kind === 'command.given' || (fact.cause !== null && caused[fact.cause] === true));
  }
  return caused;
}
