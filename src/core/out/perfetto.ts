/**
 * Chrome's trace events as JSON, which Perfetto and chrome://tracing open: a process for each service and one for the broker, a
 * thread for what goes on side by side in it, a slice for each span, and an arrow from who sent a message to who took it.
 */
import { indexOf } from '../reading/trace-index.ts';
import type { TimeSpan } from '../report/span.ts';
import { spansOf } from '../report/spans.ts';
import { BROKER } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import type { MadeBy } from './made.ts';

interface SliceLane {
  readonly tid: number;
  /** ends of the slices that are open, the outermost first */
  readonly open: number[];
}

/** Where a slice stands. */
interface SlicePlace {
  readonly pid: number;
  readonly tid: number;
}

export function* toPerfetto(trace: Trace, made: MadeBy): Iterable<string> {
  const spans = spansOf(indexOf(trace));
  const places = placesOf(spans);
  const otherData = { ...made, epoch_ms: trace.epoch_ms };
  yield `{"displayTimeUnit":"ms","otherData":${JSON.stringify(otherData)},"traceEvents":[\n`;
  let first = true;
  for (const event of events(spans, places)) {
    yield `${first ? '' : ',\n'}${JSON.stringify(event)}`;
    first = false;
  }
  yield '\n]}\n';
}

function* events(spans: readonly TimeSpan[], places: readonly SlicePlace[]): Iterable<object> {
  const named = new Set<string>();
  for (const span of spans) {
    const place = places[span.n];
    if (!place) continue;
    const { pid, tid } = place;
    if (!named.has(`${pid}`))
      yield { ph: 'M', name: 'process_name', pid, tid: 0, args: { name: span.actor } };
    named.add(`${pid}`);
    if (!named.has(`${pid} ${tid}`))
      yield { ph: 'M', name: 'thread_name', pid, tid, args: { name: threadOf(span, tid) } };
    named.add(`${pid} ${tid}`);
    yield slice(span, place);
    yield* arrow(span, spans, places);
  }
}

const threadOf = ({ kind, queue }: TimeSpan, tid: number): string =>
  kind === 'queue' ? (queue ?? 'no queue') : `${tid}`;

function slice(span: TimeSpan, { pid, tid }: SlicePlace): object {
  const { kind, what, start, until, end, request, error, peer, fact } = span;
  const args = {
    fact,
    ...(request === null ? {} : { request }),
    ...(peer === null ? {} : { peer }),
    ...(error === null ? {} : { error }),
    ...(end === null ? { end: 'unknown' } : {}),
  };
  return { ph: 'X', name: what || kind, cat: kind, ts: start, dur: until - start, pid, tid, args };
}

/** From the sender's slice to the worker's: `s` and `f` of one id, each within its slice. */
function* arrow(span: TimeSpan, spans: readonly TimeSpan[], places: readonly SlicePlace[]): Iterable<object> {
  const sender = span.parent === null ? undefined : spans[span.parent];
  const from = sender && places[sender.n];
  const to = places[span.n];
  if (span.kind !== 'work' || !sender || !from || !to) return;
  const sent = spans[span.n - 1]?.start ?? span.start;
  if (sent < sender.start || sent > sender.until) return;
  const flow = { name: span.what || 'message', cat: 'message', id: span.n };
  yield { ...flow, ph: 's', ts: sent, ...from };
  yield { ...flow, ph: 'f', bp: 'e', ts: span.start, ...to };
}

/** Slices of one thread lie within each other or beside each other, never across. */
function placesOf(spans: readonly TimeSpan[]): readonly SlicePlace[] {
  const pids = new Map<string, number>([[BROKER, 1]]);
  const lanes = new Map<string, SliceLane[]>();
  const places: SlicePlace[] = [];
  const tids = new Map<number, number>();
  for (const span of spans) {
    const pid = pids.get(span.actor) ?? pids.size + 1;
    pids.set(span.actor, pid);
    const group = span.kind === 'queue' ? `${pid} ${span.queue ?? ''}` : `${pid}`;
    const own = lanes.get(group) ?? [];
    lanes.set(group, own);
    const parent = span.parent === null ? undefined : places[span.parent];
    const lane =
      own.find((one) => fits(one, span, parent?.pid === pid && parent.tid === one.tid)) ??
      newLane(own, tids, pid);
    lane.open.push(span.until);
    places.push({ pid, tid: lane.tid });
  }
  return places;
}

function newLane(own: SliceLane[], tids: Map<number, number>, pid: number): SliceLane {
  const tid = (tids.get(pid) ?? 0) + 1;
  tids.set(pid, tid);
  const lane = { tid, open: [] };
  own.push(lane);
  return lane;
}

function fits({ open }: SliceLane, { start, until }: TimeSpan, isParents: boolean): boolean {
  while (open.length > 0 && (open.at(-1) ?? 0) <= start) open.pop();
  const last = open.at(-1);
  return last === undefined || (isParents && until <= last);
}
