import { expect, it } from 'vitest';
import { CodedError } from '../core/base/assert.ts';
import type { LabOutcome } from '../core/lab/run.ts';
import { readLab } from '../core/lab/settings.ts';
import type { LabClient } from '../worker/lab-client.ts';
import { LAB_ORDER, makeLabStore } from './lab.ts';

const never = (): Promise<never> => Promise.reject(new CodedError('lab_failed', 'not asked'));

function client(o: Partial<LabClient>): LabClient {
  return {
    run: never,
    sweep: never,
    stretch: never,
    theory: never,
    cancel: () => undefined,
    close: () => undefined,
    ...o,
  };
}
const asIs: LabClient['run'] = async (settings) => ({ settings }) as LabOutcome;
const settings = readLab({ v: 1, seed: 7 });

it('runs the three designs one after the other on the same settings', async () => {
  const store = makeLabStore(client({ run: asIs }));
  await store.getState().run(settings);
  const ran = store.getState().outcomes.map((outcome) => outcome.settings);
  expect(ran).toEqual(LAB_ORDER.map((design) => ({ ...settings, design })));
  expect(store.getState()).toMatchObject({ doing: 'nothing', design: null, failure: null });
});

it('cancelled, keeps what it has and starts no further design', async () => {
  let cancelled = 0;
  const store = makeLabStore(
    client({
      run: async (asked, tell) => {
        if (asked.design === 'queue') store.getState().cancel();
        return asIs(asked, tell);
      },
      cancel: () => {
        cancelled += 1;
      },
    }),
  );
  await store.getState().run(settings);
  expect(cancelled).toBe(1);
  expect(store.getState().outcomes.map((outcome) => outcome.settings.design)).toEqual(['direct', 'queue']);
  await store.getState().run(settings);
  expect(store.getState().outcomes.map((outcome) => outcome.settings.design)).toEqual(['direct', 'queue']);
});

it('says why a run failed, and can be asked again', async () => {
  const store = makeLabStore(client({}));
  await store.getState().run(settings);
  expect(store.getState()).toMatchObject({ doing: 'nothing', failure: 'not asked', outcomes: [] });
});

it('does one thing at a time', async () => {
  let asked = 0;
  const store = makeLabStore(
    client({
      run: async (...args) => {
        asked += 1;
        return asIs(...args);
      },
    }),
  );
  await Promise.all([store.getState().run(settings), store.getState().run(settings)]);
  expect(asked).toBe(LAB_ORDER.length);
});
