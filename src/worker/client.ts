/** Runs experiments in a worker, one after the other. */
import type { Experiment, Trace } from '../core/trace/trace.ts';
import type { SimulateDoor } from './doors.ts';
import { openWorker } from './policy.ts';
import { openPort } from './port.ts';

export interface WorkerClient {
  /** Computes a trace. Errors: `CodedError` with the worker's code, `worker_failed` when there is no worker. */
  run(experiment: Experiment): Promise<Trace>;
  /** Resolves when the worker has SQLite; rejects when it cannot work here. */
  ready(): Promise<void>;
}

/** The worker itself is loaded with the first question: until then it takes nothing from the page's own start. */
export function startWorker(): WorkerClient {
  const port = openPort<SimulateDoor>(() => openWorker('simulate'), 'worker_failed');
  const run = (experiment: Experiment): Promise<Trace> => port.ask('run', experiment);
  const ready = async (): Promise<void> => void (await port.ask('warm', null));
  return { run, ready };
}
