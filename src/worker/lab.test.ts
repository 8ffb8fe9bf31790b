import { describe, expect, it } from 'vitest';
import { micros } from '../core/base/time.ts';
import { readLab } from '../core/lab/settings.ts';
import { answerAt } from './answering.ts';
import type { LabDoor } from './doors.ts';
import { makeLabClient } from './lab-client.ts';
import { makeLabWork } from './lab-work.ts';
import { standIn } from './stand-in.fixture.ts';

function labWorker(): Worker {
  let time = 0;
  const work = makeLabWork({
    pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
    // every turn is followed by a pause
    now: () => {
      time += 100;
      return time;
    },
    wasm: async () => undefined,
  });
  return standIn((scope) => answerAt<LabDoor>(scope, work, 'lab_failed'));
}

const settings = readLab({ v: 1, boots: 4, per_minute: 600, computes: 1 });

/** half loaded: it waits as long as it works */
const ONE_TOPIC = {
  seed: 1,
  arrivals: 2000,
  servers: 1,
  service: 'exponential',
  serviceMean: micros(100_000),
  gapMean: micros(200_000),
} as const;

describe("the lab's door", () => {
  it('tells progress and gives the outcome', async () => {
    const seen: number[] = [];
    const outcome = await makeLabClient(labWorker).run(settings, ({ at_us }) => void seen.push(at_us));
    expect(outcome).toMatchObject({ ended: 'done', requests: { arrived: 4, active: 4 } });
    expect(seen.length).toBeGreaterThan(3);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  }, 60_000);

  it('stops when it is asked to, with what it has, and can be asked again', async () => {
    const client = makeLabClient(labWorker);
    const long = readLab({ ...settings, boots: 500 });
    const outcome = await client.run(long, ({ arrived }) => {
      if (arrived >= 3) client.cancel();
    });
    expect(outcome.ended).toBe('cancelled');
    expect(outcome.requests.arrived).toBeLessThan(100);
    expect((await client.run(settings, () => undefined)).ended).toBe('done');
  }, 60_000);

  it('takes one question at a time', async () => {
    const client = makeLabClient(labWorker);
    const first = client.run(settings, () => undefined);
    await expect(client.run(settings, () => undefined)).rejects.toMatchObject({ code: 'lab_busy' });
    expect((await first).ended).toBe('done');
  }, 60_000);

  it('refuses what is no lab, with the sentence', async () => {
    const broken = { ...settings, boots: 0 };
    await expect(makeLabClient(labWorker).run(broken, () => undefined)).rejects.toMatchObject({
      code: 'bad_lab',
      message: expect.stringContaining('"boots" must be'),
    });
  });

  it('tells each point of a sweep as it is done', async () => {
    const values: number[] = [];
    const points = await makeLabClient(labWorker).sweep(
      { base: settings, what: 'work_percent', values: [50, 100] },
      { progress: () => undefined, point: ({ value }) => void values.push(value) },
    );
    expect(values).toEqual([50, 100]);
    expect(points.map(({ outcome }) => outcome.requests.active)).toEqual([4, 4]);
  }, 60_000);

  it('opens a stretch as a trace', async () => {
    const stretch = { from_ms: 0, to_ms: 800 };
    const trace = await makeLabClient(labWorker).stretch(settings, stretch, () => undefined);
    expect(trace.facts.some(({ kind }) => kind === 'http.answered')).toBe(true);
  }, 60_000);

  it('holds one topic against theory', async () => {
    const answer = await makeLabClient(labWorker).theory(ONE_TOPIC);
    expect(answer.theory).toBeCloseTo(100_000, 6);
    expect(answer.outcome).toMatchObject({ arrivals: 2000, served: 2000 });
    expect(answer.outcome.inSystemIntegral).toBe(answer.outcome.sojournSum);
  });

  it('says so when there is no worker', async () => {
    const client = makeLabClient(() => {
      throw new TypeError('refused by policy');
    });
    await expect(client.run(settings, () => undefined)).rejects.toMatchObject({
      code: 'lab_failed',
      message: 'refused by policy',
    });
  });
});
