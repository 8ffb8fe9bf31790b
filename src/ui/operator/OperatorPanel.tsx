/** What an operator asks: a terminal at this step, the report of the whole run, where the time of one request went, another run. */
import { type ComponentType, useState } from 'react';
import { textsOf } from '../../i18n/index.ts';
import { traceOf } from '../../store/derived.ts';
import { reports } from '../../store/reports.ts';
import { useStore } from '../../store/use-store.ts';
import { useLifetime } from '../shared/hooks.ts';
import { lazily } from '../shared/lazily.tsx';
import { Segments } from '../shared/Segments.tsx';
import { Report } from './Report.tsx';
import { RequestTime } from './RequestTime.tsx';
import { Terminal } from './Terminal.tsx';

const VIEWS = ['terminal', 'report', 'request', 'overlay'] as const;
type OperatorView = (typeof VIEWS)[number];

const Overlay = lazily(['experiment', 'recording'], async () => (await import('./Overlay.tsx')).Overlay);

const CONTENT: { readonly [V in OperatorView]: ComponentType } = {
  terminal: Terminal,
  report: Report,
  request: RequestTime,
  overlay: Overlay,
};

/** What was looked at last, for the next time that the panel is opened; null = nothing yet. */
let lastView: OperatorView | null = null;

export function OperatorPanel() {
  const t = useStore((s) => textsOf(s.lang).report.views);
  // a terminal's commands read rows
  const hasRows = useStore((s) => traceOf(s).topology.databases.length > 0);
  // of a recording most of what they would print is hidden
  const begins = useStore((s) => (hasRows && traceOf(s).source === 'simulated' ? 'terminal' : 'report'));
  const [asked, ask] = useState<OperatorView | null>(lastView);
  const views = VIEWS.filter((view) => hasRows || view !== 'terminal');
  const view = views.find((one) => one === asked) ?? begins;
  const Content = CONTENT[view];
  useLifetime(reports.look);
  const choose = (next: OperatorView): void => {
    lastView = next;
    ask(next);
  };
  return (
    <div className="operator @container flex h-full min-h-0 flex-col">
      <div className="flex flex-none border-b border-line px-4 py-1.5 @max-[40rem]:px-3">
        <Segments
          label={t.label}
          items={views.map((id) => ({ id, label: t[id] }))}
          value={view}
          onChange={choose}
        />
      </div>
      <Content />
    </div>
  );
}
