import { describe, expect, it } from 'vitest';
import { CodedError } from '../core/base/assert.ts';
import { smallBoot } from '../core/trace/test-traces.fixture.ts';
import type { Experiment, Trace } from '../core/trace/trace.ts';
import { bookmarkedSteps, factAt, stepOf, stepsOf, timeOf, traceOf, worldOf } from './derived.ts';
import { shownRun } from './runs.ts';
import { parseSettings } from './settings.ts';
import { makeStore, type PageStore, withCommand } from './store.ts';

const BOOT: Experiment = { v: 1, commands: [{ at_us: 1_000_000, name: 'boot' }] };

function open(run: (experiment: Experiment) => Promise<Trace> = async () => smallBoot()): PageStore {
  return makeStore({ scenario: 'boot', experiment: BOOT, trace: smallBoot(), run });
}

describe('seek', () => {
  it('keeps the cursor inside the steps', () => {
    const store = open();
    const count = stepsOf(store.getState()).length;
    store.getState().seek(999);
    expect(store.getState().step).toBe(count);
    store.getState().seek(-3);
    expect(store.getState().step).toBe(1);
  });

  it('by the reader pauses, by the player goes on', () => {
    const store = open();
    store.getState().play();
    store.getState().seek(2, 'player');
    expect(store.getState().playing).toBe(true);
    store.getState().seek(3);
    expect(store.getState().playing).toBe(false);
  });

  it('changes nothing when it leads to where the cursor stands', () => {
    const store = open();
    const before = store.getState();
    before.seek(1);
    expect(store.getState()).toBe(before);
  });
});

describe('play', () => {
  it('begins anew at the end', () => {
    const store = open();
    store.getState().seek(999);
    store.getState().play();
    expect(store.getState()).toMatchObject({ step: 1, playing: true });
  });
});

describe('issue', () => {
  it('orders at the cursor: what came before is kept, what was to come later is dropped', () => {
    const later: Experiment = {
      v: 1,
      seed: 3,
      commands: [...(BOOT.commands ?? []), { at_us: 9, name: 'kill' }],
    };
    const forked = withCommand(
      {
        ...later,
        commands: [
          { at_us: 5, name: 'a' },
          { at_us: 9, name: 'b' },
        ],
      },
      7,
      {
        name: 'boot',
      },
    );
    expect(forked).toEqual({
      v: 1,
      seed: 3,
      commands: [
        { at_us: 5, name: 'a' },
        { at_us: 7, name: 'boot' },
      ],
    });
  });

  it('runs the experiment with the command at the time of the cursor, and stays at its step', async () => {
    const asked: Experiment[] = [];
    const store = open(async (experiment) => {
      asked.push(experiment);
      return smallBoot();
    });
    store.getState().seek(3);
    const at_us = timeOf(store.getState());
    await store.getState().issue({ name: 'boot', args: { server: 'vm2' } });
    expect(asked[0]?.commands?.at(-1)).toEqual({ at_us, name: 'boot', args: { server: 'vm2' } });
    expect(store.getState()).toMatchObject({ step: 3, running: false, notice: { kind: 'forked', step: 3 } });
  });

  it('plays at the first step when the run begins with the very command', async () => {
    const store = open(() => Promise.reject(new Error('nothing should run')));
    await store.getState().issue({ name: 'boot' });
    expect(store.getState()).toMatchObject({ playing: true, notice: null });
  });

  it('that fails leaves trace and step as they were and says why', async () => {
    const store = open(() => Promise.reject(new CodedError('bad_experiment', 'there is no flavor "x"')));
    store.getState().seek(2);
    const trace = traceOf(store.getState());
    await store.getState().issue({ name: 'boot', args: { flavor: 'x' } });
    expect(store.getState()).toMatchObject({
      step: 2,
      running: false,
      notice: { kind: 'run_failed', message: 'there is no flavor "x"' },
    });
    expect(traceOf(store.getState())).toBe(trace);
  });
});

describe('another level', () => {
  it('shows the same moment, there and back', () => {
    const store = open();
    for (let n = 1; n <= stepsOf(store.getState()).length; n += 1) {
      store.getState().seek(n);
      const fact = factAt(store.getState());
      store.getState().setLevel('messages');
      expect(factAt(store.getState())).toBeGreaterThanOrEqual(fact);
      expect(stepOf(store.getState())?.main).toBeLessThanOrEqual(fact);
      store.getState().setLevel('teaching');
      expect(store.getState().step).toBe(n);
    }
  });
});

describe('a bookmark', () => {
  it('stands on a step at every level of detail, and is taken off where it was set', () => {
    const store = open();
    store.getState().seek(3);
    store.getState().toggleBookmark();
    expect(bookmarkedSteps(store.getState())).toEqual([3]);
    store.getState().setLevel('messages');
    expect(bookmarkedSteps(store.getState())).toEqual([stepOfMain(store)]);
    store.getState().setLevel('teaching');
    store.getState().seek(3);
    store.getState().toggleBookmark();
    expect(shownRun(store.getState()).bookmarks).toEqual([]);
  });

  it('before the moment of a command is kept, one after it is not', async () => {
    const store = open();
    for (const step of [2, 4]) {
      store.getState().seek(step);
      store.getState().toggleBookmark();
    }
    store.getState().seek(3);
    await store.getState().issue({ name: 'boot', args: { server: 'vm2' } });
    expect(bookmarkedSteps(store.getState())).toEqual([2]);
  });

  it('of an earlier visit comes back with its experiment', async () => {
    const bookmarksOf = (experiment: Experiment) => (experiment.seed === 2 ? [0, 999_999] : []);
    const store = makeStore({
      scenario: 'boot',
      experiment: BOOT,
      trace: smallBoot(),
      run: async () => smallBoot(),
      bookmarksOf,
    });
    expect(shownRun(store.getState()).bookmarks).toEqual([]);
    await store.getState().open('boot', { ...BOOT, seed: 2 });
    expect(shownRun(store.getState()).bookmarks).toEqual([0]);
  });
});

/** The step of this level that the one bookmark lies in. */
function stepOfMain(store: PageStore): number {
  const [fact = -1] = shownRun(store.getState()).bookmarks;
  return stepsOf(store.getState()).find((step) => step.last >= fact)?.n ?? 0;
}

describe('derived values', () => {
  it('are the same reference for an equal state', () => {
    const state = open().getState();
    expect(stepsOf({ ...state })).toBe(stepsOf(state));
    expect(worldOf({ ...state })).toBe(worldOf(state));
  });
});

describe('settings', () => {
  it('take over what is well-formed and leave the rest', () => {
    expect(parseSettings('{"lang":"zh-CN","theme":"pink","speed":2,"step":9}')).toEqual({
      lang: 'zh-CN',
      speed: 2,
    });
    expect(parseSettings('no json')).toEqual({});
    expect(parseSettings(null)).toEqual({});
  });
});
