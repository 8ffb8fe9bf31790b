import { describe, expect, it } from 'vitest';
import { micros } from '../base/time.ts';
import { quantilesOf } from './quantiles.ts';
import { makeSeries } from './series.ts';

describe('a gauge over time', () => {
  it('has the mean of each bucket, whole level times whole time', () => {
    const series = makeSeries(micros(1000), micros(100));
    series.move('queue', micros(1050), 2);
    series.move('queue', micros(1175), -1);
    const { buckets, gauges } = series.result(micros(1300));
    expect(buckets).toBe(4);
    // the run ended on the border: the last bucket has no time
    expect(gauges.queue).toEqual({ mean: [1, 1.75, 1, 0], most: 2 });
  });

  it('what was before the beginning counts in no bucket, its level stays', () => {
    const series = makeSeries(micros(1000), micros(100));
    series.move('busy', micros(10), 3);
    series.count('arrived', micros(10));
    expect(series.result(micros(1050))).toMatchObject({
      gauges: { busy: { mean: [3], most: 3 } },
      counts: {},
    });
  });

  it('never has more than 600 buckets, and no level or count is lost when two become one', () => {
    const series = makeSeries(micros(0), micros(10));
    series.set('q', micros(0), 4);
    for (let at = 0; at < 100_000; at += 50) series.count('n', micros(at));
    const { buckets, bucket_us, gauges, counts } = series.result(micros(99_999));
    expect(buckets).toBeLessThanOrEqual(600);
    expect(bucket_us).toBe(320);
    expect(gauges.q?.mean.every((mean) => mean === 4)).toBe(true);
    expect(counts.n?.reduce((a, b) => a + b, 0)).toBe(2000);
  });
});

describe('quantiles', () => {
  it('are exact, by nearest rank', () => {
    const values = Array.from({ length: 200 }, (_, i) => 200 - i);
    expect(quantilesOf(values)).toEqual({
      count: 200,
      mean: 100.5,
      median: 100,
      p95: 190,
      p99: 198,
      most: 200,
    });
    expect(quantilesOf([7])).toEqual({ count: 1, mean: 7, median: 7, p95: 7, p99: 7, most: 7 });
    expect(quantilesOf([]).median).toBeNull();
  });
});
