/** Details of what the reader pressed; where nothing was pressed, of the message of this step. */

import { indexOf } from '../../core/reading/trace-index.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { type Texts, textsOf } from '../../i18n/index.ts';
import { stepOf, traceOf } from '../../store/derived.ts';
import type { Selection } from '../../store/state.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { useChange } from '../shared/hooks.ts';
import { StepBar } from './BarView.tsx';
import { HttpView } from './HttpView.tsx';
import { MessageView } from './MessageView.tsx';
import { ownOf, same } from './own.ts';
import { QueueView } from './QueueView.tsx';
import { RowView } from './RowView.tsx';
import { ServiceView } from './ServiceView.tsx';
import { StepFacts } from './StepFacts.tsx';
import '../shared/quiet.css';
import './inspector.css';

export function Inspector() {
  const texts = useStore((s) => textsOf(s.lang));
  const trace = useStore(traceOf);
  const selection = useStore((s) => s.selection);
  const select = useStore((s) => s.select);
  const step = useStore(stepOf);
  const own = step ? ownOf(step, trace) : null;
  const shown = selection ?? own;
  // a message is of its moment: with the next step the details follow again
  useChange(step, () => {
    if (selection?.kind === 'message') select(null);
  });
  const away = selection !== null && own !== null && !same(selection, own);
  return (
    <div className="inspector-frame">
      {away ? (
        <Button look="quiet" onClick={() => select(null)}>
          {texts.panels.inspector.follow}
        </Button>
      ) : null}
      {shown ? <Shown selection={shown} trace={trace} texts={texts} /> : null}
      {shown ? null : <p className="quiet">{texts.panels.inspector.empty}</p>}
      {step && !away ? <StepBar step={step} trace={trace} /> : null}
      {step && !away ? <StepFacts step={step} trace={trace} texts={texts} /> : null}
    </div>
  );
}

function Shown({ selection, trace, texts }: { selection: Selection; trace: Trace; texts: Texts }) {
  switch (selection.kind) {
    case 'message': {
      const fact = trace.facts[selection.fact];
      if (fact?.kind === 'message.published')
        return <MessageView key={fact.index} fact={fact} trace={trace} texts={texts} />;
      if (fact?.kind === 'http.answered') {
        const asked = indexOf(trace).exchanges.get(fact.exchange_id)?.requested;
        if (asked) return <HttpView key={asked.index} fact={asked} trace={trace} texts={texts} />;
      }
      if (fact?.kind === 'http.requested')
        return <HttpView key={fact.index} fact={fact} trace={trace} texts={texts} />;
      return <p className="quiet">{texts.panels.inspector.empty}</p>;
    }
    case 'service':
      return <ServiceView actor={selection.actor} trace={trace} texts={texts} />;
    case 'queue':
      return <QueueView name={selection} trace={trace} texts={texts} />;
    case 'row':
      return <RowView row={selection} texts={texts} />;
    case 'broker':
    case 'database':
      return <p className="quiet">{texts.panels.inspector.empty}</p>;
  }
}
