/** Settings that outlive a visit: speed, language, theme, and how the reader has cut the page. */
import { parseJson } from '../core/base/json.ts';
import { type FieldReaders, flag, oneOf, orNull, whatFits, whole } from '../core/base/read.ts';
import { LANGS } from '../i18n/lang.ts';
import { SPEEDS, type State, TEXT_SCALES, THEMES } from './state.ts';
import { readStored, writeStored } from './storage.ts';

const KEY = 'novascope.settings';
type Whole = Pick<
  State,
  | 'lang'
  | 'theme'
  | 'textScale'
  | 'speed'
  | 'singleKeys'
  | 'quiz'
  | 'hints'
  | 'stepsOpen'
  | 'dockHeight'
  | 'sideWidth'
>;
type Settings = Partial<Whole>;

const FIELDS: FieldReaders<Whole> = {
  lang: oneOf(LANGS),
  theme: oneOf(THEMES),
  textScale: oneOf(TEXT_SCALES),
  speed: oneOf(SPEEDS),
  singleKeys: flag,
  quiz: flag,
  hints: flag,
  stepsOpen: flag,
  dockHeight: whole(100, 4000),
  sideWidth: orNull(whole(200, 2000)),
};

const NAMES = Object.keys(FIELDS) as readonly (keyof Whole)[];

/** Only what is known and well-formed; the rest of a stored text is ignored. */
export const parseSettings = (stored: string | null): Settings => whatFits(FIELDS, parseJson(stored ?? ''));

export const readSettings = (): Settings => parseSettings(readStored(KEY));

/** What is kept of a state. A language from when it is chosen, whatever its texts take: who leaves meanwhile comes back to it. */
export const settingsOf = ({ nextLang, ...state }: State): Whole => ({
  lang: nextLang ?? state.lang,
  theme: state.theme,
  textScale: state.textScale,
  speed: state.speed,
  singleKeys: state.singleKeys,
  quiz: state.quiz,
  hints: state.hints,
  stepsOpen: state.stepsOpen,
  dockHeight: state.dockHeight,
  sideWidth: state.sideWidth,
});

/** Writes them where one is another than before. */
export function keepSettings(now: State, before: State): void {
  const settings = settingsOf(now);
  const last = settingsOf(before);
  if (NAMES.some((name) => settings[name] !== last[name])) writeStored(KEY, settings);
}
