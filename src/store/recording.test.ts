import { describe, expect, it } from 'vitest';
import { smallBoot } from '../core/trace/test-traces.fixture.ts';
import type { Experiment, Trace } from '../core/trace/trace.ts';
import { otherOf } from './compare-with.ts';
import { isRecording, stepsOf, traceOf } from './derived.ts';
import type { StretchOpened } from './lab.ts';
import { runPlace } from './recording.ts';
import { isFull, MOST_RUNS, runLines, shownRun } from './runs.ts';
import { makeStore, type PageStore } from './store.ts';

const BOOT: Experiment = { v: 1, commands: [{ at_us: 1_000_000, name: 'boot' }] };
const STRETCH: StretchOpened = {
  design: 'nova',
  stretch: { from_ms: 0, to_ms: 1000 },
  facts: 9,
  isCut: false,
  isEmpty: false,
};

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
    before.showRecording(trace, STRETCH);
    expect(store.getState()).toMatchObject({ dock: null, playing: false });
    expect(shownRun(store.getState())).toMatchObject({ scenario: 'lab', bookmarks: [], experiment: null });
    expect(traceOf(store.getState())).toBe(trace);
    store.getState().seek(2);
    store.getState().toggleBookmark();
    store.getState().select({ kind: 'broker' });
    store.getState().closeRecording();
    expect(store.getState()).toEqual(before);
    expect(traceOf(store.getState())).toBe(traceOf(before));
  });

  it('can be stepped through, at every level, and the cursor of the run is the same moment afterwards', () => {
    const store = open();
    const fact = stepsOf(store.getState())[3]?.last;
    store.getState().showRecording(stretch(), STRETCH);
    store.getState().setLevel('messages');
    store.getState().seek(999);
    expect(store.getState().step).toBe(stepsOf(store.getState()).length);
    store.getState().closeRecording();
    const step = stepsOf(store.getState())[store.getState().step - 1];
    expect(step?.last).toBeGreaterThanOrEqual(Number(fact));
  });

  it('takes no command, makes no fork and is compared with nothing: it says so, and nothing is run', async () => {
    let asked = 0;
    const store = open(async () => {
      asked += 1;
      return smallBoot();
    });
    store.getState().seek(2);
    await store.getState().issue({ name: 'boot', args: { server: 'vm2' } });
    store.getState().compareWith('r1');
    expect(otherOf(store.getState())?.id).toBe('r1');
    const { runs } = store.getState();
    store.getState().showRecording(stretch(), STRETCH);
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
    expect(asked).toBe(1);
    expect(runLines(store.getState().runs).map(({ run }) => run)).toEqual(runs);
  });

  it('leaves the link to the run that stands behind it', () => {
    const store = open();
    store.getState().showRecording(stretch(), STRETCH);
    store.getState().seek(7);
    expect(runPlace(store.getState())).toMatchObject({ run: { scenario: 'boot' }, step: 4 });
  });

  it('shown after another one, still leads back to the run', () => {
    const store = open();
    const before = store.getState();
    before.showRecording(stretch(), STRETCH);
    store.getState().showRecording(stretch(), STRETCH);
    store.getState().closeRecording();
    expect(store.getState()).toEqual(before);
    store.getState().closeRecording();
    expect(store.getState()).toEqual(before);
  });

  it('gives way to a scenario or a run that is opened', async () => {
    const store = open();
    store.getState().showRecording(stretch(), STRETCH);
    await store.getState().open('boot', { v: 1, seed: 2 });
    expect(store.getState()).toMatchObject({ left: null, shown: 'r2', step: 1 });
    expect(shownRun(store.getState()).scenario).toBe('boot');
    store.getState().showRecording(stretch(), STRETCH);
    store.getState().showRun('r1');
    expect(store.getState()).toMatchObject({ left: null, shown: 'r1' });
    expect(shownRun(store.getState()).scenario).toBe('boot');
    expect(traceOf(store.getState())).toBe(store.getState().runs[0]?.trace);
  });

  it('goes with the run behind it when that is deleted, and stays when another one is', async () => {
    const store = open();
    await store.getState().open('boot', { v: 1, seed: 2 });
    store.getState().showRecording(stretch(), STRETCH);
    store.getState().deleteRun('r1');
    expect(isRecording(store.getState())).toBe(true);
    await store.getState().open('boot', { v: 1, seed: 3 });
    store.getState().showRecording(stretch(), STRETCH);
    store.getState().deleteRun('r3');
    expect(store.getState()).toMatchObject({ left: null, shown: 'r2' });
  });

  it('is deleted as a run is, and stands in no list of runs', () => {
    const store = open();
    const before = store.getState();
    before.showRecording(stretch(), STRETCH);
    const { runs, shown } = store.getState();
    expect(runLines(runs).map(({ run }) => run.id)).toEqual(['r1']);
    store.getState().deleteRun(shown);
    expect(store.getState()).toEqual(before);
  });

  it('takes no place among the runs that are kept', async () => {
    const store = open();
    for (let n = 2; n <= MOST_RUNS; n += 1) await store.getState().open('boot', { v: 1, seed: n });
    store.getState().showRecording(stretch(), STRETCH);
    expect(isFull(store.getState())).toBe(true);
    store.getState().deleteRun('r2');
    expect(isFull(store.getState())).toBe(false);
    await store.getState().open('boot', { v: 1, seed: 99 });
    expect(store.getState().runs).toHaveLength(MOST_RUNS);
  });

  it('lends its bookmarks to no run', () => {
    const store = open();
    const kept = shownRun(store.getState()).bookmarks;
    expect(kept).toHaveLength(1);
    store.getState().showRecording(stretch(), STRETCH);
    store.getState().toggleBookmark();
    expect(runPlace(store.getState()).run.bookmarks).toBe(kept);
  });
});
