/** The search is loaded when it is first asked for. */
import { Suspense } from 'react';
import { useStore } from '../../store/use-store.ts';
import { lazily } from '../shared/lazily.tsx';
import { DOCK_PANELS } from './panels.tsx';

const Search = lazily(['data', 'panels'], async () => (await import('../search/Search.tsx')).Search);

export function SearchSlot() {
  const searching = useStore((s) => s.searching);
  return searching ? (
    <Suspense fallback={null}>
      <Search panels={DOCK_PANELS} />
    </Suspense>
  ) : null;
}
