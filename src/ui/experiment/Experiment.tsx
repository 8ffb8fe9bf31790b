/** What the reader does to the cloud: commands at this moment, the runs that came of them, the same on another cloud. */
import { experimentTextsOf } from '../../i18n/experiment/texts.ts';
import { useStore } from '../../store/use-store.ts';
import { OrderList } from './OrderList.tsx';
import { Runs } from './Runs.tsx';
import { Variants } from './Variants.tsx';
import './experiment.css';

export function Experiment() {
  const t = useStore((s) => experimentTextsOf(s.lang));
  return (
    <div className="experiment">
      <OrderList t={t.orders} />
      <Runs t={t.runs} />
      <Variants t={t.variants} />
    </div>
  );
}
