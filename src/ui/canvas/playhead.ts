/**
 * Where the show stands: show time within the step under the cursor, and what the map shows at that moment. It is moved
 * by `frames.ts` (time passes) and by the store (the cursor moved); it draws nothing.
 */
import { indexOf } from '../../core/reading/trace-index.ts';
import type { Step } from '../../core/story/step.ts';
import type { Fact } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import type { World } from '../../core/trace/world.ts';
import { stepOf, stepsOf, traceOf, worldsOf } from '../../store/derived.ts';
import type { PageState, PageStore } from '../../store/store.ts';
import { type Marks, marksOf } from './marks.ts';
import { factOfShow, type InFlight, inFlightAt, makeShow, phaseOfShow, type Show } from './show.ts';

/** The hero pass stays this long after its message has arrived. */
const LINGER_MS = 600;
/** Pause after a step that stood there, and was read, before playing began; after the first one, which is shown again. */
const BREATH_MS = 200;
const FIRST_MS = 1500;

export interface Playhead {
  readonly show: () => Show;
  /** ms of show time since the step's beginning, at speed 1 */
  readonly time: () => number;
  readonly moment: () => ShownMoment;
  readonly moving: () => boolean;
  /** Real time has passed. */
  advance(ms: number): void;
  /** Stands at the end of the cursor's step; nothing flies. */
  settle(): void;
  /** Begins a step's show. `preview` = without the cursor. */
  begin(n: number, preview: boolean): void;
  freeze(): void;
  /** Play was pressed. What stands has been read, so something moves at once: the first step's show, else the next step's. */
  start(isStill: boolean): void;
  readonly previewing: () => boolean;
}

/** Whether the story shows a fact: periodic work only where the reader asked for it. */
function isShownIn(state: PageState): (fact: Fact) => boolean {
  const { periodic } = state;
  const { isStory } = indexOf(traceOf(state));
  return (fact) => periodic || isStory(fact);
}

/** The last fact before step `n`. Start-up lies before the first step: the map marks only what the story did. */
function lastBefore(state: PageState, n: number): number {
  const before = stepsOf(state)[n - 2]?.last;
  if (before !== undefined) return before;
  const first = stepsOf(state)[0]?.main ?? 0;
  const index = indexOf(traceOf(state));
  const command = index.of('command.given').find(index.isTold)?.index ?? first;
  return Math.min(first, command) - 1;
}

/** What the map shows at a phase; another one with each phase, each step and each trace. */
export interface ShownMoment {
  readonly trace: Trace;
  /** the step under the cursor; a preview shows another one */
  readonly step: Step | null;
  readonly phase: number;
  /** the step's show is over: the picture stands */
  readonly isAtRest: boolean;
  readonly world: World;
  readonly marks: Marks;
  /** what is on its way, and where it is not yet */
  readonly inFlight: InFlight;
}

function momentOf(state: PageState, show: Show, t: number): ShownMoment {
  const trace = traceOf(state);
  const fact = factOfShow(show, t);
  const isAtRest = t >= show.duration;
  const inFlight = isAtRest ? NOTHING : inFlightAt(show, t);
  const before = lastBefore(state, show.step?.n ?? 1);
  const marks = marksOf(trace, before, fact, isShownIn(state), inFlight.leaving);
  const world = worldsOf(trace).at(fact);
  const shown = isAtRest ? untilEnd(trace, show, world) : world;
  return { trace, step: stepOf(state), phase: phaseOfShow(show, t), isAtRest, world: shown, marks, inFlight };
}

const NOTHING: InFlight = { leaving: new Set(), flying: new Set() };

/** Time goes on to the end of the step while nothing more is shown of it: a timer on the map tells what the details tell. */
function untilEnd(trace: Trace, { step }: Show, world: World): World {
  const end = step && trace.facts[step.last]?.at;
  return end !== null && end !== undefined && end > world.at ? { ...world, at: end } : world;
}

/** `changed` is called when the phase (not the mere time) is another. */
export function makePlayhead(
  store: PageStore,
  dwellMs: (state: PageState) => number,
  changed: () => void,
): Playhead {
  const load = (n: number): Show => {
    const state = store.getState();
    return makeShow(traceOf(state), stepsOf(state)[n - 1] ?? null, lastBefore(state, n));
  };
  let show = load(store.getState().step);
  let t = show.duration;
  let flying = false;
  let previewing = false;
  /** ms of the pause after this step, where it is not the time to read it */
  let pause: number | null = null;
  let moment = momentOf(store.getState(), show, t);

  const enter = (next: Show, at: number): void => {
    show = next;
    t = at;
    moment = momentOf(store.getState(), show, t);
    changed();
  };
  const settle = (): void => {
    flying = false;
    previewing = false;
    pause = null;
    const next = load(store.getState().step);
    enter(next, next.duration);
  };
  const goOn = (state: PageState): void => {
    if (!state.playing || t < show.duration + (pause ?? dwellMs(state))) return;
    pause = null;
    if (state.step >= stepsOf(state).length) state.pause();
    else state.seek(state.step + 1, 'player');
  };
  return {
    show: () => show,
    time: () => t,
    moment: () => moment,
    moving: () => store.getState().playing || flying,
    previewing: () => previewing,
    settle,
    begin(n, preview) {
      flying = true;
      previewing = preview;
      pause = null;
      enter(load(n), 0);
    },
    freeze() {
      flying = false;
      changed();
    },
    start(isStill) {
      if (t < show.duration) return;
      const isFirst = store.getState().step <= 1 && !isStill;
      pause = isFirst ? FIRST_MS : BREATH_MS;
      enter(show, isFirst ? 0 : show.duration);
    },
    advance(ms) {
      const state = store.getState();
      t += ms * state.speed;
      if (previewing && t >= show.duration + LINGER_MS) {
        settle();
        return;
      }
      flying = previewing || t < show.duration;
      if (phaseOfShow(show, t) !== moment.phase || t >= show.duration !== moment.isAtRest) enter(show, t);
      goOn(state);
    },
  };
}
