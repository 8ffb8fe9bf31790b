import { describe, expect, it } from 'vitest';
import { smallBoot } from '../core/trace/test-traces.fixture.ts';
import type { Experiment, Trace } from '../core/trace/trace.ts';
import { runPlace } from './aside.ts';
import { otherOf } from './compare-with.ts';
import { stepsOf } from './derived.ts';
import { makeStore, type PageStore } from './store.ts';

const BOOT: Experiment = { v: 1, commands: [{ at_us: 1_000_000, name: 'boot' }] };
const NAME = { en: 'a stretch', 'zh-CN': 'a stretch' };

const stretch = (): Trace => ({ ...smallBoot(), experiment: null });

function open(run: (experiment: Experiment) => Promise<Trace> = async () => smallBoot()): PageStore {
  const store = makeStore({ scenario: 'boot', experiment: BOOT, trace: smallBoot(), run });
  store.getState().seek(4);
  store.getState().toggleBookmark();
  store.getState().setDock('lab');
  return store;
}

describe('a trace without an experiment', () => {
  it('is shown before the run, and closing it gives the run back as it was', () => {
    const store = open();
    const before = store.getState();
    const trace = stretch();
    before.showTrace(trace, NAME);
    expect(store.getState()).toMatchObject({ scenario: 'lab', dock: null, bookmarks: [], playing: false });
    expect(store.getState().trace).toBe(trace);
    store.getState().seek(2);
    store.getState().toggleBookmark();
    store.getState().select({ kind: 'broker' });
    store.getState().closeTrace();
    expect(store.getState()).toEqual(before);
    expect(store.getState().trace).toBe(before.trace);
  });

  it('can be stepped through, at every level, and the cursor of the run is the same moment afterwards', () => {
    const store = open();
    const fact = stepsOf(store.getState())[3]?.last;
    store.getState().showTrace(stretch(), NAME);
    store.getState().setLevel('messages');
    store.getState().seek(999);
    expect(store.getState().step).toBe(stepsOf(store.getState()).length);
    store.getState().closeTrace();
    const step = stepsOf(store.getState())[store.getState().step - 1];
    expect(step?.last).toBeGreaterThanOrEqual(Number(fact));
  });

  it('takes no command, makes no fork and is compared with nothing: it says so, and nothing is run', async () => {
    let runs = 0;
    const store = open(async () => {
      runs += 1;
      return smallBoot();
    });
    store.getState().seek(2);
    await store.getState().issue({ name: 'boot', args: { server: 'vm2' } });
    store.getState().compareWith('r1');
    expect(otherOf(store.getState())?.id).toBe('r1');
    const { branches } = store.getState();
    store.getState().showTrace(stretch(), NAME);
    expect(otherOf(store.getState())).toBeNull();
    const deeds = [
      () => store.getState().issue({ name: 'boot' }),
      () => store.getState().vary({ wiring: 'direct' }),
      async () => store.getState().compareWith('r1'),
    ];
    for (const deed of deeds) {
      store.getState().setNotice(null);
      await deed();
      expect(store.getState().notice).toEqual({ kind: 'no_experiment' });
    }
    expect(runs).toBe(1);
    expect(store.getState().branches).toBe(branches);
  });

  it('leaves the link to the run that stands behind it', () => {
    const store = open();
    store.getState().showTrace(stretch(), NAME);
    store.getState().seek(7);
    expect(runPlace(store.getState())).toMatchObject({ scenario: 'boot', step: 4 });
  });

  it('shown after another one, still leads back to the run', () => {
    const store = open();
    const before = store.getState();
    before.showTrace(stretch(), NAME);
    store.getState().showTrace(stretch(), NAME);
    store.getState().closeTrace();
    expect(store.getState()).toEqual(before);
    store.getState().closeTrace();
    expect(store.getState()).toEqual(before);
  });

  it('gives way to a scenario or a run that is opened', async () => {
    const store = open();
    store.getState().showTrace(stretch(), NAME);
    await store.getState().open('boot', { v: 1, seed: 2 });
    expect(store.getState()).toMatchObject({ aside: null, scenario: 'boot', branch: 'r2', step: 1 });
    store.getState().showTrace(stretch(), NAME);
    store.getState().showBranch('r1');
    expect(store.getState()).toMatchObject({ aside: null, scenario: 'boot', branch: 'r1' });
    expect(store.getState().trace).toBe(store.getState().branches[0]?.trace);
  });

  it('goes with the run behind it when that is deleted, and stays when another one is', async () => {
    const store = open();
    await store.getState().open('boot', { v: 1, seed: 2 });
    store.getState().showTrace(stretch(), NAME);
    store.getState().deleteBranch('r1');
    expect(store.getState().aside).not.toBeNull();
    await store.getState().open('boot', { v: 1, seed: 3 });
    store.getState().showTrace(stretch(), NAME);
    store.getState().deleteBranch('r3');
    expect(store.getState()).toMatchObject({ aside: null, branch: 'r2' });
  });
});
