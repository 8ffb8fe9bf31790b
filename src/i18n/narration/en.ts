/** English: the panel that tells a step. */
import type { Actor } from '../../core/trace/fact.ts';
import { times } from '../say/en.ts';

export const narration = {
  step: (n: number, count: number): string => `Step ${n} / ${count}`,
  empty: 'There is no step to show yet.',
  waits: (ms: string | null): string => (ms === null ? 'waits for the answer' : `waits ${ms}`),
  goesOn: 'goes on at once',
  sender: (actor: Actor): string => actor,
  nobody: 'nobody',
  fromTo: (from: string, to: string, kind: string): string => `${kind} from ${from} to ${to}`,
  message: 'Message',
  tables: (changed: number): string =>
    changed === 0 ? 'Tables' : `Tables: ${times(changed, 'row', 'rows')} changed`,
  at: (time: string): string => `at ${time}`,
};
