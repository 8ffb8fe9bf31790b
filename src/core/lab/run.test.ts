import { describe, expect, it } from 'vitest';
import { makeCleaner } from './cleaner.ts';
import { lab, onEngine, runOf, runTo } from './lab.fixture.ts';
import { labCloud } from './lab-cloud.ts';
import { labCsv, labJson, seriesTable } from './out.ts';
import { type LabOutcome, openLab } from './run.ts';
import { DESIGNS, type Design } from './settings.ts';

describe('a run of the lab', () => {
  it('boots every server, and its numbers fit together', async () => {
    const outcome = await runOf(lab({ boots: 12, per_minute: 240 }));
    const { requests, series, totals } = outcome;
    expect(outcome).toMatchObject({ ended: 'done', error: null });
    expect(requests).toEqual({
      arrived: 12,
      accepted: 12,
      refused: {},
      unanswered: 0,
      active: 12,
      failed: 0,
      lost: 0,
      open: 0,
    });
    expect(outcome.answer_us.count).toBe(12);
    expect(outcome.active_us.count).toBe(12);
    // the API answers long before the server is there: that is the cast
    expect(outcome.answer_us.most ?? 0).toBeLessThan(outcome.active_us.median ?? 0);
    expect(series.counts.arrived?.reduce((a, b) => a + b, 0)).toBe(12);
    expect(series.counts.active?.reduce((a, b) => a + b, 0)).toBe(12);
    expect(series.gauges['busy nova-scheduler']?.most).toBeGreaterThan(0);
    expect(totals.statements).toBeGreaterThan(12 * 100);
    for (const { mean } of Object.values(series.gauges))
      for (const m of mean) expect(m).toBeGreaterThanOrEqual(0);
  }, 60_000);

  it('is the same for the same settings, another for another seed', async () => {
    const settings = { boots: 4, per_minute: 240 };
    const first = await runOf(lab(settings));
    expect(await runOf(lab(settings))).toEqual(first);
    expect((await runOf(lab({ ...settings, seed: 2 }))).active_us).not.toEqual(first.active_us);
  }, 60_000);

  it('keeps a call in its queue while the scheduler is away, and boots when it is back', async () => {
    const outcome = await runOf(
      lab({ boots: 3, per_minute: 600, events: [{ kind: 'scheduler_away', at_ms: 0, for_ms: 20_000 }] }),
    );
    expect(outcome.requests).toMatchObject({ accepted: 3, active: 3 });
    expect(outcome.series.gauges['queue scheduler']?.most).toBe(3);
    expect(outcome.active_us.median).toBeGreaterThan(19_000_000);
    expect(outcome.answer_us.most).toBeLessThan(3_000_000);
  }, 60_000);

  it('deals requests out among schedulers, also to one that comes later, and nobody had to be told', async () => {
    const load = { boots: 10, per_minute: 1200 };
    const two = await runOf(
      lab({ ...load, processes: { scheduler: 2, super_conductor: 2, cell_conductor: 2 } }),
    );
    expect(two.requests).toMatchObject({ accepted: 10, active: 10 });
    // the first goes away and does not come back in time: the one that was added does all the work
    const relieved = await runOf(
      lab({
        ...load,
        events: [
          { kind: 'scheduler_away', at_ms: 0, for_ms: 3_600_000 },
          { kind: 'scheduler_added', at_ms: 3000 },
        ],
      }),
    );
    expect(relieved.requests.active).toBe(10);
    expect(relieved.series.gauges['queue scheduler']?.most).toBeGreaterThan(1);
  }, 60_000);

  it('stops at its bound with what it has', async () => {
    const outcome = await runOf(lab({ boots: 500, per_minute: 600, until_ms: 2000 }));
    expect(outcome.ended).toBe('time_bound');
    expect(outcome.duration_us).toBe(2_000_000);
    const { arrived, accepted, open, active, lost } = outcome.requests;
    expect(arrived).toBe(accepted + open);
    expect(accepted).toBe(active + lost);
    expect(open + lost).toBeGreaterThan(0);
  }, 60_000);

  it('ends when it is told to, and its progress rises', async () => {
    const seen: number[] = [];
    const outcome = await runTo(lab({ boots: 100, per_minute: 600 }), (run) => {
      seen.push(run.progress().arrived);
      return run.progress().arrived >= 5;
    });
    expect(outcome.ended).toBe('cancelled');
    expect(seen.every((n, i) => i === 0 || n >= (seen[i - 1] ?? 0))).toBe(true);
    expect(outcome.requests.arrived).toBeLessThan(100);
  }, 60_000);
});

describe('three designs on the same arrivals', () => {
  const load = { boots: 6, per_minute: 240 };
  const sums = (counts: readonly number[] | undefined): number => (counts ?? []).reduce((a, b) => a + b, 0);

  it('the API of Nova answers first, the others when a build has begun; no user waits for its end; only direct calls send no message', async () => {
    const [nova, queue, direct] = await Promise.all(DESIGNS.map((design) => runOf(lab({ ...load, design }))));
    for (const outcome of [nova, queue, direct]) {
      expect(outcome?.requests).toMatchObject({ arrived: 6, accepted: 6, active: 6 });
      expect(sums(outcome?.series.counts.arrived)).toBe(6);
    }
    const answer = (outcome: typeof nova): number => outcome?.answer_us.median ?? 0;
    const active = (outcome: typeof nova): number => outcome?.active_us.median ?? 0;
    for (const called of [queue, direct]) {
      // the scheduler's search and both conductors' work lie between, the build does not
      expect(answer(called) - answer(nova)).toBeGreaterThan(190_000);
      expect(answer(called) - answer(nova)).toBeLessThan(205_000);
      expect(answer(called)).toBeLessThan(active(called) / 2);
    }
    expect(answer(nova)).toBeLessThan(active(nova) / 2);
    expect(direct?.totals.messages).toBe(0);
    expect(queue?.totals.messages).toBeGreaterThan(nova?.totals.messages ?? 0);
  }, 60_000);

  it('with two workers the API of direct calls lets others wait long, that of Nova hardly', async () => {
    const steady = { boots: 30, per_minute: 150 };
    const both = async (design: Design) => ({
      free: await runOf(lab({ ...steady, design })),
      two: await runOf(lab({ ...steady, design, slots: { api: 2 } })),
    });
    const nova = await both('nova');
    const direct = await both('direct');
    expect(direct.two.series.gauges['busy nova-api']?.most).toBe(2);
    expect(direct.two.series.gauges['open nova-api']?.most).toBeGreaterThan(2);
    const median = ({ answer_us }: LabOutcome): number => answer_us.median ?? 0;
    expect(median(nova.two)).toBeLessThan(1.5 * median(nova.free));
    expect(median(direct.two)).toBeGreaterThan(2 * median(direct.free));
    expect(median(direct.two)).toBeGreaterThan(3 * median(nova.two));
  }, 60_000);

  it('a scheduler that is away is an error at once without a queue, and one that is added is asked by nobody', async () => {
    const events = [
      { kind: 'scheduler_away', at_ms: 0, for_ms: 20_000 },
      { kind: 'scheduler_added', at_ms: 0 },
    ];
    const direct = await runOf(lab({ ...load, design: 'direct', events }));
    expect(direct.requests.active).toBe(0);
    expect(direct.requests.failed).toBe(6);
    expect(direct.series.gauges['open nova-scheduler']?.mean.every((mean) => mean < 1)).toBe(true);
  }, 60_000);
});

describe('deleted servers', () => {
  const count = (rows: { [table: string]: readonly unknown[] }): { [table: string]: number } =>
    Object.fromEntries(Object.entries(rows).map(([table, list]) => [table, list.length]));

  it('leave as many rows as there were before them, in every database', async () => {
    const settings = lab({ boots: 5, per_minute: 600, lifetime_ms: 3_600_000 });
    const cloud = labCloud(settings);
    const { databases, seed } = cloud;
    await onEngine(settings, (engine) => {
      const run = openLab(cloud, engine);
      while (run.advance());
      expect(run.outcome().requests.active).toBe(5);
      const cleaner = makeCleaner(
        engine,
        databases.map(({ name }) => name),
      );
      const servers = engine.rows('nova_cell1', 'instances').map(({ uuid }) => String(uuid));
      expect(servers.length).toBe(5);
      for (const uuid of servers) cleaner.remove(uuid);
      const before = count(seed);
      const after = count(engine.dump());
      expect(after).toEqual(before);
    });
  }, 60_000);

  it('make room: there are never as many at a time as came in all', async () => {
    const settings = lab({ boots: 12, per_minute: 120, lifetime_ms: 500 });
    const outcome = await runOf(settings);
    expect(outcome.requests.active).toBe(12);
    expect(outcome.series.gauges.servers?.most).toBeLessThan(9);
  }, 60_000);
});

it('goes out as CSV and JSON that name the version, the settings and that it was simulated', async () => {
  const outcome = await runOf(lab({ boots: 2, per_minute: 600 }));
  const csv = labCsv(outcome, '9.9');
  expect(csv.startsWith('\ufefffigure,value,unit\r\nnovascope,9.9,simulated\r\n')).toBe(true);
  expect(csv).toContain('\r\nactive,2,requests\r\n');
  const json = JSON.parse(labJson(outcome, '9.9'));
  expect(json).toMatchObject({ product: 'novascope', version: '9.9', source: 'simulated' });
  const { columns, rows } = seriesTable(outcome);
  expect(rows.length).toBe(outcome.series.buckets);
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([columns.length]));
}, 60_000);
