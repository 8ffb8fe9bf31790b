/** What is to happen when: a binary heap keyed by time, then by the order of asking. */
import type { Micros } from './time.ts';

export interface AgendaEntry<T> {
  readonly at: Micros;
  readonly sequence: number;
  readonly item: T;
  cancelled: boolean;
}

interface Agenda<T> {
  readonly size: number;
  add(at: Micros, item: T): AgendaEntry<T>;
  /** The earliest entry that was not cancelled, without taking it. */
  peek(): AgendaEntry<T> | null;
  take(): AgendaEntry<T> | null;
}

function before<T>(a: AgendaEntry<T>, b: AgendaEntry<T>): boolean {
  return a.at < b.at || (a.at === b.at && a.sequence < b.sequence);
}

function siftUp<T>(heap: AgendaEntry<T>[], from: number): void {
  let child = from;
  while (child > 0) {
    const parent = (child - 1) >> 1;
    const a = heap[child] as AgendaEntry<T>;
    const b = heap[parent] as AgendaEntry<T>;
    if (!before(a, b)) return;
    heap[child] = b;
    heap[parent] = a;
    child = parent;
  }
}

/** The hole at the top sinks to where `entry` belongs. */
function siftDown<T>(heap: AgendaEntry<T>[], entry: AgendaEntry<T>): void {
  const { length } = heap;
  let parent = 0;
  for (;;) {
    let child = 2 * parent + 1;
    if (child >= length) break;
    let least = heap[child] as AgendaEntry<T>;
    const right = child + 1 < length ? (heap[child + 1] as AgendaEntry<T>) : null;
    if (right && before(right, least)) {
      least = right;
      child += 1;
    }
    if (!before(least, entry)) break;
    heap[parent] = least;
    parent = child;
  }
  heap[parent] = entry;
}

export function makeAgenda<T>(): Agenda<T> {
  const heap: AgendaEntry<T>[] = [];
  let sequence = 0;
  const pop = (): AgendaEntry<T> | null => {
    const top = heap[0];
    if (!top) return null;
    const last = heap.pop() as AgendaEntry<T>;
    if (heap.length > 0) siftDown(heap, last);
    return top;
  };
  const dropCancelled = (): void => {
    while (heap[0]?.cancelled) pop();
  };
  return {
    get size() {
      return heap.length;
    },
    add(at, item) {
      const entry: AgendaEntry<T> = { at, sequence, item, cancelled: false };
      sequence += 1;
      heap.push(entry);
      siftUp(heap, heap.length - 1);
      return entry;
    },
    peek() {
      dropCancelled();
      return heap[0] ?? null;
    },
    take() {
      dropCancelled();
      return pop();
    },
  };
}
