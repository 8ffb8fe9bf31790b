/**
 * The runs that the page keeps: a tree, and which of them is shown. Acting in the past forks; the parent stays as it was,
 * trace and all. Pure functions on `Runs`; equal content keeps its reference.
 */
import { assert, defined } from '../core/base/assert.ts';
import type { Experiment, Trace } from '../core/trace/trace.ts';
import type { StretchOpened } from './lab.ts';

export interface Run {
  /** `r1`, `r2`, ...: given once, never again on this page; `recording` for a recording */
  readonly id: string;
  /** what the reader called it; empty = named by its commands */
  readonly name: string;
  /** id of the scenario that it began as; `lab` for a stretch of the lab */
  readonly scenario: string;
  /** null = a recording: no command, no fork and no comparison in it, and no link holds it */
  readonly experiment: Experiment | null;
  readonly trace: Trace;
  /** the stretch of the lab that a recording is; null = a run, which is called by its scenario and its commands */
  readonly stretch: StretchOpened | null;
  /** bookmarked steps, by the index of the fact that names each; ascending */
  readonly bookmarks: readonly number[];
  /** the run that it was forked from; null = opened by itself */
  readonly parent: string | null;
  /** moment of the fork, microseconds: all before it is the parent's; null where it is no fork, 0 = another deployment */
  readonly forkedAt: number | null;
}

/** A run that takes commands and can be forked and linked. */
export type Simulated = Run & { readonly experiment: Experiment };

export interface Runs {
  /** in the order of their making; never empty */
  readonly runs: readonly Run[];
  /** id of the run that is shown */
  readonly shown: string;
  /** how many ids have been given */
  readonly runsMade: number;
}

/** Runs kept at most: each holds its whole trace. */
export const MOST_RUNS = 16;
/** Characters of a name at most. */
export const MOST_NAME = 60;

/** What a run is made of; the tree gives it its id and its place. */
type RunMade = Pick<Simulated, 'scenario' | 'experiment' | 'trace'> & Partial<Pick<Run, 'bookmarks'>>;

export const isSimulated = (run: Run): run is Simulated => run.experiment !== null;

export function rooted(made: RunMade): Runs {
  return added({ runs: [], shown: '', runsMade: 0 }, made, null, null);
}

/** The runs alone, out of a state that holds more. */
export const runsIn = ({ runs, shown, runsMade }: Runs): Runs => ({ runs, shown, runsMade });

export const runOf = ({ runs }: Pick<Runs, 'runs'>, id: string): Run =>
  defined(
    runs.find((one) => one.id === id),
    `run ${id}`,
  );

export const shownRun = (state: Pick<Runs, 'runs' | 'shown'>): Run => runOf(state, state.shown);

/** A recording takes nobody's place: it is kept only while it is shown. */
export const isFull = ({ runs }: Pick<Runs, 'runs'>): boolean => runs.filter(isSimulated).length >= MOST_RUNS;

/** A child of the run that is shown; it is shown then. */
export function forked(state: Runs, made: RunMade, forkedAt: number): Runs {
  assert(!isFull(state), `more than ${MOST_RUNS} runs`);
  return added(state, made, state.shown, forkedAt);
}

/** The run that is shown goes on: what was there is a part of what is there now. */
export const extended = (state: Runs, made: RunMade): Runs => changed(state, state.shown, made);

/**
 * Another run, opened by itself. A run that its scenario says whole makes room for it: it is one press away. `isBare`
 * tells those.
 */
export function opened(state: Runs, made: RunMade, isBare: (run: Run) => boolean): Runs {
  return added(withoutBare(state, isBare), made, null, null);
}

/** Without the runs that another press makes again: opened by themselves, unnamed, and no fork of them. */
export function withoutBare(state: Runs, isBare: (run: Run) => boolean): Runs {
  const runs = state.runs.filter(
    (one) =>
      one.name !== '' ||
      one.parent !== null ||
      state.runs.some((other) => other.parent === one.id) ||
      !isBare(one),
  );
  return { ...state, runs };
}

function added(state: Runs, made: RunMade, parent: string | null, forkedAt: number | null): Runs {
  const runsMade = state.runsMade + 1;
  const run: Run = { bookmarks: [], ...made, id: `r${runsMade}`, name: '', stretch: null, parent, forkedAt };
  return { runs: [...state.runs, run], shown: run.id, runsMade };
}

const RECORDING = 'recording';

/** A trace without an experiment, shown; the one that was shown before it, if any, makes room. */
export function withRecording(state: Runs, made: Pick<Run, 'scenario' | 'trace' | 'stretch' | 'name'>): Runs {
  const recording: Run = {
    ...made,
    id: RECORDING,
    experiment: null,
    bookmarks: [],
    parent: null,
    forkedAt: null,
  };
  return { ...state, runs: [...state.runs.filter(isSimulated), recording], shown: RECORDING };
}

/** Without the recording; the run `shown` is shown then. */
export const withoutRecording = (state: Runs, shown: string): Runs => ({
  ...state,
  runs: state.runs.filter(isSimulated),
  shown,
});

/** One run with other content. */
export function changed(state: Runs, id: string, change: Partial<Omit<Run, 'id'>>): Runs {
  return { ...state, runs: state.runs.map((one) => (one.id === id ? { ...one, ...change } : one)) };
}

/** Blanks at the ends and what is longer than `MOST_NAME` fall away. */
export const renamed = (state: Runs, id: string, name: string): Runs =>
  changed(state, id, { name: name.trim().slice(0, MOST_NAME) });

/**
 * Without one run; its children hang on its parent then. The run that is shown goes over to its parent, or to the first
 * that is left. The only run stays: the same state.
 */
export function without(state: Runs, id: string): Runs {
  if (state.runs.filter(isSimulated).length < 2) return state;
  const gone = runOf(state, id);
  const runs = state.runs
    .filter((one) => one.id !== id)
    .map((one) =>
      one.parent === id
        ? { ...one, parent: gone.parent, forkedAt: gone.parent === null ? null : earlier(one, gone) }
        : one,
    );
  const shown = state.shown === id ? (gone.parent ?? defined(runs[0], 'a run').id) : state.shown;
  return { ...state, runs, shown };
}

/** Both are equal to the grandparent only up to the earlier of the two forks. */
const earlier = (one: Run, gone: Run): number => Math.min(one.forkedAt ?? 0, gone.forkedAt ?? 0);

interface RunLine {
  readonly run: Simulated;
  /** forks between it and the run that was opened */
  readonly depth: number;
}

/** As a list to read: each run with its forks below it. */
export function runLines(runs: readonly Run[]): readonly RunLine[] {
  const below = (parent: string | null, depth: number): RunLine[] =>
    runs
      .filter(isSimulated)
      .filter((one) => one.parent === parent)
      .flatMap((run) => [{ run, depth }, ...below(run.id, depth + 1)]);
  return below(null, 0);
}

/** The commands that a run has and its parent has not: what its name is made of. */
export function ownCommands(state: Pick<Runs, 'runs'>, run: Run) {
  const commands = run.experiment?.commands ?? [];
  if (run.parent === null) return commands;
  const inherited = runOf(state, run.parent).experiment?.commands ?? [];
  return commands.filter((command) => !inherited.includes(command));
}
