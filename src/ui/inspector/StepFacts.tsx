/** Every fact of the step as a sentence, folded until it is asked for: filters and weights of the scheduler, SQL, acks. */
import { type SyntheticEvent, useState } from 'react';
import type { Step } from '../../core/story/step.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { duration, richFact, type Texts } from '../../i18n/index.ts';
import { stepsOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { RichText } from '../shared/RichText.tsx';
import { factsOf } from './step-facts.ts';

const MOST = 300;

export function StepFacts({ step, trace, texts }: { step: Step; trace: Trace; texts: Texts }) {
  const steps = useStore(stepsOf);
  const periodic = useStore((s) => s.periodic);
  const [open, setOpen] = useState(false);
  const t = texts.panels.inspector;
  const facts = factsOf(trace, steps, step, periodic);
  const onToggle = (event: SyntheticEvent<HTMLDetailsElement>): void => setOpen(event.currentTarget.open);
  return (
    <details className="disclosure step-facts" onToggle={onToggle}>
      <summary>{t.facts(facts.length)}</summary>
      {open ? (
        <ol className="facts">
          {facts.slice(0, MOST).map((fact) => (
            <li key={fact.index} data-kind={fact.kind}>
              <span className="facts-time">{duration(fact.at / 1000)}</span>{' '}
              <RichText parts={richFact(texts, fact, trace)} />
            </li>
          ))}
          {facts.length > MOST ? <li>{t.moreFacts(facts.length - MOST)}</li> : null}
        </ol>
      ) : null}
    </details>
  );
}
