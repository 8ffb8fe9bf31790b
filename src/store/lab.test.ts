import { expect, it } from 'vitest';
import { CodedError } from '../core/base/assert.ts';
import { micros } from '../core/base/time.ts';
import type { LabOutcome } from '../core/lab/run.ts';
import { LAB_LIMITS, readLab } from '../core/lab/settings.ts';
import type { SweepPoint } from '../core/lab/sweep.ts';
import type { Trace } from '../core/trace/trace.ts';
import type { LabClient } from '../worker/lab-client.ts';
import { LAB_ORDER, makeLabStore, type TheoryAnswer } from './lab.ts';

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

const swept = { base: settings, what: 'per_minute', values: [60, 120, 180] } as const;
const pointOf = (value: number, ended: LabOutcome['ended'] = 'done'): SweepPoint => ({
  value,
  outcome: { ended } as LabOutcome,
});

it('sweeps the three designs one after the other, and shows each point as it is done', async () => {
  const seen: string[] = [];
  const store = makeLabStore(
    client({
      async sweep({ base, values }, { progress, point }) {
        for (const [i, value] of values.entries()) {
          progress({ boots: 1, arrived: 0, active: 0, failed: 0, at_us: 0 }, i);
          seen.push(`${base.design} ${store.getState().point}`);
          point(pointOf(value));
        }
        return [];
      },
    }),
  );
  await store.getState().runSweep(swept);
  expect(seen).toEqual(LAB_ORDER.flatMap((design) => [0, 1, 2].map((i) => `${design} ${i}`)));
  const { sweep } = store.getState();
  expect(sweep?.lines.map(({ design }) => design)).toEqual(LAB_ORDER);
  expect(sweep?.lines[2]?.points.map(({ value }) => value)).toEqual(swept.values);
});

it('a sweep that is cancelled keeps the points that were done, and none that was cut short', async () => {
  const store = makeLabStore(
    client({
      async sweep({ base }, { point }) {
        point(pointOf(60));
        if (base.design === 'queue') {
          store.getState().cancel();
          point(pointOf(120, 'cancelled'));
        } else point(pointOf(120));
        return [];
      },
    }),
  );
  await store.getState().runSweep(swept);
  const { sweep, doing } = store.getState();
  expect(doing).toBe('nothing');
  expect(sweep?.lines.map(({ design, points }) => [design, points.length])).toEqual([
    ['direct', 2],
    ['queue', 1],
  ]);
});

const stretch = { from_ms: 0, to_ms: 1000 };
const traceOf = (facts: number, kind: string): Trace =>
  ({ facts: Array.from({ length: facts }, () => ({ kind })) }) as unknown as Trace;

it('gives a stretch to whoever asked, and tells how long it is and whether it was cut', async () => {
  const whole = traceOf(7, 'message.published');
  const store = makeLabStore(client({ stretch: async () => whole }));
  expect(await store.getState().openStretch(settings, stretch)).toBe(whole);
  expect(store.getState().stretch).toMatchObject({ design: 'nova', facts: 7, isCut: false, isEmpty: false });
  const most = traceOf(LAB_LIMITS.stretch_facts, 'http.requested');
  const other = makeLabStore(client({ stretch: async () => most }));
  await other.getState().openStretch(settings, stretch);
  expect(other.getState().stretch).toMatchObject({ isCut: true });
});

it('gives no stretch in which nothing happens, that was cancelled, or that failed', async () => {
  const empty = makeLabStore(client({ stretch: async () => traceOf(3, 'service.started') }));
  expect(await empty.getState().openStretch(settings, stretch)).toBeNull();
  expect(empty.getState().stretch).toMatchObject({ isEmpty: true });
  const cancelled = makeLabStore(
    client({
      async stretch() {
        cancelled.getState().cancel();
        return traceOf(3, 'message.published');
      },
    }),
  );
  expect(await cancelled.getState().openStretch(settings, stretch)).toBeNull();
  expect(cancelled.getState()).toMatchObject({ stretch: null, failure: null });
  const failing = makeLabStore(client({}));
  expect(await failing.getState().openStretch(settings, stretch)).toBeNull();
  expect(failing.getState()).toMatchObject({ asked: 'stretch', failure: 'not asked' });
});

it('keeps each check against theory once, the last one last', async () => {
  const run = { seed: 1, arrivals: 1, servers: 1, service: 'fixed', serviceMean: micros(1) } as const;
  const store = makeLabStore(client({ theory: async (asked) => ({ run: asked }) as TheoryAnswer }));
  for (const gap of [2, 3, 2]) await store.getState().check({ ...run, gapMean: micros(gap) });
  expect(store.getState().checks.map((one) => one.run.gapMean)).toEqual([3, 2]);
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
