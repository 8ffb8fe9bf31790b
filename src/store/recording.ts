/**
 * The doors of a recording: a run without an experiment, as a stretch of the lab is one. It is kept while it is shown; the run
 * that was left for it is what a link names meanwhile, and what its closing leads back to.
 */
import { assert } from '../core/base/assert.ts';
import { stepOfFact } from '../core/story/cursor.ts';
import type { FactKind } from '../core/trace/fact.ts';
import type { Trace } from '../core/trace/trace.ts';
import type { Lang } from '../i18n/lang.ts';
import { factAt, stepsAt } from './derived.ts';
import { clamp, failureOf, type GetState, noticeOf, type SetState } from './door.ts';
import {
  isSimulated,
  runOf,
  runsIn,
  type Simulated,
  shownRun,
  withoutRecording,
  withRecording,
} from './runs.ts';
import type { Actions, State } from './state.ts';
import { canTell, loadToTell } from './told.ts';

/** What stands where the scenario's id does while such a run is shown. */
const SCENARIO = 'lab';

/** The run that takes commands, shown or left for the recording that is shown, and its step. */
export function runPlace(state: State): { readonly run: Simulated; readonly step: number } {
  const { left, level, periodic, step } = state;
  const run = left === null ? shownRun(state) : runOf(state, left.run);
  assert(isSimulated(run), 'a recording was left for none');
  if (left === null) return { run, step };
  const list = stepsAt(run.trace, level, periodic);
  return { run, step: clamp(stepOfFact(list, left.fact), list.length) };
}

/** The run that is shown, to order something in it. Null where that is a recording: then a notice says so, and nothing else has changed. */
export function runToOrderIn(set: SetState, get: GetState): Simulated | null {
  const run = shownRun(get());
  if (isSimulated(run)) return run;
  set({ notice: { kind: 'no_experiment' } });
  return null;
}

export function makeRecording(
  set: SetState,
  get: GetState,
): Pick<Actions, 'showRecording' | 'closeRecording'> {
  return {
    async showRecording(trace, stretch, name = '') {
      const lang = (): Lang => get().lang;
      try {
        if (!canTell(trace, lang)) await loadToTell(trace, lang);
      } catch (error) {
        set({ notice: failureOf(error) });
        return;
      }
      const state = get();
      const { shown: run, selection, dock, beside, dockLarge, notice, level, periodic } = state;
      const left = state.left ?? { run, fact: factAt(state), selection, dock, beside, dockLarge, notice };
      const list = stepsAt(trace, level, periodic);
      set({
        ...withRecording(runsIn(state), { scenario: SCENARIO, trace, stretch, name }),
        left,
        step: clamp(stepOfFact(list, firstDeed(trace)), list.length),
        playing: false,
        selection: null,
        dock: null,
        beside: null,
        dockLarge: false,
        notice: noticeOf(trace, null),
      });
    },
    closeRecording() {
      const state = get();
      if (state.left === null) return;
      const { run, fact: _fact, ...view } = state.left;
      const { step } = runPlace(state);
      set({ ...withoutRecording(runsIn(state), run), ...view, step, left: null, playing: false });
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
