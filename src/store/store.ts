/** The page's store, made by a factory so that tests make their own. `issue()` and `seek()` are its two doors. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { canonicalJson } from '../core/base/json.ts';
import { lessonPlace } from '../core/scenarios/lessons.ts';
import { isNamed } from '../core/scenarios/scenarios.ts';
import type { Step } from '../core/story/step.ts';
import type { Command, Experiment } from '../core/trace/trace.ts';
import { makeCompare } from './compare-with.ts';
import { bookmarksIn, factAt, stepOf, stepsAt, stepsOf, timeOf } from './derived.ts';
import {
  bookmarksOf,
  clamp,
  type GetState,
  makeRunner,
  noticeOf,
  type PageState,
  type Runner,
  type SetState,
  type StoreOptions,
} from './door.ts';
import { makeRecording, runPlace, runToOrderIn } from './recording.ts';
import { makeRunDoors } from './run-doors.ts';
import {
  changed,
  extended,
  forked,
  isFull,
  opened as openedRun,
  type Run,
  type Runs,
  rooted,
  runsIn,
  shownRun,
  withoutBare,
} from './runs.ts';
import { makeSetLang } from './set-lang.ts';
import type { Actions, CommandAsked, State } from './state.ts';

export type { PageState } from './door.ts';

/** Of the open dock, until the reader makes it another. */
export const DOCK_HEIGHT = 344;
export type PageStore = StoreApi<PageState>;

/** The step of another list that stands nearest to a moment of the trace: the last that ends at or before it. */
function stepNear(list: readonly Step[], fact: number): number {
  const after = list.findIndex((step) => step.last >= fact);
  return after < 0 ? list.length : after + 1;
}

/** The experiment with a command at `at_us`: what was to come later is dropped, since the future is replaced. */
export function withCommand(experiment: Experiment, at_us: number, asked: CommandAsked): Experiment {
  const kept = (experiment.commands ?? []).filter((command) => command.at_us <= at_us);
  const command: Command = { at_us, ...asked };
  return { ...experiment, commands: [...kept, command] };
}

/** Whether the run begins with just this command: at its first step the order is already given, and only has to play. */
function isFirst(experiment: Experiment, { name, args = {} }: CommandAsked): boolean {
  const [first] = experiment.commands ?? [];
  return first?.name === name && canonicalJson(first.args ?? {}) === canonicalJson(args);
}

function makeDoors(
  set: SetState,
  get: GetState,
  options: StoreOptions,
  run: Runner,
): Pick<Actions, 'seek' | 'issue' | 'open'> {
  return {
    seek(step, by = 'reader') {
      const { playing, step: old } = get();
      const next = clamp(step, stepsOf(get()).length);
      if (next === old + 1 && get().asker?.holds(next)) return;
      const change: Partial<State> = {};
      if (next !== old) Object.assign(change, { step: next });
      if (by === 'reader' && playing) Object.assign(change, { playing: false });
      if (Object.keys(change).length > 0) set(change);
    },
    async issue(asked) {
      const from = runToOrderIn(set, get);
      if (!from) return;
      const { experiment, scenario } = from;
      const { step } = get();
      if (step <= 1 && isFirst(experiment, asked)) {
        get().play();
        return;
      }
      const at = timeOf(get());
      const isEnd = step >= stepsOf(get()).length && isLast(experiment, at);
      if (!isEnd && isFull(get())) {
        set({ notice: { kind: 'too_many_runs' } });
        return;
      }
      const next = withCommand(experiment, at, asked);
      const trace = await run(next);
      if (!trace) return;
      get().closeRecording();
      const past = factAt(get());
      const bookmarks = shownRun(get()).bookmarks.filter((fact) => fact <= past);
      const made = { scenario, experiment: next, trace, bookmarks };
      const kept = clamp(step, stepsAt(trace, get().level, get().periodic).length);
      set({
        ...(isEnd ? extended(runsIn(get()), made) : forked(runsIn(get()), made, at)),
        step: kept,
        selection: null,
        notice: noticeOf(trace, { kind: isEnd ? 'ordered' : 'forked', command: asked.name, step: kept }),
      });
    },
    async open(scenario, experiment) {
      // within a lesson its runs stand side by side; what replaces another scenario drops what is one press away
      const isDropped =
        scenario === runPlace(get()).run.scenario ? () => false : isBare(get().lesson?.experiments);
      if (isFull(withoutBare(runsIn(get()), isDropped))) {
        set({ notice: { kind: 'too_many_runs' } });
        return;
      }
      const trace = await run(experiment);
      if (!trace) return;
      get().closeRecording();
      const count = stepsAt(trace, get().level, get().periodic).length;
      const bookmarks = bookmarksOf(options, experiment, trace);
      set({
        ...openedRun(runsIn(get()), { scenario, experiment, trace, bookmarks }, isDropped),
        step: clamp(1, count),
        playing: false,
        selection: null,
        sqlLayout: null,
        ...opened(scenario, shownRun(get()).scenario),
        notice: null,
      });
    },
  };
}

/** A lesson opens with its panel; what comes after it gives the picture its place back. */
function opened(scenario: string, before: string): Partial<State> {
  if (scenario === before) return {};
  const place = lessonPlace(scenario);
  if (place) return { dock: place.panel, dockLarge: place.isLarge };
  return lessonPlace(before) ? { dock: null, dockLarge: false } : {};
}

/** No command is given for later than `at`. */
const isLast = ({ commands = [] }: Experiment, at: number): boolean =>
  commands.every((command) => command.at_us <= at);

const isBare =
  (more: readonly Experiment[] | undefined) =>
  ({ experiment }: Run): boolean =>
    experiment !== null && isNamed(experiment, more);

/** Another list of steps, the same moment: the cursor goes to the step that holds it. */
function relist(get: GetState, change: Partial<Pick<State, 'level' | 'periodic'>>): Partial<State> {
  const state = get();
  const list = stepsOf({ ...state, ...change });
  const fact = stepOf(state)?.last ?? 0;
  return { ...change, step: clamp(stepNear(list, fact), list.length) };
}

/** A step is bookmarked by any fact of its stretch, so that a bookmark holds at every level of detail. */
function toggled(state: PageState): Partial<Runs> {
  const step = stepOf(state);
  if (!step) return {};
  const { bookmarks } = shownRun(state);
  const own = bookmarksIn(state, step.n);
  const left =
    own.length > 0
      ? bookmarks.filter((fact) => !own.includes(fact))
      : [...bookmarks, step.main].toSorted((a, b) => a - b);
  return changed(runsIn(state), state.shown, { bookmarks: left });
}

type Wish = 'setSpeed' | 'setTheme' | 'setTextScale' | 'setSingleKeys' | 'setQuiz' | 'setHints';

/** How the reader wants the page, whatever it shows. */
const makeWishes = (set: SetState): Pick<Actions, Wish> => ({
  setSpeed: (speed) => set({ speed }),
  setTheme: (theme) => set({ theme }),
  setTextScale: (textScale) => set({ textScale }),
  setSingleKeys: (singleKeys) => set({ singleKeys }),
  setQuiz: (quiz) => set({ quiz }),
  setHints: (hints) => set({ hints }),
});

export function makeStore(options: StoreOptions): PageStore {
  const { settings = {}, scenario, experiment, trace } = options;
  const bookmarks = bookmarksOf(options, experiment, trace);
  return createStore<PageState>()((set, get) => ({
    ...rooted({ scenario, experiment, trace, bookmarks }),
    compared: null,
    left: null,
    level: 'teaching',
    periodic: false,
    step: clamp(1, stepsAt(trace, settings.level ?? 'teaching', settings.periodic ?? false).length),
    playing: false,
    live: false,
    speed: 1,
    lang: 'en',
    nextLang: null,
    theme: 'auto',
    textScale: 100,
    selection: null,
    dock: null,
    beside: null,
    dockLarge: false,
    dockHeight: DOCK_HEIGHT,
    sideWidth: null,
    draft: '',
    sqlLayout: null,
    stepsOpen: false,
    searching: false,
    helping: false,
    deed: null,
    engine: { state: 'starting' },
    newVersion: false,
    running: false,
    notice: trace.error === null ? null : { kind: 'trace_error', message: trace.error },
    lesson: null,
    asker: null,
    asking: false,
    quiz: true,
    singleKeys: true,
    hints: true,
    ...settings,
    ...makeDoors(set, get, options, makeRunner(set, get, options)),
    ...makeWishes(set),
    ...makeCompare(set, get),
    ...makeRecording(set, get),
    ...makeRunDoors(set, get, options, makeRunner(set, get, options)),
    play() {
      const atEnd = !get().live && get().step >= stepsOf(get()).length;
      set(atEnd ? { playing: true, step: clamp(1, stepsOf(get()).length) } : { playing: true });
    },
    pause: () => set({ playing: false }),
    select(selection) {
      if (!get().asker?.takes(selection)) set({ selection });
    },
    setLevel: (level) => set(relist(get, { level })),
    setPeriodic: (periodic) => set(relist(get, { periodic })),
    setLang: makeSetLang(set, get),
    // no panel stands there twice, and none stands beside nothing
    setDock: (dock) => set(dock === null || dock === get().beside ? { dock, beside: null } : { dock }),
    setBeside: (beside) => set({ beside: beside === get().dock ? null : beside }),
    setDockHeight: (dockHeight) => set({ dockHeight }),
    setSideWidth: (sideWidth) => set({ sideWidth }),
    setDockLarge: (dockLarge) => set({ dockLarge }),
    setDraft: (draft) => set({ draft }),
    setSqlLayout: (sqlLayout) => set({ sqlLayout }),
    setStepsOpen: (stepsOpen) => set({ stepsOpen }),
    setSearching: (searching) => set({ searching }),
    setHelping: (helping) => set({ helping }),
    toClass: (what) => set({ deed: { what } }),
    toggleBookmark: () => set(toggled(get())),
    setEngine: (engine) => set({ engine }),
    setNotice: (notice) => set({ notice }),
  }));
}
