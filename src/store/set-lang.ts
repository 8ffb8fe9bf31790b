/** The door to the page's language: its texts are loaded first, so that no sentence is ever missing. */
import type { Lang } from '../i18n/lang.ts';
import { hasTexts, loadTexts, packsIn } from '../i18n/packs.ts';
import type { GetState, SetState } from './door.ts';

export function makeSetLang(set: SetState, get: GetState): (lang: Lang) => Promise<void> {
  return async (lang) => {
    set({ nextLang: lang });
    const holds = (): boolean => get().nextLang === lang;
    try {
      // a panel that opens meanwhile brings texts of its own: they too have to be there
      while (!hasTexts(lang, packsIn(get().lang))) await loadTexts(lang, packsIn(get().lang));
      if (holds()) set({ lang, nextLang: null });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (holds()) set({ nextLang: null, notice: { kind: 'lang_failed', lang, message } });
    }
  };
}
