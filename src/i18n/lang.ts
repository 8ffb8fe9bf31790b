/** The two languages of the page. Both are complete; neither is a translation that may lag. */
export const LANGS = ['en', 'zh-CN'] as const;
export type Lang = (typeof LANGS)[number];
/** A text in both. */
export type Both = { readonly [L in Lang]: string };
