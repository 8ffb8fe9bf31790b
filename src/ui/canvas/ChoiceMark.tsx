/** On a compute's card, in the steps in which a host is chosen: whether it was chosen, stands behind, or was left out. */
import { memo, Suspense } from 'react';
import { indexOf } from '../../core/reading/trace-index.ts';
import { traceOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { lazily } from '../shared/lazily.tsx';
import type { ServiceNode } from './geometry.ts';

const Mark = lazily(['choice'], async () => (await import('./HostMark.tsx')).HostMark);

/** Loaded with the first picture of a run that has a choice: at the choice itself it would come too late. */
export const ChoiceMark = memo(function ChoiceMark({ node }: { node: ServiceNode }) {
  const isChosenFrom = node.place.program === 'nova-compute';
  const isThere = useStore((s) => isChosenFrom && indexOf(traceOf(s)).of('scheduler.asked').length > 0);
  return isThere ? (
    <Suspense fallback={null}>
      <Mark node={node} />
    </Suspense>
  ) : null;
});
