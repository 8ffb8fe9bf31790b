/** The texts of who waits for whom, of workers and of the waiting-time bar. Their shape is the English file. */
import { waits as en } from './en/waits.ts';
import type { Lang } from './lang.ts';
import type { Wide } from './texts.ts';
import { waits as zhCN } from './zh-CN/waits.ts';

export type WaitTexts = Wide<typeof en>;

const TEXTS: { readonly [L in Lang]: WaitTexts } = { en, 'zh-CN': zhCN };

export const waitTextsOf = (lang: Lang): WaitTexts => TEXTS[lang];
