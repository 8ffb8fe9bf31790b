/** Bookmarks that outlive a visit, kept for each experiment. Storage may be refused; then they last as long as the page. */
import { canonicalJson, isObject, parseJson } from '../core/base/json.ts';
import type { Experiment } from '../core/trace/trace.ts';

const KEY = 'novascope.bookmarks';
/** experiments at most; the one that was bookmarked longest ago makes room */
const MOST_RUNS = 30;

interface Kept {
  /** canonical JSON of the experiment */
  readonly run: string;
  readonly facts: readonly number[];
}

const isFact = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;

/** Only what is known and well-formed; the rest of a stored text is ignored. */
export function parseBookmarks(text: string | null): readonly Kept[] {
  const raw = text === null ? undefined : parseJson(text);
  if (!Array.isArray(raw)) return [];
  return raw.flatMap((one): readonly Kept[] => {
    if (!isObject(one) || typeof one.run !== 'string' || !Array.isArray(one.facts)) return [];
    const facts = one.facts.filter(isFact).toSorted((a, b) => a - b);
    return facts.length > 0 ? [{ run: one.run, facts }] : [];
  });
}

/** What is kept after the bookmarks of one experiment became these. */
export function withBookmarks(
  kept: readonly Kept[],
  experiment: Experiment,
  facts: readonly number[],
): readonly Kept[] {
  const run = canonicalJson(experiment);
  const others = kept.filter((one) => one.run !== run);
  return (facts.length > 0 ? [{ run, facts }, ...others] : others).slice(0, MOST_RUNS);
}

function readAll(): readonly Kept[] {
  try {
    return parseBookmarks(localStorage.getItem(KEY));
  } catch {
    return [];
  }
}

export function readBookmarks(experiment: Experiment): readonly number[] {
  const run = canonicalJson(experiment);
  return readAll().find((one) => one.run === run)?.facts ?? [];
}

export function writeBookmarks(experiment: Experiment, facts: readonly number[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(withBookmarks(readAll(), experiment, facts)));
  } catch {
    // refused: they last as long as the page
  }
}
