/** What the formats of tracing tools say of a span: the same words in OpenTelemetry, Jaeger and Chrome's trace. */
import { sha256 } from '../base/sha2.ts';
import type { TraceIndex } from '../reading/trace-index.ts';
import type { TimeSpan } from '../report/span.ts';
import { spansOf } from '../report/spans.ts';

export type SpanValue = string | number | boolean;

/** A span with the ids that tools want. */
export interface IdentifiedSpan {
  readonly span: TimeSpan;
  /** 32 hexadecimal digits: one a request; of what is for no request, one for all that came of it */
  readonly traceId: string;
  /** 16 hexadecimal digits, unique in the file */
  readonly spanId: string;
  /** null = a root */
  readonly parentId: string | null;
  /** OpenTelemetry's semantic names where there are some, the rest under `novascope.` */
  readonly attributes: readonly (readonly [name: string, value: SpanValue])[];
}

/** In the order in which they begin. A parent is always of the same trace, and in the file. */
export function identifiedSpans(index: TraceIndex): readonly IdentifiedSpan[] {
  const spans = spansOf(index);
  const prefix = sha256(`${index.head.source} ${index.head.epoch_ms} ${index.facts.length}`).slice(0, 8);
  const idOf = (n: number): string => prefix + (n + 1).toString(16).padStart(8, '0');
  const traceIds: string[] = [];
  return spans.map((span) => {
    const parent = span.parent === null ? undefined : spans[span.parent];
    const joined = parent !== undefined && (span.request === null || span.request === parent.request);
    const inherited = joined ? traceIds[parent.n] : undefined;
    const traceId = inherited ?? traceIdOf(span.request ?? `${prefix} ${span.n}`);
    traceIds.push(traceId);
    return {
      span,
      traceId,
      spanId: idOf(span.n),
      parentId: inherited === undefined || parent === undefined ? null : idOf(parent.n),
      attributes: attributesOf(index, span),
    };
  });
}

/** A request's own uuid is a trace's id as it stands. */
function traceIdOf(id: string): string {
  const hex = id.replace(/^req-/, '').replaceAll('-', '').toLowerCase();
  return /^[0-9a-f]{32}$/.test(hex) && !/^0+$/.test(hex) ? hex : sha256(id).slice(0, 32);
}

function attributesOf(index: TraceIndex, span: TimeSpan): readonly (readonly [string, SpanValue])[] {
  const fact = index.facts[span.fact];
  const all: (readonly [string, SpanValue])[] = [['novascope.kind', span.kind]];
  if (fact?.kind === 'http.requested') {
    all.push(['http.request.method', fact.method], ['url.path', fact.path.split('?')[0] ?? '']);
  } else {
    all.push(['messaging.system', 'rabbitmq']);
    if (span.queue !== null) all.push(['messaging.destination.name', span.queue]);
    if (span.kind !== 'queue') all.push(['rpc.system', 'oslo.messaging'], ['rpc.method', span.what]);
  }
  if (span.peer !== null) all.push(['novascope.peer', span.peer]);
  if (span.request !== null) all.push(['novascope.request_id', span.request]);
  all.push(['novascope.fact', span.fact]);
  // a tool knows no open end: what stands there is the last that was seen
  if (span.end === null) all.push(['novascope.end', 'unknown']);
  if (span.again) all.push(['messaging.rabbitmq.redelivered', true]);
  if (span.error !== null) all.push(['error.type', span.error]);
  return all;
}
