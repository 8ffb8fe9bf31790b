/**
 * The one owner of animation frames: turns real time into show time, show time into a cursor, and asks the surface to
 * draw. Nothing is drawn when neither time nor surface changed. React hears of phases only.
 */
import type { Fact } from '../../core/trace/fact.ts';
import { causedByCommand } from '../../core/trace/origin.ts';
import type { Trace } from '../../core/trace/trace.ts';
import type { World } from '../../core/trace/world.ts';
import { stepOf, stepsOf, worldsOf } from '../../store/derived.ts';
import type { PageState, PageStore } from '../../store/store.ts';
import { type Marks, marksOf } from './marks.ts';
import { factOfShow, makeShow, type Show } from './show.ts';

/** A longer gap (sleep, a throttled tab) counts as one frame. */
const GAP_MS = 1000;
const FRAME_MS = 17;

export interface Surface {
  draw(show: Show, t: number): void;
}
export interface Clock {
  request(callback: (now: number) => void): number;
  cancel(handle: number): void;
  /** no flights: both ends and the whole arrow at once */
  reducedMotion(): boolean;
}
export interface Frames {
  /** hears of every change of phase */
  readonly subscribe: (listener: () => void) => () => void;
  readonly world: () => World;
  readonly marks: () => Marks;
  readonly show: () => Show;
  readonly time: () => number;
  /** whether something moves by itself now */
  readonly moving: () => boolean;
  setSurface(surface: Surface | null): void;
  /** The surface changed (size, view, colours): draw once more. */
  invalidate(): void;
  /** Flies the show of another step once, without moving the cursor. */
  preview(step: number): void;
  stop(): void;
}

interface Parts {
  show: Show;
  t: number;
  /** a flight that a single step forwards started */
  flying: boolean;
  /** the show is of another step than the cursor's */
  previewing: boolean;
  fact: number;
  world: World;
  marks: Marks;
}

const shownFacts = new WeakMap<Trace, readonly boolean[]>();

function isShownIn(state: PageState): (fact: Fact) => boolean {
  const { trace, periodic } = state;
  let caused = shownFacts.get(trace);
  if (!caused) {
    caused = causedByCommand(trace.facts);
    shownFacts.set(trace, caused);
  }
  const known = caused;
  return (fact) => periodic || fact.group !== 'periodic' || known[fact.index] === true;
}

/** Start-up lies before the first step's own facts: the map marks only what the story did. */
function startOf(state: PageState, n: number): number {
  const before = stepsOf(state)[n - 2]?.last;
  if (before !== undefined) return before;
  const first = stepsOf(state)[0]?.main ?? 0;
  const command = state.trace.facts.findIndex((fact) => fact.kind === 'command.given');
  return Math.min(first, command < 0 ? first : command) - 1;
}

export function makeFrames(store: PageStore, clock: Clock, dwellMs: (state: PageState) => number): Frames {
  const listeners = new Set<() => void>();
  let surface: Surface | null = null;
  let handle: number | null = null;
  let last: number | null = null;
  const parts = {} as Parts;

  const enter = (n: number): void => {
    const state = store.getState();
    const step = stepsOf(state)[n - 1] ?? null;
    parts.show = makeShow(state.trace, step, startOf(state, n));
  };
  const phase = (isNew: boolean): void => {
    const state = store.getState();
    const fact = factOfShow(parts.show, parts.t);
    if (!isNew && fact === parts.fact) return;
    parts.fact = fact;
    parts.world = worldsOf(state.trace).at(fact);
    parts.marks = marksOf(state.trace, startOf(state, parts.show.step?.n ?? 1), fact, isShownIn(state));
    for (const listener of listeners) listener();
  };
  const settle = (): void => {
    parts.previewing = false;
    parts.flying = false;
    enter(store.getState().step);
    parts.t = parts.show.duration;
    phase(true);
  };
  const moving = (): boolean => store.getState().playing || parts.flying;
  const wake = (): void => {
    if (handle === null) handle = clock.request(tick);
  };
  const advance = (ms: number): void => {
    const state = store.getState();
    parts.t += ms * state.speed;
    if (parts.t >= parts.show.duration) parts.flying = false;
    if (parts.previewing && !parts.flying && parts.t >= parts.show.duration + 600) return settle();
    if (parts.previewing) parts.flying = true;
    phase(false);
    if (!state.playing || parts.t < parts.show.duration + dwellMs(state)) return;
    if (state.step >= stepsOf(state).length) state.pause();
    else state.seek(state.step + 1, 'player');
  };
  const tick = (now: number): void => {
    handle = null;
    const gap = last === null ? FRAME_MS : now - last;
    const wasMoving = moving();
    if (wasMoving) advance(gap > GAP_MS ? FRAME_MS : gap);
    surface?.draw(parts.show, parts.t);
    last = moving() ? now : null;
    if (moving()) wake();
    else if (wasMoving) for (const listener of listeners) listener();
  };
  const changed = (now: PageState, before: PageState): void => {
    const list = now.trace !== before.trace || now.level !== before.level || now.periodic !== before.periodic;
    if (now.step !== before.step || list) {
      const forward = !list && now.step === before.step + 1 && !clock.reducedMotion();
      parts.previewing = false;
      enter(now.step);
      parts.t = forward ? 0 : parts.show.duration;
      parts.flying = forward;
      phase(true);
      wake();
    }
    if (now.playing !== before.playing) {
      if (!now.playing && now.step === before.step) parts.flying = false;
      if (parts.previewing) settle();
      for (const listener of listeners) listener();
      wake();
    }
  };

  settle();
  const unsubscribe = store.subscribe(changed);
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    world: () => parts.world,
    marks: () => parts.marks,
    show: () => parts.show,
    time: () => parts.t,
    moving,
    setSurface(next) {
      surface = next;
      wake();
    },
    invalidate: wake,
    preview(n) {
      if (clock.reducedMotion() || !stepOf(store.getState())) return;
      enter(n);
      parts.t = 0;
      parts.flying = true;
      parts.previewing = true;
      phase(true);
      wake();
    },
    stop() {
      unsubscribe();
      if (handle !== null) clock.cancel(handle);
    },
  };
}
