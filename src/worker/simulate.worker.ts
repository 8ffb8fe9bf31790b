/** The worker's side of the door: SQLite is loaded once, each experiment runs to its end and goes back as plain data. */
import { canonicalJson } from '../core/base/json.ts';
import { type Cloud, openCloud } from '../core/run/cloud.ts';
import { simulate } from '../core/run/simulate.ts';
import type { Experiment, Trace } from '../core/trace/trace.ts';
import { openEngine, type SeededEngine } from '../sqlite/engine.ts';
import { loadSqlite } from '../sqlite/load.ts';
import { answerAt, type Scope } from './answering.ts';
import type { SimulateDoor } from './doors.ts';
import { fetchWasm } from './wasm.ts';

let wasm: Promise<ArrayBuffer> | null = null;
const bytes = (): Promise<ArrayBuffer> => {
  wasm ??= fetchWasm();
  return wasm;
};
/** The engine of the deployment that ran last: its databases are built once, and go back to the seed before each run. */
let kept: { readonly deployment: string; readonly engine: SeededEngine } | null = null;

async function engineFor(cloud: Cloud): Promise<SeededEngine> {
  const deployment = canonicalJson(cloud.experiment.deployment ?? {});
  if (kept?.deployment === deployment) {
    kept.engine.reset();
    return kept.engine;
  }
  const engine = await openEngine({ ...cloud, wasm: await bytes() });
  kept?.engine.close();
  kept = { deployment, engine };
  return engine;
}

async function run(experiment: Experiment): Promise<Trace> {
  const cloud = openCloud(experiment);
  return simulate(cloud, await engineFor(cloud));
}

/** Whoever opens a page reads first, and its opening keeps the machine to itself. */
const READ_FIRST_MS = 4000;
/**
 * An experiment that ends after start-up: a first run finds the databases built. All that it waits for is there since
 * `warm`, so that no question comes in between.
 */
async function prepare(): Promise<void> {
  if (kept === null) await run({ v: 1, commands: [], until_us: 200_000 });
}

answerAt<SimulateDoor>(
  globalThis as unknown as Scope,
  {
    async warm() {
      await loadSqlite({ wasm: await bytes() });
      setTimeout(prepare, READ_FIRST_MS);
      return null;
    },
    run,
  },
  'run_failed',
);
