/** A line of the bench's table, and the figures that stand in it. */
export interface BenchRow {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** upper limit that the value should stay under */
  readonly aim?: number;
}

/** The value below which `share` (0 to 1) of the values lie; 0.5 = the median. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Milliseconds that `act` takes. */
export function timed(act: () => unknown): number {
  const begin = performance.now();
  act();
  return performance.now() - begin;
}
