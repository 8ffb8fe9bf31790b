/** How long messages took, by method: in the queue, at work, and until the answer was there. */
import { type Micros, micros } from '../base/time.ts';
import type { TraceIndex } from '../reading/trace-index.ts';
import type { TimeSpan } from './span.ts';
import { spansOf } from './spans.ts';

/** `round` = of a call, from sending it until the answer is there; the others are the spans of those names. */
export const HOPS = ['round', 'queue', 'work'] as const;
export type HopMeasure = (typeof HOPS)[number];

export interface HopTimes {
  readonly hop: HopMeasure;
  readonly what: string;
  /** how many of them ended in the trace: those alone are counted */
  readonly count: number;
  /** how many more there were whose end may lie in a gap */
  readonly unknown: number;
  readonly p50: Micros;
  readonly p95: Micros;
  readonly p99: Micros;
  readonly most: Micros;
  /** index of the fact that the longest one begins with */
  readonly fact: number;
}

/** Longest 95th percentile first. */
export const hopsOf = (index: TraceIndex): readonly HopTimes[] => index.once(hopsIn);

function hopsIn(index: TraceIndex): readonly HopTimes[] {
  const lists = new Map<string, TimeSpan[]>();
  const unknown = new Map<string, number>();
  for (const span of spansOf(index)) {
    const hop = HOP[span.kind];
    const key = `${hop}\n${span.what}`;
    if (span.gap) unknown.set(key, (unknown.get(key) ?? 0) + 1);
    if (hop === null || span.end === null || (hop !== 'work' && span.peer === null)) continue;
    if (span.kind === 'call' && isGivenUp(span)) continue;
    const known = lists.get(key);
    if (known) known.push(span);
    else lists.set(key, [span]);
  }
  const times = [...lists].map(([key, spans]) => timesOf(spans, unknown.get(key) ?? 0));
  return times.sort((a, b) => b.p95 - a.p95 || (a.what < b.what ? -1 : 1));
}

const HOP: { readonly [K in TimeSpan['kind']]: HopMeasure | null } = {
  call: 'round',
  queue: 'queue',
  work: 'work',
  http: null,
};

/** A wait that ended without an answer says how long the caller was patient, not how long the answer took. */
const isGivenUp = ({ error }: TimeSpan): boolean => error !== null && PATIENCE.includes(error);
const PATIENCE = ['MessagingTimeout', 'MessageDeliveryFailure', 'caller_killed'];

function timesOf(spans: readonly TimeSpan[], unknown: number): HopTimes {
  const sorted = spans
    .map((span) => ({ span, time: span.until - span.start }))
    .sort((a, b) => a.time - b.time);
  const times = sorted.map(({ time }) => time);
  const { span } = sorted.at(-1) as { span: TimeSpan };
  return {
    hop: HOP[span.kind] ?? 'round',
    what: span.what,
    count: spans.length,
    unknown,
    p50: percentile(times, 50),
    p95: percentile(times, 95),
    p99: percentile(times, 99),
    most: percentile(times, 100),
    fact: span.fact,
  };
}

/** Nearest rank: a time that really occurred. `sorted` = ascending, not empty. */
export const percentile = (sorted: readonly number[], p: number): Micros =>
  micros(sorted[Math.max(0, Math.ceil((p / 100) * sorted.length) - 1)] ?? 0);
