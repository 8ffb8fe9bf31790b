import { type KeyboardEvent, type ReactNode, useId } from 'react';

interface TabItem {
  readonly id: string;
  readonly label: ReactNode;
  /** stands behind the label */
  readonly badge?: ReactNode;
}
interface Props {
  label: string;
  items: readonly TabItem[];
  /** null = none is open: the tabs alone */
  value: string | null;
  onChange: (id: string) => void;
  /** the panel of the chosen tab */
  children: ReactNode;
  /** what stands behind the tabs on the same line */
  aside?: ReactNode;
  /** `segments` = a few ways to look at one thing, inside a panel */
  look?: 'line' | 'segments' | 'bar';
}

const STEPS: { readonly [key: string]: number } = { ArrowRight: 1, ArrowLeft: -1, Home: -1000, End: 1000 };

const LOOKS = {
  line: {
    list: 'gap-1',
    tab: 'min-h-10 border-b-2 border-transparent px-3 aria-selected:border-ink forced-colors:border-[Canvas] forced-colors:aria-selected:border-[Highlight] touch:min-h-11',
  },
  /** a bar of the page's own */
  bar: {
    list: 'my-1 gap-0.5 flex-wrap',
    tab: 'min-h-8 rounded-m px-2 hover:bg-sunken aria-selected:bg-sunken forced-colors:border-2 forced-colors:border-[Canvas] forced-colors:aria-selected:border-[Highlight] touch:min-h-11',
  },
  segments: {
    list: 'my-1.5 gap-0.5 rounded-m bg-sunken p-0.5',
    tab: 'min-h-8 rounded-s px-3 aria-selected:bg-paper aria-selected:shadow-1 forced-colors:aria-selected:border touch:min-h-10.5',
  },
} as const;

/** Tabs with a roving tabindex: one stop in the Tab order, arrows, Home and End move inside. */
export function Tabs({ label, items, value, onChange, children, aside, look = 'line' }: Props) {
  const base = useId();
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = STEPS[event.key];
    if (step === undefined || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    const at = items.findIndex((item) => item.id === value);
    const raw = at + step;
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
        <div
          className={`tabs flex min-w-0 overflow-x-auto [scrollbar-width:thin] ${LOOKS[look].list}`}
          role="tablist"
          aria-label={label}
          onKeyDown={onKeyDown}
        >
          {items.map((item, i) => (
            <button
              key={item.id}
              type="button"
              role="tab"
              className={`tab inline-flex min-w-9 flex-none items-center justify-center gap-1.5 text-ui font-medium whitespace-nowrap text-ink-2 hover:text-ink focus-visible:-outline-offset-2 aria-selected:text-ink ${LOOKS[look].tab}`}
              id={`${base}-${item.id}`}
              data-tab={item.id}
              aria-selected={item.id === value}
              aria-controls={value === null ? undefined : `${base}-panel`}
              tabIndex={item.id === value || (value === null && i === 0) ? 0 : -1}
              onClick={() => onChange(item.id)}
            >
              {item.label}
              {item.badge}
            </button>
          ))}
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
