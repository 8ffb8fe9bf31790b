/** The page: five landmarks, and named slots that each layout arranges in its own way. */
import { textsOf } from '../../i18n/index.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { MapView } from '../canvas/MapView.tsx';
import { Button } from '../shared/Button.tsx';
import { useChange } from '../shared/hooks.ts';
import { useLayout } from '../shared/layout.ts';
import { TopBar } from '../topbar/TopBar.tsx';
import { Transport } from '../transport/Transport.tsx';
import { Announcer } from './Announcer.tsx';
import { Drawer, useItems } from './Drawer.tsx';
import { focusLandmark } from './landmarks.ts';
import { NewVersionSlot, NoticesSlot } from './NoticesSlot.tsx';
import { PANELS, panelFor } from './panels.tsx';
import { QuestionSlot } from './QuestionSlot.tsx';
import { Side } from './Side.tsx';
import { Slot } from './Slot.tsx';

/** What is reached by F6 or by a key shows where the focus is, and nothing where it came by a press. */
const LANDMARK = '**:data-landmark:focus:outline-none **:data-landmark:focus-visible:-outline-offset-2';

export function App() {
  const layout = useLayout();
  const texts = useStore((s) => textsOf(s.lang).page);
  const stepsOpen = useStore((s) => s.stepsOpen || s.dock === 'steps') && layout === 'desk';
  const dock = useStore((s) => s.dock);
  const large = useStore((s) => s.dockLarge);
  const { setDock } = useActions();
  const selection = useStore((s) => s.selection);
  const items = useItems(layout);
  const isOver = layout === 'lesson' || layout === 'desk';
  const isCovered = isOver && large && items.some(({ id }) => id === dock);
  useChange(selection, (now) => {
    const panel = now && panelFor(now, layout);
    if (panel) setDock(panel);
  });
  return (
    <div
      className={`app grid h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[auto_auto_minmax(0,1fr)_auto] bg-paper ${LANDMARK}`}
      data-layout={layout}
      data-dock={dock ? 'open' : 'shut'}
      data-dock-large={large || undefined}
    >
      <Button
        className="skip absolute -top-20 left-2 z-30 focus:top-1"
        look="filled"
        onClick={() => focusLandmark('narration')}
      >
        {texts.skip}
      </Button>
      <section
        className="app-top border-b border-line"
        aria-label={texts.landmarks.top}
        data-landmark="top"
        tabIndex={-1}
      >
        <TopBar layout={layout} panels={items} sign={<NewVersionSlot />} />
      </section>
      <NoticesSlot />
      <div className="app-middle relative flex min-h-0 tall:flex-col phone:block phone:scroll-p-3 phone:overflow-y-auto">
        {stepsOpen ? (
          <aside
            className="app-steps w-64 flex-none overflow-auto border-r border-line bg-paper"
            aria-label={texts.panels.steps}
            data-panel="steps"
            tabIndex={-1}
          >
            <Slot of={PANELS.steps.content} />
          </aside>
        ) : null}
        <div
          data-large={large || undefined}
          // upright a panel takes its place from the map, which then shows the band of the step
          data-cut={(dock !== null && dock !== 'steps') || undefined}
          className="app-picture relative flex min-w-0 overflow-clip flex-1 flex-col tall:flex-[0_0_548px] tall:data-cut:basis-[310px] tall:data-large:min-h-0 tall:data-large:basis-0 tall:data-large:overflow-hidden phone:h-[282px]"
        >
          <main
            // what is covered is not reached by keys either
            className={`app-map relative min-h-0 flex-1 bg-canvas ${isCovered ? 'invisible' : ''}`}
            aria-label={texts.landmarks.map}
            data-landmark="map"
            tabIndex={-1}
          >
            <MapView layout={layout} />
          </main>
          {isOver ? <Drawer layout={layout} items={items} /> : null}
          <div className="pointer-events-none absolute inset-x-0 bottom-0 z-6 desk:bottom-10.5 mx-auto flex max-h-full max-w-[54rem] flex-col justify-end p-3 *:pointer-events-auto phone:hidden">
            {layout === 'phone' ? null : <QuestionSlot />}
          </div>
        </div>
        {layout === 'phone' ? <QuestionSlot /> : null}
        <Side layout={layout} items={items} />
      </div>
      <nav
        className="app-time border-t border-line bg-paper pb-[env(safe-area-inset-bottom)]"
        aria-label={texts.landmarks.timeline}
        data-landmark="timeline"
        tabIndex={-1}
      >
        <Transport layout={layout} />
      </nav>
      <Announcer />
    </div>
  );
}
