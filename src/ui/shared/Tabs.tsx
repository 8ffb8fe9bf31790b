import { type KeyboardEvent, type ReactNode, useId } from 'react';

interface TabItem {
  readonly id: string;
  readonly label: ReactNode;
  /** shown behind the label when above 0 */
  readonly badge?: number;
}
interface Props {
  label: string;
  items: readonly TabItem[];
  value: string;
  onChange: (id: string) => void;
  /** the panel of the chosen tab */
  children: ReactNode;
  /** what stands behind the tabs on the same line */
  aside?: ReactNode;
}

const STEPS: { readonly [key: string]: number } = { ArrowRight: 1, ArrowLeft: -1, Home: -1000, End: 1000 };

/** Tabs with a roving tabindex: one stop in the Tab order, arrows, Home and End move inside. */
export function Tabs({ label, items, value, onChange, children, aside }: Props) {
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
      <div className="tabs-line">
        <div className="tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
          {items.map((item) => (
            <button
              key={item.id}
              type="button"
              role="tab"
              className="tab"
              id={`${base}-${item.id}`}
              data-tab={item.id}
              aria-selected={item.id === value}
              aria-controls={`${base}-panel`}
              tabIndex={item.id === value ? 0 : -1}
              onClick={() => onChange(item.id)}
            >
              {item.label}
              {item.badge ? <span className="badge">{item.badge}</span> : null}
            </button>
          ))}
        </div>
        {aside}
      </div>
      <div className="tab-panel" role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-${value}`}>
        {children}
      </div>
    </>
  );
}
