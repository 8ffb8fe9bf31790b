/** Settings that outlive a visit: speed, language, theme. */
import { parseJson } from '../core/base/json.ts';
import { type FieldReaders, flag, oneOf, whatFits } from '../core/base/read.ts';
import { LANGS } from '../i18n/lang.ts';
import { SPEEDS, type State, THEMES } from './state.ts';
import { readStored, writeStored } from './storage.ts';

const KEY = 'novascope.settings';
type Whole = Pick<State, 'lang' | 'theme' | 'speed' | 'singleKeys' | 'stepsOpen'>;
type Settings = Partial<Whole>;

const FIELDS: FieldReaders<Whole> = {
  lang: oneOf(LANGS),
  theme: oneOf(THEMES),
  speed: oneOf(SPEEDS),
  singleKeys: flag,
  stepsOpen: flag,
};

const NAMES = Object.keys(FIELDS) as readonly (keyof Whole)[];

/** Only what is known and well-formed; the rest of a stored text is ignored. */
export const parseSettings = (stored: string | null): Settings => whatFits(FIELDS, parseJson(stored ?? ''));

export const readSettings = (): Settings => parseSettings(readStored(KEY));

/** What is kept of a state. A language from when it is chosen, whatever its texts take: who leaves meanwhile comes back to it. */
export const settingsOf = ({ lang, nextLang, theme, speed, singleKeys, stepsOpen }: State): Whole => ({
  lang: nextLang ?? lang,
  theme,
  speed,
  singleKeys,
  stepsOpen,
});

/** Writes them where one is another than before. */
export function keepSettings(now: State, before: State): void {
  const settings = settingsOf(now);
  const last = settingsOf(before);
  if (NAMES.some((name) => settings[name] !== last[name])) writeStored(KEY, settings);
}
