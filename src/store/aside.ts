/**
 * A trace that is looked at beside the runs: a stretch of the lab. It has no experiment, so it is no run of the tree, and
 * nothing can be ordered in it. The run that was shown stands behind it, undamaged, and is what a link names meanwhile.
 */
import { stepOfFact } from '../core/story/cursor.ts';
import type { FactKind } from '../core/trace/fact.ts';
import type { Trace } from '../core/trace/trace.ts';
import type { Lang } from '../i18n/lang.ts';
import { branchOf } from './branches.ts';
import { factAt, stepsAt, stepsOf } from './derived.ts';
import { clamp, type GetState, noticeOf, type SetState } from './door.ts';
import type { Actions, State } from './state.ts';

export interface Aside {
  readonly name: { readonly [L in Lang]: string };
  /** what the run had when it went behind; `fact` under its cursor */
  readonly back: Pick<State, 'scenario' | 'bookmarks' | 'selection' | 'dock' | 'dockLarge' | 'notice'> & {
    readonly fact: number;
  };
}

/** What stands where the scenario's id does while such a trace is shown. */
const SCENARIO = 'lab';

/** The scenario and the step of the run that is shown, or stands behind. */
export function runPlace(state: State): Pick<State, 'scenario' | 'step'> {
  const { aside, level, periodic } = state;
  if (!aside) return state;
  const list = stepsAt(branchOf(state, state.branch).trace, level, periodic);
  return { scenario: aside.back.scenario, step: clamp(stepOfFact(list, aside.back.fact), list.length) };
}

/** True where something was asked that only a run can do; then a notice says so, and nothing else has changed. */
export function refusedAside(set: SetState, get: GetState): boolean {
  if (!get().aside) return false;
  set({ notice: { kind: 'no_experiment' } });
  return true;
}

export function makeAside(set: SetState, get: GetState): Pick<Actions, 'showTrace' | 'closeTrace'> {
  return {
    showTrace(trace, name) {
      const state = get();
      const { scenario, bookmarks, selection, dock, dockLarge, notice } = state;
      const back = state.aside?.back ?? {
        ...{ scenario, bookmarks, selection, dock, dockLarge, notice },
        fact: factAt(state),
      };
      const list = stepsOf({ ...state, trace });
      set({
        aside: { name, back },
        scenario: SCENARIO,
        trace,
        step: clamp(stepOfFact(list, firstDeed(trace)), list.length),
        playing: false,
        selection: null,
        bookmarks: [],
        dock: null,
        dockLarge: false,
        notice: noticeOf(trace, null),
      });
    },
    closeTrace() {
      const state = get();
      if (!state.aside) return;
      const { fact: _fact, ...back } = state.aside.back;
      const { trace } = branchOf(state, state.branch);
      set({ ...back, ...runPlace(state), aside: null, trace, playing: false });
    },
  };
}

const DEEDS: readonly FactKind[] = ['command.given', 'http.requested', 'message.published'];

/** What stood already when the trace began is told first: the cursor goes to what happens then. */
const firstDeed = ({ facts }: Trace): number =>
  Math.max(
    0,
    facts.findIndex(({ kind }) => DEEDS.includes(kind)),
  );
