/** Where the page has no room for tabs: what they would open, with the keys that do it too. */
import { LayoutPanelLeft, RefreshCw } from 'lucide-react';
import { textsOf } from '../../i18n/index.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { PanelChoices, type PanelEntry } from '../shared/PanelChoices.tsx';
import { Popover } from '../shared/Popover.tsx';

const ICON = { size: '1.2em', strokeWidth: 1.9, 'aria-hidden': true } as const;

export function PanelsMenu({ panels }: { panels: readonly PanelEntry[] }) {
  const texts = useStore((s) => textsOf(s.lang).page);
  const dock = useStore((s) => s.dock);
  const { setDock } = useActions();
  const periodic = useStore((s) => s.periodic);
  const { setPeriodic } = useActions();
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
          <PanelChoices
            panels={panels}
            open={dock}
            onChoose={(id) => {
              setDock(dock === id ? null : id);
              shut();
            }}
          />
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
