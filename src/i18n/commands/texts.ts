/** The shape of the texts of the forms by which something is done to the cloud: loaded with them, not with the page. */
import type { FaultCommand, RefusalCode } from '../../core/words/fault-names.ts';

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

export interface FaultFormTexts {
  /** on a button */
  readonly names: { readonly [F in FaultCommand]: string };
  readonly args: { readonly [A in ArgumentName]: string };
  readonly choices: { readonly [C in ChoiceName]: string };
  /** beside a command that AMQP and oslo.messaging do not know */
  readonly thought: string;
  readonly refusals: { readonly [C in RefusalCode]: (subject: string, other: string) => string };
}
