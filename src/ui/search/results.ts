/** What the search offers: groups of lines, each of which leads somewhere. */
import { indexOf } from '../../core/reading/trace-index.ts';
import { stepOfFact } from '../../core/story/cursor.ts';
import { type Hit, namedIn, search } from '../../core/story/search.ts';
import type { Step } from '../../core/story/step.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { hasInitials } from '../../i18n/pinyin.ts';
import type { Term } from '../shared/glossary-terms.ts';

/** A line of the list: a step to go to, a query to ask instead, or something to do. */
export type ResultLine =
  | { readonly kind: 'step'; readonly id: string; readonly step: Step }
  | { readonly kind: 'all'; readonly id: string; readonly hit: Hit; readonly count: number }
  | { readonly kind: 'ask'; readonly id: string; readonly hit: Hit }
  | { readonly kind: 'term'; readonly id: string; readonly term: Term }
  | { readonly kind: 'do'; readonly id: string; readonly label: string; readonly act: () => void };

/** What can be done, in the order in which it is offered. */
const DEED_GROUPS = [
  'actions',
  'chapters',
  'lessons',
  'incidents',
  'panels',
  'settings',
  'scenarios',
  'commands',
] as const;
type DeedGroup = (typeof DEED_GROUPS)[number];

export interface HitGroup {
  readonly id: string;
  /** a hit that the lines belong to; otherwise what kind of lines they are */
  readonly of: Hit | 'names' | 'terms' | 'titles' | 'bookmarks' | 'nearest' | DeedGroup;
  /** steps in all, of which `lines` may show a part */
  readonly count: number;
  readonly lines: readonly ResultLine[];
}

export interface Deed {
  readonly id: string;
  readonly group: DeedGroup;
  readonly label: string;
  /** its names in the link and in the code: in every language it is found by them, too */
  readonly also?: string;
  /** found by its words only: there are too many of these to stand in the list before anything was asked */
  readonly isAsked?: true;
  readonly act: () => void;
}

export interface SearchQuestion {
  readonly trace: Trace;
  readonly steps: readonly Step[];
  /** whether periodic work has steps of its own */
  readonly periodic: boolean;
  readonly query: string;
  /** the group whose steps are all shown; null = none */
  readonly opened: string | null;
  readonly titleOf: (step: Step) => string;
  /** what a kind of names is called */
  readonly kindOf: (kind: Hit['kind']) => string;
  readonly bookmarks: readonly number[];
  readonly terms: readonly Term[];
  readonly deeds: readonly Deed[];
}

/** Steps a hit shows when it is one of many, and at most. */
const FEW = 4;
const MANY = 200;
const MOST_TITLES = 8;
const MOST_NAMES = 12;
const MOST_TERMS = 4;
const MOST_DEEDS = 40;

export function resultsOf(question: SearchQuestion): readonly HitGroup[] {
  const { trace, steps, bookmarks, titleOf } = question;
  const query = question.query.trim();
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const lineOf = (step: Step, group: string): ResultLine => ({
    kind: 'step',
    id: `${group}-${step.n}`,
    step,
  });
  const doing = deedsFor(words, question.deeds);
  if (words.length === 0) {
    const marked = steps.filter((step) => bookmarks.includes(step.n));
    return shown([
      groupOf(
        'bookmarks',
        marked.map((step) => lineOf(step, 'bookmarks')),
      ),
      ...doing,
    ]);
  }
  const { hits, nearest } = search(trace, query);
  const titled = matching(words, steps, titleOf);
  const found = [
    {
      ...groupOf(
        'titles',
        numbered(query, steps).map((step) => lineOf(step, 'number')),
      ),
      id: 'number',
    },
    ...hits.map((hit, i) => hitGroup(hit, `hit-${i}`, hits.length === 1, question)),
    groupOf('names', namesFor(words, question)),
    groupOf('terms', termsFor(words, question)),
    groupOf(
      'titles',
      titled.slice(0, MOST_TITLES).map((step) => lineOf(step, 'titles')),
      titled.length,
    ),
    ...doing,
  ];
  const some = shown(found);
  if (some.length > 0) return some;
  return shown([
    groupOf(
      'nearest',
      nearest.map((hit, i): ResultLine => ({ kind: 'ask', id: `nearest-${i}`, hit })),
    ),
  ]);
}

/** The step of a number alone: `9`, `step 9`, or that in Chinese. */
function numbered(query: string, steps: readonly Step[]): readonly Step[] {
  const number = /^(?:step|\p{Script=Han})?\s*(\d+)\s*\p{Script=Han}?$/iu.exec(query)?.[1];
  return number === undefined ? [] : steps.slice(Number(number) - 1, Number(number));
}

/** What all words are in, in any case; then what they are in as the first letters of its pinyin. */
function matching<T>(words: readonly string[], all: readonly T[], textOf: (one: T) => string): readonly T[] {
  const texts = all.map((one) => ({ one, text: textOf(one).toLocaleLowerCase() }));
  const says = (text: string): boolean => words.every((word) => text.includes(word));
  const sounds = (text: string): boolean =>
    words.every((word) => text.includes(word) || hasInitials(text, word));
  return [
    ...texts.filter(({ text }) => says(text)),
    ...texts.filter(({ text }) => !says(text) && sounds(text)),
  ].map(({ one }) => one);
}

function deedsFor(words: readonly string[], deeds: readonly Deed[]): readonly HitGroup[] {
  const offered = deeds.filter(({ isAsked }) => words.length > 0 || !isAsked);
  const fitting = matching(words, offered, ({ label, also }) => `${label} ${also ?? ''}`);
  return DEED_GROUPS.map((group) =>
    groupOf(
      group,
      fitting
        .filter((deed) => deed.group === group)
        .slice(0, MOST_DEEDS)
        .map(({ id, label, act }): ResultLine => ({ kind: 'do', id, label, act })),
    ),
  );
}

/** By their names, not by what they mean. */
function termsFor(words: readonly string[], { terms }: SearchQuestion): readonly ResultLine[] {
  return matching(words, terms, ({ id, name }) => `${name} ${id.replaceAll('_', ' ')}`)
    .slice(0, MOST_TERMS)
    .map((term): ResultLine => ({ kind: 'term', id: `term-${term.id}`, term }));
}

/** All hosts by `host`, one of them by `host 2`: names by what they are, to ask for. */
function namesFor(words: readonly string[], { trace, kindOf }: SearchQuestion): readonly ResultLine[] {
  const means = (kind: Hit['kind'], word: string): boolean => {
    const called = kindOf(kind).toLocaleLowerCase();
    return word.length > 1 && (called.startsWith(word) || hasInitials(called, word));
  };
  const fits = ({ kind, name, also }: Hit): boolean => {
    const more = words.filter((word) => !means(kind, word));
    return more.length < words.length && more.every((word) => `${name} ${also ?? ''}`.includes(word));
  };
  return namedIn(trace)
    .filter(fits)
    .slice(0, MOST_NAMES)
    .map((hit, i): ResultLine => ({ kind: 'ask', id: `names-${i}`, hit }));
}

function groupOf(
  of: Exclude<HitGroup['of'], Hit>,
  lines: readonly ResultLine[],
  count = lines.length,
): HitGroup {
  return { id: of, of, count, lines };
}

const shown = (groups: readonly HitGroup[]): readonly HitGroup[] =>
  groups.filter(({ lines }) => lines.length > 0);

/** Where a hit is told of: a heartbeat in the stretch of a step is no part of that step. */
function toldFacts({ facts }: Hit, { trace, periodic }: SearchQuestion): readonly number[] {
  if (periodic) return facts;
  const { isStory } = indexOf(trace);
  const told = facts.filter((at) => {
    const fact = trace.facts[at];
    return fact !== undefined && isStory(fact);
  });
  return told.length > 0 ? told : facts;
}

function hitGroup(hit: Hit, id: string, isOnly: boolean, question: SearchQuestion): HitGroup {
  const { steps, opened } = question;
  const numbers = [...new Set(toldFacts(hit, question).map((fact) => stepOfFact(steps, fact)))];
  const own = numbers.flatMap((n) => steps[n - 1] ?? []);
  const most = isOnly || opened === id ? MANY : FEW;
  const lines = own.slice(0, most).map((step): ResultLine => ({ kind: 'step', id: `${id}-${step.n}`, step }));
  const rest: readonly ResultLine[] =
    own.length > most && most === FEW ? [{ kind: 'all', id: `${id}-all`, hit, count: own.length }] : [];
  return { id, of: hit, count: own.length, lines: [...lines, ...rest] };
}
