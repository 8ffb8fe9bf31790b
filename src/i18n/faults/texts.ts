/** What is told of faults in the story: commands that were given, and where they struck. */
import type { FactOf, JsonTable } from '../../core/trace/fact.ts';
import type { FaultCommand } from '../../core/words/fault-names.ts';

export interface FaultTelling {
  /** one line: what it does and what it shows */
  readonly what: string;
  /** as a step that was done, with its arguments */
  readonly title: (args: JsonTable) => string;
}

export interface FaultTexts {
  readonly commands: { readonly [F in FaultCommand]: FaultTelling };
  /** why a service stopped, or a connection broke, at a message */
  readonly struck: (fact: FactOf<'fault.struck'>) => string;
}
