/**
 * Under which keys the rows and columns of a table are drawn. Those of the table that comes in its place take them over: its
 * cells then stand in the ones that are there, where to make each anew is most of what a step costs. Within a table a column
 * keeps its key, since what changed comes first in each step and the others make room.
 */
import { useRef } from 'react';

/** The key of a row or a column. */
type SlotOf = (name: string) => string;

/** `standing`: keys in the order in which they were drawn last. Taken over in that order, none of them has to move. */
export function inOrder(standing: readonly string[] = []): SlotOf {
  const taken = new Map<string, string>();
  const free = new Set(standing);
  let made = 0;
  const another = (): string => {
    const [next] = free;
    if (next !== undefined) {
      free.delete(next);
      return next;
    }
    // never one that stands already
    while (standing.includes(String(made))) made += 1;
    made += 1;
    return String(made - 1);
  };
  return (name) => {
    const slot = taken.get(name) ?? another();
    taken.set(name, slot);
    return slot;
  };
}

/** Another one with each table that comes, also with one that was there before. */
export interface SlotsOfTable {
  readonly table: string;
  readonly rowOf: SlotOf;
  readonly columnOf: SlotOf;
  /** the keys of its columns as they were drawn last */
  columns: readonly string[];
  /** of the box around the rows: another one where the reader did something in the last, which begins anew then */
  readonly box: number;
  /** the reader scrolled there, pressed or came there by keys */
  readonly touch: () => void;
}

/** The same for as long as the table is the same. */
export function useSlots(table: string): SlotsOfTable {
  const kept = useRef<SlotsOfTable | null>(null);
  const isTouched = useRef(false);
  if (kept.current?.table !== table) {
    const box = (kept.current?.box ?? 0) + (isTouched.current ? 1 : 0);
    isTouched.current = false;
    const touch = (): void => {
      isTouched.current = true;
    };
    const columns = kept.current?.columns ?? [];
    kept.current = { table, rowOf: inOrder(), columnOf: inOrder(columns), columns, box, touch };
  }
  return kept.current;
}
