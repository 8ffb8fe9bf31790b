/** The boot that was computed at build time: read on the main thread, so that the page plays before any worker is there. */
import { readTrace } from '../core/recording/trace-file.ts';
import type { Trace } from '../core/trace/trace.ts';
import { bootText } from './parts.ts';

/** Errors: `CodedError` `no_boot_trace` when it is not there, `bad_trace_file` when it is broken. */
export const loadBootTrace = async (page: Document): Promise<Trace> =>
  readTrace((await bootText(page)).split('\n'));
