import { describe, expect, it } from 'vitest';
import { grown } from '../../core/reading/trace-index.ts';
import type { Fact } from '../../core/trace/fact.ts';
import { smallBoot } from '../../core/trace/test-traces.fixture.ts';
import { stepsOf, traceOf } from '../../store/derived.ts';
import { changed, runsIn } from '../../store/runs.ts';
import { makeStore } from '../../store/store.ts';
import { makeFrames } from './frames.ts';

/** A clock that ticks when the test says so. */
function open(reduced = false) {
  const store = makeStore({
    scenario: 'boot',
    experiment: { v: 1 },
    trace: smallBoot(),
    run: () => Promise.reject(new Error('no run')),
  });
  let waiting: ((now: number) => void) | null = null;
  let now = 0;
  const clock = {
    request(callback: (at: number) => void) {
      waiting = callback;
      return 1;
    },
    cancel() {
      waiting = null;
    },
    reducedMotion: () => reduced,
  };
  const made = makeFrames(store, clock, () => 2500);
  const draws: number[] = [];
  made.setSurface({ draw: (_show, t) => draws.push(t) });
  const pass = (ms: number): void => {
    const end = now + ms;
    while (waiting && now < end) {
      const callback = waiting;
      waiting = null;
      now += 16;
      callback(now);
    }
    now = end;
  };
  const jump = (ms: number): void => {
    const callback = waiting;
    waiting = null;
    now += ms;
    callback?.(now);
  };
  return { store, frames: made, pass, jump, draws };
}

/** More of the same trace arrives. */
function grow(store: ReturnType<typeof open>['store']): void {
  const now = store.getState();
  const { facts } = traceOf(now);
  const last = facts.at(-1) as Fact;
  const trace = grown(traceOf(now), [{ ...last, index: facts.length } as Fact]);
  store.setState(changed(runsIn(now), now.shown, { trace }));
}

describe('frames', () => {
  it('let a step of a live stream fly on when more of it arrives, and move no cursor by themselves', () => {
    const { store, frames, pass } = open();
    store.setState({ live: true });
    store.getState().play();
    store.getState().seek(2, 'player');
    pass(100);
    const time = frames.time();
    expect(time).toBeGreaterThan(0);
    expect(time).toBeLessThan(frames.show().duration);
    grow(store);
    expect(frames.time()).toBe(time);
    pass(60_000);
    expect(store.getState()).toMatchObject({ step: 2, playing: true });
    grow(store);
    expect(frames.time()).toBe(frames.show().duration);
    store.getState().seek(stepsOf(store.getState()).length);
    store.getState().play();
    expect(store.getState().step).toBe(stepsOf(store.getState()).length);
  });

  it('draw nothing while neither time nor surface changes', () => {
    const { pass, draws, frames } = open();
    pass(1000);
    expect(draws).toHaveLength(1);
    frames.invalidate();
    pass(1000);
    expect(draws).toHaveLength(2);
    expect(frames.moving()).toBe(false);
  });

  it('draw a step while it moves, and nothing while it stands to be read', () => {
    const { store, pass, frames, draws } = open();
    store.getState().play();
    while (store.getState().step === 1) pass(16);
    draws.length = 0;
    while (frames.time() < frames.show().duration) pass(16);
    expect(draws.length).toBeGreaterThan(frames.show().duration / 20);
    draws.length = 0;
    pass(1000);
    expect(frames.moving()).toBe(true);
    expect(draws).toEqual([]);
    frames.invalidate();
    pass(1000);
    expect(draws).toHaveLength(1);
  });

  it('fly a single step forwards to its end and stop there', () => {
    const { store, pass, frames } = open();
    store.getState().seek(2);
    expect(frames.time()).toBe(0);
    expect(frames.moving()).toBe(true);
    pass(20_000);
    expect(frames.moving()).toBe(false);
    expect(frames.time()).toBeGreaterThanOrEqual(frames.show().duration);
    expect(store.getState().step).toBe(2);
  });

  it('jump without flight by more than one step, and back', () => {
    const { store, frames } = open();
    store.getState().seek(3);
    expect(frames.moving()).toBe(false);
    store.getState().seek(2);
    expect(frames.moving()).toBe(false);
    expect(frames.moment().world.index).toBe(stepsOf(store.getState())[1]?.last);
  });

  it('play every step in order and pause at the end', () => {
    const { store, pass } = open();
    const seen: number[] = [];
    store.subscribe((state, before) => {
      if (state.step !== before.step) seen.push(state.step);
    });
    store.getState().play();
    pass(1_000_000);
    const count = stepsOf(store.getState()).length;
    expect(seen).toEqual(Array.from({ length: count - 1 }, (_, i) => i + 2));
    expect(store.getState().playing).toBe(false);
  });

  it('move something as soon as Play is pressed: the first step again, or the next one', () => {
    const first = open();
    first.store.getState().play();
    expect(first.frames.time()).toBe(0);
    first.pass(400);
    expect(first.frames.time()).toBeGreaterThan(0);
    expect(first.store.getState().step).toBe(1);

    const later = open();
    later.store.getState().seek(2);
    later.pass(20_000);
    later.store.getState().play();
    later.pass(400);
    expect(later.store.getState().step).toBe(3);
    expect(later.frames.time()).toBeLessThan(later.frames.show().duration);
  });

  it('give a step that comes by itself its time to be read', () => {
    const { store, pass, frames } = open();
    store.getState().seek(2);
    pass(20_000);
    store.getState().play();
    pass(400);
    pass(frames.show().duration + 1500);
    expect(store.getState().step).toBe(3);
    pass(1500);
    expect(store.getState().step).toBe(4);
  });

  it('freeze in mid-flight on pause, and go on from there', () => {
    const { store, pass, frames } = open();
    store.getState().play();
    store.getState().seek(2, 'player');
    pass(200);
    store.getState().pause();
    const frozen = frames.time();
    pass(5000);
    expect(frames.time()).toBe(frozen);
    expect(frozen).toBeLessThan(frames.show().duration);
    store.getState().play();
    pass(100);
    expect(frames.time()).toBeGreaterThan(frozen);
  });

  it('take a long gap (sleep, a throttled tab) as one frame', () => {
    const { store, pass, jump, frames } = open();
    store.getState().seek(2);
    pass(32);
    const before = frames.time();
    jump(60_000);
    expect(frames.time()).toBeGreaterThan(before);
    expect(frames.time() - before).toBeLessThan(50);
  });

  it('with reduced motion show each step at its end at once', () => {
    const { store, frames } = open(true);
    store.getState().seek(2);
    expect(frames.moving()).toBe(false);
    expect(frames.time()).toBe(frames.show().duration);
  });

  it('a preview leaves the cursor where it is', () => {
    const { store, pass, frames } = open();
    frames.preview(3);
    expect(frames.show().step?.n).toBe(3);
    pass(20_000);
    expect(frames.show().step?.n).toBe(1);
    expect(store.getState().step).toBe(1);
    expect(frames.moving()).toBe(false);
  });
});
