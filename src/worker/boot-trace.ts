/** The boot that was computed at build time: read on the main thread, so that the page plays before any worker is there. */
import { CodedError } from '../core/base/assert.ts';
import { readTrace } from '../core/recording/trace-file.ts';
import type { Trace } from '../core/trace/trace.ts';

/** The page's HTML names the file by `<link data-boot-trace href="...">`, which also preloads it. */
export function bootTraceUrl(page: Document): string | null {
  return page.querySelector<HTMLLinkElement>('link[data-boot-trace]')?.href ?? null;
}

/** Errors: `CodedError` `no_boot_trace` when it is not there, `bad_trace_file` when it is broken. */
export async function loadBootTrace(url: string | null): Promise<Trace> {
  if (url === null) throw new CodedError('no_boot_trace', 'this page was built without its boot');
  const response = await fetch(url);
  if (!response.ok) throw new CodedError('no_boot_trace', `${url} answered ${response.status}`);
  return readTrace((await response.text()).split('\n'));
}
