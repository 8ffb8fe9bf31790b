/** The growing list of facts: gives each its index and keeps the two laws `cause < index` and `time never falls`. */
import { broken } from '../base/assert.ts';
import type { Micros } from '../base/time.ts';
import type { Actor, Fact, FactBody, Group } from './fact.ts';

export interface FactLog {
  readonly facts: readonly Fact[];
  add(at: Micros, actor: Actor, cause: number | null, group: Group, body: FactBody): number;
}

export function makeFactLog(): FactLog {
  const facts: Fact[] = [];
  return {
    facts,
    add(at, actor, cause, group, body) {
      const index = facts.length;
      if (cause !== null && !(cause >= 0 && cause < index))
        broken(`fact ${index} names ${cause} as its cause`);
      const last = facts[index - 1];
      if (last && last.at > at) broken(`fact ${index} is at ${at}, before fact ${index - 1} at ${last.at}`);
      facts.push({ index, at, actor, cause, group, ...body } as Fact);
      return index;
    },
  };
}
