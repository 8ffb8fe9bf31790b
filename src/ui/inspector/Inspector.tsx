/** Details of what the reader pressed; where nothing was pressed, of the message of this step. Below the story: its lower part. */

import { ArrowLeft } from 'lucide-react';
import { indexOf } from '../../core/reading/trace-index.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { type Texts, textsOf } from '../../i18n/index.ts';
import { stepOf, traceOf } from '../../store/derived.ts';
import type { Selection } from '../../store/state.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { useChange } from '../shared/hooks.ts';
import { useIsBelowStory } from '../shared/layout.ts';
import { isAway, ownOf } from '../shared/own.ts';
import { StepBar } from './BarView.tsx';
import { ChoicePart } from './ChoicePart.tsx';
import { Chosen } from './chosen.ts';
import { HttpView } from './HttpView.tsx';
import { MessageView } from './MessageView.tsx';
import { QueueView } from './QueueView.tsx';
import { RowView } from './RowView.tsx';
import { ServiceView } from './ServiceView.tsx';
import { StepFacts } from './StepFacts.tsx';

export function Inspector() {
  const texts = useStore((s) => textsOf(s.lang));
  const trace = useStore(traceOf);
  const selection = useStore((s) => s.selection);
  const { select } = useActions();
  const step = useStore(stepOf);
  const below = useIsBelowStory();
  const own = step ? ownOf(step, trace) : null;
  const shown = selection ?? own;
  // a message is of its moment: with the next step the details follow again
  useChange(step, () => {
    if (selection?.kind === 'message') select(null);
  });
  const away = isAway(selection, own);
  return (
    <div className={`inspector-frame flex min-w-0 flex-col ${below ? 'mt-auto' : 'pt-3'}`}>
      {away && step ? (
        <p className="border-t border-line px-3 py-2">
          <Button look="quiet" data-back="" onClick={() => select(null)}>
            <ArrowLeft size="1.15em" aria-hidden="true" />
            {texts.panels.inspector.follow(step.n)}
          </Button>
        </p>
      ) : null}
      {shown ? (
        <Chosen value={away}>
          <Shown selection={shown} trace={trace} texts={texts} />
        </Chosen>
      ) : null}
      {shown || below ? null : <Empty texts={texts} />}
      {step && !away ? <ChoicePart step={step} trace={trace} /> : null}
      {step && !away ? <StepBar step={step} trace={trace} /> : null}
      {step && !away ? <StepFacts step={step} trace={trace} texts={texts} /> : null}
    </div>
  );
}

const Empty = ({ texts }: { texts: Texts }) => (
  <p className="px-5 py-3 text-ui text-ink-2">{texts.panels.inspector.empty}</p>
);

function Shown({ selection, trace, texts }: { selection: Selection; trace: Trace; texts: Texts }) {
  switch (selection.kind) {
    case 'message': {
      const fact = trace.facts[selection.fact];
      if (fact?.kind === 'message.published') return <MessageView fact={fact} trace={trace} texts={texts} />;
      if (fact?.kind === 'http.answered') {
        const asked = indexOf(trace).exchanges.get(fact.exchange_id)?.requested;
        if (asked) return <HttpView fact={asked} trace={trace} texts={texts} />;
      }
      if (fact?.kind === 'http.requested') return <HttpView fact={fact} trace={trace} texts={texts} />;
      return <Empty texts={texts} />;
    }
    case 'service':
      return <ServiceView actor={selection.actor} trace={trace} texts={texts} />;
    case 'queue':
      return <QueueView name={selection} trace={trace} texts={texts} />;
    case 'row':
      return <RowView row={selection} texts={texts} />;
    case 'broker':
    case 'database':
      return <Empty texts={texts} />;
  }
}
