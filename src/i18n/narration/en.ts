/** English: the panel that tells a step. */
import { times } from '../say/en.ts';

export const narration = {
  /** cuts a text so that each second piece is a word between whose letters no line may break */
  words: (text: string): readonly string[] => [text],
  step: (n: number, count: number): string => `Step ${n} of ${count}`,
  empty: 'There is no step to show yet.',
  message: 'Message',
  tables: (changed: number): string =>
    changed === 0 ? 'Tables' : `Tables: ${times(changed, 'row', 'rows')} changed`,
};
