/** The boot, simulated: in Node, and in the page's own worker in Chromium with the way over its door. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openCloud } from '../../core/run/cloud.ts';
import { simulate } from '../../core/run/simulate.ts';
import { SCENARIOS } from '../../core/scenarios/scenarios.ts';
import type { Experiment } from '../../core/trace/trace.ts';
import { openEngine } from '../../sqlite/engine.ts';
import type { Lab } from '../bench-lab.mjs';
import { type BenchRow, median, percentile, timed } from './support/rows.ts';

const RUNS = 21;
const AIM_MS = 100;

export async function measure(lab: Lab): Promise<BenchRow[]> {
  const experiment = SCENARIOS.find((one) => one.id === 'boot')?.experiment ?? { v: 1 };
  const node = await inNode(experiment);
  const worker = await inWorker(lab, experiment);
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

/** Through the door as the page does it: the question, the run on the engine at its seed, the trace copied back. */
function inWorker(lab: Lab, experiment: Experiment): Promise<number[]> {
  const file = workerFile(lab.dist);
  return lab.open(lab.dist, async (page, url) => {
    await page.goto(`${url}favicon.svg`);
    return page.evaluate(
      async ([path, asked, runs]) => {
        const worker = new Worker(path, { type: 'module' });
        const run = (id: number): Promise<void> =>
          new Promise((done, fail) => {
            worker.onmessage = ({ data }) => (data.ok ? done() : fail(new Error(data.message)));
            worker.onerror = (event) => fail(new Error(event.message));
            worker.postMessage({ id, ask: 'run', given: JSON.parse(asked) });
          });
        const times: number[] = [];
        for (let id = 0; id < runs; id += 1) {
          const begin = performance.now();
          await run(id);
          times.push(performance.now() - begin);
        }
        worker.terminate();
        return times;
      },
      [`/assets/worker/${file}`, JSON.stringify(experiment), RUNS] as const,
    );
  });
}

function workerFile(dist: string): string {
  const folder = join(dist, 'assets', 'worker');
  const file = existsSync(folder) && readdirSync(folder).find((name) => name.startsWith('simulate.worker'));
  if (!file) throw new Error(`no worker in ${folder}`);
  return file;
}
