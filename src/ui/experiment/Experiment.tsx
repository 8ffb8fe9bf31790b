/** What the reader does to the cloud: commands at this moment, the runs that came of them, the same on another cloud. */
import { textsOf } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { CommandList } from './CommandList.tsx';
import { Runs } from './Runs.tsx';
import { Variants } from './Variants.tsx';
import './experiment.css';

export function Experiment() {
  const t = useStore((s) => textsOf(s.lang).experiment);
  return (
    <div className="experiment">
      <CommandList t={t.commands} />
      <Runs t={t.runs} />
      <Variants t={t.variants} />
    </div>
  );
}
