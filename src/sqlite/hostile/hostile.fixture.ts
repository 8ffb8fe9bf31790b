/**
 * What somebody may ask the SQL console to hurt it, and how each question must end. By subject in the files beside. Those
 * that are answered or refused at once are asked of one console together; the others each have a thread of their own.
 */
import type { Value } from '../../core/databases/mysql/grid.ts';

export interface Hostile {
  /** in words */
  readonly what: string;
  readonly sql: string;
  /**
   * `answer` = no statement of it fails; `error` = the last answer is a refusal; `stopped` = only the watchdog ends it;
   * `halted` = the watchdog or a refusal for its memory, whichever comes first;
   * `nothing` = there is no statement in it; `either` = an answer or an error, and what it takes depends on the machine
   */
  readonly ends: 'answer' | 'error' | 'either' | 'stopped' | 'halted' | 'nothing';
  /** the rows of the last answer, if it is one */
  readonly gives?: readonly (readonly Value[])[];
  /** stands in the last answer, if it is a refusal */
  readonly says?: string;
  /** asked of one console with its like, one after another */
  readonly together?: true;
}

/** Statements by what they are in words. */
type NamedStatements = { readonly [what: string]: string };

export function ending(ends: Hostile['ends'], statements: NamedStatements): readonly Hostile[] {
  return Object.entries(statements).map(([what, sql]) => ({ what, sql, ends }));
}

/** Their last answer is one row of these values. */
export function giving(row: readonly Value[], statements: NamedStatements): readonly Hostile[] {
  return ending('answer', statements).map((one) => ({ ...one, gives: [row] }));
}

/** They are refused with these words. */
export function refused(says: string, statements: NamedStatements): readonly Hostile[] {
  return ending('error', statements).map((one) => ({ ...one, says }));
}

export const together = (hostile: readonly Hostile[]): readonly Hostile[] =>
  hostile.map((one) => ({ ...one, together: true }));

export const times = (text: string, n: number): string => text.repeat(n);

/** `make(0)` to `make(n - 1)`, joined. */
export const each = (n: number, make: (i: number) => string, between = ''): string =>
  Array.from({ length: n }, (_, i) => make(i)).join(between);
