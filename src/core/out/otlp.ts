/**
 * OpenTelemetry's own JSON (OTLP 1.x, `TracesData` of opentelemetry/proto/trace/v1): ids in hexadecimal, times as digits of
 * nanoseconds, kinds and codes as numbers, keys in lowerCamelCase.
 */
import { indexOf } from '../reading/trace-index.ts';
import type { TimeSpan } from '../report/span.ts';
import type { Trace } from '../trace/trace.ts';
import { type MadeBy, nanosOf } from './made.ts';
import { type IdentifiedSpan, identifiedSpans, type SpanValue } from './span-facts.ts';

/** `SPAN_KIND_*`: a call's caller is its client, whoever takes a call or a request its server, a cast's taker its consumer. */
const KIND = { internal: 1, server: 2, client: 3, consumer: 5 } as const;
const STATUS_ERROR = 2;

export function* toOtlp(trace: Trace, made: MadeBy): Iterable<string> {
  const byActor = new Map<string, IdentifiedSpan[]>();
  for (const one of identifiedSpans(indexOf(trace))) {
    const known = byActor.get(one.span.actor);
    if (known) known.push(one);
    else byActor.set(one.span.actor, [one]);
  }
  yield '{"resourceSpans":[';
  let first = true;
  for (const [actor, spans] of byActor) {
    const resource = {
      attributes: [
        attribute('service.name', actor),
        attribute('service.namespace', made.product),
        attribute('novascope.version', made.version),
        attribute('novascope.source', made.source),
      ],
    };
    const scope = { name: made.product, version: made.version };
    const all = spans.map((one) => spanOf(trace, one));
    yield `${first ? '' : ',\n'}${JSON.stringify({ resource, scopeSpans: [{ scope, spans: all }] })}`;
    first = false;
  }
  yield ']}\n';
}

function attribute(key: string, value: SpanValue) {
  if (typeof value === 'boolean') return { key, value: { boolValue: value } };
  if (typeof value === 'number') return { key, value: { intValue: String(value) } };
  return { key, value: { stringValue: value } };
}

function spanOf(trace: Trace, one: IdentifiedSpan) {
  const { span, traceId, spanId, parentId, attributes } = one;
  return {
    traceId,
    spanId,
    ...(parentId === null ? {} : { parentSpanId: parentId }),
    name: span.kind === 'queue' ? `queue ${span.what}` : span.what || span.kind,
    kind: kindOf(trace, span),
    startTimeUnixNano: nanosOf(trace, span.start),
    endTimeUnixNano: nanosOf(trace, span.until),
    attributes: attributes.map(([key, value]) => attribute(key, value)),
    status: span.error === null ? {} : { code: STATUS_ERROR, message: span.error },
  };
}

function kindOf(trace: Trace, { kind, fact }: TimeSpan): number {
  if (kind === 'http') return KIND.server;
  if (kind === 'call') return KIND.client;
  if (kind === 'queue') return KIND.internal;
  const taken = trace.facts[fact];
  const sent =
    taken?.kind === 'message.delivered' ? indexOf(trace).messages.get(taken.message)?.published : null;
  return sent?.rpc.type === 'call' ? KIND.server : KIND.consumer;
}
