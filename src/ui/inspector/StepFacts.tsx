/** Every fact of the step as a sentence, folded until it is asked for: filters and weights of the scheduler, SQL, acks. */
import type { Step } from '../../core/story/step.ts';
import type { Fact } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { duration, type Texts } from '../../i18n/index.ts';
import { richFact } from '../../i18n/tell-fact.ts';
import { stepsOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { RichText } from '../shared/RichText.tsx';
import { factsOf } from '../shared/step-facts.ts';
import { Part } from './Part.tsx';

const MOST = 300;

interface Props {
  readonly step: Step;
  readonly trace: Trace;
  readonly texts: Texts;
}

export function StepFacts({ step, trace, texts }: Props) {
  const steps = useStore(stepsOf);
  const periodic = useStore((s) => s.periodic);
  const facts = factsOf(trace, steps, step, periodic);
  return (
    <Part name={texts.panels.inspector.facts} aside={facts.length} shut>
      <Sentences facts={facts} trace={trace} texts={texts} />
    </Part>
  );
}

function Sentences({ facts, trace, texts }: Omit<Props, 'step'> & { readonly facts: readonly Fact[] }) {
  return (
    <ol className="facts text-ui wrap-anywhere">
      {facts.slice(0, MOST).map((fact) => (
        <li
          key={fact.index}
          className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-2 border-b border-line py-1.5 last:border-0"
          data-kind={fact.kind}
        >
          <span className="text-right text-ink-3 tabular-nums">{duration(fact.at / 1000)}</span>
          <span>
            <RichText parts={richFact(texts, fact, trace)} />
          </span>
        </li>
      ))}
      {facts.length > MOST ? <li>{texts.panels.inspector.moreFacts(facts.length - MOST)}</li> : null}
    </ol>
  );
}
