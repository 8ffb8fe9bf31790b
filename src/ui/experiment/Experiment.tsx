/** What the reader does to the cloud: commands at this moment, the runs that came of them, the same on another cloud. */
import { textsOf } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { CommandList } from './CommandList.tsx';
import { Runs } from './Runs.tsx';
import { Variants } from './Variants.tsx';

export function Experiment() {
  const t = useStore((s) => textsOf(s.lang).experiment);
  return (
    <div className="experiment flex flex-col gap-6 px-5 pt-4 pb-6 phone:px-4">
      <CommandList t={t.commands} />
      <Runs t={t.runs} />
      <Variants t={t.variants} />
    </div>
  );
}
