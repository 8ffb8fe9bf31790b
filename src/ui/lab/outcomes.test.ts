import { describe, expect, it } from 'vitest';
import { micros } from '../../core/base/time.ts';
import { fromCsv } from '../../core/databases/table-out.ts';
import type { LabOutcome } from '../../core/lab/run.ts';
import { makeSeries } from '../../core/lab/series.ts';
import { type Design, readLab } from '../../core/lab/settings.ts';
import { textsOf } from '../../i18n/all.ts';
import { BUCKETS_SHOWN, FATES, fates, gaugeNames, levels, rates } from './aligned.ts';
import { FIGURE_LINES, figuresCsv } from './figure-rows.ts';
import { checksLike, loadOf, oneTopicOf, theoryPlot, verdictOf } from './one-topic-check.ts';

const NONE = { count: 0, mean: null, median: null, p95: null, p99: null, most: null };

/** `depth` messages wait in a queue all the time; a server becomes ACTIVE each second. */
function outcome(design: Design, depth: number, seconds: number): LabOutcome {
  const series = makeSeries(micros(0), micros(500_000));
  if (depth > 0) series.set('queue scheduler', micros(0), depth);
  series.set('queue conductor', micros(0), 0);
  series.set('open nova-api', micros(0), 5);
  series.set('open nova-compute', micros(0), 2);
  if (design !== 'direct') series.set('busy nova-api', micros(0), 4);
  for (let at = 1; at <= seconds; at += 1) series.count('active', micros(at * 1_000_000 - 1));
  const duration_us = seconds * 1_000_000;
  return {
    v: 1,
    settings: readLab({ v: 1, design }),
    ended: 'done',
    error: null,
    duration_us,
    requests: {
      arrived: seconds,
      accepted: seconds,
      refused: design === 'direct' ? { 403: 1, 503: 2 } : {},
      unanswered: 0,
      active: seconds,
      failed: 0,
      lost: 0,
      open: 0,
    },
    answer_us: { ...NONE, count: 1, median: 250_000 },
    active_us: NONE,
    throughput: 1,
    series: series.result(micros(duration_us)),
    totals: { facts: 1, messages: 2, statements: 3, expired: 4, timeouts: 5 },
  };
}

describe('several runs over time', () => {
  // 400 s need longer buckets than 10 s do
  const both = [outcome('direct', 3, 10), outcome('nova', 7, 400)];

  it('stand in buckets of one length, few enough to be read; a run has no value after its end', () => {
    const { x, lines } = levels(both, 'queue', 'scheduler');
    expect(both[0]?.series.bucket_us).not.toBe(both[1]?.series.bucket_us);
    expect(x.length).toBeGreaterThan(20);
    expect(x.length).toBeLessThanOrEqual(BUCKETS_SHOWN);
    expect(lines[0]?.slice(0, 2)).toEqual([3, 3]);
    expect(lines[0]?.at(-1)).toBeNull();
    expect(lines[1]).toEqual(x.map(() => 7));
  });

  it('add up all queues where none is named, and name those that ever held something', () => {
    expect(levels(both, 'queue', '').lines[1]?.[0]).toBe(7);
    expect(gaugeNames(both, 'queue')).toEqual(['scheduler']);
  });

  it('have no line where there is no queue at all', () => {
    const { lines } = levels([outcome('direct', 0, 10), outcome('nova', 7, 10)], 'queue', '');
    expect(lines[0]?.every((value) => value === null)).toBe(true);
    expect(lines[1]?.[0]).toBe(7);
  });

  it('take for work what a service without limit has open, and what is taken where there is one', () => {
    expect(gaugeNames(both, 'busy')).toEqual(['nova-api', 'nova-compute']);
    expect(levels(both, 'busy', 'nova-api').lines.map((line) => line[0])).toEqual([5, 4]);
    expect(levels(both, 'busy', '').lines.map((line) => line[0])).toEqual([7, 6]);
  });

  it('keep the number of what was counted', () => {
    const { x, lines } = rates(both, 'active');
    const width = (x[1] ?? 0) - (x[0] ?? 0);
    const until = (i: number): number => Math.min(width, 400 - (x[i] ?? 0));
    const sum = lines[1]?.reduce<number>((all, rate, i) => all + (rate ?? 0) * until(i), 0);
    expect(sum).toBeCloseTo(400, 6);
  });
});

describe('what became of the requests', () => {
  /** Three arrive in the first second; one is refused, one ends in the tenth, one never. */
  function lossy(): LabOutcome {
    const series = makeSeries(micros(0), micros(500_000));
    for (const at of [1, 2, 3]) series.count('arrived', micros(at * 100_000));
    series.count('refused', micros(1_400_000));
    series.count('failed', micros(9_900_000));
    return { ...outcome('nova', 0, 10), series: series.result(micros(10_000_000)) };
  }

  it('is counted up to each moment, and what stays under way to the end is lost', () => {
    const at = (second: number, fate: (typeof FATES)[number]) => {
      const { x, lines } = fates([lossy()], fate);
      return lines[0]?.[x.indexOf(second)];
    };
    expect([at(0, 'under_way'), at(2, 'under_way'), at(9.5, 'under_way')]).toEqual([3, 2, 1]);
    expect([at(0, 'refused'), at(1, 'refused'), at(9.5, 'refused')]).toEqual([0, 1, 1]);
    expect([at(9, 'failed'), at(9.5, 'failed'), at(9.5, 'unanswered')]).toEqual([0, 1, 0]);
  });

  it('has no value after the end of a run', () => {
    for (const fate of FATES) {
      const { lines } = fates([lossy(), outcome('direct', 0, 40)], fate);
      expect(lines[0]?.at(-1)).toBeNull();
      expect(lines[1]?.at(-1)).not.toBeNull();
    }
  });
});

describe('the figures', () => {
  it('have a name in both languages, each once', () => {
    const names = FIGURE_LINES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const lang of ['en', 'zh-CN'] as const)
      for (const name of names) expect(textsOf(lang).lab.figures[name]).not.toBe('');
  });

  it('tell refusals by status, and go out with a column for each design', () => {
    const both = [outcome('direct', 0, 2), outcome('nova', 0, 3)];
    const refused = FIGURE_LINES.find(({ name }) => name === 'refused');
    expect(both.map((one) => refused?.of(one))).toEqual(['403: 1, 503: 2', '0']);
    const rows = fromCsv(figuresCsv(both, '9.9.9'));
    expect(rows[0]).toEqual(['figure', 'unit', 'direct', 'nova']);
    expect(rows).toContainEqual(['arrived', 'requests', '2', '3']);
    expect(rows).toContainEqual(['answer median', 'us', '250000', '250000']);
  });
});

describe('the check against theory', () => {
  const run = oneTopicOf({ load: 50, servers: 2, service: 'exponential' });
  const measured = { arrivals: 1, served: 1, meanWait: 10, mostInSystem: 1, endedAt: micros(1) };
  const found = { ...measured, interval: { mean: 10, half: 2 }, inSystemIntegral: 5, sojournSum: 5 };

  it('loads the servers as asked', () => {
    expect((run.serviceMean / run.gapMean / run.servers) * 100).toBe(50);
  });

  it('says whether theory lies inside the interval, and nothing where there is no formula', () => {
    expect(verdictOf({ run, theory: 11.9, outcome: found })).toMatchObject({
      model: 'M/M/2',
      isInside: true,
    });
    expect(verdictOf({ run, theory: 12.1, outcome: found }).isInside).toBe(false);
    expect(verdictOf({ run, theory: null, outcome: found }).isInside).toBeNull();
  });

  const names = { xName: '', yName: '' };
  const checked = (o: Parameters<typeof oneTopicOf>[0]) => ({
    run: oneTopicOf(o),
    theory: null,
    outcome: found,
  });

  it('is a line over load, on which each run of the same servers is a point with its interval', () => {
    const like = { servers: 1, service: 'exponential' } as const;
    const other = checked({ load: 50, servers: 2, service: 'exponential' });
    const checks = [checked({ load: 33, ...like }), other, checked({ load: 80, ...like })];
    expect(checksLike(checks)).toEqual([checks[0], checks[2]]);
    const { x, lines, ids, marks } = theoryPlot(checksLike(checks), names);
    expect(ids).toEqual(['theory', 'measured']);
    expect([x[0], x.at(-1)]).toEqual([0.1, expect.closeTo(0.95, 9)]);
    expect(x).toEqual([...x].sort((a, b) => a - b));
    const measured = x.filter((_, i) => lines[1]?.[i] !== null);
    expect(measured).toEqual([loadOf(checks[0]!), loadOf(checks[2]!)]);
    // M/M/1 at half load waits as long as it works: 100 ms
    expect(lines[0]?.[x.findIndex((load) => Math.abs(load - 0.5) < 1e-9)]).toBeCloseTo(100, 6);
    expect(marks?.map(({ x: at, between }) => [at, between])).toEqual(
      measured.map((load) => [load, [0.008, 0.012]]),
    );
  });

  it('has half the wait of M/M/1 for a fixed time, and no line for several servers with one', () => {
    const at = (servers: number) => {
      const { x, lines } = theoryPlot([checked({ load: 50, servers, service: 'fixed' })], names);
      return lines[0]?.[x.findIndex((load) => Math.abs(load - 0.5) < 1e-9)];
    };
    expect(at(1)).toBeCloseTo(50, 6);
    expect(at(2)).toBeNull();
  });
});
