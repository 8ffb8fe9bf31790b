/** The texts of the panel of the experiment: loaded with it, not with the page. Their shape is the English file. */

import type { Lang } from '../lang.ts';
import type { Wide } from '../texts.ts';
import { experiment as en } from './en.ts';
import { experiment as zhCN } from './zh-CN.ts';

export type ExperimentTexts = Wide<typeof en>;

const TEXTS: { readonly [L in Lang]: ExperimentTexts } = { en, 'zh-CN': zhCN };

export const experimentTextsOf = (lang: Lang): ExperimentTexts => TEXTS[lang];
