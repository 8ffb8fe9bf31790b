/**
 * What is simulated, in Node, and in the page's own worker in Chromium with the way over its door: the boot of the recorded lab,
 * each act there, and a boot on 1,000 computes.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openCloud } from '../../core/run/cloud.ts';
import { ACTS } from '../../core/run/golden/acts.ts';
import { simulate } from '../../core/run/simulate.ts';
import { SCENARIOS } from '../../core/scenarios/scenarios.ts';
import type { Experiment } from '../../core/trace/trace.ts';
import { openEngine } from '../../sqlite/engine.ts';
import type { Lab } from '../bench-lab.mjs';
import { type BenchRow, median, percentile, timed } from './support/rows.ts';

const RUNS = 21;
const AIM_MS = 100;
/** The largest cloud that an experiment may have. */
const LARGEST: Experiment = {
  v: 1,
  deployment: { computes: 1000 },
  commands: [{ at_us: 1_000_000, name: 'boot', args: { server: 'vm1' } }],
};
const LARGEST_RUNS = 4;
const LARGEST_AIM_MS = 2000;

export async function measure(lab: Lab): Promise<BenchRow[]> {
  const experiment = SCENARIOS.find((one) => one.id === 'boot')?.experiment ?? { v: 1 };
  const node = await inNode(experiment);
  const acts = await actsInNode();
  const worker = await inWorker(lab, experiment, RUNS);
  const largest = await inWorker(lab, LARGEST, LARGEST_RUNS);
  return [
    { what: 'simulate(boot) in Node, the first', value: node[0] ?? Number.NaN, unit: 'ms' },
    { what: 'simulate(boot) in Node, median', value: median(node.slice(1)), unit: 'ms', aim: AIM_MS },
    {
      what: 'boot asked of the worker, the first (SQLite loaded)',
      value: worker[0] ?? Number.NaN,
      unit: 'ms',
    },
    {
      what: 'boot asked of the worker until its trace is there, median',
      value: median(worker.slice(1)),
      unit: 'ms',
      aim: AIM_MS,
    },
    { what: 'the same, p95', value: percentile(worker.slice(1), 0.95), unit: 'ms', aim: AIM_MS },
    {
      what: `one act in the recorded lab with the boot before it, in Node, median of ${acts.length}`,
      value: median(acts),
      unit: 'ms',
      aim: AIM_MS,
    },
    { what: 'the same, the longest act', value: Math.max(...acts), unit: 'ms', aim: AIM_MS },
    {
      what: 'boot on 1,000 computes asked of the worker, the first (databases built)',
      value: largest[0] ?? Number.NaN,
      unit: 'ms',
    },
    {
      what: 'boot on 1,000 computes asked of the worker until its trace is there, median',
      value: median(largest.slice(1)),
      unit: 'ms',
      aim: LARGEST_AIM_MS,
    },
  ];
}

async function inNode(experiment: Experiment): Promise<number[]> {
  const cloud = openCloud(experiment);
  const engine = await openEngine(cloud);
  const times = Array.from({ length: RUNS }, () => {
    engine.reset();
    return timed(() => simulate(cloud, engine));
  });
  engine.close();
  return times;
}

/** Each act's experiment in the recorded lab, the better of two runs. */
async function actsInNode(): Promise<number[]> {
  const engine = await openEngine(openCloud({ v: 1 }));
  const run = (experiment: Experiment): number => {
    const cloud = openCloud(experiment);
    engine.reset();
    return timed(() => simulate(cloud, engine));
  };
  const acts = Object.values(ACTS).filter(({ deployment }) => deployment === undefined);
  const times = acts.map((act) => Math.min(run(act), run(act)));
  engine.close();
  return times;
}

/** Through the door as the page does it: the question, the run on the engine at its seed, the trace copied back. */
function inWorker(lab: Lab, experiment: Experiment, runs: number): Promise<number[]> {
  const file = workerFile(lab.dist);
  return lab.open(lab.dist, async (page, url) => {
    await page.goto(`${url}favicon.svg`);
    return page.evaluate(
      async ([path, asked, count]) => {
        const worker = new Worker(path, { type: 'module' });
        const run = (id: number): Promise<void> =>
          new Promise((done, fail) => {
            worker.onmessage = ({ data }) => (data.ok ? done() : fail(new Error(data.message)));
            worker.onerror = (event) => fail(new Error(event.message));
            worker.postMessage({ id, ask: 'run', given: JSON.parse(asked) });
          });
        const times: number[] = [];
        for (let id = 0; id < count; id += 1) {
          const begin = performance.now();
          await run(id);
          times.push(performance.now() - begin);
        }
        worker.terminate();
        return times;
      },
      [`/assets/worker/${file}`, JSON.stringify(experiment), runs] as const,
    );
  });
}

function workerFile(dist: string): string {
  const folder = join(dist, 'assets', 'worker');
  const file = existsSync(folder) && readdirSync(folder).find((name) => name.startsWith('simulate.worker'));
  if (!file) throw new Error(`no worker in ${folder}`);
  return file;
}
