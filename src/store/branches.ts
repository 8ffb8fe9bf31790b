/**
 * The runs that the reader has made: a tree. Acting in the past forks; the parent stays as it was, trace and all. Pure
 * functions on `Branches`; equal content keeps its reference.
 */
import { assert, defined } from '../core/base/assert.ts';
import type { Experiment, Trace } from '../core/trace/trace.ts';

export interface Branch {
  /** `r1`, `r2`, ...: given once, never again on this page */
  readonly id: string;
  /** what the reader called it; empty = named by its commands */
  readonly name: string;
  /** id of the scenario that it began as */
  readonly scenario: string;
  readonly experiment: Experiment;
  readonly trace: Trace;
  /** the run that it was forked from; null = opened by itself */
  readonly parent: string | null;
  /** moment of the fork, microseconds: all before it is the parent's; null where it is no fork, 0 = another deployment */
  readonly forkedAt: number | null;
}

export interface Branches {
  /** in the order of their making; never empty */
  readonly branches: readonly Branch[];
  /** id of the run that is shown */
  readonly branch: string;
  /** how many ids have been given */
  readonly branchesMade: number;
}

/** Runs kept at most: each holds its whole trace. */
export const MOST_BRANCHES = 16;
/** Characters of a name at most. */
export const MOST_NAME = 60;

export type Run = Pick<Branch, 'scenario' | 'experiment' | 'trace'>;

export function rooted(run: Run): Branches {
  return {
    branches: [{ ...run, id: 'r1', name: '', parent: null, forkedAt: null }],
    branch: 'r1',
    branchesMade: 1,
  };
}

/** The tree alone, out of a state that holds more. */
export const treeOf = ({ branches, branch, branchesMade }: Branches): Branches => ({
  branches,
  branch,
  branchesMade,
});

export const branchOf = ({ branches }: Pick<Branches, 'branches'>, id: string): Branch =>
  defined(
    branches.find((one) => one.id === id),
    `run ${id}`,
  );

export const isFull = ({ branches }: Pick<Branches, 'branches'>): boolean => branches.length >= MOST_BRANCHES;

/** A child of the run that is shown; it is shown then. */
export function forked(state: Branches, run: Run, forkedAt: number): Branches {
  assert(!isFull(state), `more than ${MOST_BRANCHES} runs`);
  return added(state, { ...run, name: '', parent: state.branch, forkedAt });
}

/** The run that is shown goes on: what was there is a part of what is there now. */
export function extended(state: Branches, run: Run): Branches {
  const branches = state.branches.map((one) => (one.id === state.branch ? { ...one, ...run } : one));
  return { ...state, branches };
}

/**
 * Another run, opened by itself. A run that its scenario says whole makes room for it: it is one press away. `isBare`
 * tells those.
 */
export function opened(state: Branches, run: Run, isBare: (branch: Branch) => boolean): Branches {
  const left = withoutBare(state, isBare);
  return added(left, { ...run, name: '', parent: null, forkedAt: null });
}

/** Without the runs that another press makes again: opened by themselves, unnamed, and no fork of them. */
export function withoutBare(state: Branches, isBare: (branch: Branch) => boolean): Branches {
  const branches = state.branches.filter(
    (one) =>
      one.name !== '' ||
      one.parent !== null ||
      state.branches.some((other) => other.parent === one.id) ||
      !isBare(one),
  );
  return { ...state, branches };
}

function added(state: Branches, made: Omit<Branch, 'id'>): Branches {
  const branchesMade = state.branchesMade + 1;
  const id = `r${branchesMade}`;
  return { branches: [...state.branches, { ...made, id }], branch: id, branchesMade };
}

/** Blanks at the ends and what is longer than `MOST_NAME` fall away. */
export function renamed(state: Branches, id: string, name: string): Branches {
  const short = name.trim().slice(0, MOST_NAME);
  const branches = state.branches.map((one) => (one.id === id ? { ...one, name: short } : one));
  return { ...state, branches };
}

/**
 * Without one run; its children hang on its parent then. The run that is shown goes over to its parent, or to the first
 * that is left. The only run stays: the same state.
 */
export function without(state: Branches, id: string): Branches {
  if (state.branches.length < 2) return state;
  const gone = branchOf(state, id);
  const branches = state.branches
    .filter((one) => one.id !== id)
    .map((one) =>
      one.parent === id
        ? { ...one, parent: gone.parent, forkedAt: gone.parent === null ? null : earlier(one, gone) }
        : one,
    );
  const branch = state.branch === id ? (gone.parent ?? defined(branches[0], 'a run').id) : state.branch;
  return { ...state, branches, branch };
}

/** Both are equal to the grandparent only up to the earlier of the two forks. */
const earlier = (one: Branch, gone: Branch): number => Math.min(one.forkedAt ?? 0, gone.forkedAt ?? 0);

export interface BranchLine {
  readonly branch: Branch;
  /** forks between it and the run that was opened */
  readonly depth: number;
}

/** As a list to read: each run with its forks below it. */
export function branchLines(branches: readonly Branch[]): readonly BranchLine[] {
  const below = (parent: string | null, depth: number): BranchLine[] =>
    branches
      .filter((one) => one.parent === parent)
      .flatMap((branch) => [{ branch, depth }, ...below(branch.id, depth + 1)]);
  return below(null, 0);
}

/** The commands that a run has and its parent has not: what its name is made of. */
export function ownCommands(state: Pick<Branches, 'branches'>, branch: Branch) {
  const commands = branch.experiment.commands ?? [];
  if (branch.parent === null) return commands;
  const inherited = branchOf(state, branch.parent).experiment.commands ?? [];
  return commands.filter((command) => !inherited.includes(command));
}
