import { describe, expect, it } from 'vitest';
import { CodedError } from '../core/base/assert.ts';
import { smallBoot } from '../core/trace/test-traces.fixture.ts';
import type { Command, Experiment } from '../core/trace/trace.ts';
import { experimentOf, factAt, stepsOf, timeOf, traceOf } from './derived.ts';
import {
  extended,
  forked,
  MOST_RUNS,
  opened,
  ownCommands,
  type Runs,
  renamed,
  rooted,
  runLines,
  runOf,
  shownRun,
  without,
} from './runs.ts';
import { makeStore, type PageStore } from './store.ts';

const boot: Command = { at_us: 1, name: 'boot' };
const kill: Command = { at_us: 2_000_000, name: 'kill', args: { service: 'nova-scheduler' } };
const run = (...commands: readonly Command[]) => ({
  scenario: 'boot',
  experiment: { v: 1, commands } satisfies Experiment,
  trace: smallBoot(),
});

/** The boot, a fork of it, and a fork of the fork. */
function three(): Runs {
  const first = forked(rooted(run(boot)), run(boot, kill), 2_000_000);
  return forked(first, run(boot, kill), 1_500_000);
}

describe('a tree of runs', () => {
  it('keeps the parent as it was when it forks, and shows the child', () => {
    const root = rooted(run(boot));
    const child = forked(root, run(boot, kill), 2_000_000);
    expect(child.runs[0]).toBe(root.runs[0]);
    expect(runOf(child, child.shown)).toMatchObject({ id: 'r2', parent: 'r1', forkedAt: 2_000_000 });
  });

  it('at its end goes on in the same run', () => {
    const longer = extended(rooted(run(boot)), run(boot, kill));
    expect(longer.runs).toHaveLength(1);
    expect(runOf(longer, 'r1').experiment?.commands).toEqual([boot, kill]);
  });

  it('hangs the forks of a deleted run on its parent, equal to it up to the earlier moment', () => {
    const left = without(three(), 'r2');
    expect(left.runs.map(({ id, parent, forkedAt }) => [id, parent, forkedAt])).toEqual([
      ['r1', null, null],
      ['r3', 'r1', 1_500_000],
    ]);
  });

  it('shows the parent of a run that is deleted while it is shown, and keeps the only one', () => {
    const two = without(three(), 'r3');
    expect(two.shown).toBe('r2');
    const one = without(without(two, 'r2'), 'r1');
    expect(one.runs.map(({ id }) => id)).toEqual(['r1']);
  });

  it('never gives an id twice', () => {
    const again = forked(without(three(), 'r3'), run(boot), 1);
    expect(again.shown).toBe('r4');
  });

  it('is read with each fork below the run that it came from', () => {
    const other = opened(three(), run(), () => true);
    const second = forked({ ...other, shown: 'r1' }, run(boot), 3);
    expect(runLines(second.runs).map(({ run, depth }) => [run.id, depth])).toEqual([
      ['r1', 0],
      ['r2', 1],
      ['r3', 2],
      ['r5', 1],
      ['r4', 0],
    ]);
  });

  it('drops what a scenario says whole when another is opened, never what the reader made or named', () => {
    const alone = opened(rooted(run(boot)), run(), () => true);
    expect(alone.runs.map(({ id }) => id)).toEqual(['r2']);
    const named = opened(renamed(rooted(run(boot)), 'r1', ' mine '), run(), () => true);
    expect(named.runs.map(({ id, name }) => [id, name])).toEqual([
      ['r1', 'mine'],
      ['r2', ''],
    ]);
    expect(opened(rooted(run(boot, kill)), run(), () => false).runs).toHaveLength(2);
  });

  it('names a fork by what only it was ordered', () => {
    const tree = forked(rooted(run(boot)), run(boot, kill), 2_000_000);
    expect(ownCommands(tree, runOf(tree, 'r2'))).toEqual([kill]);
    expect(ownCommands(tree, runOf(tree, 'r1'))).toEqual([boot]);
  });
});

describe('the store', () => {
  const open = (answer: () => Promise<ReturnType<typeof smallBoot>> = async () => smallBoot()): PageStore =>
    makeStore({ ...run(boot), run: answer });

  it('forks at a past step: the parent is kept, and going back to it shows the same moment', async () => {
    const store = open();
    const trace = traceOf(store.getState());
    store.getState().seek(3);
    const at = timeOf(store.getState());
    await store.getState().issue({ name: 'kill', args: { service: 'nova-scheduler' } });
    expect(store.getState()).toMatchObject({ shown: 'r2', step: 3, notice: { kind: 'forked' } });
    expect(runOf(store.getState(), 'r2').forkedAt).toBe(at);
    store.getState().showRun('r1');
    expect(traceOf(store.getState())).toBe(trace);
    expect(experimentOf(store.getState())?.commands).toEqual([boot]);
    expect(timeOf(store.getState())).toBeGreaterThanOrEqual(at);
    expect(factAt(store.getState())).toBeGreaterThan(0);
  });

  it('goes on at the last step, and says so', async () => {
    const store = open();
    store.getState().seek(stepsOf(store.getState()).length);
    await store.getState().issue({ name: 'boot', args: { server: 'vm2' } });
    expect(store.getState().runs).toHaveLength(1);
    expect(store.getState().notice).toMatchObject({ kind: 'ordered' });
    expect(runOf(store.getState(), 'r1').trace).toBe(traceOf(store.getState()));
  });

  it('adds nothing for a command that makes no sense now, and says why', async () => {
    const refused = { command: 'kill', at_us: 1, code: 'not_running', subject: 'nova-scheduler', other: '' };
    const store = open(() =>
      Promise.reject(new CodedError('command_refused', 'nova-scheduler is stopped', refused)),
    );
    store.getState().seek(3);
    const before = store.getState();
    await store.getState().issue({ name: 'kill', args: { service: 'nova-scheduler' } });
    const { notice, ...after } = store.getState();
    expect(notice).toEqual({ kind: 'refused', message: 'nova-scheduler is stopped', refused });
    expect({ ...after, notice: null }).toEqual({ ...before, notice: null });
  });

  it('runs the same commands on another deployment as a run of its own', async () => {
    const asked: Experiment[] = [];
    const store = makeStore({
      ...run(boot),
      run: async (experiment) => {
        asked.push(experiment);
        return smallBoot();
      },
    });
    await store.getState().vary({ wiring: 'direct' });
    expect(asked).toEqual([{ v: 1, commands: [boot], deployment: { wiring: 'direct' } }]);
    expect(runOf(store.getState(), store.getState().shown)).toMatchObject({ parent: 'r1', forkedAt: 0 });
  });

  it('keeps sixteen runs and refuses one more without touching them', async () => {
    const store = open();
    for (let n = 1; n < MOST_RUNS + 3; n += 1) {
      store.getState().seek(3);
      await store.getState().issue({ name: 'boot', args: { server: `vm${n + 1}` } });
    }
    expect(store.getState().runs).toHaveLength(MOST_RUNS);
    expect(store.getState().notice).toEqual({ kind: 'too_many_runs' });
  });

  it('keeps the bookmarks of each run with it, storage or none', async () => {
    const store = open();
    store.getState().seek(2);
    store.getState().toggleBookmark();
    const { bookmarks } = shownRun(store.getState());
    expect(bookmarks).toHaveLength(1);
    await store.getState().open('boot', { v: 1, seed: 2 });
    expect(shownRun(store.getState()).bookmarks).toEqual([]);
    store.getState().showRun('r1');
    expect(shownRun(store.getState()).bookmarks).toBe(bookmarks);
  });
});
