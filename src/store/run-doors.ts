/** The doors to the runs: another deployment, another run, its name, its end. */
import { stepsAt, timeOf, traceOf } from './derived.ts';
import {
  bookmarksOf,
  clamp,
  type GetState,
  noticeOf,
  type Runner,
  type SetState,
  type StoreOptions,
} from './door.ts';
import { runToOrderIn } from './recording.ts';
import { forked, isFull, isSimulated, type Runs, renamed, runOf, runsIn, shownRun, without } from './runs.ts';
import type { Actions } from './state.ts';

type RunDoors = Pick<Actions, 'vary' | 'showRun' | 'renameRun' | 'deleteRun'>;

export function makeRunDoors(set: SetState, get: GetState, options: StoreOptions, run: Runner): RunDoors {
  const show = (next: Runs): void => {
    const { trace } = shownRun(next);
    if (trace === traceOf(get())) {
      set(next);
      return;
    }
    const { level, periodic } = get();
    const list = stepsAt(trace, level, periodic);
    const after = list.findIndex((step) => (trace.facts[step.last]?.at ?? 0) >= timeOf(get()));
    set({
      ...next,
      step: clamp(after < 0 ? list.length : after + 1, list.length),
      playing: false,
      selection: null,
      notice: noticeOf(trace, null),
    });
  };
  return {
    async vary(deployment) {
      const from = runToOrderIn(set, get);
      if (!from) return;
      if (isFull(get())) {
        set({ notice: { kind: 'too_many_runs' } });
        return;
      }
      const { experiment, scenario } = from;
      const next = { ...experiment, deployment: { ...experiment.deployment, ...deployment } };
      const trace = await run(next);
      if (!trace) return;
      get().closeRecording();
      const bookmarks = bookmarksOf(options, next, trace);
      show(forked(runsIn(get()), { scenario, experiment: next, trace, bookmarks }, 0));
    },
    showRun(id) {
      get().closeRecording();
      show({ ...runsIn(get()), shown: id });
    },
    renameRun: (id, name) => set(renamed(runsIn(get()), id, name)),
    deleteRun(id) {
      const isRecording = !isSimulated(runOf(get(), id));
      // the run that was left for a recording is not taken from under it
      if (isRecording || id === get().left?.run) get().closeRecording();
      if (isRecording) return;
      const next = without(runsIn(get()), id);
      if (get().left) set(next);
      else show(next);
    },
  };
}
