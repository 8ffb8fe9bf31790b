/** The texts of who waits for whom, of workers and of the waiting-time bar. Their shape is the English file. */

import type { Lang } from '../lang.ts';
import type { Wide } from '../texts.ts';
import { waits as en } from './en.ts';
import { waits as zhCN } from './zh-CN.ts';

export type WaitTexts = Wide<typeof en>;

const TEXTS: { readonly [L in Lang]: WaitTexts } = { en, 'zh-CN': zhCN };

export const waitTextsOf = (lang: Lang): WaitTexts => TEXTS[lang];
