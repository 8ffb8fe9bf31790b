/**
 * The link: `#lang=zh-CN&s=boot&step=12&v=1`. Keys sorted; lang, s, step and v always written, other defaults left out,
 * unknown keys kept. `step=m12` counts at level messages. A link never starts anything.
 */
import { digits, type FieldReaders, oneOf, text, whatFits, whole, written } from '../core/base/read.ts';
import { LAYOUT_IDS, type LayoutId } from '../core/databases/layout-ids.ts';
import { parseStepAddress, printStepAddress, type StepAddress } from '../core/story/cursor.ts';
import { LANGS, type Lang } from '../i18n/lang.ts';
import { THEMES, type Theme } from './state.ts';

export interface Link {
  /** null = not named, or not known (then `badLang` holds what was asked) */
  readonly lang: Lang | null;
  readonly badLang: string | null;
  readonly scenario: string | null;
  readonly step: StepAddress | null;
  /** a step that is no step's address */
  readonly badStep: string | null;
  readonly seed: number | null;
  readonly theme: Theme | null;
  /** as it stands there: which panels there are, the page knows; `none` = one that the scenario opens by itself stays shut */
  readonly panel: string | null;
  /** `periodic=on`: steps of periodic work are counted too */
  readonly periodic: boolean;
  /** `quiz=off`: nothing is asked */
  readonly quiz: boolean;
  /** text for the SQL editor; it is put there and never run */
  readonly query: string | null;
  readonly layout: LayoutId | null;
  /** a packed lesson (`lesson-link.ts`) */
  readonly lesson: string | null;
  /** a packed experiment (`run-codec.ts`) */
  readonly run: string | null;
  /** opens the live stream of the tap that serves this page, once: it stays in no address */
  readonly tap: string | null;
  /** what it names besides and nobody understands, as it stands there: `seed=abc`, `ste` where it was cut */
  readonly unread: readonly string[];
  /** a program on its way may have changed it: `link-mend.ts` knows how to read it then */
  readonly isDamaged: boolean;
  /** keys that this page does not know, kept as they came */
  readonly other: readonly (readonly [string, string])[];
}

/** Characters of a query in a link at most: more than that is a file, not an address. */
const MOST_QUERY = 4000;

/** The keys of a link, and what their texts stand for. */
interface LinkKeys {
  readonly lang: Lang;
  readonly layout: LayoutId;
  readonly lesson: string;
  readonly panels: string;
  readonly periodic: 'on';
  readonly q: string;
  readonly quiz: 'off';
  readonly run: string;
  readonly s: string;
  readonly seed: number;
  readonly step: StepAddress;
  readonly tap: string;
  readonly theme: Theme;
  readonly v: string;
}

const KEYS: FieldReaders<LinkKeys> = {
  lang: oneOf(LANGS),
  layout: oneOf(LAYOUT_IDS),
  lesson: text,
  panels: text,
  periodic: oneOf(['on']),
  q: written('a statement', (query) => query.slice(0, MOST_QUERY)),
  quiz: oneOf(['off']),
  run: text,
  s: text,
  seed: digits(whole(0)),
  step: written('a step', parseStepAddress),
  tap: text,
  theme: oneOf(THEMES),
  v: text,
};

/** Names of the keys that links have. */
export const LINK_KEYS = Object.keys(KEYS);
const isKey = (key: string): boolean => Object.hasOwn(KEYS, key);
/** A statement is the reader's own: anything may stand at its end. */
export const FREE_KEY = 'q';

/** `lang` for a name that begins it: the link ends in the middle of a key, or has lost the sign behind it. */
const isCut = ([key, value]: readonly [string, string]): boolean =>
  value === '' && LINK_KEYS.some((known) => known.startsWith(key.toLowerCase()));

/** What does not fit is told in `unread`; of a key that is given twice the first counts. */
export function parseLink(hash: string): Link {
  const given = [...new URLSearchParams(hash.replace(/^#/, ''))];
  const fit = whatFits(KEYS, Object.fromEntries([...given].reverse()));
  const asked = (key: string): string | null => new Map([...given].reverse()).get(key) || null;
  const isUnread = ([key, value]: readonly [string, string]): boolean =>
    isCut([key, value]) || (isKey(key) && !(key in fit) && key !== 'lang' && key !== 'step');
  const unread = given.filter(isUnread);
  const other = given.filter(([key]) => !isKey(key));
  return {
    lang: fit.lang ?? null,
    badLang: fit.lang ? null : asked('lang'),
    scenario: fit.s ?? null,
    step: fit.step ?? null,
    badStep: fit.step ? null : asked('step'),
    seed: fit.seed ?? null,
    theme: fit.theme ?? null,
    panel: fit.panels ?? null,
    periodic: fit.periodic === 'on',
    quiz: fit.quiz !== 'off',
    query: fit.q ?? null,
    layout: fit.layout ?? null,
    lesson: fit.lesson ?? null,
    run: fit.run ?? null,
    tap: fit.tap ?? null,
    unread: unread.map(([key, value]) => (value ? `${key}=${value}` : key)),
    // what a link of this page never has
    isDamaged:
      other.some(([key]) => /[^\w-]/.test(key) || isKey(key.toLowerCase())) ||
      given.some(
        ([key, value]) => isKey(key) && (!(key in fit) || (key !== FREE_KEY && /[^\w-]$/.test(value))),
      ),
    other: other.filter((pair) => !isCut(pair)),
  };
}

interface LinkParts {
  readonly lang: Lang;
  readonly scenario: string;
  readonly step: StepAddress;
  readonly seed?: number;
  readonly theme?: Theme;
  readonly panel?: Link['panel'];
  readonly periodic?: boolean;
  readonly quiz?: boolean;
  readonly query?: string;
  readonly layout?: LayoutId | null;
  readonly run?: string | null;
  readonly other?: readonly (readonly [string, string])[];
}

/** Equal parts give equal text. */
export function printLink(parts: LinkParts): string {
  const pairs: (readonly [string, string])[] = [
    ...(parts.other ?? []),
    ['lang', parts.lang],
    ['s', parts.scenario],
    ['step', printStepAddress(parts.step)],
    ['v', '1'],
  ];
  if (parts.seed !== undefined && parts.seed !== 1) pairs.push(['seed', String(parts.seed)]);
  if (parts.theme && parts.theme !== 'auto') pairs.push(['theme', parts.theme]);
  if (parts.panel) pairs.push(['panels', parts.panel]);
  if (parts.periodic) pairs.push(['periodic', 'on']);
  if (parts.quiz === false) pairs.push(['quiz', 'off']);
  if (parts.query) pairs.push(['q', parts.query.slice(0, MOST_QUERY)]);
  if (parts.layout) pairs.push(['layout', parts.layout]);
  if (parts.run) pairs.push(['run', parts.run]);
  const sorted = pairs.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const escaped = (value: string): string => encodeURIComponent(value).replaceAll('%2C', ',');
  return `#${sorted.map(([key, value]) => `${encodeURIComponent(key)}=${escaped(value)}`).join('&')}`;
}
