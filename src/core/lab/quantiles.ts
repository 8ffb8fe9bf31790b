/** Exact quantiles by nearest rank: all values are kept, since a run of the lab has 20,000 requests at most. */

export interface Quantiles {
  readonly count: number;
  /** all null where there is no value */
  readonly mean: number | null;
  readonly median: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly most: number | null;
}

export function quantilesOf(values: readonly number[]): Quantiles {
  const sorted = [...values].sort((a, b) => a - b);
  const count = sorted.length;
  const rank = (share: number): number | null => sorted[Math.max(0, Math.ceil(share * count) - 1)] ?? null;
  return {
    count,
    mean: count === 0 ? null : sorted.reduce((a, b) => a + b, 0) / count,
    median: rank(0.5),
    p95: rank(0.95),
    p99: rank(0.99),
    most: sorted[count - 1] ?? null,
  };
}
