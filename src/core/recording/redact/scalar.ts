/** What the walk through a message asks of its redactor: single values, and the count of what is hidden. */
import type { FieldRule, LookName } from './allowed.ts';

/** Where something was hidden. */
export type HiddenPlace =
  | 'context'
  | 'arguments'
  | 'result'
  | 'failure'
  | 'notification'
  | 'body'
  | 'headers'
  | 'row'
  | 'parameter'
  | 'statement'
  | 'address'
  | 'log'
  | 'broker';

export type PlainValue = string | number | boolean | null;

/** Texts that come back need no escapes in JSON. */
export interface ScalarRedactor {
  /** A value by its rule: what is kept of it, or the sign. */
  scalar(rule: FieldRule, value: PlainValue, place: HiddenPlace): PlainValue;
  /** A value that is kept only where it is a name of this look. */
  shapedName(value: unknown, shape: LookName | RegExp, place: HiddenPlace): string;
  /** The sign for a value that is not kept. */
  hide(value: unknown, place: HiddenPlace): string;
  /** Counts what is hidden without a sign of its own. */
  note(place: HiddenPlace, bytes: number): void;
}
