/** Where the time of one request went: its parts below each other, and whose each moment was. */
import type { Micros } from '../base/time.ts';
import { micros } from '../base/time.ts';
import type { TraceIndex } from '../reading/trace-index.ts';
import type { Actor } from '../trace/fact.ts';
import type { RequestSeen } from './requests.ts';
import type { TimeSpan } from './span.ts';
import { spansOf } from './spans.ts';

/** A row of a waterfall. */
export interface WaterfallRow {
  readonly span: TimeSpan;
  /** how many spans of the request it lies in */
  readonly depth: number;
}

/** Each span below the one that it is a part of, in the order in which they begin. */
export function waterfallOf(index: TraceIndex, request: RequestSeen): readonly WaterfallRow[] {
  const all = spansOf(index);
  const spans = request.spans.flatMap((n) => all[n] ?? []);
  const own = new Set(request.spans);
  const parts = new Map<number | null, TimeSpan[]>();
  for (const span of spans) {
    const parent = span.parent !== null && own.has(span.parent) ? span.parent : null;
    const known = parts.get(parent);
    if (known) known.push(span);
    else parts.set(parent, [span]);
  }
  const rows: WaterfallRow[] = [];
  const open = (parts.get(null) ?? []).map((span) => ({ span, depth: 0 })).reverse();
  for (let row = open.pop(); row; row = open.pop()) {
    rows.push(row);
    const { depth } = row;
    const below = parts.get(row.span.n) ?? [];
    for (const span of below.toReversed()) open.push({ span, depth: depth + 1 });
  }
  return rows;
}

/**
 * A share of a request's time. `queue` = a message lay in the broker; `work` = that service worked (a request or a message);
 * `wait` = it waited for an answer, and nothing is known of what was done meanwhile; `unseen` = nothing is known at all.
 */
export interface TimeShare {
  readonly kind: 'queue' | 'work' | 'wait' | 'unseen';
  /** null for `queue` and `unseen` */
  readonly actor: Actor | null;
  readonly time: Micros;
}

/**
 * Each moment of the request is somebody's: of the innermost span that goes on then, among equals of the one that began last.
 * So the shares make up the whole from its start to its end. Largest first.
 */
export function sharesOf(index: TraceIndex, request: RequestSeen): readonly TimeShare[] {
  const rows = waterfallOf(index, request);
  const edges = [
    ...new Set([request.start, request.end, ...rows.flatMap(({ span }) => [span.start, span.until])]),
  ]
    .filter((at) => at >= request.start && at <= request.end)
    .sort((a, b) => a - b);
  const waiting = rows.toSorted((a, b) => a.span.start - b.span.start);
  const sums = new Map<string, { kind: TimeShare['kind']; actor: Actor | null; time: number }>();
  let open: WaterfallRow[] = [];
  let next = 0;
  edges.forEach((from, i) => {
    const to = edges[i + 1];
    if (to === undefined) return;
    for (let row = waiting[next]; row && row.span.start <= from; row = waiting[next]) {
      open.push(row);
      next += 1;
    }
    open = open.filter(({ span }) => span.until > from);
    const { kind, actor } = ownerOf(open);
    const key = `${kind} ${actor ?? ''}`;
    const sum = sums.get(key) ?? { kind, actor, time: 0 };
    sum.time += to - from;
    sums.set(key, sum);
  });
  return [...sums.values()]
    .map(({ kind, actor, time }) => ({ kind, actor, time: micros(time) }))
    .filter(({ time }) => time > 0)
    .sort((a, b) => b.time - a.time);
}

function ownerOf(open: readonly WaterfallRow[]): Omit<TimeShare, 'time'> {
  let inner: WaterfallRow | null = null;
  for (const row of open) {
    if (inner === null || row.depth > inner.depth) inner = row;
    else if (row.depth === inner.depth && row.span.start >= inner.span.start) inner = row;
  }
  if (inner === null) return { kind: 'unseen', actor: null };
  const { kind, actor } = inner.span;
  if (kind === 'queue') return { kind, actor: null };
  return { kind: kind === 'call' ? 'wait' : 'work', actor };
}
