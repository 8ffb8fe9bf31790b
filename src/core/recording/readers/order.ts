/** One order for the records of all files: by time; within a file never against its own order. */
import type { RecordedThing } from './records.ts';

export interface Ordered {
  readonly thing: RecordedThing;
  /** epoch milliseconds at which it is told */
  readonly t: number;
  /** the answer of a request, which is told by itself */
  readonly isAnswer: boolean;
  /** of a statement: what ends the transaction that it is part of; null = nothing that was recorded */
  readonly ends: 'commit' | 'rollback' | null;
}

export function ordered(files: readonly (readonly RecordedThing[])[]): {
  readonly things: readonly Ordered[];
  readonly reordered: number;
} {
  const things: Ordered[] = [];
  let reordered = 0;
  for (const records of files) {
    const ends = transactionEnds(records);
    let now = Number.NEGATIVE_INFINITY;
    for (const thing of records) {
      if (thing.t < now) reordered += 1;
      now = Math.max(now, thing.t);
      things.push({
        thing,
        t: now,
        isAnswer: false,
        ends: (thing.kind === 'sql' && ends.get(thing)) || null,
      });
      if (thing.kind === 'http' && thing.status !== null)
        things.push({ thing, t: thing.t + thing.ms, isAnswer: true, ends: null });
    }
  }
  // stable: what has one time stays in the order of the files
  if (files.length > 1 || things.some(({ isAnswer }) => isAnswer)) things.sort((a, b) => a.t - b.t);
  return { things, reordered };
}

function transactionEnds(
  records: readonly RecordedThing[],
): ReadonlyMap<RecordedThing, 'commit' | 'rollback'> {
  const ends = new Map<RecordedThing, 'commit' | 'rollback'>();
  const open = new Map<number, RecordedThing[]>();
  for (const thing of records) {
    if (thing.kind !== 'sql') continue;
    if (thing.verb === 'COMMIT' || thing.verb === 'ROLLBACK') {
      for (const one of open.get(thing.thread) ?? [])
        ends.set(one, thing.verb === 'COMMIT' ? 'commit' : 'rollback');
      open.delete(thing.thread);
    } else if (thing.write) {
      const held = open.get(thing.thread);
      if (held) held.push(thing);
      else open.set(thing.thread, [thing]);
    }
  }
  return ends;
}
