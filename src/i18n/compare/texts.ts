/** The texts of two runs side by side. Their shape is the English file. */

import type { Lang } from '../lang.ts';
import type { Wide } from '../texts.ts';
import { compare as en } from './en.ts';
import { compare as zhCN } from './zh-CN.ts';

export type CompareTexts = Wide<typeof en>;

const TEXTS: { readonly [L in Lang]: CompareTexts } = { en, 'zh-CN': zhCN };

export const compareTextsOf = (lang: Lang): CompareTexts => TEXTS[lang];
