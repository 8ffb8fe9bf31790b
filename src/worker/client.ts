/** The page's side of the door: one worker, one question after the other, errors as `CodedError`. */
import { CodedError } from '../core/base/assert.ts';
import type { Experiment, Trace } from '../core/trace/trace.ts';
import type { Answer, Request } from './door.ts';
import { openWorker } from './policy.ts';

export interface WorkerClient {
  /** Computes a trace. Errors: `CodedError` with the worker's code, `worker_failed` when there is no worker. */
  run(experiment: Experiment): Promise<Trace>;
  /** Resolves when the worker answered its first question; rejects when it cannot work here. */
  ready(): Promise<void>;
}

interface Waiting {
  readonly resolve: (trace: Trace) => void;
  readonly reject: (error: CodedError) => void;
}
/** The worker itself is loaded with the first question: until then it takes nothing from the page's own start. */
export function startWorker(): WorkerClient {
  const waiting = new Map<number, Waiting>();
  let next = 1;
  let failure: CodedError | null = null;
  const fail = (message: string): void => {
    failure = new CodedError('worker_failed', message);
    for (const one of waiting.values()) one.reject(failure);
    waiting.clear();
  };
  const open = (): Worker | null => {
    try {
      const made = openWorker('simulate');
      made.addEventListener('error', (event) => fail(event.message || 'the worker could not be loaded'));
      made.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
        const one = waiting.get(data.id);
        waiting.delete(data.id);
        if (data.ok) one?.resolve(data.trace);
        else one?.reject(new CodedError(data.code, data.message));
      });
      return made;
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error));
      return null;
    }
  };
  let worker: Worker | null = null;
  const run = (experiment: Experiment): Promise<Trace> =>
    new Promise((resolve, reject) => {
      worker ??= failure ? null : open();
      if (failure || !worker) return reject(failure ?? new CodedError('worker_failed', 'there is no worker'));
      const request: Request = { id: next, ask: 'run', experiment };
      waiting.set(next, { resolve, reject });
      next += 1;
      worker.postMessage(request);
    });
  /** An experiment that ends after start-up: SQLite is loaded and the deployment's databases are built by it. */
  const ready = async (): Promise<void> => {
    await run({ v: 1, commands: [], until_us: 200_000 });
  };
  return { run, ready };
}
