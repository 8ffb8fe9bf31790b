/** The worker's side of the door: SQLite is loaded once, each experiment runs to its end and goes back as plain data. */
import { CodedError } from '../core/base/assert.ts';
import { canonicalJson } from '../core/base/json.ts';
import { type Cloud, openCloud } from '../core/run/cloud.ts';
import { simulate } from '../core/run/simulate.ts';
import type { Experiment, Trace } from '../core/trace/trace.ts';
import { openEngine, type SeededEngine } from '../sqlite/engine.ts';
import type { Answer, Request } from './door.ts';
import { fetchWasm } from './wasm.ts';

interface WorkerScope {
  addEventListener(type: 'message', listener: (event: MessageEvent<Request>) => void): void;
  postMessage(answer: Answer): void;
}
const scope = globalThis as unknown as WorkerScope;

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

async function run(experiment: Experiment): Promise<Trace> {
  const cloud = openCloud(experiment);
  return simulate(cloud, await engineFor(cloud));
}

/** One question after the other: a run owns the engine while it lasts. */
let queue: Promise<void> = Promise.resolve();

scope.addEventListener('message', ({ data: { id, experiment } }) => {
  queue = queue.then(async () => {
    try {
      scope.postMessage({ id, ok: true, trace: await run(experiment) });
    } catch (error) {
      const code = error instanceof CodedError ? error.code : 'run_failed';
      const message = error instanceof Error ? error.message : String(error);
      scope.postMessage({ id, ok: false, code, message });
    }
  });
});
