/**
 * The ready copies of one queue, in the order in which they go out: higher levels first, first in first out within a
 * level, and a copy that came back in its own place. What came back is always older than what never left, so a level is
 * a sorted list of the returned before a row of the fresh.
 */
import type { Copy, ReadyStore } from './state.ts';

interface PriorityLevel {
  /** newest first, so that the oldest is popped */
  readonly returned: Copy[];
  fresh: Copy[];
  /** how many of `fresh` are gone */
  start: number;
}

const levelSize = (level: PriorityLevel): number => level.returned.length + level.fresh.length - level.start;

/** UTF-8 length of a text; a lone U+DC80..DCFF stands for one byte that is no UTF-8 (as in the room `amqp`). */
export function byteLength(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    else if (code >= 0xd800 && code < 0xdc00) {
      bytes += 4;
      i += 1;
    } else if (code >= 0xdc80 && code <= 0xdcff) bytes += 1;
    else bytes += 3;
  }
  return bytes;
}

function firstOf(level: PriorityLevel): Copy | undefined {
  return level.returned.at(-1) ?? level.fresh[level.start];
}

function shift(level: PriorityLevel): Copy | undefined {
  const returned = level.returned.pop();
  if (returned) return returned;
  const copy = level.fresh[level.start];
  if (!copy) return undefined;
  level.start += 1;
  if (level.start > 64 && level.start * 2 > level.fresh.length) {
    level.fresh = level.fresh.slice(level.start);
    level.start = 0;
  }
  return copy;
}

function removeAt(level: PriorityLevel, at: number): Copy | undefined {
  if (at === 0) return shift(level);
  if (at < level.returned.length) return level.returned.splice(level.returned.length - 1 - at, 1)[0];
  return level.fresh.splice(level.start + at - level.returned.length, 1)[0];
}

function insertReturned(level: PriorityLevel, copy: Copy): void {
  let low = 0;
  let high = level.returned.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((level.returned[middle] as Copy).sequence > copy.sequence) low = middle + 1;
    else high = middle;
  }
  level.returned.splice(low, 0, copy);
}

function contents(level: PriorityLevel): Copy[] {
  return [...level.returned.toReversed(), ...level.fresh.slice(level.start)];
}

/** `countBytes`: only a queue with x-max-length-bytes needs the sum, and it costs a walk over each body. */
export function makeReadyStore(countBytes: boolean): ReadyStore {
  const levels = new Map<number, PriorityLevel>();
  let order: PriorityLevel[] = [];
  let size = 0;
  let bytes = 0;
  const levelOf = (number: number): PriorityLevel => {
    const known = levels.get(number);
    if (known) return known;
    const made: PriorityLevel = { returned: [], fresh: [], start: 0 };
    levels.set(number, made);
    order = [...levels].sort((a, b) => b[0] - a[0]).map(([, level]) => level);
    return made;
  };
  const count = (copy: Copy, sign: 1 | -1): void => {
    size += sign;
    if (countBytes) bytes += sign * byteLength(copy.message.body);
  };
  const takeAt = (skip: number): Copy | null => {
    let at = skip;
    for (const level of order) {
      const has = levelSize(level);
      if (at < has) {
        const copy = removeAt(level, at);
        if (copy) count(copy, -1);
        return copy ?? null;
      }
      at -= has;
    }
    return null;
  };
  const list = (): Copy[] => order.flatMap(contents);
  return {
    get size() {
      return size;
    },
    get bytes() {
      return bytes;
    },
    push(copy) {
      levelOf(copy.level).fresh.push(copy);
      count(copy, 1);
    },
    restore(copies) {
      for (const copy of copies.toSorted((a, b) => b.sequence - a.sequence)) {
        insertReturned(levelOf(copy.level), copy);
        count(copy, 1);
      }
    },
    peek() {
      for (const level of order) {
        const copy = firstOf(level);
        if (copy) return copy;
      }
      return null;
    },
    take: () => takeAt(0),
    takeAt,
    list,
    clear() {
      const all = list();
      levels.clear();
      order = [];
      size = 0;
      bytes = 0;
      return all;
    },
  };
}
