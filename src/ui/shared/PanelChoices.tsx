/** Panels as a list in a popover, each with its key. */
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DockPanel } from '../../store/state.ts';
import { Button } from './Button.tsx';

export interface PanelEntry {
  readonly id: DockPanel;
  readonly label: string;
  readonly icon: LucideIcon;
  /** how much of it this step changed; stands behind the label */
  readonly badge: ReactNode;
  readonly key: number | string;
}

interface Props {
  readonly panels: readonly PanelEntry[];
  readonly open: DockPanel | null;
  readonly onChoose: (id: DockPanel) => void;
}

export const PanelChoices = ({ panels, open, onChoose }: Props) =>
  panels.map(({ id, label, icon: Icon, badge, key }) => (
    <Button
      key={id}
      look="quiet"
      className="w-full min-w-60 justify-start"
      aria-pressed={open === id}
      data-panel-choice={id}
      onClick={() => onChoose(id)}
    >
      <Icon size="1.2em" strokeWidth={1.9} aria-hidden="true" />
      {label}
      {badge}
      <kbd className="ml-auto pl-4 font-sans text-cap text-ink-3">{key}</kbd>
    </Button>
  ));
