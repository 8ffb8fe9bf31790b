import { expect, it } from 'vitest';
import { micros } from '../base/time.ts';
import { lab, runOf } from './lab.fixture.ts';
import { makeSeries } from './series.ts';
import { makeServers } from './servers.ts';

it('a server ends once, though its row is written in error after its answer and its end were known', () => {
  const servers = makeServers(makeSeries(micros(0), micros(1000)), 0);
  servers.arrived(micros(0));
  servers.answered(micros(0), micros(1), 202, 'u1');
  servers.failed('u1', micros(2));
  servers.failed('u1', micros(3));
  expect(servers.counts()).toMatchObject({ arrived: 1, accepted: 1, failed: 1, active: 0, lost: 0 });
});

it('each request of a run whose scheduler does not come back in time has one end', async () => {
  const { requests } = await runOf(
    lab({
      boots: 12,
      per_minute: 600,
      slots: { api: 2 },
      events: [{ kind: 'scheduler_away', at_ms: 0, for_ms: 90_000 }],
    }),
  );
  expect(requests.failed).toBeGreaterThan(0);
  expect(requests.active + requests.failed + requests.lost).toBe(requests.arrived);
}, 60_000);
