/** What follows from comparing two runs; loaded where it is shown. Equal input returns the same reference. */
import { diffRows, type TableDifference } from '../core/compare/row-diff.ts';
import { diffRuns, type RunDiff, type StepFate } from '../core/compare/run-diff.ts';
import type { Step } from '../core/story/step.ts';
import type { Trace } from '../core/trace/trace.ts';
import { otherOf, type RunsCompared } from './compare-with.ts';
import { factAt, stepsAt, stepsOf, traceOf, versionsOfTrace } from './derived.ts';
import type { State } from './state.ts';

type Cursor = RunsCompared & Pick<State, 'level' | 'periodic' | 'step'>;

let latest: {
  readonly mine: readonly Step[];
  readonly theirs: readonly Step[];
  readonly diff: RunDiff;
} | null = null;

/** Of the steps of the state's level. */
export function runDiffOf(state: Cursor): RunDiff | null {
  const other = otherOf(state);
  if (!other) return null;
  const [mine, theirs] = [stepsOf(state), stepsAt(other.trace, state.level, state.periodic)];
  if (latest?.mine === mine && latest.theirs === theirs) return latest.diff;
  const diff = diffRuns({ trace: traceOf(state), steps: mine }, { trace: other.trace, steps: theirs });
  latest = { mine, theirs, diff };
  return diff;
}

/** What the other run has of the step under the cursor. */
export function fateOf(state: Cursor): StepFate | null {
  return runDiffOf(state)?.fates[state.step - 1] ?? null;
}

/** A table of rows is made for two moments, and kept until other ones are asked for. */
function rowDiffs(): (a: Trace, b: Trace, here: number, there: number) => readonly TableDifference[] {
  let asked: readonly unknown[] = [];
  let tables: readonly TableDifference[] = [];
  return (a, b, here, there) => {
    const now = [a, b, here, there];
    if (now.every((one, i) => one === asked[i])) return tables;
    const moment = (trace: Trace, at: number) => ({ versions: versionsOfTrace(trace), at });
    tables = diffRows(moment(a, here), moment(b, there));
    asked = now;
    return tables;
  };
}
const atCursor = rowDiffs();
const atEnd = rowDiffs();

/** Rows that differ between the cursor and the moment at which the other run had got as far; null = nothing is compared. */
export function rowDiffOf(state: Cursor): readonly TableDifference[] | null {
  const other = otherOf(state);
  const diff = runDiffOf(state);
  if (!other || !diff) return null;
  const reached = diff.reached[state.step] ?? 0;
  const there = stepsAt(other.trace, state.level, state.periodic)[reached - 1]?.last ?? -1;
  return atCursor(traceOf(state), other.trace, factAt(state), there);
}

/** Rows that differ between the ends of the two runs. */
export function endRowDiffOf(state: RunsCompared): readonly TableDifference[] | null {
  const other = otherOf(state);
  if (!other) return null;
  const trace = traceOf(state);
  const [here, there] = [trace.facts.length - 1, other.trace.facts.length - 1];
  return atEnd(trace, other.trace, here, there);
}
