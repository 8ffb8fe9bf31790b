/** Whether a trace that somebody else wrote holds together: every line may be well formed, and the whole still tell what cannot be. */
import { CodedError } from '../base/assert.ts';
import type { Trace } from '../trace/trace.ts';
import { makeIndex } from './trace-index.ts';

/** Errors: `CodedError` `bad_trace_file`, with the first thing that does not fit. */
export function checkPlays(trace: Trace): void {
  try {
    const index = makeIndex(trace);
    index.append(trace.facts);
    index.versions.tables();
    if (trace.facts.length > 0) index.worlds.at(trace.facts.length - 1);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CodedError('bad_trace_file', `it does not hold together: ${why}`);
  }
}
