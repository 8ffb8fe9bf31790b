/** Words of this page and what they mean: for the search, and for the sentences that use them. */
import type { Texts } from '../../i18n/texts.ts';

/** A word and what it means. */
export interface Term {
  readonly id: string;
  readonly name: string;
  readonly what: string;
}

/** Words of the glossary, and kinds of messages, which have their meaning among the words of the story. */
export function termsIn(texts: Texts): readonly Term[] {
  const { glossary, words } = texts;
  const kinds = (['cast', 'call', 'reply', 'fanout', 'notification'] as const).map((kind) => ({
    id: kind,
    name: words.kinds[kind],
    what: words.kindMeaning[kind],
  }));
  return [...kinds, ...Object.entries(glossary).map(([id, [name, what]]) => ({ id, name, what }))];
}
