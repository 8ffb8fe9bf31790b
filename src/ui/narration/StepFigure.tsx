/** What stands below the words of a step: who speaks with whom, and what else was done. It is loaded after the words. */
import { brokerStory, textsOf } from '../../i18n/index.ts';
import { stepOf, traceOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Route } from './Route.tsx';
import { StepWork } from './StepWork.tsx';
import { Talk } from './Talk.tsx';

export function StepFigure() {
  const texts = useStore((s) => textsOf(s.lang));
  const trace = useStore(traceOf);
  const step = useStore(stepOf);
  if (!step) return null;
  const broker = brokerStory(texts, step, trace);
  return (
    <>
      {broker ? (
        <Route step={step} broker={broker} trace={trace} />
      ) : (
        <Talk step={step} trace={trace} texts={texts} />
      )}
      <StepWork step={step} trace={trace} texts={texts} />
    </>
  );
}
