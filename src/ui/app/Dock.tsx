/** Panels that share one place: a drawer or a dock on wide screens, tabs below the picture on tall ones. */
import { useShallow } from 'zustand/react/shallow';
import { lessonOf } from '../../core/lessons/lessons.ts';
import { textsOf } from '../../i18n/index.ts';
import { isRecording, scenarioOf, traceOf } from '../../store/derived.ts';
import type { DockPanel } from '../../store/state.ts';
import { useStore } from '../../store/use-store.ts';
import { Badge } from '../shared/Badge.tsx';
import { Button } from '../shared/Button.tsx';
import { Disclosure } from '../shared/Disclosure.tsx';
import { lazily } from '../shared/lazily.tsx';
import { Tabs } from '../shared/Tabs.tsx';
import type { PageLayout } from './layout.ts';
import { PANELS, panelsOf } from './panels.tsx';
import { Slot } from './Slot.tsx';

const Lesson = lazily([], async () => (await import('../lesson/Lesson.tsx')).Lesson);

/** On a phone what a lesson is about is not looked for at the end. */
function orderOf(layout: PageLayout, scenario: string): readonly DockPanel[] {
  const order = panelsOf(layout);
  const first = layout === 'phone' ? lessonOf(scenario)?.panel?.id : undefined;
  return first ? [first, ...order.filter((id) => id !== first)] : order;
}

interface DockItem {
  readonly id: DockPanel;
  readonly label: string;
  /** shown behind the label when above 0 */
  readonly badge: number;
}

function useItems(layout: PageLayout): readonly DockItem[] {
  const texts = useStore((s) => textsOf(s.lang).page).panels;
  const scenario = useStore(scenarioOf);
  const hasDatabases = useStore((s) => traceOf(s).topology.databases.length > 0);
  const order = orderOf(layout, scenario).filter((id) => hasDatabases || !PANELS[id].needsDatabases);
  const badges = useStore(useShallow((s) => order.map((id) => PANELS[id].badge?.(s) ?? 0)));
  return order.map((id, i) => ({ id, label: texts[id], badge: badges[i] ?? 0 }));
}

export function Dock({ layout }: { layout: PageLayout }) {
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

/** A lesson stands beside or above the panel that it uses. */
function PanelSlot({ name }: { name: DockPanel }) {
  const lesson = useStore((s) => lessonOf(scenarioOf(s))?.panel ?? null);
  const isReadOnly = useStore(isRecording);
  const { content, needsExperiment } = PANELS[name];
  if (needsExperiment && isReadOnly) return <NoExperiment />;
  const own = <Slot of={content} />;
  if (lesson?.id !== name) return own;
  const both = (
    <>
      <Slot of={Lesson} />
      {own}
    </>
  );
  if (lesson.place === 'above') return both;
  return (
    <div className="beside">
      <div className="beside-frame">{both}</div>
    </div>
  );
}

/** What is shown is a recording: it has no commands, no forks and nothing beside it. */
function NoExperiment() {
  const texts = useStore((s) => textsOf(s.lang).page);
  const close = useStore((s) => s.closeRecording);
  return (
    <div className="no-experiment">
      <p>{texts.notice.no_experiment}</p>
      <Button onClick={close}>{texts.recording.back}</Button>
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
function Disclosures({ layout }: { layout: PageLayout }) {
  const items = useItems(layout);
  const open = useStore((s) => s.dock);
  return items.map((item) => (
    <Disclosure
      key={`${item.id}-${item.id === open}`}
      open={item.id === open}
      summary={
        <>
          {item.label}
          {item.badge ? <Badge n={item.badge} tone="mark" /> : null}
        </>
      }
    >
      <PanelSlot name={item.id} />
    </Disclosure>
  ));
}

/** What opens the dock while it is shut. */
export function DockButtons({ layout }: { layout: PageLayout }) {
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
          {item.badge ? <Badge n={item.badge} tone="mark" /> : null}
        </Button>
      ))}
    </div>
  );
}
