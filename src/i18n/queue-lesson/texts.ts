/** The texts of the lesson about the queue: loaded with it. Their shape is the English file. */

import type { Lang } from '../lang.ts';
import type { Wide } from '../texts.ts';
import { queueLesson as en } from './en.ts';
import { queueLesson as zhCN } from './zh-CN.ts';

export type QueueLessonTexts = Wide<typeof en>;

const TEXTS: { readonly [L in Lang]: QueueLessonTexts } = { en, 'zh-CN': zhCN };

export const queueLessonTextsOf = (lang: Lang): QueueLessonTexts => TEXTS[lang];
