import { expect, test } from 'vitest';
import { smallBoot } from '../core/trace/test-traces.fixture.ts';
import type { Experiment } from '../core/trace/trace.ts';
import { otherOf } from './compare-with.ts';
import { endRowDiffOf, fateOf, rowDiffOf, runDiffOf } from './compared.ts';
import { makeStore, type PageStore } from './store.ts';

const BOOT: Experiment = { v: 1, commands: [{ at_us: 1_000_000, name: 'boot' }] };

async function forked(): Promise<PageStore> {
  const run = async () => smallBoot();
  const store = makeStore({ scenario: 'boot', experiment: BOOT, trace: smallBoot(), run });
  store.getState().seek(3);
  await store.getState().issue({ name: 'boot', args: { server: 'vm2' } });
  return store;
}

test('a run is compared with another one, never with itself, and the panel opens', async () => {
  const store = await forked();
  expect(otherOf(store.getState())).toBeNull();
  store.getState().compareWith(store.getState().shown);
  expect(store.getState().compared).toBeNull();
  store.getState().compareWith('r1');
  expect(store.getState()).toMatchObject({ compared: 'r1', dock: 'experiment' });
  expect(otherOf(store.getState())?.id).toBe('r1');
  store.getState().showRun('r1');
  expect(otherOf(store.getState())).toBeNull();
});

test('the comparison ends with the other run, or when the reader says so', async () => {
  const store = await forked();
  store.getState().compareWith('r1');
  store.getState().compareWith(null);
  expect(runDiffOf(store.getState())).toBeNull();
  store.getState().compareWith('r1');
  store.getState().deleteRun('r1');
  expect([otherOf(store.getState()), rowDiffOf(store.getState())]).toEqual([null, null]);
});

test('what follows is the same reference for an equal state', async () => {
  const store = await forked();
  store.getState().compareWith('r1');
  const state = store.getState();
  expect(runDiffOf({ ...state })).toBe(runDiffOf(state));
  expect(rowDiffOf({ ...state })).toBe(rowDiffOf(state));
  expect(endRowDiffOf({ ...state })).toBe(endRowDiffOf(state));
  expect(fateOf(state)).toMatchObject({ kind: 'both', later: 0 });
});
