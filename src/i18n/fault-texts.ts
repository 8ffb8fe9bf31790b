/** The texts of what can be done to a running cloud: commands, their arguments, what they did, and why they are refused. */
import type { FactOf, JsonTable } from '../core/trace/fact.ts';
import type { FaultCommand, RefusalCode } from '../core/trace/fault-names.ts';

export interface FaultTelling {
  /** on a button */
  readonly name: string;
  /** one line: what it does and what it shows */
  readonly what: string;
  /** as a step that was done, with its arguments */
  readonly title: (args: JsonTable) => string;
}

export type ArgumentName =
  | 'service'
  | 'host'
  | 'program'
  | 'when'
  | 'method'
  | 'percent'
  | 'queue'
  | 'vhost'
  | 'ms'
  | 'away_ms';

export type ChoiceName = 'now' | 'before_ack' | 'after_ack' | 'in_work' | 'before_confirm';

export interface FaultTexts {
  readonly commands: { readonly [F in FaultCommand]: FaultTelling };
  readonly args: { readonly [A in ArgumentName]: string };
  readonly choices: { readonly [C in ChoiceName]: string };
  /** beside a command that AMQP and oslo.messaging do not know */
  readonly thought: string;
  readonly refusals: { readonly [C in RefusalCode]: (subject: string, other: string) => string };
  /** `seconds` = `2.200` */
  readonly refused: (command: string, seconds: string, why: string) => string;
  /** why a service stopped, or a connection broke, at a message */
  readonly struck: (fact: FactOf<'fault.struck'>) => string;
}
