/** What is commanded and the runs that came of it; two runs can be compared above their list. */
import { useStore } from '../../store/use-store.ts';
import { Experiment } from '../experiment/Experiment.tsx';
import { lazily } from '../shared/lazily.tsx';
import { Slot } from './Slot.tsx';

const Compare = lazily(
  ['compare', 'experiment'],
  async () => (await import('../compare/Compare.tsx')).Compare,
);

export function ExperimentPanel() {
  const hasOther = useStore((s) => s.runs.length > 1);
  return (
    <>
      {hasOther ? <Slot of={Compare} /> : null}
      <Experiment />
    </>
  );
}
