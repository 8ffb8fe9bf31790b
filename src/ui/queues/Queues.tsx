/** The broker opened, in five views: what stands in it, where a message would go, where one went, commands by hand, rabbitmqctl. */
import { useState } from 'react';
import { textsOf } from '../../i18n/index.ts';
import { stepOf, traceOf, worldOf } from '../../store/derived.ts';
import type { PageState } from '../../store/store.ts';
import { useStore } from '../../store/use-store.ts';
import { useChange } from '../shared/hooks.ts';
import { Segments } from '../shared/Segments.tsx';
import { ByHand } from './ByHand.tsx';
import { Inside } from './Inside.tsx';
import { MessageWayView } from './MessageWayView.tsx';
import { Operator } from './Operator.tsx';
import { Preview } from './Preview.tsx';

const VIEWS = ['inside', 'preview', 'message', 'hand', 'operator'] as const;
type QueuesView = (typeof VIEWS)[number];

export function Queues() {
  const texts = useStore((s) => textsOf(s.lang));
  const own = useStore(vhostHere);
  const vhosts = useStore(worldOf).vhosts;
  const [view, setView] = useState<QueuesView>('inside');
  const [chosen, setChosen] = useState<string | null>(null);
  const t = texts.queues.views;
  const pressed = useStore((s) => (s.selection?.kind === 'queue' ? s.selection : null));
  useChange(pressed, () => setChosen(null));
  const vhost = chosen !== null && vhosts.has(chosen) ? chosen : own;
  return (
    <div className="queues @container min-h-full bg-canvas [&_:is(input,select,textarea,button,pre,summary)]:scroll-my-14">
      <header className="z-4 flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-paper px-4 py-1.5 desk:sticky desk:top-0 lesson:sticky lesson:top-0 @max-[40rem]:px-3">
        <h3 className="text-body font-semibold @max-[58rem]:sr-only">{texts.queues.picture.title}</h3>
        <Segments
          label={texts.queues.vhost}
          items={[...vhosts.keys()].map((id) => ({ id, label: texts.panels.queues.vhost(id) }))}
          value={vhost}
          onChange={setChosen}
          mark="vhost-choice"
          lang="en"
        />
        <div className="ml-auto">
          <Segments
            label={t.label}
            items={VIEWS.map((id) => ({ id, label: t[id] }))}
            value={view}
            onChange={setView}
          />
        </div>
      </header>
      {view === 'inside' ? (
        <Inside vhost={vhost} texts={texts} />
      ) : (
        <div className="flex flex-col gap-3 px-4 py-3 text-ui @max-[40rem]:px-3">
          {view === 'preview' ? <Preview vhost={vhost} texts={texts} /> : null}
          {view === 'message' ? <MessageWayView texts={texts} /> : null}
          {view === 'hand' ? <ByHand vhost={vhost} texts={texts} /> : null}
          {view === 'operator' ? <Operator vhost={vhost} texts={texts} /> : null}
        </div>
      )}
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
