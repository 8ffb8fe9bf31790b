/**
 * Where the show stands: show time within the step under the cursor, and what the map shows at that moment. It is moved
 * by `frames.ts` (time passes) and by the store (the cursor moved); it draws nothing.
 */
import { stepOf, stepsOf, traceOf } from '../../store/derived.ts';
import type { PageState, PageStore } from '../../store/store.ts';
import { type MapStory, momentAt, type ShownMoment, showOf } from './moment.ts';
import { phaseOfShow, type Show } from './show.ts';

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
  /** More of the same trace has come: what flies goes on, what stands is looked at anew. */
  grow(): void;
  /** Play was pressed. What stands has been read, so something moves at once: the first step's show, else the next step's. */
  start(isStill: boolean): void;
  readonly previewing: () => boolean;
}

const storyOf = (state: PageState): MapStory => ({
  trace: traceOf(state),
  steps: stepsOf(state),
  periodic: state.periodic,
});

/** `changed` is called when the phase (not the mere time) is another. */
export function makePlayhead(
  store: PageStore,
  dwellMs: (state: PageState) => number,
  changed: () => void,
): Playhead {
  const load = (n: number): Show => showOf(storyOf(store.getState()), n);
  const momentOf = (at: Show, time: number): ShownMoment => {
    const state = store.getState();
    return momentAt(storyOf(state), stepOf(state), at, time);
  };
  let show = load(store.getState().step);
  let t = show.duration;
  let flying = false;
  let previewing = false;
  /** ms of the pause after this step, where it is not the time to read it */
  let pause: number | null = null;
  let moment = momentOf(show, t);

  const enter = (next: Show, at: number): void => {
    show = next;
    t = at;
    moment = momentOf(show, t);
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
    if (!state.playing || state.live || t < show.duration + (pause ?? dwellMs(state))) return;
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
    grow() {
      if (!flying) settle();
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
