/** The page's workers, and the policy of Trusted Types that lets these through and nothing else. */
import { WORKER_NAMES, WORKER_TYPE, type WorkerName, workerUrl } from './parts.ts';
import { trustedScripts } from './trusted.ts';

let trusted: ((url: string) => string) | null = null;

/** Throws where the browser refuses workers. */
export function openWorker(name: WorkerName): Worker {
  trusted ??= trustedScripts('app-worker', (asked) => WORKER_NAMES.some((one) => workerUrl(one) === asked));
  return new Worker(trusted(workerUrl(name)), { type: WORKER_TYPE, name });
}
