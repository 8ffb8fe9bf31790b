/**
 * Frames while the page plays, with 5,000 messages in the air over a map of some 200 nodes, in Chromium; beside a page that is
 * one canvas with as many marks.
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
/** With their hosts' boxes, the controller's services, databases and the queue: about 200 nodes. */
const COMPUTES = 93;
const PLAY_MS = 6000;
/** of the 95th percentile of a bare canvas's frames */
const MOST_OF_BARE = 1.2;

export async function measure(lab: Lab): Promise<BenchRow[]> {
  const computes = Array.from({ length: COMPUTES }, (_, i) => `cpu${i + 1}`);
  const experiment: Experiment = {
    v: 1,
    deployment: { computes },
    commands: [{ at_us: 1_000_000, name: 'boot' }],
  };
  const cloud = openCloud(experiment);
  const engine = await openEngine(cloud);
  const ndjson = [...writeTrace(simulate(cloud, engine))].join('\n');
  engine.close();
  const bare = await bareFrames(lab);
  const folder = await lab.buildPage('setup/bench/pages/frames.tsx');
  const rows: BenchRow[] = [
    { what: `${TOKENS} marks on a bare canvas: frame, median`, value: median(bare), unit: 'ms' },
    { what: `${TOKENS} marks on a bare canvas: frame, p95`, value: percentile(bare, 0.95), unit: 'ms' },
  ];
  for (const count of [0, TOKENS]) {
    const { nodes, gaps, paints } = await lab.open(folder, async (page, url) => {
      await page.goto(url);
      await page.waitForFunction(() => 'measureFrames' in window);
      return page.evaluate(([text, tokens, ms]) => window.measureFrames(text, tokens, ms), [
        ndjson,
        count,
        PLAY_MS,
      ] as const);
    });
    const most = count === 0 ? 17 : MOST_OF_BARE * percentile(bare, 0.95);
    const what = `${count} tokens, ${nodes} nodes`;
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

async function bareFrames(lab: Lab): Promise<BareGaps> {
  const folder = await lab.buildPage('setup/bench/pages/bare-canvas.ts');
  return lab.open(folder, async (page, url) => {
    await page.goto(url);
    await page.waitForFunction(() => 'measureBareCanvas' in window);
    return page.evaluate(([tokens, ms]) => window.measureBareCanvas(tokens, ms), [TOKENS, PLAY_MS] as const);
  });
}
