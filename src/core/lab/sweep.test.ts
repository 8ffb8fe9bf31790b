import { describe, expect, it } from 'vitest';
import { micros } from '../base/time.ts';
import { lab, runOf } from './lab.fixture.ts';
import { sweepTable } from './out.ts';
import type { LabOutcome } from './run.ts';
import { kneeOf, pointsOf, type SweepPoint, spread, theoryAt } from './sweep.ts';

describe('a sweep', () => {
  it('changes one thing and nothing else', () => {
    const base = lab({ seed: 3 });
    const points = pointsOf({ base, what: 'per_minute', values: [60, 120] });
    expect(points.map(({ settings }) => settings)).toEqual([
      { ...base, per_minute: 60 },
      { ...base, per_minute: 120 },
    ]);
    const workers = pointsOf({ base, what: 'schedulers', values: [1, 2] });
    expect(workers[1]?.settings).toEqual({ ...base, processes: { ...base.processes, scheduler: 2 } });
  });

  it.each([
    [[5], '2 to 30 points'],
    [[5, 5], 'must rise'],
    [[1, 100_000], '"per_minute" must be a whole number'],
  ])('of %j is refused', (values, sentence) => {
    expect(() => pointsOf({ base: lab({}), what: 'per_minute', values })).toThrow(sentence);
  });

  it('spreads its points evenly over whole numbers, with both ends', () => {
    expect(spread(60, 600, 4)).toEqual([60, 240, 420, 600]);
    expect(spread(1, 4, 4)).toEqual([1, 2, 3, 4]);
    expect(spread(1, 10, 4)).toEqual([1, 4, 7, 10]);
    const dense = spread(3, 32, 30);
    expect(new Set(dense).size).toBe(30);
  });

  it('is a table, a point a line', async () => {
    const points = pointsOf({ base: lab({ boots: 1 }), what: 'work_percent', values: [100, 200] });
    const done: SweepPoint[] = [];
    for (const { value, settings } of points) done.push({ value, outcome: await runOf(settings) });
    const { columns, rows } = sweepTable('work_percent', done);
    expect(columns.slice(0, 2)).toEqual(['work_percent', 'ended']);
    expect(rows.map(([value, ended]) => [value, ended])).toEqual([
      [100, 'done'],
      [200, 'done'],
    ]);
    const median = columns.indexOf('active median');
    // twice the work, the network as it was
    expect(Number(rows[1]?.[median]) / Number(rows[0]?.[median])).toBeGreaterThan(1.7);
    expect(Number(rows[1]?.[median]) / Number(rows[0]?.[median])).toBeLessThan(2.05);
  }, 60_000);
});

describe('the knee', () => {
  const point = (value: number, p95: number | null): SweepPoint => ({
    value,
    outcome: { active_us: { p95 } } as LabOutcome,
  });

  it('is the first point that takes more than twice as long as the first', () => {
    expect(kneeOf([point(1, 100), point(2, 150), point(3, 201), point(4, 900)])).toBe(3);
    expect(kneeOf([point(1, 100), point(2, 200)])).toBeNull();
    expect(kneeOf([point(1, 100), point(2, null)])).toBe(2);
    expect(kneeOf([])).toBeNull();
  });

  it('is that of the time which is asked', () => {
    const points = [1, 3].map((value) => ({
      value,
      outcome: { active_us: { p95: 5 }, answer_us: { p95: value } } as LabOutcome,
    }));
    expect(kneeOf(points)).toBeNull();
    expect(kneeOf(points, ({ answer_us }) => answer_us.p95)).toBe(3);
  });
});

it("theory's line ends where its assumptions do", () => {
  const of = (perMinute: number, bursts = false) =>
    theoryAt({ perMinute, service: micros(1_000_000), servers: 1, bursts });
  expect(of(30)).toEqual({
    wait_us: expect.closeTo(1_000_000, 3),
    load: expect.closeTo(0.5, 9),
    holds: true,
  });
  expect(of(60)).toEqual({ wait_us: null, load: expect.closeTo(1, 9), holds: false });
  expect(of(30, true).holds).toBe(false);
});
