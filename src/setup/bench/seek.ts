/** A step and a seek on the main thread, in the boot and in a trace of 250 boots, in Chromium. */
import { readFileSync } from 'node:fs';
import type { Lab } from '../bench-lab.mjs';
import type { SeekTimes } from './pages/seek.tsx';
import { type BenchRow, percentile } from './support/rows.ts';

const BOOTS = 250;

export async function measure(lab: Lab): Promise<BenchRow[]> {
  const folder = await lab.buildPage('setup/bench/pages/seek.tsx');
  const boot = readFileSync(lab.source('generated/boot.trace.ndjson'), 'utf8');
  const rows: BenchRow[] = [];
  for (const times of [1, BOOTS]) {
    const figures = await lab.open(folder, async (page, url) => {
      await page.goto(url);
      await page.waitForFunction(() => 'measureSeeks' in window);
      return page.evaluate(([text, copies]) => window.measureSeeks(text, copies, 100), [
        boot,
        times,
      ] as const);
    });
    rows.push(...rowsOf(figures, times));
  }
  return rows;
}

function rowsOf(figures: SeekTimes, times: number): BenchRow[] {
  const trace =
    times === 1
      ? `boot, ${figures.facts} facts`
      : `${times} boots (the boot's facts repeated), ${figures.facts} facts`;
  const both = (what: string, values: readonly number[], aim: number): BenchRow[] => [
    { what: `${trace}: ${what}, median`, value: percentile(values, 0.5), unit: 'ms', aim },
    { what: `${trace}: ${what}, p95`, value: percentile(values, 0.95), unit: 'ms', aim },
  ];
  return [
    { what: `${trace}: index once`, value: figures.index, unit: 'ms' },
    ...both('step, World + all rows', figures.dataSteps, 4),
    ...both('seek, World + all rows', figures.dataSeeks, 16),
    ...both('step, the page', figures.pageSteps, 4),
    ...both('seek, the page', figures.pageSeeks, 16),
    ...both('step, tables open', figures.tablesSteps, 4),
    ...both('seek, tables open', figures.tablesSeeks, 16),
  ];
}
