/**
 * The languages of the page, each named in itself: its name on the switch, and what the switch does. All are complete; none
 * is a translation that may lag. A further language is one line here and the files `<subject>/<lang>.ts` beside the others
 * (`packs.ts` finds them by their names; the type of a subject, or `i18n.test.ts`, says what is still missing).
 */
export const LANGUAGES = {
  en: { ownName: 'EN', switchTo: 'Switch to English' },
  'zh-CN': { ownName: '中文', switchTo: '切换到中文' },
} as const;
export type Lang = keyof typeof LANGUAGES;
export const LANGS = Object.keys(LANGUAGES) as readonly Lang[];
