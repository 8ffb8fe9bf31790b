/** The page: five landmarks, and named slots that each layout arranges in its own way. */
import { textsOf } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { MapView } from '../canvas/MapView.tsx';
import { Button } from '../shared/Button.tsx';
import { useChange } from '../shared/hooks.ts';
import { TopBar } from '../topbar/TopBar.tsx';
import { Transport } from '../transport/Transport.tsx';
import { Announcer } from './Announcer.tsx';
import { Dock, DockButtons } from './Dock.tsx';
import { focusLandmark } from './landmarks.ts';
import { type PageLayout, useLayout } from './layout.ts';
import { Notices } from './Notices.tsx';
import { PANELS, panelFor } from './panels.tsx';
import { Slot } from './Slot.tsx';

export function App() {
  const layout = useLayout();
  const texts = useStore((s) => textsOf(s.lang).page);
  const stepsOpen = useStore((s) => s.stepsOpen || s.dock === 'steps') && layout === 'desk';
  const dock = useStore((s) => s.dock);
  const large = useStore((s) => s.dockLarge);
  const setDock = useStore((s) => s.setDock);
  const selection = useStore((s) => s.selection);
  useChange(selection, (now) => {
    const panel = now && panelFor(now, layout);
    if (panel) setDock(panel);
  });
  return (
    <div
      className="app"
      data-layout={layout}
      data-dock={dock ? 'open' : 'shut'}
      data-dock-large={large || undefined}
    >
      <Button className="skip" look="filled" onClick={() => focusLandmark('narration')}>
        {texts.skip}
      </Button>
      <section className="app-top" aria-label={texts.landmarks.top} data-landmark="top" tabIndex={-1}>
        <TopBar layout={layout} />
      </section>
      <Notices />
      <div className="app-middle">
        {stepsOpen ? (
          <aside className="app-steps" aria-label={texts.panels.steps} data-panel="steps" tabIndex={-1}>
            <Slot of={PANELS.steps.content} />
          </aside>
        ) : null}
        <div className="app-picture">
          <main className="app-map" aria-label={texts.landmarks.map} data-landmark="map" tabIndex={-1}>
            <MapView layout={layout} />
          </main>
          {layout === 'lesson' || layout === 'desk' ? <DetailsBelow layout={layout} /> : null}
        </div>
        <Side layout={layout} />
      </div>
      <nav className="app-time" aria-label={texts.landmarks.timeline} data-landmark="timeline" tabIndex={-1}>
        <Transport layout={layout} />
      </nav>
      <Announcer />
    </div>
  );
}

/** The drawer over the map (lesson) or the dock below it (desk). */
function DetailsBelow({ layout }: { layout: PageLayout }) {
  const texts = useStore((s) => textsOf(s.lang).page);
  const dock = useStore((s) => s.dock);
  const open = dock !== null && (layout !== 'desk' || (dock !== 'steps' && dock !== 'inspector'));
  if (!open) return null;
  const landmark =
    layout === 'lesson' ? { 'data-landmark': 'details', 'aria-label': texts.landmarks.details } : {};
  return (
    <section className="app-dock" {...landmark} tabIndex={-1}>
      <Dock layout={layout} />
    </section>
  );
}

function Side({ layout }: { layout: PageLayout }) {
  const texts = useStore((s) => textsOf(s.lang).page);
  const dock = useStore((s) => s.dock);
  const details = { 'data-landmark': 'details', 'aria-label': texts.landmarks.details, tabIndex: -1 };
  return (
    <div className="app-side">
      <section
        className="app-narration"
        aria-label={texts.landmarks.narration}
        data-landmark="narration"
        tabIndex={-1}
      >
        <Slot of={PANELS.narration.content} />
      </section>
      {layout === 'lesson' ? (
        <section className="app-buttons" {...(dock === null ? details : {})}>
          <DockButtons layout={layout} />
        </section>
      ) : (
        <section className="app-details" {...details}>
          {layout === 'desk' ? <Slot of={PANELS.inspector.content} /> : <Dock layout={layout} />}
          {layout === 'desk' ? <DockButtons layout={layout} /> : null}
        </section>
      )}
    </div>
  );
}
