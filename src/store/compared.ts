/** What follows from comparing two runs; loaded where it is shown. Equal input returns the same reference. */
import { diffRows, type TableDifference } from '../core/compare/row-diff.ts';
import { diffRuns, type Fate, type RunDiff } from '../core/compare/run-diff.ts';
import type { Step } from '../core/story/step.ts';
import type { Trace } from '../core/trace/trace.ts';
import { otherOf } from './compare-with.ts';
import { factAt, stepsAt, stepsOf, traceOf, versionsOfTrace } from './derived.ts';
import type { State } from './state.ts';

type Tree = Pick<State, 'runs' | 'shown' | 'compared'>;
type Cursor = Tree & Pick<State, 'level' | 'periodic' | 'step'>;

const diffs = new WeakMap<readonly Step[], WeakMap<readonly Step[], RunDiff>>();

/** Of the steps of the state's level. */
export function runDiffOf(state: Cursor): RunDiff | null {
  const other = otherOf(state);
  if (!other) return null;
  const [mine, theirs] = [stepsOf(state), stepsAt(other.trace, state.level, state.periodic)];
  const known = diffs.get(mine) ?? new WeakMap<readonly Step[], RunDiff>();
  diffs.set(mine, known);
  const found = known.get(theirs);
  if (found) return found;
  const made = diffRuns({ trace: traceOf(state), steps: mine }, { trace: other.trace, steps: theirs });
  known.set(theirs, made);
  return made;
}

/** What the other run has of the step under the cursor. */
export function fateOf(state: Cursor): Fate | null {
  return runDiffOf(state)?.fates[state.step - 1] ?? null;
}

interface RowMemo {
  readonly other: Trace;
  readonly places: string;
  readonly tables: readonly TableDifference[];
}
const atCursor = new WeakMap<Trace, RowMemo>();
const atEnd = new WeakMap<Trace, RowMemo>();

function remembered(memos: WeakMap<Trace, RowMemo>, a: Trace, b: Trace, here: number, there: number) {
  const places = `${here} ${there}`;
  const known = memos.get(a);
  if (known?.other === b && known.places === places) return known.tables;
  const moment = (trace: Trace, at: number) => ({ versions: versionsOfTrace(trace), at });
  const tables = diffRows(moment(a, here), moment(b, there));
  memos.set(a, { other: b, places, tables });
  return tables;
}

/** Rows that differ between the cursor and the moment at which the other run had got as far; null = nothing is compared. */
export function rowDiffOf(state: Cursor): readonly TableDifference[] | null {
  const other = otherOf(state);
  const diff = runDiffOf(state);
  if (!other || !diff) return null;
  const reached = diff.reached[state.step] ?? 0;
  const there = stepsAt(other.trace, state.level, state.periodic)[reached - 1]?.last ?? -1;
  return remembered(atCursor, traceOf(state), other.trace, factAt(state), there);
}

/** Rows that differ between the ends of the two runs. */
export function endRowDiffOf(state: Tree): readonly TableDifference[] | null {
  const other = otherOf(state);
  if (!other) return null;
  const trace = traceOf(state);
  const [here, there] = [trace.facts.length - 1, other.trace.facts.length - 1];
  return remembered(atEnd, trace, other.trace, here, there);
}
