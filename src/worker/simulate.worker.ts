/** The worker's side of the door: SQLite is loaded once, each experiment runs to its end and goes back as plain data. */
import { canonicalJson } from '../core/base/json.ts';
import { type Cloud, openCloud } from '../core/run/cloud.ts';
import { simulate } from '../core/run/simulate.ts';
import { openEngine, type SeededEngine } from '../sqlite/engine.ts';
import { answerAt, type Scope } from './answering.ts';
import type { SimulateDoor } from './doors.ts';
import { fetchWasm } from './wasm.ts';

let wasm: Promise<ArrayBuffer> | null = null;
/** The engine of the deployment that ran last: its databases are built once, and go back to the seed before each run. */
let kept: { readonly deployment: string; readonly engine: SeededEngine } | null = null;

async function engineFor(cloud: Cloud): Promise<SeededEngine> {
  const deployment = canonicalJson(cloud.experiment.deployment ?? {});
  if (kept?.deployment === deployment) {
    kept.engine.reset();
    return kept.engine;
  }
  wasm ??= fetchWasm();
  const engine = await openEngine({ ...cloud, wasm: await wasm });
  kept?.engine.close();
  kept = { deployment, engine };
  return engine;
}

answerAt<SimulateDoor>(
  globalThis as unknown as Scope,
  {
    async run(experiment) {
      const cloud = openCloud(experiment);
      return simulate(cloud, await engineFor(cloud));
    },
  },
  'run_failed',
);
