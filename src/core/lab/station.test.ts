import { expect, it } from 'vitest';
import { lab, runOf } from './lab.fixture.ts';
import { apiBusy } from './station.ts';

it('the API is busy all the time where it is asked for more than it can do, and seldom where it is not', async () => {
  const full = apiBusy(await runOf(lab({ boots: 20, per_minute: 300, slots: { api: 1 } })));
  expect(full).toBeGreaterThan(0.9);
  expect(full).toBeLessThanOrEqual(1);
  const calm = apiBusy(await runOf(lab({ boots: 20, per_minute: 60, slots: { api: 8 } })));
  expect(calm).toBeGreaterThan(0);
  expect(calm).toBeLessThan(0.3);
}, 60_000);

it('nothing is said of an API that takes any number, nor of a burst', async () => {
  expect(apiBusy(await runOf(lab({ boots: 4, per_minute: 300 })))).toBeNull();
  const events = [{ kind: 'burst', at_ms: 0, size: 4 }];
  const burst = await runOf(lab({ boots: 4, per_minute: 0, slots: { api: 1 }, events }));
  expect(apiBusy(burst)).toBeNull();
}, 60_000);
