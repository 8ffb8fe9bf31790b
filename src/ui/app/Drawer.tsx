/**
 * Panels that share one place: a drawer under the map on wide screens (over it where the window is low), tabs below the
 * story on tall ones, rows to open on a phone.
 */
import { ChevronsUpDown, Columns2, X } from 'lucide-react';
import { lessonPlace } from '../../core/scenarios/lessons.ts';
import { textsOf } from '../../i18n/index.ts';
import { scenarioOf, traceOf } from '../../store/derived.ts';
import type { DockPanel } from '../../store/state.ts';
import { DOCK_HEIGHT, type PageState } from '../../store/store.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Badge } from '../shared/Badge.tsx';
import { Button } from '../shared/Button.tsx';
import { Disclosure } from '../shared/Disclosure.tsx';
import { useChange, useMedia } from '../shared/hooks.ts';
import type { PageLayout } from '../shared/layout.ts';
import type { PanelEntry } from '../shared/PanelChoices.tsx';
import { Select } from '../shared/Select.tsx';
import { Tabs } from '../shared/Tabs.tsx';
import { Legend } from '../transport/Legend.tsx';
import { PanelSlot } from './PanelSlot.tsx';
import { PANELS, panelsOf } from './panels.tsx';
import { Splitter } from './Splitter.tsx';

const ICON = { size: '1.15em', strokeWidth: 1.9, 'aria-hidden': true } as const;
const LEAST = 160;
/** Of the window's height. */
const MOST = 0.7;
const ROOM_FOR_TWO = '(min-width: 1920px)';

/** On a phone what a lesson is about is not looked for at the end. */
function orderOf(layout: PageLayout, scenario: string): readonly DockPanel[] {
  const order = panelsOf(layout);
  const first = layout === 'phone' ? lessonPlace(scenario)?.panel : undefined;
  return first ? [first, ...order.filter((id) => id !== first)] : order;
}

/** The panels of a layout in their order. */
export function useItems(layout: PageLayout): readonly PanelEntry[] {
  const texts = useStore((s) => textsOf(s.lang).page).panels;
  const scenario = useStore(scenarioOf);
  const hasDatabases = useStore((s) => traceOf(s).topology.databases.length > 0);
  const order = orderOf(layout, scenario).filter((id) => hasDatabases || !PANELS[id].needsDatabases);
  return order.map((id) => {
    const { icon, key, badge } = PANELS[id];
    return { id, label: texts[id], icon, key, badge: badge ? <PanelBadge of={badge} /> : null };
  });
}

/** The one part of the panels' names that each step changes. */
function PanelBadge({ of }: { of: (state: PageState) => number }) {
  const n = useStore(of);
  return n > 0 ? <Badge n={n} tone="mark" /> : null;
}

interface Props {
  readonly layout: PageLayout;
  readonly items: readonly PanelEntry[];
}

/** On a desk its tabs are always there; in a lesson it comes over the map, and leaves it to a question that stands there. */
export function Drawer({ layout, items }: Props) {
  const texts = useStore((s) => textsOf(s.lang).page);
  const dock = useStore((s) => s.dock);
  const isLarge = useStore((s) => s.dockLarge);
  const height = useStore((s) => s.dockHeight);
  const { setDockHeight: setHeight } = useActions();
  const isOpen = items.some((item) => item.id === dock);
  const isDesk = layout === 'desk';
  if (!isOpen && !isDesk) return null;
  const isCut = isOpen && isDesk && !isLarge;
  return (
    <section
      className="app-dock relative flex max-h-[70vh] flex-none flex-col border-t border-line bg-paper data-open:shadow-3 lesson:absolute lesson:not-data-large:inset-[47%_0_0] lesson:z-5 lesson:border-line-2 data-large:absolute data-large:inset-0 data-large:z-5 data-large:max-h-none lesson:not-data-large:has-[~_div_[data-question]]:invisible"
      data-open={isOpen || undefined}
      data-large={(isOpen && isLarge) || undefined}
      style={isCut ? { height } : {}}
      data-landmark="details"
      aria-label={texts.landmarks.details}
      tabIndex={-1}
    >
      {isCut ? (
        <Splitter
          axis="y"
          label={texts.panels.height}
          value={height}
          least={LEAST}
          most={Math.round(window.innerHeight * MOST)}
          onChange={setHeight}
          onReset={() => setHeight(DOCK_HEIGHT)}
        />
      ) : null}
      <PanelTabs layout={layout} items={items} fallback={null} />
    </section>
  );
}

/** `fallback` = what stands there while none is chosen. */
export function PanelTabs({ layout, items, fallback }: Props & { readonly fallback: DockPanel | null }) {
  const texts = useStore((s) => textsOf(s.lang).page);
  const { setDock } = useActions();
  const open = useStore((s) => s.dock);
  const shown = items.find((item) => item.id === open)?.id ?? fallback;
  const beside = useBeside(shown, items);
  return (
    <Tabs
      label={texts.panels.menu}
      more={texts.panels.more}
      items={items}
      value={shown}
      onChange={setDock}
      aside={shown === null ? <LegendHere /> : <Tools layout={layout} items={items} shown={shown} />}
    >
      {shown === null ? null : (
        <div className="flex h-full">
          <div className="relative h-full min-w-0 flex-1 overflow-auto">
            <PanelSlot name={shown} />
          </div>
          {beside === null ? null : <Beside name={beside} besides={shown} items={items} />}
        </div>
      )}
    </Tabs>
  );
}

/** In one line, where there is room for the four kinds of Nova's; the whole stands with the keys. */
const LegendHere = () => (
  <div className="@container h-5 min-w-0 flex-1 overflow-hidden tall:hidden">
    <Legend />
  </div>
);

/** The second panel, where the window has room for two. */
function useBeside(shown: DockPanel | null, items: readonly PanelEntry[]): DockPanel | null {
  const beside = useStore((s) => s.beside);
  const hasRoom = useMedia(ROOM_FOR_TWO);
  const isThere = shown !== null && beside !== shown && items.some(({ id }) => id === beside);
  return hasRoom && isThere ? beside : null;
}

interface BesideProps {
  readonly name: DockPanel;
  /** the panel that it stands beside */
  readonly besides: DockPanel;
  readonly items: readonly PanelEntry[];
}

function Beside({ name, besides, items }: BesideProps) {
  const texts = useStore((s) => textsOf(s.lang).page).panels;
  const { setBeside } = useActions();
  return (
    <section
      className="panel-beside flex h-full min-w-0 flex-1 flex-col border-l border-line-2"
      aria-label={texts.beside}
    >
      <div className="flex flex-none items-center justify-between gap-2 border-b border-line px-2 py-1">
        <Select
          aria-label={texts.beside}
          value={name}
          onChange={(event) => setBeside(event.target.value as DockPanel)}
        >
          {items
            .filter(({ id }) => id !== besides)
            .map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
        </Select>
        <Button
          look="quiet"
          icon
          aria-label={texts.closeBeside}
          title={texts.closeBeside}
          onClick={() => setBeside(null)}
        >
          <X {...ICON} />
        </Button>
      </div>
      <div className="relative min-h-0 flex-1 overflow-auto">
        <PanelSlot name={name} />
      </div>
    </section>
  );
}

/** What can be done with the open panel as such. */
function Tools({ layout, items, shown }: Props & { readonly shown: DockPanel }) {
  const texts = useStore((s) => textsOf(s.lang).page).panels;
  const isLarge = useStore((s) => s.dockLarge);
  const { setDockLarge, setDock, setBeside } = useActions();
  const hasRoom = useMedia(ROOM_FOR_TWO);
  const beside = useBeside(shown, items);
  const next = items.find(({ id }) => id !== shown);
  return (
    <span className="flex flex-none items-center gap-0.5">
      {hasRoom && beside === null && next ? (
        <Button
          look="quiet"
          icon
          aria-label={texts.addBeside}
          title={texts.addBeside}
          onClick={() => setBeside(next.id)}
        >
          <Columns2 {...ICON} />
        </Button>
      ) : null}
      <Button
        look="quiet"
        icon
        aria-label={isLarge ? texts.smaller : texts.larger}
        aria-pressed={isLarge}
        title={texts.largerTitle}
        data-dock-size=""
        onClick={() => setDockLarge(!isLarge)}
      >
        <ChevronsUpDown {...ICON} />
      </Button>
      {layout === 'tall' ? null : (
        <Button look="quiet" icon aria-label={texts.close} title={texts.close} onClick={() => setDock(null)}>
          <X {...ICON} />
        </Button>
      )}
    </span>
  );
}

/** On a phone: one row a panel. The key makes a panel that was asked for open itself; it comes into view. */
export function PanelRows({ items }: { items: readonly PanelEntry[] }) {
  const open = useStore((s) => s.dock);
  useChange(open, (id) => {
    const row = id === null ? null : document.querySelector(`[data-panel-row="${id}"]`);
    row?.scrollIntoView({ block: 'start', behavior: 'smooth' });
  });
  return items.map(({ id, label, badge }) => (
    <Disclosure
      key={`${id}-${id === open}`}
      id={id}
      look="row"
      className="border-b border-line"
      open={id === open}
      summary={label}
      aside={badge}
    >
      <PanelSlot name={id} />
    </Disclosure>
  ));
}
