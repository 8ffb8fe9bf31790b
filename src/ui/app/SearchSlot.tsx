/** The search is loaded when it is first asked for. */
import { lazy, Suspense } from 'react';
import { useStore } from '../../store/use-store.ts';
import { DOCK_PANELS } from './panels.tsx';

const Search = lazy(async () => ({ default: (await import('../search/Search.tsx')).Search }));

export function SearchSlot() {
  const searching = useStore((s) => s.searching);
  return searching ? (
    <Suspense fallback={null}>
      <Search panels={DOCK_PANELS} />
    </Suspense>
  ) : null;
}
