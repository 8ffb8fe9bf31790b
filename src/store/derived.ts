/** Values computed from the state, outside React. Equal input returns the same reference: the index of a trace remembers. */
import { defined } from '../core/base/assert.ts';
import type { Micros } from '../core/base/time.ts';
import { indexOf } from '../core/reading/trace-index.ts';
import type { Versions } from '../core/reading/versions.ts';
import { stepOfFact } from '../core/story/cursor.ts';
import type { Level, Step } from '../core/story/step.ts';
import { steps } from '../core/story/steps.ts';
import type { Trace } from '../core/trace/trace.ts';
import type { World, Worlds } from '../core/trace/world.ts';
import { type Run, type Runs, shownRun } from './runs.ts';
import type { State } from './state.ts';

type RunsShown = Pick<Runs, 'runs' | 'shown'>;
type StepsShown = RunsShown & Pick<State, 'level' | 'periodic'>;
type Cursor = StepsShown & Pick<State, 'step'>;

/** The trace of the run that is shown. */
export const traceOf = (state: RunsShown): Trace => shownRun(state).trace;

/** Its experiment; null = a recording. */
export const experimentOf = (state: RunsShown): Run['experiment'] => shownRun(state).experiment;

/** What is shown takes no commands, and can be neither forked nor compared. */
export const isRecording = (state: RunsShown): boolean => experimentOf(state) === null;

/** Id of the scenario that it began as; `lab` for a stretch of the lab. */
export const scenarioOf = (state: RunsShown): string => shownRun(state).scenario;

const stepLists = (): Map<string, readonly Step[]> => new Map();

export function stepsAt(trace: Trace, level: Level, periodic: boolean): readonly Step[] {
  const lists = indexOf(trace).once(stepLists);
  const key = `${level}/${periodic}`;
  const known = lists.get(key);
  if (known) return known;
  const made = steps(trace, level, { periodic });
  lists.set(key, made);
  return made;
}

/** The steps of the state's level. */
export function stepsOf(state: StepsShown): readonly Step[] {
  return stepsAt(traceOf(state), state.level, state.periodic);
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
export function bookmarksIn(state: StepsShown, n: number): readonly number[] {
  const list = stepsOf(state);
  const [before, last] = [list[n - 2]?.last ?? -1, list[n - 1]?.last ?? -1];
  return shownRun(state).bookmarks.filter((fact) => fact > before && fact <= last);
}

let bookmarked: {
  readonly list: readonly Step[];
  readonly bookmarks: readonly number[];
  readonly steps: readonly number[];
} | null = null;

/** Numbers of the bookmarked steps, ascending. */
export function bookmarkedSteps(state: StepsShown): readonly number[] {
  const list = stepsOf(state);
  const { bookmarks } = shownRun(state);
  if (bookmarked?.list === list && bookmarked.bookmarks === bookmarks) return bookmarked.steps;
  const steps = [...new Set(bookmarks.map((fact) => stepOfFact(list, fact)))];
  bookmarked = { list, bookmarks, steps };
  return steps;
}

export const worldsOf = (trace: Trace): Worlds => indexOf(trace).worlds;

/** The World at the cursor. */
export function worldOf(state: Cursor): World {
  return worldsOf(traceOf(state)).at(factAt(state));
}

/** Version lists of every row of the trace that is shown. */
export const versionsOf = (state: RunsShown): Versions => versionsOfTrace(traceOf(state));

export const versionsOfTrace = (trace: Trace): Versions => indexOf(trace).versions;

/** Virtual time at the cursor, microseconds. */
export function timeOf(state: Cursor): Micros {
  const index = factAt(state);
  return index < 0 ? (0 as Micros) : defined(traceOf(state).facts[index], `fact ${index}`).at;
}
