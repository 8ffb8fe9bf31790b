/**
 * Under which keys the rows and columns of a table are drawn. Those of the table that comes in its place take them over: its
 * cells then stand in the ones that are there, where to make each anew is most of what a step costs.
 */
import { useRef } from 'react';
import type { RowMark } from './marks.ts';

/** The key of a row or a column. */
type SlotOf = (name: string) => string;

export interface GridSlots {
  readonly rowOf: SlotOf;
  readonly columnOf: SlotOf;
  /** Columns whose cells in this row begin anew with their table, since what changed flashes: those of its first drawing. */
  readonly freshIn: (row: string, mark: RowMark | null) => ReadonlySet<string>;
}

export function slotsOf(): GridSlots {
  const fresh = new Map<string, ReadonlySet<string>>();
  return {
    rowOf: inOrder(),
    columnOf: inOrder(),
    freshIn(row, mark) {
      const known = fresh.get(row);
      if (known) return known;
      const columns = mark?.columns ?? NONE;
      fresh.set(row, columns);
      return columns;
    },
  };
}

const NONE: ReadonlySet<string> = new Set();

function inOrder(): SlotOf {
  const taken = new Map<string, string>();
  return (name) => {
    const slot = taken.get(name) ?? String(taken.size);
    taken.set(name, slot);
    return slot;
  };
}

interface SlotsOfTable {
  readonly table: string;
  readonly slots: GridSlots;
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
    kept.current = { table, slots: slotsOf(), box, touch };
  }
  return kept.current;
}
