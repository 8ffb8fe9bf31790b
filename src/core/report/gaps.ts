/**
 * Where a recording lacks messages: what would have ended a call, a wait or a silence may lie there. Nothing is concluded across
 * such a stretch; whatever reaches into one is told as unknown.
 */
import type { Micros } from '../base/time.ts';
import { merged } from '../reading/facts-after.ts';
import type { TraceIndex } from '../reading/trace-index.ts';
import type { FactOf } from '../trace/fact.ts';

export interface RecordedGap {
  /** the last message that was recorded before it, and the first one after it; else the gap's own time */
  readonly from: Micros;
  readonly until: Micros;
  /** messages that are missing; null = nobody knows how many */
  readonly lost: number | null;
  /** index of the fact that tells of it */
  readonly fact: number;
}

const MESSAGES = ['message.published', 'message.delivered', 'recording.gap'] as const;
type AroundGap = FactOf<(typeof MESSAGES)[number]>;

/** In order; those between the same two messages are one. Empty for a run. */
export const gapsOf = (index: TraceIndex): readonly RecordedGap[] => index.once(gapsIn);

function gapsIn(index: TraceIndex): readonly RecordedGap[] {
  if (index.of('recording.gap').length === 0) return [];
  const gaps: { from: Micros; until: Micros; lost: number | null; fact: number }[] = [];
  let before: Micros | null = null;
  let open: (typeof gaps)[number] | null = null;
  for (const fact of merged(MESSAGES.map((kind): readonly AroundGap[] => index.of(kind)))) {
    if (fact.kind !== 'recording.gap') {
      if (open) open.until = fact.at;
      open = null;
      before = fact.at;
    } else if (open) {
      open.until = fact.at;
      open.lost = open.lost === null || fact.lost === null ? null : open.lost + fact.lost;
    } else {
      open = { from: before ?? fact.at, until: fact.at, lost: fact.lost, fact: fact.index };
      gaps.push(open);
    }
  }
  return gaps;
}

/** The first gap behind a fact that begins by a time; null = all from that fact to that time was recorded. */
export function gapAfter(index: TraceIndex, fact: number, until: number): RecordedGap | null {
  const gaps = gapsOf(index);
  let low = 0;
  let high = gaps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((gaps[middle] as RecordedGap).fact <= fact) low = middle + 1;
    else high = middle;
  }
  const found = gaps[low];
  return found && found.from <= until ? found : null;
}
