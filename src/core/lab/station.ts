/**
 * The API of a run as a station: how much of what its workers can do was asked of them. Its mean service time is not
 * measured: neutron's calls go to the same workers as the boots, and only the boots are counted one by one.
 */
import type { LabOutcome } from './run.ts';

/** Share of the workers' time that was work, while requests came; null where any number is taken, or all came at once. */
export function apiBusy({ settings, series }: LabOutcome): number | null {
  const workers = settings.slots.api;
  const last = (series.counts.arrived ?? []).findLastIndex((count) => count > 0);
  if (workers === 0 || last < LEAST_BUCKETS) return null;
  // the last bucket goes on after the last arrival
  const means = (series.gauges['busy nova-api']?.mean ?? []).slice(0, last);
  return means.reduce((sum, mean) => sum + mean, 0) / (last * workers);
}

const LEAST_BUCKETS = 10;
