/**
 * Under which keys the rows and columns of a table are drawn. Those of the table that comes in its place take them over: its
 * cells then stand in the ones that are there, where to make each anew is most of what a step costs. Within a table a column
 * keeps its key, since what changed comes first in each step and the others make room.
 */
import { useRef } from 'react';

/** The key of a row or a column. */
type SlotOf = (name: string) => string;

export function inOrder(): SlotOf {
  const taken = new Map<string, string>();
  return (name) => {
    const slot = taken.get(name) ?? String(taken.size);
    taken.set(name, slot);
    return slot;
  };
}

/** Another one with each table that comes, also with one that was there before. */
export interface SlotsOfTable {
  readonly table: string;
  readonly rowOf: SlotOf;
  readonly columnOf: SlotOf;
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
    kept.current = { table, rowOf: inOrder(), columnOf: inOrder(), box, touch };
  }
  return kept.current;
}
