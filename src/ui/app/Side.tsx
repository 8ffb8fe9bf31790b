/** The story's column: what happens, and below it what it is made of. Upright the panels stand there too. */
import { Mail } from 'lucide-react';
import { textsOf } from '../../i18n/index.ts';
import { stepOf, traceOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Badge } from '../shared/Badge.tsx';
import { Button } from '../shared/Button.tsx';
import type { PageLayout } from '../shared/layout.ts';
import type { PanelEntry } from '../shared/PanelChoices.tsx';
import { PanelRows, PanelTabs } from './Drawer.tsx';
import { FirstSteps } from './FirstSteps.tsx';
import { PANELS } from './panels.tsx';
import { Slot } from './Slot.tsx';
import { Splitter } from './Splitter.tsx';

const WIDTHS = { desk: 384, lesson: 360 } as const;
const [LEAST, MOST] = [280, 640];

export function Side({ layout, items }: { layout: PageLayout; items: readonly PanelEntry[] }) {
  const texts = useStore((s) => textsOf(s.lang).page);
  const chosen = useStore((s) => s.sideWidth);
  const { setSideWidth: setWidth } = useActions();
  const isBeside = layout === 'desk' || layout === 'lesson';
  // letters for the back row leave a tablet no room for a list of steps under the story
  const isBare = useStore((s) => layout === 'tall' && s.theme === 'projector' && s.dock === null);
  const width = isBeside ? (chosen ?? WIDTHS[layout]) : null;
  return (
    <div
      className="app-side relative flex min-h-0 max-w-[50%] flex-none flex-col border-line bg-paper desk:border-l lesson:border-l tall:max-w-none tall:flex-1 tall:overflow-clip tall:border-t phone:max-w-none phone:border-t"
      style={width === null ? {} : { width }}
    >
      {width === null ? null : (
        <Splitter
          axis="x"
          label={texts.panels.width}
          value={width}
          least={LEAST}
          most={MOST}
          onChange={setWidth}
          onReset={() => setWidth(null)}
        />
      )}
      <div className="flex min-h-0 flex-1 flex-col desk:overflow-y-auto phone:block">
        <section
          className={`app-narration relative min-h-0 overflow-auto desk:flex-none desk:overflow-visible lesson:flex-1 phone:overflow-visible ${isBare ? 'flex-1' : 'tall:max-h-[64%] tall:flex-none'}`}
          aria-label={texts.landmarks.narration}
          data-landmark="narration"
          tabIndex={-1}
        >
          <Slot of={PANELS.narration.content} />
        </section>
        <FirstSteps />
        <Below layout={layout} items={items} isBare={isBare} />
      </div>
    </div>
  );
}

interface BelowProps {
  readonly layout: PageLayout;
  readonly items: readonly PanelEntry[];
  /** there is room for the tabs alone */
  readonly isBare: boolean;
}

function Below({ layout, items, isBare }: BelowProps) {
  const texts = useStore((s) => textsOf(s.lang).page);
  const isShut = useStore((s) => s.dock === null);
  const details = { 'data-landmark': 'details', 'aria-label': texts.landmarks.details, tabIndex: -1 };
  switch (layout) {
    case 'desk':
      return (
        <section
          className="app-details relative flex flex-[1_0_auto] flex-col"
          aria-label={texts.panels.inspector}
          data-panel="inspector"
          tabIndex={-1}
        >
          <Slot of={PANELS.inspector.content} />
        </section>
      );
    case 'lesson':
      return (
        <section className="app-buttons flex flex-none gap-2 px-4 pt-1 pb-3" {...(isShut ? details : {})}>
          <LessonButtons />
        </section>
      );
    case 'tall':
      return (
        <section
          className={`app-details flex flex-col border-t border-line ${isBare ? 'flex-none' : 'min-h-[min(11rem,36%)] flex-1'}`}
          {...details}
        >
          <PanelTabs layout={layout} items={items} fallback={isBare ? null : 'steps'} />
        </section>
      );
    case 'phone':
      return (
        <section className="app-details border-t border-line pb-4" {...details}>
          <PanelRows items={items} />
        </section>
      );
  }
}

const MAIL = <Mail size="1.2em" strokeWidth={1.9} aria-hidden="true" />;

/** What the panels' menu has besides is one press further away: these two are looked at in every step. */
function LessonButtons() {
  const texts = useStore((s) => textsOf(s.lang));
  const { select, setDock } = useActions();
  const dock = useStore((s) => s.dock);
  const step = useStore(stepOf);
  const facts = useStore((s) => traceOf(s).facts);
  const hasDatabases = useStore((s) => traceOf(s).topology.databases.length > 0);
  const main = step && facts[step.main];
  const isSent = main?.kind === 'message.published' || main?.kind === 'http.requested';
  const changed = step?.rows.length ?? 0;
  const panel = hasDatabases ? 'tables' : 'queues';
  const { icon: Icon } = PANELS[panel];
  return (
    <>
      <Button
        className="min-h-10 grow basis-0"
        disabled={!isSent}
        onClick={() => {
          if (main) select({ kind: 'message', fact: main.index });
          setDock('inspector');
        }}
      >
        {MAIL}
        {texts.narration.message}
      </Button>
      <Button className="min-h-10 grow basis-0" onClick={() => setDock(dock === panel ? null : panel)}>
        <Icon size="1.2em" strokeWidth={1.9} aria-hidden="true" />
        {texts.page.panels[panel]}
        {hasDatabases && changed > 0 ? <Badge n={changed} tone="mark" /> : null}
      </Button>
    </>
  );
}
