/** Queues in which messages lay while nobody took from them. */
import { type Micros, micros } from '../base/time.ts';
import { merged } from '../reading/facts-after.ts';
import type { TraceIndex } from '../reading/trace-index.ts';
import type { FactOf } from '../trace/fact.ts';
import { gapsOf, type RecordedGap } from './gaps.ts';

export interface SilentQueue {
  readonly vhost: string;
  readonly queue: string;
  /** the longest time in which messages lay there and none was taken */
  readonly silent: Micros;
  /** most messages that lay there in that time */
  readonly most: number;
  /** how it ended: one was taken; the last of them was dropped; it had not when the trace ended; a gap began, and nobody knows */
  readonly ended: 'taken' | 'dropped' | 'trace_end' | 'gap';
  /** 0 = it had no consumer when that time began; null = the trace does not tell of consumers, so it may only have been busy */
  readonly consumers: 0 | null;
  /** index of the publication that was not taken, and of what ended the time (the last fact of the trace where nothing did) */
  readonly fact: number;
  readonly end: number;
}

/** Below this a queue is no news: a consumer may just be starting. */
const LONG = 1_000_000;

/** Longest first, a line a queue. */
export const silentQueuesOf = (index: TraceIndex): readonly SilentQueue[] => index.once(silentIn);

const MOVING = [
  'message.published',
  'message.delivered',
  'message.requeued',
  'message.dropped',
  'consumer.added',
  'consumer.cancelled',
  'queue.deleted',
] as const;
type Moving = FactOf<(typeof MOVING)[number]>;

interface QueueNow {
  readonly vhost: string;
  readonly queue: string;
  waiting: number;
  most: number;
  consumers: number;
  /** what the silence began with; null = nothing lies there, or somebody takes from it */
  since: Moving | null;
  longest: SilentQueue | null;
}

function silentIn(index: TraceIndex): readonly SilentQueue[] {
  const queues = new Map<string, QueueNow>();
  const told = index.of('consumer.added').length > 0;
  const gaps = [...gapsOf(index)].reverse();
  for (const fact of merged(MOVING.map((kind): readonly Moving[] => index.of(kind)))) {
    for (let gap = gaps.at(-1); gap && gap.fact < fact.index; gap = gaps.at(-1)) {
      forget(queues, gap, told);
      gaps.pop();
    }
    for (const queue of queuesOf(fact)) move(queueAt(queues, fact.vhost, queue), fact, told);
  }
  for (const gap of gaps.reverse()) forget(queues, gap, told);
  const last = index.facts.at(-1);
  const found = [...queues.values()].flatMap((queue) => {
    if (last) close(queue, last.at, last.index, 'trace_end', told);
    return queue.longest ?? [];
  });
  return found.filter(({ end }) => isToldAt(index, end)).sort((a, b) => b.silent - a.silent);
}

/** What lies in the queues after a gap is not known: whatever lay there may have been taken in it. */
function forget(queues: ReadonlyMap<string, QueueNow>, gap: RecordedGap, told: boolean): void {
  for (const queue of queues.values()) {
    close(queue, gap.from, gap.fact, 'gap', told);
    queue.waiting = 0;
  }
}

const isToldAt = (index: TraceIndex, at: number): boolean => {
  const fact = index.facts[at];
  return fact !== undefined && index.isTold(fact);
};

function queuesOf(fact: Moving): readonly string[] {
  if (fact.kind === 'message.published') return fact.queues;
  return fact.queue === null ? [] : [fact.queue];
}

function queueAt(queues: Map<string, QueueNow>, vhost: string, queue: string): QueueNow {
  const key = `${vhost}\n${queue}`;
  const known = queues.get(key);
  if (known) return known;
  const made: QueueNow = { vhost, queue, waiting: 0, most: 0, consumers: 0, since: null, longest: null };
  queues.set(key, made);
  return made;
}

function move(queue: QueueNow, fact: Moving, told: boolean): void {
  switch (fact.kind) {
    case 'message.published':
    case 'message.requeued':
      queue.waiting += 1;
      queue.most = Math.max(queue.most, queue.waiting);
      break;
    case 'message.delivered':
      close(queue, fact.at, fact.index, 'taken', told);
      queue.waiting = Math.max(0, queue.waiting - 1);
      break;
    case 'message.dropped':
      queue.waiting = Math.max(0, queue.waiting - 1);
      if (queue.waiting === 0) close(queue, fact.at, fact.index, 'dropped', told);
      break;
    case 'queue.deleted':
      close(queue, fact.at, fact.index, 'dropped', told);
      queue.waiting = 0;
      break;
    case 'consumer.added':
      queue.consumers += 1;
      break;
    case 'consumer.cancelled':
      queue.consumers = Math.max(0, queue.consumers - 1);
      break;
    default:
  }
  const isAlone = queue.waiting > 0 && (!told || queue.consumers === 0);
  if (isAlone && queue.since === null) {
    queue.since = fact;
    queue.most = queue.waiting;
  }
}

function close(queue: QueueNow, at: Micros, end: number, ended: SilentQueue['ended'], told: boolean): void {
  const { since } = queue;
  queue.since = null;
  if (since === null) return;
  const silent = micros(at - since.at);
  if (silent < LONG || silent <= (queue.longest?.silent ?? 0)) return;
  const { vhost, queue: name, most } = queue;
  queue.longest = {
    vhost,
    queue: name,
    silent,
    most,
    ended,
    consumers: told ? 0 : null,
    fact: since.index,
    end,
  };
}
