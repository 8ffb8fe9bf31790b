/** How long things take on the screen at 1x (milliseconds). Speed scales flights and dwell; panels have their own times. */

export const FLIGHT_MS = 500;
export const HUB_MS = 350;
export const MARK_MS = 500;
export const PULSE_MS = 250;

/** Language of a text, by the names of `i18n/lang.ts`. */
type ReadingLang = 'en' | 'zh-CN';

/** What reading speed counts: Han characters in Chinese, words in English. */
export function readingUnits(text: string, lang: ReadingLang): number {
  if (lang === 'zh-CN') return (text.match(/\p{Script=Han}/gu) ?? []).length;
  return (text.match(/\S+/g) ?? []).length;
}

/** Pause after a step in auto-play: time to read `units` at 5.5 Han characters or 3 words a second, 2.5 to 12 s. */
export function dwell(units: number, lang: ReadingLang): number {
  const perSecond = lang === 'zh-CN' ? 5.5 : 3;
  return Math.min(Math.max(2500, Math.round((units / perSecond) * 1000)), 12_000);
}
