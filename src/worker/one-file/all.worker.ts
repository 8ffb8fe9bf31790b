/** Every worker of the one file in one script, since they share most of it: the name that it is opened with says which it is. */
import type { WorkerName } from '../parts.ts';

const OPEN: { readonly [N in WorkerName]: () => Promise<unknown> } = {
  simulate: () => import('../simulate.worker.ts'),
  console: () => import('../console.worker.ts'),
  lab: () => import('../lab.worker.ts'),
  recording: () => import('../recording.worker.ts'),
  report: () => import('../report.worker.ts'),
};

void OPEN[(globalThis as unknown as { name: WorkerName }).name]();
