/** Values computed from the state, outside React. Equal input returns the same reference: one memo a trace. */
import { defined } from '../core/base/assert.ts';
import type { Micros } from '../core/base/time.ts';
import { makeVersions, type Versions } from '../core/reading/versions.ts';
import { stepOfFact } from '../core/story/cursor.ts';
import type { Level, Step } from '../core/story/step.ts';
import { steps } from '../core/story/steps.ts';
import type { Trace } from '../core/trace/trace.ts';
import { makeWorlds, type World, type Worlds } from '../core/trace/world.ts';
import type { State } from './state.ts';

interface Memo {
  readonly steps: Map<string, readonly Step[]>;
  worlds: Worlds | null;
  versions: Versions | null;
  bookmarked: {
    readonly list: readonly Step[];
    readonly bookmarks: readonly number[];
    readonly steps: readonly number[];
  } | null;
}
const memos = new WeakMap<Trace, Memo>();

function memoOf(trace: Trace): Memo {
  const known = memos.get(trace);
  if (known) return known;
  const made: Memo = { steps: new Map(), worlds: null, versions: null, bookmarked: null };
  memos.set(trace, made);
  return made;
}

type View = Pick<State, 'trace' | 'level' | 'periodic'>;
type Cursor = View & Pick<State, 'step'>;

export function stepsAt(trace: Trace, level: Level, periodic: boolean): readonly Step[] {
  const memo = memoOf(trace);
  const key = `${level}/${periodic}`;
  const known = memo.steps.get(key);
  if (known) return known;
  const made = steps(trace, level, { periodic });
  memo.steps.set(key, made);
  return made;
}

/** The steps of the state's level. */
export function stepsOf(state: View): readonly Step[] {
  return stepsAt(state.trace, state.level, state.periodic);
}

/** The step under the cursor; null only where the trace has no step. */
export function stepOf(state: Cursor): Step | null {
  return stepsOf(state)[state.step - 1] ?? null;
}

/** Index of the last fact that has happened at the cursor; -1 = none. */
export function factAt(state: Cursor): number {
  return stepOf(state)?.last ?? -1;
}

/** Bookmarks within the stretch of step `n`. */
export function bookmarksIn(state: View & Pick<State, 'bookmarks'>, n: number): readonly number[] {
  const list = stepsOf(state);
  const [before, last] = [list[n - 2]?.last ?? -1, list[n - 1]?.last ?? -1];
  return state.bookmarks.filter((fact) => fact > before && fact <= last);
}

/** Numbers of the bookmarked steps, ascending. */
export function bookmarkedSteps(state: View & Pick<State, 'bookmarks'>): readonly number[] {
  const list = stepsOf(state);
  const known = memoOf(state.trace).bookmarked;
  if (known?.list === list && known.bookmarks === state.bookmarks) return known.steps;
  const steps = [...new Set(state.bookmarks.map((fact) => stepOfFact(list, fact)))];
  memoOf(state.trace).bookmarked = { list, bookmarks: state.bookmarks, steps };
  return steps;
}

export function worldsOf(trace: Trace): Worlds {
  const memo = memoOf(trace);
  memo.worlds ??= makeWorlds(trace);
  return memo.worlds;
}

/** The World at the cursor. */
export function worldOf(state: Cursor): World {
  return worldsOf(state.trace).at(factAt(state));
}

/** Version lists of every row of the trace. */
export function versionsOf(state: Pick<State, 'trace'>): Versions {
  const memo = memoOf(state.trace);
  memo.versions ??= makeVersions(state.trace);
  return memo.versions;
}

/** Virtual time at the cursor, microseconds. */
export function timeOf(state: Cursor): Micros {
  const index = factAt(state);
  return index < 0 ? (0 as Micros) : defined(state.trace.facts[index], `fact ${index}`).at;
}
