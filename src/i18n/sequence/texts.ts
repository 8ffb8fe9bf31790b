/** The texts of the sequence diagram. Their shape is the English file. */

import type { Lang } from '../lang.ts';
import type { Wide } from '../texts.ts';
import { sequence as en } from './en.ts';
import { sequence as zhCN } from './zh-CN.ts';

export type SequenceTexts = Wide<typeof en>;

const TEXTS: { readonly [L in Lang]: SequenceTexts } = { en, 'zh-CN': zhCN };

export const sequenceTextsOf = (lang: Lang): SequenceTexts => TEXTS[lang];
