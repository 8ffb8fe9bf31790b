/** Settings that outlive a visit: speed, language, theme. */
import { parseJson } from '../core/base/json.ts';
import { type Fields, flag, oneOf, whatFits } from '../core/base/read.ts';
import { LANGS } from '../i18n/lang.ts';
import { SPEEDS, type State, THEMES } from './state.ts';
import { readStored, writeStored } from './storage.ts';

const KEY = 'novascope.settings';
type Whole = Pick<State, 'lang' | 'theme' | 'speed' | 'singleKeys' | 'stepsOpen'>;
type Settings = Partial<Whole>;

const FIELDS: Fields<Whole> = {
  lang: oneOf(LANGS),
  theme: oneOf(THEMES),
  speed: oneOf(SPEEDS),
  singleKeys: flag,
  stepsOpen: flag,
};

/** Only what is known and well-formed; the rest of a stored text is ignored. */
export const parseSettings = (stored: string | null): Settings => whatFits(FIELDS, parseJson(stored ?? ''));

export const readSettings = (): Settings => parseSettings(readStored(KEY));

export function writeSettings({ lang, theme, speed, singleKeys, stepsOpen }: State): void {
  writeStored(KEY, { lang, theme, speed, singleKeys, stepsOpen });
}
