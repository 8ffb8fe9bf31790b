/** Where the page of a host finds its parts: each has an address. In the one file they stand in the page: `one-file/parts.ts`. */
import { CodedError } from '../core/base/assert.ts';
import consoleUrl from './console.worker.ts?worker&url';
import labUrl from './lab.worker.ts?worker&url';
import recordingUrl from './recording.worker.ts?worker&url';
import reportUrl from './report.worker.ts?worker&url';
import simulateUrl from './simulate.worker.ts?worker&url';

const URLS = {
  simulate: simulateUrl,
  console: consoleUrl,
  lab: labUrl,
  recording: recordingUrl,
  report: reportUrl,
};

export type WorkerName = keyof typeof URLS;
export const WORKER_NAMES = Object.keys(URLS) as readonly WorkerName[];
export const WORKER_TYPE: WorkerType = 'module';

export const workerUrl = (name: WorkerName): string => URLS[name];

/** The HTML names the file by `<link data-boot-trace href="...">`, which also preloads it. Errors: `CodedError` `no_boot_trace`. */
export async function bootText(page: Document): Promise<string> {
  const url = page.querySelector<HTMLLinkElement>('link[data-boot-trace]')?.href;
  if (!url) throw new CodedError('no_boot_trace', 'this page was built without its boot');
  const response = await fetch(url);
  if (!response.ok) throw new CodedError('no_boot_trace', `${url} answered ${response.status}`);
  return response.text();
}
