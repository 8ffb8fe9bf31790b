/**
 * What of the texts is loaded together: `start` before the first picture, every other subject with what reads it, and only
 * in the language that is shown. A pack is the file `<subject>/<lang>.ts`; what it exports is there as `textsOf(lang).<name>`.
 */
import { LANGS, type Lang } from './lang.ts';
import type { Texts } from './texts.ts';

type Files = { readonly [pack: string]: (lang: Lang) => Promise<Partial<Texts>> };

const FILES = {
  start: (lang) => import(`./start/${lang}.ts`),
  acts: (lang) => import(`./acts/${lang}.ts`),
  aside: (lang) => import(`./aside/${lang}.ts`),
  broker: (lang) => import(`./broker/${lang}.ts`),
  choice: (lang) => import(`./choice/${lang}.ts`),
  commands: (lang) => import(`./commands/${lang}.ts`),
  compare: (lang) => import(`./compare/${lang}.ts`),
  data: (lang) => import(`./data/${lang}.ts`),
  databasesLesson: (lang) => import(`./databases-lesson/${lang}.ts`),
  faults: (lang) => import(`./faults/${lang}.ts`),
  facts: (lang) => import(`./facts/${lang}.ts`),
  experiment: (lang) => import(`./experiment/${lang}.ts`),
  glossary: (lang) => import(`./glossary/${lang}.ts`),
  lab: (lang) => import(`./lab/${lang}.ts`),
  lessons: (lang) => import(`./lessons/${lang}.ts`),
  operator: (lang) => import(`./operator/${lang}.ts`),
  panels: (lang) => import(`./panels/${lang}.ts`),
  paper: (lang) => import(`./paper/${lang}.ts`),
  present: (lang) => import(`./present/${lang}.ts`),
  queues: (lang) => import(`./queues/${lang}.ts`),
  quiz: (lang) => import(`./quiz/${lang}.ts`),
  recording: (lang) => import(`./recording/${lang}.ts`),
  sequence: (lang) => import(`./sequence/${lang}.ts`),
  talk: (lang) => import(`./talk/${lang}.ts`),
  thought: (lang) => import(`./thought/${lang}.ts`),
  waits: (lang) => import(`./waits/${lang}.ts`),
} as const satisfies Files;

export type Pack = keyof typeof FILES;
export const PACKS = Object.keys(FILES) as readonly Pack[];

interface Shelf {
  readonly texts: Texts;
  readonly has: Set<Pack>;
  readonly failed: Set<Pack>;
  readonly asked: Map<Pack, Promise<void>>;
}

const shelves = Object.fromEntries(LANGS.map((lang) => [lang, makeShelf(lang)])) as {
  readonly [L in Lang]: Shelf;
};

function makeShelf(lang: Lang): Shelf {
  const texts = new Proxy({ lang } as Texts, {
    get(own, name, self) {
      if (typeof name === 'symbol' || name in own) return Reflect.get(own, name, self);
      throw new RangeError(`textsOf('${lang}').${name} is not loaded: name its pack where it is needed`);
    },
  });
  return { texts, has: new Set(), failed: new Set(), asked: new Map() };
}

/** All texts of a language that are loaded; the same object at every call. A subject that is not there yet throws a `RangeError`. */
export function textsOf(lang: Lang): Texts {
  return shelves[lang].texts;
}

export function hasTexts(lang: Lang, packs: readonly Pack[]): boolean {
  return packs.every((pack) => shelves[lang].has.has(pack));
}

/** Packs that are loaded in a language: what another one needs before it can be shown in its place. */
export function packsIn(lang: Lang): readonly Pack[] {
  return [...shelves[lang].has];
}

/** Loads what is not there yet, also what could not be loaded before. Rejects with the network's own error. */
export async function loadTexts(lang: Lang, packs: readonly Pack[]): Promise<void> {
  forgetFailures();
  await Promise.all(packs.map((pack) => loadPack(lang, pack)));
}

/** One pack: the same promise at every call, so that drawing may wait for it; of a failure too, until it is forgotten. */
export function loadPack(lang: Lang, pack: Pack): Promise<void> {
  const { texts, has, failed, asked } = shelves[lang];
  const known = asked.get(pack);
  if (known) return known;
  const load = async (): Promise<void> => {
    try {
      Object.assign(texts, await FILES[pack](lang));
      has.add(pack);
    } catch (error) {
      failed.add(pack);
      throw error;
    }
  };
  const made = load();
  asked.set(pack, made);
  return made;
}

/** What could not be loaded is asked for again at the next call. */
export function forgetFailures(): void {
  for (const { failed, asked } of Object.values(shelves)) {
    for (const pack of failed) asked.delete(pack);
    failed.clear();
  }
}
