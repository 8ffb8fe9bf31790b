import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { VERSION } from '../base/version.ts';
import { fromCsv } from '../databases/table-out.ts';
import { indexOf } from '../reading/trace-index.ts';
import { openFiles, openLines } from '../recording/open.fixture.ts';
import { hasRecordings, recordedText } from '../recording/shared.fixture.ts';
import { readTrace } from '../recording/trace-file.ts';
import { gapsOf } from '../report/gaps.ts';
import { spansOf } from '../report/spans.ts';
import { labRuns } from '../run/boot.fixture.ts';
import { SCENARIOS } from '../scenarios/scenarios.ts';
import type { Trace } from '../trace/trace.ts';
import { OUT_FORMAT_NAMES, type OutFormatName, outFile } from './formats.ts';
import { readChromeTrace, readJaeger, readShiviz } from './readers.fixture.ts';

const runIn = labRuns();
const scenario = (id: string): Trace => runIn(SCENARIOS.find((one) => one.id === id)?.experiment ?? { v: 1 });
const written = (format: OutFormatName, trace: Trace): string => [...outFile(format, trace).pieces].join('');
const linesOf = (text: string): string[] => text.trimEnd().split('\n');

/** OpenTelemetry's schema as its own package compiles it from the .proto files. */
const { opentelemetry } = createRequire(import.meta.url)(
  '@opentelemetry/otlp-transformer/build/src/generated/root',
) as { opentelemetry: OtelRoot };
interface OtelRoot {
  readonly proto: {
    readonly collector: { readonly trace: { readonly v1: { readonly ExportTraceServiceRequest: OtelType } } };
  };
}
interface OtelType {
  verify(message: unknown): string | null;
  fromObject(message: unknown): unknown;
  toObject(message: unknown, options: object): { resourceSpans: readonly OtelResource[] };
}
interface OtelResource {
  readonly resource: {
    readonly attributes: readonly {
      readonly key: string;
      readonly value: { readonly stringValue: string };
    }[];
  };
  readonly scopeSpans: readonly { readonly spans: readonly OtelSpan[] }[];
}
interface OtelSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
}

/** OTLP's JSON has its ids in hexadecimal where protobuf's has base64: the one difference of the two. */
const withBase64 = (file: unknown): unknown =>
  JSON.parse(JSON.stringify(file), (key: string, value: unknown) =>
    typeof value === 'string' && /^(traceId|spanId|parentSpanId)$/.test(key)
      ? Buffer.from(value, 'hex').toString('base64')
      : value,
  );

function readOtlp(text: string): readonly OtelResource[] {
  const file = withBase64(JSON.parse(text));
  const { ExportTraceServiceRequest } = opentelemetry.proto.collector.trace.v1;
  const message = ExportTraceServiceRequest.fromObject(file);
  expect(ExportTraceServiceRequest.verify(message)).toBeNull();
  // what the schema does not know would be lost on the way
  const back = ExportTraceServiceRequest.toObject(message, { longs: String, bytes: String });
  expect(back).toEqual(file);
  return back.resourceSpans;
}

const TRACES: readonly [string, () => Trace][] = [
  ['a simulated boot', () => scenario('boot')],
  ['a run with a time-out and a late reply', () => scenario('scheduler_down_timeout')],
  ['a run in which replies find no queue', () => scenario('silent-host')],
  ['a playground without a request', () => scenario('amqp-dead-letters')],
  ...(hasRecordings
    ? (['boot', 'scheduler_down_timeout', 'multi_create', 'conductor_killed_in_call'] as const).map(
        (name) =>
          [`the recorded ${name}`, () => openLines(recordedText(name)).trace] as [string, () => Trace],
      )
    : []),
];

it.each(TRACES)(
  '%s: OpenTelemetry takes every span by its own schema, and no parent is missing',
  (_name, make) => {
    const trace = make();
    const spans = readOtlp(written('otlp', trace)).flatMap(({ scopeSpans }) =>
      scopeSpans.flatMap((one) => one.spans),
    );
    const own = spansOf(indexOf(trace));
    expect(spans).toHaveLength(own.length);
    const ids = new Map(spans.map((span) => [span.spanId, span]));
    expect(ids.size).toBe(spans.length);
    for (const span of spans) {
      expect(BigInt(span.endTimeUnixNano) >= BigInt(span.startTimeUnixNano)).toBe(true);
      expect(span.name).not.toBe('');
      if (span.parentSpanId === undefined) continue;
      expect(ids.get(span.parentSpanId)?.traceId).toBe(span.traceId);
    }
  },
);

it.each(TRACES)('%s: Jaeger draws it without a warning', (_name, make) => {
  const trace = make();
  const { data } = readJaeger(written('jaeger', trace));
  expect(data.reduce((sum, { spans }) => sum + spans.length, 0)).toBe(spansOf(indexOf(trace)).length);
});

it.each(TRACES)(
  '%s: in Perfetto each slice lies in its thread, and each arrow in two slices',
  (_name, make) => {
    const trace = make();
    const slices = readChromeTrace(written('perfetto', trace)).filter(({ ph }) => ph === 'X');
    expect(slices).toHaveLength(spansOf(indexOf(trace)).length);
  },
);

it.each(TRACES)('%s: ShiViz reads each clock, and a message is heard after it was sent', (_name, make) => {
  const trace = make();
  const index = indexOf(trace);
  const events = readShiviz(written('shiviz', trace));
  const kinds = [
    'message.published',
    'message.delivered',
    'http.requested',
    'http.answered',
    'http.answered',
  ] as const;
  expect(events).toHaveLength(kinds.flatMap((kind) => index.of(kind).filter(index.isTold)).length);
});

it.each(TRACES)('%s: its own lines give the same trace again', (_name, make) => {
  const trace = make();
  expect(readTrace(linesOf(written('facts', trace)))).toEqual(trace);
});

it.each(TRACES)('%s: as a firehose it is read again with the same messages and deliveries', (_name, make) => {
  const trace = make();
  const again = openLines(linesOf(written('firehose', trace)));
  expect([again.report.files[0]?.skipped, again.report.unpaired]).toEqual([0, 0]);
  const counted = (one: Trace) => {
    const index = indexOf(one);
    const sent = index.of('message.published').filter(index.isTold);
    return [sent.length, sent.flatMap(({ message }) => index.messages.get(message)?.delivered ?? []).length];
  };
  expect(counted(again.trace)).toEqual(counted(trace));
});

it.each(TRACES)('%s: the event log has a line a fact, each of the same columns', (_name, make) => {
  const trace = make();
  const text = written('csv', trace);
  expect(text.startsWith('\uFEFF')).toBe(true);
  const [columns = [], ...rows] = fromCsv(text);
  expect(rows).toHaveLength(trace.facts.filter(indexOf(trace).isTold).length);
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([columns.length]));
});

it('a line of rabbitmq_tracing has the plugin’s keys in its order, and the body as it was on the wire', () => {
  const trace = scenario('boot');
  const lines = linesOf(written('rabbitmq-tracing', trace)).map(
    (line) => JSON.parse(line) as Record<string, unknown>,
  );
  const published = indexOf(trace).of('message.published');
  const sent = lines.filter(({ type }) => type === 'published');
  expect(sent).toHaveLength(published.length);
  expect(Object.keys(sent[0] ?? {})).toEqual([
    ...[
      'timestamp',
      'type',
      'node',
      'connection',
      'vhost',
      'user',
      'channel',
      'exchange',
      'queue',
      'routed_queues',
    ],
    ...['routing_keys', 'properties', 'payload', 'made_by'],
  ]);
  sent.forEach((line, i) => {
    expect(Buffer.from(String(line.payload), 'base64').toString()).toBe(published[i]?.body);
    expect(line.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/);
    expect(line.queue).toBe('none');
  });
  const taken = lines.filter(({ type }) => type === 'received');
  expect(taken).toHaveLength(indexOf(trace).of('message.delivered').length);
  expect(new Set(taken.map((line) => line.routed_queues))).toEqual(new Set(['none']));
});

it.each(OUT_FORMAT_NAMES)('%s names the version and says whether it was simulated or recorded', (format) => {
  const trace = scenario('no_valid_host');
  const text = written(format, trace);
  expect(text).toContain(VERSION);
  expect(text).toContain('simulated');
  expect(text).not.toContain('recorded"');
  expect(written(format, { ...trace, source: 'recorded', experiment: null })).toContain('recorded');
});

it('a cell that a spreadsheet would run is a text', () => {
  const trace = scenario('no_valid_host');
  const [first] = trace.facts;
  if (!first) throw new Error('no fact');
  const [, row] = fromCsv(
    written('csv', { ...trace, facts: [{ ...first, actor: '=HYPERLINK("http://x")' }] }),
  );
  expect(row?.[4]).toBe('\'=HYPERLINK("http://x")');
});

/** What both hold of a message, in order; ids are renamed by every reading, and services that a reader does not know are numbered. */
const heldIn = (trace: Trace): readonly string[] => {
  const index = indexOf(trace);
  const unnamed = (text: string): string =>
    text.replace(/[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '#');
  return [...index.of('message.published'), ...index.of('message.delivered')]
    .filter(index.isTold)
    .map((fact) => {
      const { exchange, routing_key, rpc } =
        fact.kind === 'message.published'
          ? fact
          : (index.messages.get(fact.message)?.published ?? {
              exchange: '',
              routing_key: '',
              rpc: { type: 'other' },
            });
      const ms = Math.floor((trace.epoch_ms * 1000 + fact.at) / 1000);
      const queues = fact.kind === 'message.published' ? fact.queues.join() : fact.queue;
      const { type, method, detail, failure, ending } = rpc as { [key: string]: unknown } & {
        type: string;
      };
      return unnamed(
        JSON.stringify([
          fact.kind,
          ms,
          fact.actor.replace(/:\d+$/, ''),
          fact.vhost,
          exchange,
          routing_key,
          queues,
          type,
          method,
          // names of events stand in the body alone, where a recording has them hidden
          method === 'external_instance_event' ? null : detail,
          failure,
          ending,
        ]),
      );
    });
};

it.each(TRACES)(
  '%s: rabbitmq_tracing lines give the same messages again, to the millisecond that they have',
  (_name, make) => {
    const trace = make();
    const again = openFiles({ 'tracing.log': written('rabbitmq-tracing', trace) });
    expect([again.report.files[0]?.format, again.report.files[0]?.skipped]).toEqual(['tracing_json', 0]);
    const [first] = heldIn(trace);
    expect(first).toBeDefined();
    expect(heldIn(again.trace).toSorted()).toEqual(heldIn(trace).toSorted());
    // the plugin does not write whether a message was delivered before
    const told = indexOf(again.trace)
      .of('message.delivered')
      .map(({ redelivered }) => redelivered);
    expect(new Set(told).size <= 1 && (told[0] ?? null) === null).toBe(true);
  },
);

it.each(TRACES)('%s: firehose lines give the same messages again', (_name, make) => {
  const trace = make();
  const again = openFiles({ 'trace.ndjson': written('firehose', trace) });
  expect(heldIn(again.trace).toSorted()).toEqual(heldIn(trace).toSorted());
});

it('firehose lines have the gaps of a recording in their places, and what is missing is missing still', () => {
  const lines = linesOf(written('firehose', scenario('boot')));
  const t = Number(JSON.parse(lines[20] ?? '').t);
  const gap = (lost: number | null): string => JSON.stringify({ kind: 'gap', t, lost });
  const { trace } = openLines([
    ...lines.slice(0, 21),
    gap(7),
    ...lines.slice(21, 40),
    gap(null),
    ...lines.slice(40),
  ]);
  const again = openLines(linesOf(written('firehose', trace))).trace;
  const gapsIn = (one: Trace) =>
    gapsOf(indexOf(one)).map(({ from, until, lost }) => [one.epoch_ms * 1000 + from, until - from, lost]);
  expect(gapsIn(trace).map(([, , lost]) => lost)).toEqual([7, null]);
  expect(gapsIn(again)).toEqual(gapsIn(trace));
});
