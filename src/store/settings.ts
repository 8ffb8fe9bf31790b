/** Settings that outlive a visit: speed, language, theme. Storage may be refused; then they last as long as the page. */
import { isObject, parseJson } from '../core/base/json.ts';
import { LANGS } from '../i18n/lang.ts';
import { SPEEDS, type State, THEMES } from './state.ts';

const KEY = 'novascope.settings';
type Settings = Partial<Pick<State, 'lang' | 'theme' | 'speed' | 'singleKeys' | 'stepsOpen'>>;

const pick = <T>(known: readonly T[], value: unknown): T | undefined => known.find((one) => one === value);

/** Only what is known and well-formed; the rest of a stored text is ignored. */
export function parseSettings(text: string | null): Settings {
  const raw = text === null ? undefined : parseJson(text);
  if (!isObject(raw)) return {};
  const lang = pick(LANGS, raw.lang);
  const theme = pick(THEMES, raw.theme);
  const speed = pick(SPEEDS, raw.speed);
  const singleKeys = pick([true, false], raw.singleKeys);
  const stepsOpen = pick([true, false], raw.stepsOpen);
  return {
    ...(lang === undefined ? {} : { lang }),
    ...(theme === undefined ? {} : { theme }),
    ...(speed === undefined ? {} : { speed }),
    ...(singleKeys === undefined ? {} : { singleKeys }),
    ...(stepsOpen === undefined ? {} : { stepsOpen }),
  };
}

export function readSettings(): Settings {
  try {
    return parseSettings(localStorage.getItem(KEY));
  } catch {
    return {};
  }
}

export function writeSettings({ lang, theme, speed, singleKeys, stepsOpen }: State): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ lang, theme, speed, singleKeys, stepsOpen }));
  } catch {
    // refused: the settings last as long as the page
  }
}
