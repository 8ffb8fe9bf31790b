/**
 * The texts of the database browser, the SQL console, the lesson and the search: loaded with these panels, not with the
 * page. Their shape is the English file.
 */

import { lesson as enLesson } from '../databases-lesson/en.ts';
import { lesson as zhLesson } from '../databases-lesson/zh-CN.ts';
import type { Lang } from '../lang.ts';
import type { Wide } from '../texts.ts';
import { data as en } from './en.ts';
import { data as zhCN } from './zh-CN.ts';

export type DataTexts = Wide<typeof en>;
export type LessonTexts = Wide<typeof enLesson>;

const DATA: { readonly [L in Lang]: DataTexts } = { en, 'zh-CN': zhCN };
const LESSONS: { readonly [L in Lang]: LessonTexts } = { en: enLesson, 'zh-CN': zhLesson };

export const dataTextsOf = (lang: Lang): DataTexts => DATA[lang];
export const lessonTextsOf = (lang: Lang): LessonTexts => LESSONS[lang];
