/**
 * Frames while the page plays, in Chromium: a boot on 93 and on 1,000 computes, and 5,000 messages in the air; beside a page that
 * is one canvas with as many marks. Of many computes the map draws those that act, and one card for the others.
 */

import { writeTrace } from '../../core/recording/trace-file.ts';
import { openCloud } from '../../core/run/cloud.ts';
import { simulate } from '../../core/run/simulate.ts';
import type { Experiment } from '../../core/trace/trace.ts';
import { openEngine } from '../../sqlite/engine.ts';
import type { Lab } from '../bench-lab.mjs';
import type { BareGaps } from './pages/bare-canvas.ts';
import { type BenchRow, median, percentile } from './support/rows.ts';

const TOKENS = 5000;
const COMPUTES = 93;
const MANY = 1000;
const PLAY_MS = 6000;
/** of the 95th percentile of a bare canvas's frames */
const MOST_OF_BARE = 1.2;

export async function measure(lab: Lab): Promise<BenchRow[]> {
  const traces = new Map<number, string>();
  for (const computes of [COMPUTES, MANY]) traces.set(computes, await bootOn(computes));
  const bare = await bareFrames(lab);
  const folder = await lab.buildPage('setup/bench/pages/frames.tsx');
  const rows: BenchRow[] = [
    { what: `${TOKENS} marks on a bare canvas: frame, median`, value: median(bare), unit: 'ms' },
    { what: `${TOKENS} marks on a bare canvas: frame, p95`, value: percentile(bare, 0.95), unit: 'ms' },
  ];
  for (const [computes, count] of [
    [COMPUTES, 0],
    [MANY, 0],
    [COMPUTES, TOKENS],
  ] as const) {
    const { nodes, gaps, paints } = await lab.open(folder, async (page, url) => {
      await page.goto(url);
      await page.waitForFunction(() => 'measureFrames' in window);
      return page.evaluate(([text, tokens, ms]) => window.measureFrames(text, tokens, ms), [
        traces.get(computes) ?? '',
        count,
        PLAY_MS,
      ] as const);
    });
    const most = count === 0 ? 17 : MOST_OF_BARE * percentile(bare, 0.95);
    const what = `${computes} computes, ${count} tokens, ${nodes} nodes`;
    const seconds = gaps.reduce((sum, gap) => sum + gap, 0) / 1000;
    rows.push(
      { what: `${what}: frames per second`, value: gaps.length / seconds, unit: '/s' },
      { what: `${what}: frame, median`, value: median(gaps), unit: 'ms', aim: 17 },
      { what: `${what}: frame, p95`, value: percentile(gaps, 0.95), unit: 'ms', aim: Math.round(most) },
      { what: `${what}: painting a frame, median`, value: median(paints), unit: 'ms' },
    );
  }
  return rows;
}

/** A boot's trace, as the page reads it. */
async function bootOn(computes: number): Promise<string> {
  const experiment: Experiment = {
    v: 1,
    deployment: { computes },
    commands: [{ at_us: 1_000_000, name: 'boot' }],
  };
  const cloud = openCloud(experiment);
  const engine = await openEngine(cloud);
  const ndjson = [...writeTrace(simulate(cloud, engine))].join('\n');
  engine.close();
  return ndjson;
}

async function bareFrames(lab: Lab): Promise<BareGaps> {
  const folder = await lab.buildPage('setup/bench/pages/bare-canvas.ts');
  return lab.open(folder, async (page, url) => {
    await page.goto(url);
    await page.waitForFunction(() => 'measureBareCanvas' in window);
    return page.evaluate(([tokens, ms]) => window.measureBareCanvas(tokens, ms), [TOKENS, PLAY_MS] as const);
  });
}
