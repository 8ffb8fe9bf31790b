/** The broker opened, in five views: what stands in it, where a message would go, where one went, commands by hand, rabbitmqctl. */
import { useState } from 'react';
import { type Texts, textsOf } from '../../i18n/index.ts';
import { stepOf, traceOf, worldOf } from '../../store/derived.ts';
import type { PageState } from '../../store/store.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { ByHand } from './ByHand.tsx';
import { Inside } from './Inside.tsx';
import { MessageWayView } from './MessageWayView.tsx';
import { Operator } from './Operator.tsx';
import { Preview } from './Preview.tsx';
import '../shared/quiet.css';
import './queues.css';

const VIEWS = ['inside', 'preview', 'message', 'hand', 'operator'] as const;
type QueuesView = (typeof VIEWS)[number];

export function Queues() {
  const texts = useStore((s) => textsOf(s.lang));
  const own = useStore(vhostHere);
  const [view, setView] = useState<QueuesView>('inside');
  const [chosen, setChosen] = useState<string | null>(null);
  const t = texts.queues.views;
  const vhost = chosen ?? own;
  const choose = <VhostSelect value={vhost} onChange={setChosen} texts={texts} />;
  return (
    <div className="queues">
      <fieldset className="queues-views" aria-label={t.label}>
        {VIEWS.map((id) => (
          <Button key={id} aria-pressed={view === id} data-view={id} onClick={() => setView(id)}>
            {t[id]}
          </Button>
        ))}
      </fieldset>
      {view === 'inside' ? <Inside texts={texts} /> : null}
      {view === 'preview' ? <Preview vhost={vhost} choose={choose} texts={texts} /> : null}
      {view === 'message' ? <MessageWayView texts={texts} /> : null}
      {view === 'hand' ? <ByHand vhost={vhost} choose={choose} texts={texts} /> : null}
      {view === 'operator' ? <Operator vhost={vhost} choose={choose} texts={texts} /> : null}
    </div>
  );
}

/** The vhost that the reader looks at: the pressed queue's, else that of the step's message, else the first. */
function vhostHere(state: PageState): string {
  const { selection } = state;
  const trace = traceOf(state);
  if (selection?.kind === 'queue') return selection.vhost;
  const main = trace.facts[stepOf(state)?.main ?? -1];
  if (main && 'vhost' in main) return main.vhost;
  const given = main?.kind === 'command.given' ? main.args.vhost : undefined;
  return typeof given === 'string' ? given : (trace.topology.vhosts[0] ?? '/');
}

function VhostSelect({
  value,
  onChange,
  texts,
}: {
  value: string;
  onChange: (vhost: string) => void;
  texts: Texts;
}) {
  const world = useStore(worldOf);
  return (
    <label className="queues-field">
      <span lang="en">{texts.queues.vhost}</span>
      <select
        className="select"
        lang="en"
        value={value}
        data-field="vhost"
        onChange={(event) => onChange(event.target.value)}
      >
        {[...world.vhosts.keys()].map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}
