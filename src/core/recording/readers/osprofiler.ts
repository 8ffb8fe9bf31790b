/**
 * OSProfiler's report (`osprofiler trace show --json`), its HTML, and points as they are stored: spans of an API's request, of RPC,
 * of SQL. It knows no queues: a span of RPC is a message from its service to the services of the spans inside it, by whatever way.
 */
import { isObject, type Json } from '../../base/json.ts';
import { UNKNOWN_ACTOR } from '../../trace/fact.ts';
import { isPlain } from '../redact/names.ts';
import { pathKept } from '../redact/path.ts';
import type { Redactor } from '../redact/redactor.ts';
import { makeStatements } from '../redact/statement.ts';
import { epochMsOf } from './clock.ts';
import { jsonDocuments } from './json-lines.ts';
import { programOf } from './oslo-lines.ts';
import { isColumn, isStatus } from './own-lines.ts';
import type { FormatReader, ReaderContext } from './reader.ts';
import type { RecordedThing } from './records.ts';

type Part = { readonly [key: string]: unknown };

/** One traced stretch of one service. */
interface Span {
  readonly id: string;
  readonly name: string;
  readonly actor: string;
  /** epoch milliseconds */
  readonly start: number;
  readonly end: number | null;
  readonly info: Part;
  readonly error: string | null;
  readonly children: Span[];
}

const DEEPEST = 64;
const partOf = (value: unknown): Part => (isObject(value) ? value : {});
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export function osprofilerDocuments(context: ReaderContext): FormatReader {
  const points: Part[] = [];
  const make = makeRecords(context.redact);
  const documents = jsonDocuments(context, (value: Json) => {
    if (Array.isArray(value)) points.push(...value.filter(isObject));
    else if (isObject(value) && Array.isArray(value.children)) {
      for (const span of value.children.flatMap((child) => reportSpan(partOf(child), 0)))
        context.out.records.push(...make(span, null));
    } else if (isObject(value) && 'trace_id' in value) points.push(value);
    else return 'is no report and no point of OSProfiler';
    return null;
  });
  return {
    line: documents.line,
    end() {
      documents.end();
      for (const span of pointSpans(points)) context.out.records.push(...make(span, null));
      context.out.records.sort((a, b) => a.t - b.t);
    },
  };
}

/** The HTML's assignment is taken as text; nothing of it is run. */
export function osprofilerHtml(context: ReaderContext): FormatReader {
  const documents = osprofilerDocuments(context);
  let isInside = false;
  return {
    line(text, number) {
      const at = isInside ? 0 : text.indexOf('OSProfilerData');
      if (at < 0) return;
      const from = isInside ? 0 : text.indexOf('{', at);
      if (from < 0) return;
      const end = text.search(/\}\s*;?\s*(<\/script>|$)/);
      const isLast = end >= 0 && /<\/script>|\}\s*;\s*$/.test(text);
      documents.line(isLast ? text.slice(from, end + 1) : text.slice(from), number);
      isInside = !isLast;
    },
    end: () => documents.end(),
  };
}

function reportSpan(node: Part, depth: number): readonly Span[] {
  const info = partOf(node.info);
  const raw = Object.entries(info).filter(([key]) => key.startsWith('meta.raw_payload.'));
  const payload = (end: string): Part => partOf(raw.find(([key]) => key.endsWith(end))?.[1]);
  const [begin, stop] = [payload('-start'), payload('-stop')];
  const start =
    epochMsOf(textOf(begin.timestamp)) ?? (typeof info.started === 'number' ? info.started : null);
  if (start === null || start < 0 || depth > DEEPEST) return [];
  const length = Number(info.finished) - Number(info.started);
  const children = Array.isArray(node.children) ? node.children : [];
  return [
    {
      id: textOf(node.trace_id),
      name: textOf(info.name),
      actor: actorOf(info, begin),
      start,
      end: epochMsOf(textOf(stop.timestamp)) ?? (length >= 0 && length < 1e9 ? start + length : null),
      info: { ...partOf(begin.info), ...info },
      error: errorOf(partOf(stop.info)) ?? (typeof info.exception === 'string' ? info.exception : null),
      children: children.flatMap((child) => reportSpan(partOf(child), depth + 1)),
    },
  ];
}

function pointSpans(points: readonly Part[]): readonly Span[] {
  const spans = new Map<string, Span & { end: number | null; error: string | null; parent: string }>();
  for (const point of points) {
    const id = textOf(point.trace_id);
    const name = textOf(point.name);
    const t = epochMsOf(textOf(point.timestamp));
    if (id === '' || t === null) continue;
    if (name.endsWith('-start'))
      spans.set(id, {
        id,
        name: name.slice(0, -'-start'.length),
        actor: actorOf(point, point),
        start: t,
        end: null,
        info: partOf(point.info),
        error: null,
        children: [],
        parent: textOf(point.parent_id),
      });
    const known = spans.get(id);
    if (!name.endsWith('-stop') || !known) continue;
    known.end = t;
    known.error = errorOf(partOf(point.info));
  }
  const roots: Span[] = [];
  for (const span of spans.values()) {
    const parent = spans.get(span.parent);
    if (parent && parent !== span) parent.children.push(span);
    else roots.push(span);
  }
  return roots;
}

const errorOf = (info: Part): string | null => (typeof info.etype === 'string' ? info.etype : null);

/** `service` is a program's name, or the one of nova (`compute`, `conductor`, `osapi_compute`). */
function actorOf(info: Part, begin: Part): string {
  const service = textOf(info.service) || textOf(begin.service);
  const project = textOf(info.project) || textOf(begin.project);
  const host = textOf(info.host) || textOf(partOf(begin.info).host);
  const program =
    programOf(service) ||
    (/osapi|api/.test(service)
      ? `${project}-api`
      : service === 'main' || service === ''
        ? project
        : `${project}-${service}`);
  const name = /^[a-z][a-z-]{1,40}$/.test(program) ? program : UNKNOWN_ACTOR;
  const isHosted = /compute|volume/.test(name) && /^[A-Za-z0-9][\w.-]{0,62}$/.test(host) && isPlain(host);
  return isHosted ? `${name}-${host}` : name;
}

function httpOf(span: Span, from: string | null, redact: Redactor): RecordedThing | null {
  const request = partOf(span.info.request ?? span.info.requests);
  const path = textOf(request.path);
  if (path === '') return null;
  const query = textOf(request.query);
  const status = Number(request.status_code);
  return {
    kind: 'http',
    t: span.start,
    from,
    to: span.actor,
    method: redact.text(textOf(request.method) || 'GET', /^[A-Z]{3,7}$/, 'address'),
    path: pathKept(query === '' ? path : `${path}?${query}`, redact),
    microversion: '',
    global_request_id: null,
    status: isStatus(status) ? status : span.end === null ? null : span.error === null ? 200 : 500,
    request_id: '',
    ms: span.end === null ? 0 : Math.max(0, span.end - span.start),
  };
}

function messagesOf(span: Span, redact: Redactor): readonly RecordedThing[] {
  const call = partOf(span.info.function);
  const method = textOf(call.name).split('.').at(-1) ?? '';
  if (call.args !== undefined) redact.hide(call.args, 'arguments');
  if (call.kwargs !== undefined) redact.hide(call.kwargs, 'arguments');
  const inside = span.children.filter(({ actor }) => actor !== span.actor);
  const [first] = inside;
  if (!first) return [];
  const message = {
    kind: 'message',
    vhost: UNKNOWN_ACTOR,
    exchange: UNKNOWN_ACTOR,
    routing_key: UNKNOWN_ACTOR,
    routed: false,
    redelivered: null,
    properties: {},
    connection: '',
    body: '',
    rpc: { type: 'cast', method: redact.text(method, 'name', 'arguments') },
    group: null,
    pair: `span ${span.id}`,
  } as const;
  return [
    { ...message, way: 'publish', t: span.start, queues: [], user: span.actor },
    ...inside.map((child) => ({
      ...message,
      way: 'deliver' as const,
      t: child.start,
      queues: [UNKNOWN_ACTOR],
      routed: true,
      user: child.actor,
    })),
  ];
}

/** What a span and those inside it tell. `from` = the actor of the span around it. */
function makeRecords(redact: Redactor) {
  const statements = makeStatements(redact);
  const sql = (span: Span): RecordedThing | null => {
    const db = partOf(span.info.db);
    const statement = textOf(db.statement);
    const verb = /^\s*(SELECT|INSERT|UPDATE|DELETE|COMMIT)\b/i.exec(statement)?.[1]?.toUpperCase();
    if (verb === undefined) return null;
    if (db.params !== undefined) redact.hide(db.params, 'parameter');
    const table = /\b(?:FROM|INTO|UPDATE)\s+`?([A-Za-z_]\w{0,63})/i.exec(statement)?.[1] ?? '';
    const text = statements(statement);
    return {
      kind: 'sql',
      t: span.start,
      actor: span.actor,
      database: '',
      thread: -1,
      verb,
      table: isColumn(table) ? table : '',
      statement: text,
      write: null,
    };
  };
  const make = (span: Span, from: string | null): RecordedThing[] => {
    const made: RecordedThing[] = [];
    const one = /^wsgi|^http|requests/.test(span.name)
      ? httpOf(span, from, redact)
      : span.info.db
        ? sql(span)
        : null;
    if (one) made.push(one);
    else if (/rpc/.test(span.name)) made.push(...messagesOf(span, redact));
    for (const child of span.children) made.push(...make(child, span.actor));
    return made;
  };
  return make;
}
