/** Frames while the page plays, with 5,000 messages in the air over a map of some 200 nodes, in Chromium. */

import { writeTrace } from '../../core/recording/trace-file.ts';
import { openCloud } from '../../core/run/cloud.ts';
import { simulate } from '../../core/run/simulate.ts';
import type { Experiment } from '../../core/trace/trace.ts';
import { openEngine } from '../../sqlite/engine.ts';
import type { Lab } from '../bench-lab.mjs';
import { type BenchRow, median, percentile } from './support/rows.ts';

const TOKENS = 5000;
/** With their hosts' boxes, the controller's services, databases and the queue: about 200 nodes. */
const COMPUTES = 93;
const PLAY_MS = 6000;

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
  const folder = await lab.buildPage('setup/bench/pages/frames.tsx');
  const rows: BenchRow[] = [];
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
    const what = `${count} tokens, ${nodes} nodes`;
    const seconds = gaps.reduce((sum, gap) => sum + gap, 0) / 1000;
    rows.push(
      { what: `${what}: frames per second`, value: gaps.length / seconds, unit: '/s' },
      { what: `${what}: frame, median`, value: median(gaps), unit: 'ms', aim: 17 },
      { what: `${what}: frame, p95`, value: percentile(gaps, 0.95), unit: 'ms', aim: 17 },
      { what: `${what}: painting a frame, median`, value: median(paints), unit: 'ms' },
    );
  }
  return rows;
}
