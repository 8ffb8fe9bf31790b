/** The doors to the tree of runs: another deployment, another run, its name, its end. */
import { refusedAside } from './aside.ts';
import { type Branches, branchOf, forked, isFull, renamed, treeOf, without } from './branches.ts';
import { stepsAt, timeOf } from './derived.ts';
import {
  bookmarksOf,
  clamp,
  type GetState,
  noticeOf,
  type Runner,
  type SetState,
  type StoreOptions,
} from './door.ts';
import type { Actions } from './state.ts';

type Tree = Pick<Actions, 'vary' | 'showBranch' | 'renameBranch' | 'deleteBranch'>;

export function makeTree(set: SetState, get: GetState, options: StoreOptions, run: Runner): Tree {
  const show = (next: Branches): void => {
    const { scenario, experiment, trace } = branchOf(next, next.branch);
    if (trace === get().trace) {
      set(next);
      return;
    }
    const { level, periodic } = get();
    const list = stepsAt(trace, level, periodic);
    const after = list.findIndex((step) => (trace.facts[step.last]?.at ?? 0) >= timeOf(get()));
    set({
      ...next,
      scenario,
      experiment,
      trace,
      step: clamp(after < 0 ? list.length : after + 1, list.length),
      playing: false,
      selection: null,
      bookmarks: bookmarksOf(options, experiment, trace),
      notice: noticeOf(trace, null),
    });
  };
  return {
    async vary(deployment) {
      if (refusedAside(set, get)) return;
      if (isFull(get())) {
        set({ notice: { kind: 'too_many_runs' } });
        return;
      }
      const { experiment, scenario } = get();
      const next = { ...experiment, deployment: { ...experiment.deployment, ...deployment } };
      const trace = await run(next);
      if (!trace) return;
      get().closeTrace();
      show(forked(treeOf(get()), { scenario, experiment: next, trace }, 0));
    },
    showBranch(id) {
      get().closeTrace();
      show({ ...treeOf(get()), branch: id });
    },
    renameBranch: (id, name) => set(renamed(treeOf(get()), id, name)),
    deleteBranch(id) {
      // the run that stands behind a trace is not taken from under it
      if (id === get().branch) get().closeTrace();
      const next = without(treeOf(get()), id);
      if (get().aside) set(next);
      else show(next);
    },
  };
}
