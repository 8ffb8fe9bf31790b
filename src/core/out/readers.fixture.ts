/**
 * What the tools that these formats are for do with a file when they open it, as their own sources have it: ShiViz's parser and
 * model (js/model/parser.js, modelGraph.js), Jaeger's transform-trace-data.ts, the Trace Event Format of Chrome. Each throws
 * where its tool would refuse, warn or draw something else.
 */
import { isObject } from '../base/json.ts';

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

interface ShivizEvent {
  readonly host: string;
  readonly clock: { readonly [host: string]: number };
  readonly event: string;
}

/** As its page does with a file: the first line is the expression, the second parts executions, the rest is read by it. */
export function readShiviz(text: string): readonly ShivizEvent[] {
  const [expression = '', delimiter = '?'] = text.split('\n', 2);
  must(
    ['host', 'clock', 'event'].every((name) => expression.includes(`(?<${name}>`)),
    'groups are missing',
  );
  must(delimiter === '', 'the second line parts executions');
  const log = text.slice(text.indexOf('\n', text.indexOf('\n') + 1) + 1).trim();
  const events = [...log.matchAll(new RegExp(`^${expression}$`, 'gm'))].map(({ groups = {} }) => ({
    host: groups.host ?? '',
    clock: JSON.parse(groups.clock ?? '') as ShivizEvent['clock'],
    event: groups.event ?? '',
  }));
  must(events.length > 0, 'the expression captures no event');
  const last = new Map<string, number>();
  for (const { host, clock } of events) {
    must(Object.hasOwn(clock, host), `local host ${host} is missing from its clock`);
    must(clock[host] === (last.get(host) ?? 0) + 1, `the clock of ${host} does not go up by 1`);
    last.set(host, clock[host] ?? 0);
    for (const [other, time] of Object.entries(clock)) {
      must(
        Number.isInteger(time) && time >= 1 && time <= (last.get(other) ?? 0),
        `${host} knows ${other} at ${time}`,
      );
    }
  }
  return events;
}

interface JaegerTraces {
  readonly data: readonly {
    readonly traceID: string;
    readonly spans: readonly {
      readonly traceID: string;
      readonly spanID: string;
      readonly operationName: string;
      readonly references: readonly {
        readonly refType: string;
        readonly traceID: string;
        readonly spanID: string;
      }[];
      readonly startTime: number;
      readonly duration: number;
      readonly processID: string;
      readonly tags: readonly { readonly key: string; readonly type: string; readonly value: unknown }[];
    }[];
    readonly processes: { readonly [id: string]: { readonly serviceName: string } };
  }[];
}

const JAEGER_TYPES: { readonly [type: string]: string } = {
  string: 'string',
  bool: 'boolean',
  int64: 'number',
};

export function readJaeger(text: string): JaegerTraces {
  const file = JSON.parse(text) as JaegerTraces;
  const all = new Set<string>();
  for (const { traceID, spans, processes } of file.data) {
    must(/^[0-9a-f]{32}$/.test(traceID), `trace ${traceID} has no id`);
    const known = new Set(spans.map(({ spanID }) => spanID));
    for (const span of spans) {
      must(span.traceID === traceID && /^[0-9a-f]{16}$/.test(span.spanID), `span ${span.spanID} has no id`);
      must(!all.has(span.spanID), `span ${span.spanID} is there twice`);
      all.add(span.spanID);
      must(
        span.operationName !== '' && span.startTime > 0 && span.duration >= 0,
        `span ${span.spanID} is no span`,
      );
      must(
        Number.isSafeInteger(span.startTime) && Number.isSafeInteger(span.duration),
        'no whole microseconds',
      );
      must(
        typeof processes[span.processID]?.serviceName === 'string',
        `process ${span.processID} is unknown`,
      );
      for (const { refType, spanID, traceID: of } of span.references) {
        must(
          refType === 'CHILD_OF' && of === traceID && known.has(spanID),
          `span ${span.spanID} is an orphan`,
        );
      }
      const tags = span.tags.map(({ key, value }) => `${key}:${value}`);
      must(new Set(tags).size === tags.length, `span ${span.spanID} has a tag twice`);
      for (const { type, value } of span.tags)
        must(JAEGER_TYPES[type] === typeof value, `a tag is no ${type}`);
    }
  }
  return file;
}

interface ChromeEvent {
  readonly ph: 'M' | 'X' | 's' | 'f';
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur: number;
  readonly id?: number;
  readonly args: { readonly [key: string]: unknown };
}

export function readChromeTrace(text: string): readonly ChromeEvent[] {
  const file = JSON.parse(text) as {
    traceEvents: readonly ChromeEvent[];
    otherData: unknown;
    displayTimeUnit: string;
  };
  must(file.displayTimeUnit === 'ms' && isObject(file.otherData), 'it says nothing of itself');
  const named = new Set<string>();
  const threads = new Map<string, ChromeEvent[]>();
  for (const event of file.traceEvents) {
    must(
      Number.isInteger(event.pid) && Number.isInteger(event.tid) && event.name !== '',
      'an event without a place',
    );
    if (event.ph === 'M') {
      named.add(event.name === 'process_name' ? `${event.pid}` : `${event.pid} ${event.tid}`);
      continue;
    }
    must(
      named.has(`${event.pid}`) && named.has(`${event.pid} ${event.tid}`),
      `thread ${event.tid} has no name`,
    );
    must(Number.isInteger(event.ts), 'an event without a time');
    if (event.ph !== 'X') continue;
    must(Number.isInteger(event.dur) && event.dur >= 0, 'a slice without a length');
    const key = `${event.pid} ${event.tid}`;
    threads.set(key, [...(threads.get(key) ?? []), event]);
  }
  for (const slices of threads.values()) {
    const open: number[] = [];
    for (const { ts, dur, name } of slices.toSorted((a, b) => a.ts - b.ts || b.dur - a.dur)) {
      while (open.length > 0 && (open.at(-1) ?? 0) <= ts) open.pop();
      must(open.length === 0 || ts + dur <= (open.at(-1) ?? 0), `slice ${name} lies across another`);
      open.push(ts + dur);
    }
  }
  const flows = file.traceEvents.filter(({ ph }) => ph === 's' || ph === 'f');
  for (const { ph, pid, tid, ts } of flows) {
    const within = (threads.get(`${pid} ${tid}`) ?? []).some((one) => one.ts <= ts && ts <= one.ts + one.dur);
    must(within, `an arrow (${ph}) at ${ts} is in no slice`);
  }
  for (const { id } of flows)
    must(flows.filter((one) => one.id === id).length === 2, `arrow ${id} has one end`);
  return file.traceEvents;
}
