/** What the reader does to the cloud: the runs that came of it. */
import { experimentTextsOf } from '../../i18n/experiment-texts.ts';
import { useStore } from '../../store/use-store.ts';
import { Runs } from './Runs.tsx';
import './experiment.css';

export function Experiment() {
  const t = useStore((s) => experimentTextsOf(s.lang));
  return (
    <div className="experiment">
      <Runs t={t.runs} />
    </div>
  );
}
