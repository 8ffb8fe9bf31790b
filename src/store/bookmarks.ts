/** Bookmarks that outlive a visit, kept for each experiment. */
import { canonicalJson, parseJson } from '../core/base/json.ts';
import { list, text, whatFits, whole } from '../core/base/read.ts';
import type { Experiment } from '../core/trace/trace.ts';
import { readStored, writeStored } from './storage.ts';

const KEY = 'novascope.bookmarks';
/** experiments at most; the one that was bookmarked longest ago makes room */
const MOST_RUNS = 30;

interface Kept {
  /** canonical JSON of the experiment */
  readonly run: string;
  readonly facts: readonly number[];
}

const FACT = whole(0);
const FIELDS = { run: text, facts: list };

/** Only what is known and well-formed; the rest of a stored text is ignored. */
export function parseBookmarks(stored: string | null): readonly Kept[] {
  const all = parseJson(stored ?? '');
  if (!list.fits(all)) return [];
  return all.flatMap((one): readonly Kept[] => {
    const { run, facts = [] } = whatFits<{ run: string; facts: readonly unknown[] }>(FIELDS, one);
    const good = facts.filter(FACT.fits).toSorted((a, b) => a - b);
    return run !== undefined && good.length > 0 ? [{ run, facts: good }] : [];
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

const readAll = (): readonly Kept[] => parseBookmarks(readStored(KEY));

export function readBookmarks(experiment: Experiment): readonly number[] {
  const run = canonicalJson(experiment);
  return readAll().find((one) => one.run === run)?.facts ?? [];
}

export function writeBookmarks(experiment: Experiment, facts: readonly number[]): void {
  writeStored(KEY, withBookmarks(readAll(), experiment, facts));
}
