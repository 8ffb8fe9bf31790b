/** The texts of the lab's panel: loaded with it, not with the page. Their shape is the English file. */

import type { Lang } from '../lang.ts';
import type { Wide } from '../texts.ts';
import { lab as en } from './en.ts';
import { lab as zhCN } from './zh-CN.ts';

export type LabTexts = Wide<typeof en>;

const TEXTS: { readonly [L in Lang]: LabTexts } = { en, 'zh-CN': zhCN };

export const labTextsOf = (lang: Lang): LabTexts => TEXTS[lang];
