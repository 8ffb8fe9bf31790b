/** The page's store, made by a factory so that tests make their own. `issue()` and `seek()` are its two doors. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { CodedError } from '../core/base/assert.ts';
import { canonicalJson } from '../core/base/json.ts';
import type { Step } from '../core/player/step.ts';
import { lessonOf } from '../core/scenarios/scenarios.ts';
import type { Command, Experiment, Trace } from '../core/trace/trace.ts';
import { bookmarksIn, factAt, stepOf, stepsAt, stepsOf, timeOf } from './derived.ts';
import type { Actions, CommandAsked, State } from './state.ts';

export type PageState = State & Actions;
export type PageStore = StoreApi<PageState>;

export interface StoreOptions {
  /** what the page opens with */
  readonly scenario: string;
  readonly experiment: Experiment;
  readonly trace: Trace;
  readonly settings?: Partial<
    Pick<
      State,
      'lang' | 'theme' | 'speed' | 'level' | 'periodic' | 'dock' | 'stepsOpen' | 'singleKeys' | 'step'
    >
  >;
  /** The worker's door. Rejects with a `CodedError`. */
  readonly run: (experiment: Experiment) => Promise<Trace>;
  /** Bookmarks kept from an earlier visit. */
  readonly bookmarksOf?: (experiment: Experiment) => readonly number[];
}

type Set = (change: Partial<State>) => void;
type Get = () => PageState;

function clamp(step: number, count: number): number {
  return count === 0 ? 0 : Math.min(Math.max(Math.round(step), 1), count);
}

/** The step of another list that stands nearest to a moment of the trace: the last that ends at or before it. */
function stepNear(list: readonly Step[], fact: number): number {
  const after = list.findIndex((step) => step.last >= fact);
  return after < 0 ? list.length : after + 1;
}

/** The experiment with a command at `at_us`: what was ordered for later is dropped, since the future is replaced. */
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

function makeDoors(set: Set, get: Get, options: StoreOptions): Pick<Actions, 'seek' | 'issue' | 'open'> {
  const run = async (experiment: Experiment): Promise<Trace | null> => {
    set({ running: true });
    try {
      return await options.run(experiment);
    } catch (error) {
      const message = error instanceof CodedError || error instanceof Error ? error.message : String(error);
      set({ notice: { kind: 'run_failed', message } });
      return null;
    } finally {
      set({ running: false });
    }
  };
  return {
    seek(step, by = 'reader') {
      const { playing, step: old } = get();
      const next = clamp(step, stepsOf(get()).length);
      const change: Partial<State> = {};
      if (next !== old) Object.assign(change, { step: next });
      if (by === 'reader' && playing) Object.assign(change, { playing: false });
      if (Object.keys(change).length > 0) set(change);
    },
    async issue(asked) {
      const { experiment, step } = get();
      if (step <= 1 && isFirst(experiment, asked)) {
        get().play();
        return;
      }
      const next = withCommand(experiment, timeOf(get()), asked);
      const trace = await run(next);
      if (!trace) return;
      const count = stepsAt(trace, get().level, get().periodic).length;
      const kept = clamp(step, count);
      const past = factAt(get());
      set({
        bookmarks: get().bookmarks.filter((fact) => fact <= past),
        experiment: next,
        trace,
        step: kept,
        selection: null,
        notice: noticeOf(trace, asked.name, kept),
      });
    },
    async open(scenario, experiment) {
      const trace = await run(experiment);
      if (!trace) return;
      const count = stepsAt(trace, get().level, get().periodic).length;
      set({
        scenario,
        experiment,
        trace,
        step: clamp(1, count),
        playing: false,
        selection: null,
        sqlLayout: null,
        bookmarks: bookmarksOf(options, experiment, trace),
        ...opened(scenario, get().scenario),
        notice: null,
      });
    },
  };
}

/** A lesson opens with its panel, large; what comes after it gives the picture its place back. */
function opened(scenario: string, before: string): Partial<State> {
  if (lessonOf(scenario) !== null) return { dock: 'sql', dockLarge: true };
  return lessonOf(before) !== null ? { dock: null, dockLarge: false } : {};
}

function bookmarksOf({ bookmarksOf: kept }: StoreOptions, experiment: Experiment, trace: Trace) {
  return (kept?.(experiment) ?? []).filter((fact) => fact < trace.facts.length);
}

function noticeOf(trace: Trace, command: string, step: number): State['notice'] {
  if (trace.error !== null) return { kind: 'trace_error', message: trace.error };
  return { kind: 'forked', command, step };
}

/** Another list of steps, the same moment: the cursor goes to the step that holds it. */
function relist(get: Get, change: Partial<Pick<State, 'level' | 'periodic'>>): Partial<State> {
  const state = get();
  const list = stepsOf({ ...state, ...change });
  const fact = stepOf(state)?.last ?? 0;
  return { ...change, step: clamp(stepNear(list, fact), list.length) };
}

/** A step is bookmarked by any fact of its stretch, so that a bookmark holds at every level of detail. */
function toggled(state: PageState): readonly number[] {
  const step = stepOf(state);
  if (!step) return state.bookmarks;
  const own = bookmarksIn(state, step.n);
  if (own.length > 0) return state.bookmarks.filter((fact) => !own.includes(fact));
  return [...state.bookmarks, step.main].toSorted((a, b) => a - b);
}

export function makeStore(options: StoreOptions): PageStore {
  const { settings = {}, trace } = options;
  return createStore<PageState>()((set, get) => ({
    scenario: options.scenario,
    experiment: options.experiment,
    trace,
    level: 'teaching',
    periodic: false,
    step: clamp(1, stepsAt(trace, settings.level ?? 'teaching', settings.periodic ?? false).length),
    playing: false,
    speed: 1,
    lang: 'en',
    theme: 'auto',
    selection: null,
    dock: null,
    dockLarge: false,
    draft: '',
    sqlLayout: null,
    stepsOpen: false,
    searching: false,
    bookmarks: bookmarksOf(options, options.experiment, trace),
    engine: { state: 'starting' },
    running: false,
    notice: trace.error === null ? null : { kind: 'trace_error', message: trace.error },
    singleKeys: true,
    ...settings,
    ...makeDoors(set, get, options),
    play() {
      const atEnd = get().step >= stepsOf(get()).length;
      set(atEnd ? { playing: true, step: clamp(1, stepsOf(get()).length) } : { playing: true });
    },
    pause: () => set({ playing: false }),
    select: (selection) => set({ selection }),
    setLevel: (level) => set(relist(get, { level })),
    setPeriodic: (periodic) => set(relist(get, { periodic })),
    setSpeed: (speed) => set({ speed }),
    setLang: (lang) => set({ lang }),
    setTheme: (theme) => set({ theme }),
    setDock: (dock) => set({ dock }),
    setDockLarge: (dockLarge) => set({ dockLarge }),
    setDraft: (draft) => set({ draft }),
    setSqlLayout: (sqlLayout) => set({ sqlLayout }),
    setStepsOpen: (stepsOpen) => set({ stepsOpen }),
    setSearching: (searching) => set({ searching }),
    toggleBookmark: () => set({ bookmarks: toggled(get()) }),
    setEngine: (engine) => set({ engine }),
    setNotice: (notice) => set({ notice }),
    setSingleKeys: (singleKeys) => set({ singleKeys }),
  }));
}
