/** Tabs in one row: those that find no room stand in a list behind them, but for the chosen one. */
import { ChevronDown } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useId } from 'react';
import type { DockPanel } from '../../store/state.ts';
import { fitting } from './fitting.ts';
import { useWidths } from './hooks.ts';
import { PanelChoices, type PanelEntry } from './PanelChoices.tsx';
import { Popover } from './Popover.tsx';

interface Props {
  label: string;
  items: readonly PanelEntry[];
  /** null = none is open: the tabs alone */
  value: DockPanel | null;
  onChange: (id: DockPanel) => void;
  /** how many more there are than found room */
  more: (n: number) => string;
  /** the panel of the chosen tab */
  children: ReactNode;
  /** what stands behind the tabs on the same line */
  aside: ReactNode;
}

const STEPS: { readonly [key: string]: number } = { ArrowRight: 1, ArrowLeft: -1, Home: -1000, End: 1000 };
const ICON = { size: '1.15em', strokeWidth: 1.9, 'aria-hidden': true } as const;

/** A roving tabindex: one stop in the Tab order, arrows, Home and End move among all of them. */
export function Tabs({ label, items, value, onChange, more, children, aside }: Props) {
  const base = useId();
  const [row, widths] = useWidths<HTMLDivElement>(items.map((item) => item.label).join());
  const chosen = items.findIndex((item) => item.id === value);
  const shown = fitting(widths, chosen);
  const hidden = items.filter((_, i) => !shown.has(i));
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = STEPS[event.key];
    if (step === undefined || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    const raw = chosen + step;
    const wrapped =
      Math.abs(step) > 1 ? Math.min(Math.max(raw, 0), items.length - 1) : (raw + items.length) % items.length;
    const next = items[wrapped];
    if (!next) return;
    onChange(next.id);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  };
  return (
    <>
      <div className="tabs-line flex flex-none items-center justify-between gap-2 border-b border-line px-2">
        <div className="flex min-w-0 flex-[0_1_auto] items-center gap-0.5">
          <div
            ref={row}
            // what has no room stands in a line below it, and is clipped
            className="tabs my-1 flex h-8 min-w-0 flex-wrap gap-0.5 overflow-clip touch:h-[max(44px,2rem)]"
            role="tablist"
            aria-label={label}
            onKeyDown={onKeyDown}
          >
            {items.map(({ id, label: name, icon: Icon, badge }, i) => (
              <button
                key={id}
                type="button"
                role="tab"
                className="tab inline-flex h-full min-w-9 flex-none items-center justify-center gap-1.5 rounded-m px-2 text-ui font-medium whitespace-nowrap text-ink-2 hover:bg-sunken hover:text-ink focus-visible:-outline-offset-2 aria-selected:bg-sunken aria-selected:text-ink forced-colors:border-2 forced-colors:border-[Canvas] forced-colors:aria-selected:border-[Highlight]"
                style={{ order: shown.has(i) ? 0 : 2 }}
                id={`${base}-${id}`}
                data-tab={id}
                aria-selected={i === chosen}
                aria-controls={value === null ? undefined : `${base}-panel`}
                tabIndex={i === Math.max(chosen, 0) ? 0 : -1}
                onClick={() => onChange(id)}
              >
                <Icon {...ICON} className="flex-none lesson:hidden tall:hidden" />
                {name}
                {badge}
              </button>
            ))}
            <span role="presentation" style={{ flexBasis: '100%', order: 1 }} />
          </div>
          {hidden.length > 0 ? (
            <Popover
              look="quiet"
              className="tabs-more"
              label={
                <>
                  {more(hidden.length)}
                  <ChevronDown {...ICON} />
                </>
              }
            >
              {(shut) => (
                <PanelChoices
                  panels={hidden}
                  open={value}
                  onChoose={(id) => {
                    shut();
                    onChange(id);
                  }}
                />
              )}
            </Popover>
          ) : null}
        </div>
        {aside}
      </div>
      {value === null ? null : (
        <div
          className="tab-panel relative min-h-0 flex-1 overflow-auto"
          role="tabpanel"
          id={`${base}-panel`}
          aria-labelledby={`${base}-${value}`}
        >
          {children}
        </div>
      )}
    </>
  );
}
