/** What is ordered and the runs that came of it; two runs can be compared above their list. */
import { lazy } from 'react';
import { useStore } from '../../store/use-store.ts';
import { Experiment } from '../experiment/Experiment.tsx';
import { Slot } from './Slot.tsx';

const Compare = lazy(async () => ({ default: (await import('../compare/Compare.tsx')).Compare }));

export function ExperimentPanel() {
  const hasOther = useStore((s) => s.runs.length > 1);
  return (
    <>
      {hasOther ? <Slot of={Compare} /> : null}
      <Experiment />
    </>
  );
}
