/**
 * The one owner of animation frames: real time moves the playhead, the playhead moves the cursor, the surface draws.
 * Nothing is drawn when neither time nor surface changed. React hears of phases only.
 */

import { indexOf } from '../../core/reading/trace-index.ts';
import { traceOf } from '../../store/derived.ts';
import type { PageState, PageStore } from '../../store/store.ts';
import { makePlayhead, type Playhead } from './playhead.ts';
import type { Show } from './show.ts';

/** A longer gap (sleep, a throttled tab) counts as one frame. */
const GAP_MS = 1000;
const FRAME_MS = 17;

interface Surface {
  draw(show: Show, t: number): void;
}
export interface FrameClock {
  request(callback: (now: number) => void): number;
  cancel(handle: number): void;
  /** no flights: both ends and the whole arrow at once */
  reducedMotion(): boolean;
}
export interface Frames extends Pick<Playhead, 'moment' | 'show' | 'time' | 'moving'> {
  /** hears of every change of phase, and when things come to rest */
  readonly subscribe: (listener: () => void) => () => void;
  setSurface(surface: Surface | null): void;
  /** The surface changed (size, view, colours): draw once more. */
  invalidate(): void;
  /** Flies the show of another step once, without moving the cursor. */
  preview(step: number): void;
  stop(): void;
}

const isGrown = (now: PageState, before: PageState): boolean =>
  now.step === before.step &&
  traceOf(now) !== traceOf(before) &&
  indexOf(traceOf(now)) === indexOf(traceOf(before));

/** What a change of the store means to the playhead. */
function follow(playhead: Playhead, clock: FrameClock, now: PageState, before: PageState): void {
  if (now.live && before.live && isGrown(now, before)) {
    playhead.grow();
    return;
  }
  const other =
    traceOf(now) !== traceOf(before) || now.level !== before.level || now.periodic !== before.periodic;
  if (now.step !== before.step || other) {
    const forward = !other && now.step === before.step + 1 && !clock.reducedMotion();
    if (forward) playhead.begin(now.step, false);
    else playhead.settle();
  } else if (now.playing !== before.playing) {
    if (playhead.previewing()) playhead.settle();
    else if (!now.playing) playhead.freeze();
  }
  if (now.playing && !before.playing) playhead.start(clock.reducedMotion());
}

export function makeFrames(
  store: PageStore,
  clock: FrameClock,
  dwellMs: (state: PageState) => number,
): Frames {
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const playhead = makePlayhead(store, dwellMs, tell);
  let surface: Surface | null = null;
  let handle: number | null = null;
  let last: number | null = null;
  /** what stands on the surface; null = nothing that still holds */
  let drawn: { readonly show: Show; readonly t: number } | null = null;

  const draw = (): void => {
    const show = playhead.show();
    const time = playhead.time();
    // from its end on a show stands still: while it is read, nothing is drawn
    const t = Math.min(time, show.duration);
    if (!surface || (drawn?.show === show && drawn.t === t)) return;
    drawn = { show, t };
    surface.draw(show, time);
  };
  const tick = (now: number): void => {
    handle = null;
    const wasMoving = playhead.moving();
    const gap = last === null ? FRAME_MS : now - last;
    if (wasMoving) playhead.advance(gap > GAP_MS ? FRAME_MS : gap);
    draw();
    const isMoving = playhead.moving();
    last = isMoving ? now : null;
    if (isMoving) wake();
    else if (wasMoving) tell();
  };
  const wake = (): void => {
    handle ??= clock.request(tick);
  };
  const invalidate = (): void => {
    drawn = null;
    wake();
  };
  const unsubscribe = store.subscribe((now, before) => {
    follow(playhead, clock, now, before);
    if (now.playing !== before.playing) tell();
    wake();
  });
  const { moment, show, time, moving } = playhead;
  return {
    moment,
    show,
    time,
    moving,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setSurface(next) {
      surface = next;
      invalidate();
    },
    invalidate,
    preview(n) {
      if (clock.reducedMotion()) return;
      playhead.begin(n, true);
      wake();
    },
    stop() {
      unsubscribe();
      if (handle !== null) clock.cancel(handle);
    },
  };
}
