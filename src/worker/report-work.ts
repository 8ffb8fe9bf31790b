/** What the report's worker answers: of a trace that was handed to it part by part, and of a second one that is laid under it. */
import { CodedError } from '../core/base/assert.ts';
import { overlayOf } from '../core/compare/overlay.ts';
import { indexOf } from '../core/reading/trace-index.ts';
import { reportOf } from '../core/report/report.ts';
import { sharesOf, waterfallOf } from '../core/report/request-time.ts';
import { requestOf, requestsOf } from '../core/report/requests.ts';
import type { Fact } from '../core/trace/fact.ts';
import type { Trace } from '../core/trace/trace.ts';
import type { DoorAnswers } from './answering.ts';
import type { ReportDoor, TraceSide } from './doors.ts';

/** Errors of its answers: `CodedError` `no_trace` where nothing was handed over. */
export function makeReportWork(): DoorAnswers<ReportDoor> {
  const sides = new Map<TraceSide, Trace & { readonly facts: Fact[] }>();
  const traceAt = (side: TraceSide) => {
    const trace = sides.get(side);
    if (!trace) throw new CodedError('no_trace', `no trace was handed over as "${side}"`);
    return trace;
  };
  return {
    hand({ side, head, facts }) {
      if (head) sides.set(side, { ...head, facts: [] });
      const trace = traceAt(side);
      for (const fact of facts) trace.facts.push(fact);
      return indexOf(trace).facts.length;
    },
    report: () => reportOf(traceAt('here')),
    requests: () => requestsOf(indexOf(traceAt('here'))),
    request(id) {
      const index = indexOf(traceAt('here'));
      const request = requestOf(requestsOf(index), id);
      return request && { request, rows: waterfallOf(index, request), shares: sharesOf(index, request) };
    },
    overlay: () => overlayOf(traceAt('here'), traceAt('there')),
  };
}
