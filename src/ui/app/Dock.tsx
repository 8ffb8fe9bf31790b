/** Panels that share one place: a drawer or a dock on wide screens, tabs below the picture on tall ones. */
import { lessonOf } from '../../core/lessons/lessons.ts';
import { textsOf } from '../../i18n/index.ts';
import { isRecording, scenarioOf, stepOf, traceOf } from '../../store/derived.ts';
import type { DockPanel, Selection } from '../../store/state.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Disclosure } from '../shared/Disclosure.tsx';
import { Tabs } from '../shared/Tabs.tsx';
import type { Layout } from './layout.ts';
import { Slot } from './slots.tsx';

const IN_DOCK: { readonly [L in Layout]: readonly DockPanel[] } = {
  // two lines of buttons, so that the narration above them is seen whole
  lesson: ['inspector', 'steps', 'sequence', 'experiment', 'tables', 'sql', 'queues', 'lab'],
  desk: ['sequence', 'tables', 'sql', 'queues', 'experiment', 'lab'],
  tall: ['steps', 'inspector', 'sequence', 'tables', 'sql', 'queues', 'experiment', 'lab'],
  phone: ['inspector', 'tables', 'steps', 'sequence', 'queues', 'experiment', 'lab', 'sql'],
};

/** On a phone what a lesson is about is not looked for at the end. */
function orderOf(layout: Layout, scenario: string): readonly DockPanel[] {
  const order = IN_DOCK[layout];
  const first = layout === 'phone' ? lessonOf(scenario)?.panel?.id : undefined;
  return first ? [first, ...order.filter((id) => id !== first)] : order;
}

/** The dock's panel for a selection; null where the layout shows it elsewhere already. */
export function panelFor(selection: Selection, layout: Layout): DockPanel | null {
  const kind = selection.kind;
  if (kind === 'broker' || kind === 'queue') return 'queues';
  if (kind === 'database') return 'tables';
  return IN_DOCK[layout].includes('inspector') ? 'inspector' : null;
}

function useItems(layout: Layout) {
  const texts = useStore((s) => textsOf(s.lang).page).panels;
  const rows = useStore((s) => stepOf(s)?.rows.length ?? 0);
  const hasTables = useStore((s) => traceOf(s).topology.databases.length > 0);
  const scenario = useStore(scenarioOf);
  return orderOf(layout, scenario)
    .filter((id) => hasTables || (id !== 'tables' && id !== 'sql'))
    .map((id) => ({
      id,
      label: texts[id],
      ...(id === 'tables' && rows > 0 ? { badge: rows } : {}),
    }));
}

export function Dock({ layout }: { layout: Layout }) {
  const texts = useStore((s) => textsOf(s.lang).page);
  const setDock = useStore((s) => s.setDock);
  const items = useItems(layout);
  const open = useStore((s) => s.dock);
  const fallback = layout === 'tall' ? 'steps' : null;
  const shown = items.find((item) => item.id === open)?.id ?? fallback;
  if (layout === 'phone') return <Disclosures layout={layout} />;
  if (!shown) return null;
  const aside = (
    <span className="dock-aside">
      <SizeButton />
      {layout === 'tall' ? null : (
        <Button look="quiet" icon aria-label={texts.panels.close} onClick={() => setDock(null)}>
          ✕
        </Button>
      )}
    </span>
  );
  return (
    <Tabs
      label={texts.landmarks.details}
      items={items}
      value={shown}
      onChange={(id) => setDock(id as DockPanel)}
      aside={aside}
    >
      <PanelSlot name={shown} />
    </Tabs>
  );
}

/** A lesson stands beside or above the panel that it uses; two runs can be compared above their list. */
function PanelSlot({ name }: { name: DockPanel }) {
  const scenario = useStore(scenarioOf);
  const hasOther = useStore((s) => s.runs.length > 1);
  const isReadOnly = useStore(isRecording);
  if (name === 'experiment' && isReadOnly) return <NoExperiment />;
  const own = (
    <>
      {name === 'experiment' && hasOther ? <Slot name="compare" /> : null}
      <Slot name={name} />
    </>
  );
  const panel = lessonOf(scenario)?.panel;
  if (panel?.id !== name) return own;
  if (panel.place === 'above') {
    return (
      <>
        <Slot name="lesson" />
        {own}
      </>
    );
  }
  return (
    <div className="beside">
      <div className="beside-frame">
        <Slot name="lesson" />
        {own}
      </div>
    </div>
  );
}

/** What is shown is a recording: it has no orders, no forks and nothing beside it. */
function NoExperiment() {
  const texts = useStore((s) => textsOf(s.lang).page);
  const close = useStore((s) => s.closeRecording);
  return (
    <div className="no-experiment">
      <p>{texts.notice.no_experiment}</p>
      <Button onClick={close}>{texts.aside.back}</Button>
    </div>
  );
}

/** A table or a diagram wants more room than the picture leaves. */
function SizeButton() {
  const texts = useStore((s) => textsOf(s.lang).page).panels;
  const large = useStore((s) => s.dockLarge);
  const setDockLarge = useStore((s) => s.setDockLarge);
  return (
    <Button
      look="quiet"
      aria-pressed={large}
      title={texts.largerTitle}
      data-dock-size=""
      onClick={() => setDockLarge(!large)}
    >
      {large ? texts.smaller : texts.larger}
    </Button>
  );
}

/** On a phone: one disclosure a panel. The key makes a panel that was asked for open itself. */
function Disclosures({ layout }: { layout: Layout }) {
  const items = useItems(layout);
  const open = useStore((s) => s.dock);
  return items.map((item) => (
    <Disclosure
      key={`${item.id}-${item.id === open}`}
      open={item.id === open}
      summary={
        <>
          {item.label}
          {item.badge ? <span className="badge">{item.badge}</span> : null}
        </>
      }
    >
      <PanelSlot name={item.id} />
    </Disclosure>
  ));
}

/** What opens the dock while it is shut. */
export function DockButtons({ layout }: { layout: Layout }) {
  const items = useItems(layout);
  const dock = useStore((s) => s.dock);
  const setDock = useStore((s) => s.setDock);
  return (
    <div className="dock-buttons">
      {items.map((item) => (
        <Button
          key={item.id}
          aria-pressed={dock === item.id}
          onClick={() => setDock(dock === item.id ? null : item.id)}
        >
          {item.label}
          {item.badge ? <span className="badge">{item.badge}</span> : null}
        </Button>
      ))}
    </div>
  );
}
