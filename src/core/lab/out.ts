/**
 * A run of the lab as tables for files: the figures, what was watched over time, a sweep. `toCsv` and `toJson` of
 * `core/databases/table-out.ts` write them; each names the product's version and says that it was simulated.
 */
import { type TableOut, toCsv, toJson } from '../databases/table-out.ts';
import type { Quantiles } from './quantiles.ts';
import type { LabOutcome } from './run.ts';
import { type Design, packLab } from './settings.ts';
import type { SweepPoint, Swept } from './sweep.ts';

type Figure = readonly [name: string, value: number | string | null, unit: string];

const SHARES = ['mean', 'median', 'p95', 'p99', 'most'] as const;
const COUNTS = ['arrived', 'accepted', 'unanswered', 'active', 'failed', 'lost', 'open'] as const;

/** `refused` is there whatever happened, so that the lines of two runs are the same ones. */
function figures(outcome: LabOutcome): readonly Figure[] {
  const { requests } = outcome;
  const refused = Object.values(requests.refused).reduce((a, b) => a + b, 0);
  const times = (name: string, quantiles: Quantiles): Figure[] =>
    SHARES.map((key) => [`${name} ${key}`, quantiles[key], 'us']);
  return [
    ['ended', outcome.ended, ''],
    ['duration', outcome.duration_us, 'us'],
    ...COUNTS.map((key): Figure => [key, requests[key], 'requests']),
    ['refused', refused, 'requests'],
    ['throughput', outcome.throughput, 'servers/s'],
    ...times('answer', outcome.answer_us),
    ...times('active', outcome.active_us),
  ];
}

/** A figure a line; the first two say what made it. */
export function figuresTable(outcome: LabOutcome, version: string): TableOut {
  return {
    columns: ['figure', 'value', 'unit'],
    rows: [
      ['novascope', version, 'simulated'],
      ['settings', packLab(outcome.settings), ''],
      ...figures(outcome),
    ],
  };
}

/** A bucket a line: its beginning in seconds, the mean of each gauge, each count. */
export function seriesTable({ series }: LabOutcome): TableOut {
  const gauges = Object.entries(series.gauges);
  const counts = Object.entries(series.counts);
  return {
    columns: ['seconds', ...gauges.map(([name]) => `${name} (mean)`), ...counts.map(([name]) => name)],
    rows: Array.from({ length: series.buckets }, (_, i) => [
      (i * series.bucket_us) / 1_000_000,
      ...gauges.map(([, { mean }]) => mean[i] ?? 0),
      ...counts.map(([, list]) => list[i] ?? 0),
    ]),
  };
}

/** A point a line, the figures as columns. */
export function sweepTable(what: Swept, points: readonly SweepPoint[]): TableOut {
  const lines = points.map(({ value, outcome }) => ({ value, all: figures(outcome) }));
  return {
    columns: [what, ...(lines[0]?.all.map(([name]) => name) ?? [])],
    rows: lines.map(({ value, all }) => [value, ...all.map(([, figure]) => figure)]),
  };
}

/** The sweeps of several designs below each other. */
function sweepsTable(
  what: Swept,
  lines: readonly { readonly design: Design; readonly points: readonly SweepPoint[] }[],
): TableOut {
  const tables = lines.map(({ design, points }) => ({ design, table: sweepTable(what, points) }));
  return {
    // a design of which nothing is done has no columns yet
    columns: ['design', ...(tables[0]?.table.columns ?? [])],
    rows: tables.flatMap(({ design, table }) => table.rows.map((row) => [design, ...row])),
  };
}

export const sweepsCsv = (...asked: Parameters<typeof sweepsTable>): string => toCsv(sweepsTable(...asked));

export const labCsv = (outcome: LabOutcome, version: string): string => toCsv(figuresTable(outcome, version));

/** The series with all of the run's settings above it. */
export function labJson(outcome: LabOutcome, version: string): string {
  const about = { product: 'novascope', version, source: 'simulated', settings: packLab(outcome.settings) };
  return toJson(seriesTable(outcome), about);
}

/** With the settings of the first point above it. */
export function sweepsJson(what: Swept, lines: Parameters<typeof sweepsTable>[1], version: string): string {
  const first = lines[0]?.points[0];
  const settings = first ? packLab(first.outcome.settings) : '';
  return toJson(sweepsTable(what, lines), { product: 'novascope', version, source: 'simulated', settings });
}
