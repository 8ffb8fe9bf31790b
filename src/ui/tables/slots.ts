/**
 * Under which keys the rows and columns of a table are drawn. Those of the table that comes in its place take them over: its
 * cells then stand in the ones that are there, where to make each anew is most of what a step costs.
 */
import { useRef } from 'react';

/** The key of a row or a column. `fresh` = it is to begin anew with its table: what changed flashes. */
export type SlotOf = (name: string, fresh?: boolean) => string;

export function slotsOf(table: string): SlotOf {
  const taken = new Map<string, string>();
  return (name, fresh = false) => {
    const known = taken.get(name);
    if (known !== undefined) return known;
    const slot = fresh ? `${table} ${name}` : String(taken.size);
    taken.set(name, slot);
    return slot;
  };
}

interface RowSlots {
  readonly table: string;
  readonly slotOf: SlotOf;
  /** of the box around the rows: another one where the reader did something in the last, which begins anew then */
  readonly box: number;
  /** the reader scrolled there, pressed or came there by keys */
  readonly touch: () => void;
}

/** The same for as long as the table is the same. */
export function useSlots(table: string): RowSlots {
  const kept = useRef<RowSlots | null>(null);
  const isTouched = useRef(false);
  if (kept.current?.table !== table) {
    const box = (kept.current?.box ?? 0) + (isTouched.current ? 1 : 0);
    isTouched.current = false;
    const touch = (): void => {
      isTouched.current = true;
    };
    kept.current = { table, slotOf: slotsOf(table), box, touch };
  }
  return kept.current;
}
