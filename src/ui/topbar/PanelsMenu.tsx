/** Where the page has no room for tabs: what they would open, with the keys that do it too. */
import { LayoutPanelLeft, type LucideIcon, RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { textsOf } from '../../i18n/index.ts';
import type { DockPanel } from '../../store/state.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Popover } from '../shared/Popover.tsx';

export interface PanelEntry {
  readonly id: DockPanel;
  readonly label: string;
  readonly icon: LucideIcon;
  /** how much of it this step changed; stands behind the label */
  readonly badge: ReactNode;
  readonly key: number | string;
}

const ICON = { size: '1.2em', strokeWidth: 1.9, 'aria-hidden': true } as const;

export function PanelsMenu({ panels }: { panels: readonly PanelEntry[] }) {
  const texts = useStore((s) => textsOf(s.lang).page);
  const dock = useStore((s) => s.dock);
  const setDock = useStore((s) => s.setDock);
  const periodic = useStore((s) => s.periodic);
  const setPeriodic = useStore((s) => s.setPeriodic);
  const label = (
    <>
      <LayoutPanelLeft {...ICON} />
      {texts.panels.menu}
    </>
  );
  return (
    <Popover label={label} look="quiet" className="panels-menu">
      {(shut) => (
        <>
          {panels.map(({ id, label: name, icon: Icon, badge, key }) => (
            <Button
              key={id}
              look="quiet"
              className="w-full min-w-60 justify-start"
              aria-pressed={dock === id}
              data-panel-choice={id}
              onClick={() => {
                setDock(dock === id ? null : id);
                shut();
              }}
            >
              <Icon {...ICON} />
              {name}
              {badge}
              <kbd className="ml-auto pl-4 font-sans text-cap text-ink-3">{key}</kbd>
            </Button>
          ))}
          <Button
            look="quiet"
            className="mt-1 w-full justify-start border-t border-line"
            aria-pressed={periodic}
            title={texts.top.periodicTitle}
            onClick={() => setPeriodic(!periodic)}
          >
            <RefreshCw {...ICON} />
            {texts.top.periodic}
          </Button>
        </>
      )}
    </Popover>
  );
}
