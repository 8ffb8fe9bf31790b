/** The page's frame in a language. */
import { page as en } from './en/page.ts';
import type { Lang } from './lang.ts';
import type { PageTexts } from './texts.ts';
import { page as zh } from './zh-CN/page.ts';

const BY_LANG: { readonly [L in Lang]: PageTexts } = { en, 'zh-CN': zh };

export function pageTexts(lang: Lang): PageTexts {
  return BY_LANG[lang];
}
