/** The language that the page opens in, known before anything is loaded: of the link, else chosen before, else the browser's. */
import { LANGS, type Lang } from '../../i18n/lang.ts';
import { parseLink } from '../../store/link-codec.ts';
import { readSettings } from '../../store/settings.ts';

/** Recommended by the browser's own list, else Chinese: its readers have the fewest other pages. */
function browserLang(languages: readonly string[]): Lang {
  for (const asked of languages) {
    const known = LANGS.find((lang) => lang.slice(0, 2) === asked.slice(0, 2).toLowerCase());
    if (known) return known;
  }
  return 'zh-CN';
}

/** `kept` = chosen before; null = nothing is asked for that is kept. */
export function firstLang({ location, navigator }: Window, kept = readSettings().lang ?? null): Lang {
  return parseLink(location.hash).lang ?? kept ?? browserLang(navigator.languages);
}
