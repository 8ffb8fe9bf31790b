/** The figures of several runs as lines: a figure a line, a run a column. */

import { type TableOut, toCsv } from '../../core/databases/table-out.ts';
import { figuresTable } from '../../core/lab/out.ts';
import type { LabOutcome } from '../../core/lab/run.ts';
import type { LabTexts } from '../../i18n/index.ts';

/** `us` = microseconds; `status` = counts by HTTP status; `end` = how a run ended */
export type FigureKind = 'count' | 'us' | 'rate' | 'status' | 'end';
type FigureName = Exclude<keyof LabTexts['figures'], 'title' | 'figure' | 'none' | 'csv' | 'json'>;

interface FigureLine {
  readonly name: FigureName;
  readonly kind: FigureKind;
  readonly of: (outcome: LabOutcome) => number | string | null;
}

const count = (name: FigureName, of: FigureLine['of']): FigureLine => ({ name, kind: 'count', of });
const time = (name: FigureName, of: FigureLine['of']): FigureLine => ({ name, kind: 'us', of });

export const FIGURE_LINES: readonly FigureLine[] = [
  { name: 'ended', kind: 'end', of: ({ ended }) => ended },
  count('arrived', ({ requests }) => requests.arrived),
  count('accepted', ({ requests }) => requests.accepted),
  { name: 'refused', kind: 'status', of: ({ requests }) => statuses(requests.refused) },
  count('unanswered', ({ requests }) => requests.unanswered),
  count('active', ({ requests }) => requests.active),
  count('failed', ({ requests }) => requests.failed),
  count('lost', ({ requests }) => requests.lost),
  count('open', ({ requests }) => requests.open),
  { name: 'throughput', kind: 'rate', of: ({ throughput }) => throughput },
  time('answer_median', ({ answer_us }) => answer_us.median),
  time('answer_p95', ({ answer_us }) => answer_us.p95),
  time('answer_p99', ({ answer_us }) => answer_us.p99),
  time('active_median', ({ active_us }) => active_us.median),
  time('active_p95', ({ active_us }) => active_us.p95),
  time('active_p99', ({ active_us }) => active_us.p99),
  count('timeouts', ({ totals }) => totals.timeouts),
  count('messages', ({ totals }) => totals.messages),
];

/** `0`, or each status with its count: `403: 2, 503: 1`. */
function statuses(refused: { readonly [status: string]: number }): string {
  const each = Object.entries(refused).map(([status, n]) => `${status}: ${n}`);
  return each.length === 0 ? '0' : each.join(', ');
}

/** All figures of all runs for a spreadsheet: a figure a line, a design a column. */
export function figuresCsv(outcomes: readonly LabOutcome[], version: string): string {
  const tables = outcomes.map((outcome) => figuresTable(outcome, version).rows);
  const table: TableOut = {
    columns: ['figure', 'unit', ...outcomes.map(({ settings }) => settings.design)],
    rows: (tables[0] ?? []).map(([name = null, , unit = null], i) => [
      name,
      unit,
      ...tables.map((rows) => rows[i]?.[1] ?? null),
    ]),
  };
  return toCsv(table);
}
