/** JSON as Jaeger's own page loads and saves it: `data[]`, a trace each, with spans in microseconds and their processes. */
import { indexOf } from '../reading/trace-index.ts';
import type { Trace } from '../trace/trace.ts';
import type { MadeBy } from './made.ts';
import { type IdentifiedSpan, identifiedSpans, type SpanValue } from './span-facts.ts';

export function* toJaeger(trace: Trace, made: MadeBy): Iterable<string> {
  const traces = new Map<string, IdentifiedSpan[]>();
  for (const one of identifiedSpans(indexOf(trace))) {
    const known = traces.get(one.traceId);
    if (known) known.push(one);
    else traces.set(one.traceId, [one]);
  }
  yield '{"data":[';
  let first = true;
  for (const [traceID, spans] of traces) {
    yield `${first ? '' : ',\n'}${JSON.stringify(traceOf(trace, traceID, spans, made))}`;
    first = false;
  }
  yield ']}\n';
}

function traceOf(trace: Trace, traceID: string, spans: readonly IdentifiedSpan[], made: MadeBy) {
  const processes = new Map<string, string>();
  for (const { span } of spans) {
    if (!processes.has(span.actor)) processes.set(span.actor, `p${processes.size + 1}`);
  }
  const tags = [tag('novascope.version', made.version), tag('novascope.source', made.source)];
  return {
    traceID,
    spans: spans.map(({ span, spanId, parentId, attributes }) => ({
      traceID,
      spanID: spanId,
      operationName: span.kind === 'queue' ? `queue ${span.what}` : span.what || span.kind,
      references: parentId === null ? [] : [{ refType: 'CHILD_OF', traceID, spanID: parentId }],
      startTime: trace.epoch_ms * 1000 + span.start,
      duration: span.until - span.start,
      tags: [
        ...attributes.map(([key, value]) => tag(key, value)),
        ...(span.error === null ? [] : [tag('error', true)]),
      ],
      logs: [],
      processID: processes.get(span.actor) ?? '',
      warnings: null,
    })),
    processes: Object.fromEntries([...processes].map(([serviceName, id]) => [id, { serviceName, tags }])),
    warnings: null,
  };
}

const TYPES = { string: 'string', number: 'int64', boolean: 'bool' } as const;

const tag = (key: string, value: SpanValue) => ({
  key,
  type: TYPES[typeof value as keyof typeof TYPES],
  value,
});
