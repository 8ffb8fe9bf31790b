import { useCallback, useState } from 'react';
import { type RowsSeen, SEEN_FIRST } from './seen.ts';

/** How the rows of the table that is shown are looked at: another table begins anew, with the filter that stands there. */
export function useSeen(shown: string): readonly [RowsSeen, (change: Partial<RowsSeen>) => void] {
  const [seen, setSeen] = useState(SEEN_FIRST);
  const [last, setLast] = useState(shown);
  if (last !== shown) {
    // while it is drawn, not after: the rows would be drawn twice
    setLast(shown);
    setSeen(({ filter }) => ({ ...SEEN_FIRST, filter }));
  }
  const onSeen = useCallback(
    (change: Partial<RowsSeen>): void => setSeen((now) => ({ ...now, ...change })),
    [],
  );
  return [seen, onSeen];
}
