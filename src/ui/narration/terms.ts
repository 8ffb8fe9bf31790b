/** Words of the glossary in a sentence: each where it stands first. Names in code style are none. */
import type { Lang } from '../../i18n/lang.ts';
import type { Rich } from '../../i18n/rich.ts';
import type { Term } from '../shared/glossary-terms.ts';

/** What is found by its word alone would mean another thing as often: a port's binding, a resize that is confirmed. */
const UNSURE: { readonly [L in Lang]: readonly string[] } = {
  en: ['binding', 'ack', 'claim'],
  'zh-CN': ['binding', 'ack', 'durable', 'allocation'],
};

/** A name with another one in full-width brackets is found by either. */
const formsOf = (name: string): readonly string[] => name.split(/[（）]/).filter((form) => form !== '');

const escaped = (form: string): string => form.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A word of Latin letters is found whole, or with the s of its plural. */
const patternOf = (form: string): string =>
  /^[\x20-\x7f]+$/.test(form) ? `(?<![\\w-])${escaped(form)}s?(?![\\w-])` : escaped(form);

type Finder = (text: string) => Iterable<{ readonly at: number; readonly word: string; readonly term: Term }>;

export function finderOf(terms: readonly Term[], lang: Lang): Finder {
  const byForm = new Map<string, Term>();
  for (const term of terms)
    if (!UNSURE[lang].includes(term.id))
      for (const form of formsOf(term.name)) byForm.set(form.toLocaleLowerCase(), term);
  const forms = [...byForm.keys()].toSorted((a, b) => b.length - a.length);
  const pattern = new RegExp(forms.map(patternOf).join('|'), 'gi');
  return function* find(text) {
    for (const { 0: word, index: at } of text.matchAll(pattern)) {
      const lower = word.toLocaleLowerCase();
      const term = byForm.get(lower) ?? byForm.get(lower.replace(/s$/, ''));
      if (term) yield { at, word, term };
    }
  };
}

/** A stretch of the sentence, or a word of the glossary in it. */
type TermStretch = { readonly parts: Rich } | { readonly word: string; readonly term: Term };

export function withTerms(parts: Rich, find: Finder): readonly TermStretch[] {
  const seen = new Set<string>();
  const stretches: TermStretch[] = [];
  const tell = (part: Rich[number]): void => {
    const last = stretches.at(-1);
    // what closes behind a name is told with it
    if (last && 'parts' in last) stretches[stretches.length - 1] = { parts: [...last.parts, part] };
    else stretches.push({ parts: [part] });
  };
  for (const part of parts) {
    let from = 0;
    for (const { at, word, term } of 'text' in part ? find(part.text) : []) {
      if (seen.has(term.id)) continue;
      seen.add(term.id);
      if ('text' in part && at > from) tell({ text: part.text.slice(from, at) });
      stretches.push({ word, term });
      from = at + word.length;
    }
    if (!('text' in part)) tell(part);
    else if (from < part.text.length) tell({ text: part.text.slice(from) });
  }
  return stretches;
}
