/** 简体中文：关于数据库的一课。 */
import type { LessonTexts } from '../data-texts.ts';

export const lesson: LessonTexts = {
  title: '为什么没有nova数据库？',
};
