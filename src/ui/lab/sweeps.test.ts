import { describe, expect, it } from 'vitest';
import { fromCsv } from '../../core/databases/table-out.ts';
import { sweepsCsv } from '../../core/lab/out.ts';
import type { LabOutcome } from '../../core/lab/run.ts';
import { type Design, readLab } from '../../core/lab/settings.ts';
import { SWEPT, type SweepPoint } from '../../core/lab/sweep.ts';
import type { SweepDone } from '../../store/lab.ts';
import { FIELDS } from './knobs.ts';
import { fieldsOfSwept, sweepBounds, sweepOf } from './sweep-knobs.ts';
import { kneesOf, stoppedPoints, sweepPlot } from './sweep-lines.ts';

const refused = (fields: { readonly [name: string]: string }) =>
  sweepOf({ ...FIELDS, ...fields }).problems.map(({ knob, low, high }) => [knob, low, high]);

describe('the knobs of a sweep', () => {
  it('ask for points from one value to another, on the settings of the other knobs', () => {
    const { sweep } = sweepOf({ ...FIELDS, sweep_from: '60', sweep_to: '180', sweep_points: '3', seed: '9' });
    expect(sweep).toMatchObject({
      what: 'per_minute',
      values: [60, 120, 180],
      base: { seed: 9, boots: 60 },
    });
  });

  it.each(SWEPT)('stand at values that can be run when %s is chosen', (swept) => {
    const { sweep, problems } = sweepOf({ ...FIELDS, ...fieldsOfSwept(swept) });
    expect(problems).toEqual([]);
    expect(sweep?.what).toBe(swept);
  });

  it('are refused where the end is not above the beginning, or where there are fewer values than points', () => {
    expect(refused({ sweep_from: '60', sweep_to: '60' })).toEqual([['sweep_to', 61, 60_000]]);
    expect(refused({ sweep_from: '', sweep_points: '31' })).toEqual([
      ['sweep_from', 1, 59_999],
      ['sweep_points', 2, 30],
    ]);
    expect(refused({ swept: 'schedulers', sweep_from: '1', sweep_to: '4', sweep_points: '5' })).toEqual([
      ['sweep_points', 2, 4],
    ]);
    expect(refused({ swept: 'schedulers', sweep_from: '1', sweep_to: '17' })).toEqual([['sweep_to', 2, 16]]);
    expect(sweepBounds({ ...FIELDS, sweep_from: 'x' }).sweep_to).toEqual([2, 60_000]);
  });

  it('name the other knobs that are refused, and a rate where all requests come at once', () => {
    expect(refused({ boots: '0' })).toEqual([['boots', 1, 20_000]]);
    expect(refused({ arrivals: 'burst' }).map(([knob]) => knob)).toEqual(['swept']);
    expect(refused({ arrivals: 'burst', ...fieldsOfSwept('api_workers') })).toEqual([]);
  });
});

const QUANTILES = { count: 1, mean: 1, median: 1, p95: 1, p99: 1, most: 1 };

function point(
  design: Design,
  value: number,
  seconds: number,
  ended: LabOutcome['ended'] = 'done',
): SweepPoint {
  const times = { ...QUANTILES, p95: seconds * 1_000_000 };
  const outcome = {
    settings: readLab({ v: 1, design, per_minute: value }),
    ended,
    answer_us: times,
    active_us: { ...times, p95: 7 },
    throughput: 2,
    requests: { refused: {} },
  };
  return { value, outcome: outcome as unknown as LabOutcome };
}

describe('a sweep as a chart', () => {
  const sweep: SweepDone = {
    what: 'per_minute',
    values: [60, 120, 180],
    lines: [
      {
        design: 'direct',
        points: [point('direct', 60, 1), point('direct', 120, 3), point('direct', 180, 9)],
      },
      { design: 'nova', points: [point('nova', 60, 1), point('nova', 120, 2, 'time_bound')] },
    ],
  };
  const names = { xName: '', yName: '', knee: (value: number) => `knee ${value}` };

  it('has a line for each design, and a gap where a point is not done', () => {
    const plot = sweepPlot(sweep, 'answer_p95', names);
    expect(plot).toMatchObject({ x: [60, 120, 180], ids: ['direct', 'nova'] });
    expect(plot.lines).toEqual([
      [1, 3, 9],
      [1, 2, null],
    ]);
    expect(sweepPlot(sweep, 'throughput', names).lines[0]).toEqual([2, 2, 2]);
  });

  it('marks the knee of each design that has one, of the time that is shown', () => {
    expect(kneesOf(sweep, 'answer_p95')).toEqual([
      { design: 'direct', value: 120 },
      { design: 'nova', value: null },
    ]);
    expect(sweepPlot(sweep, 'answer_p95', names).marks).toEqual([
      { x: 120, id: 'direct', label: 'knee 120' },
    ]);
    // throughput has no knee of its own: that of the time to ACTIVE stands there
    expect(sweepPlot(sweep, 'throughput', names).marks).toEqual([]);
  });

  it('tells how many points stopped at a bound', () => {
    expect(stoppedPoints(sweep)).toBe(1);
  });

  it('goes out with the design before each point', () => {
    const rows = fromCsv(sweepsCsv(sweep.what, sweep.lines));
    expect(rows[0]?.slice(0, 3)).toEqual(['design', 'per_minute', 'ended']);
    expect(rows.slice(1).map((row) => row.slice(0, 3))).toEqual([
      ['direct', '60', 'done'],
      ['direct', '120', 'done'],
      ['direct', '180', 'done'],
      ['nova', '60', 'done'],
      ['nova', '120', 'time_bound'],
    ]);
  });
});
