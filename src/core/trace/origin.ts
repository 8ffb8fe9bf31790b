/** Who began it: follows causes to the first fact of a chain; and which facts are told at all. */
import type { Fact } from './fact.ts';
import type { Trace } from './trace.ts';

/** What lies before `from_us` of an experiment is preparation. */
export function isTold({ experiment }: Pick<Trace, 'experiment'>): (fact: Pick<Fact, 'at'>) => boolean {
  const from = experiment?.from_us ?? 0;
  return ({ at }) => at >= from;
}

/**
 * Puts the index of the fact that a fact's chain of causes begins with behind those of the facts before it: a cause
 * always comes before its effect.
 */
export function addBeginning(beginnings: number[], { index, cause }: Fact): void {
  beginnings.push(cause === null ? index : (beginnings[cause] ?? index));
}

/**
 * For each fact, whether its chain of causes begins with a command of the told run (a boot causes ComputeNode.save
 * though that message carries a periodic task's request id). One pass, for those who write recordings: views ask the index.
 */
export function causedByCommand(trace: Pick<Trace, 'experiment' | 'facts'>): boolean[] {
  const { facts } = trace;
  const told = isTold(trace);
  const beginnings: number[] = [];
  for (const fact of facts) addBeginning(beginnings, fact);
  return beginnings.map((beginning) => {
    const first = facts[beginning];
    return first?.kind === 'command.given' && told(first);
  });
}
