import type { ReactNode } from 'react';

interface Props<Id extends string> {
  readonly label: string;
  readonly items: readonly { readonly id: Id; readonly label: ReactNode }[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
  /** the name of what is chosen is English in every language */
  readonly lang?: 'en';
  /** the `data-` name under which each carries its id */
  readonly mark?: string;
}

/** A few ways to look at one thing: buttons in one trough, the chosen one raised. */
export function Segments<Id extends string>({
  label,
  items,
  value,
  onChange,
  lang,
  mark = 'view',
}: Props<Id>) {
  return (
    <fieldset
      className="inline-flex max-w-full min-w-0 flex-wrap gap-0.5 rounded-m bg-sunken p-0.5"
      aria-label={label}
    >
      {items.map((item) => (
        <button
          key={item.id}
          type="button"
          className="min-h-7 rounded-s px-2 text-ui font-medium whitespace-nowrap text-ink-2 hover:text-ink aria-pressed:bg-paper aria-pressed:text-ink aria-pressed:shadow-1 touch:min-h-[44px] forced-colors:aria-pressed:border"
          aria-pressed={item.id === value}
          {...{ [`data-${mark}`]: item.id }}
          lang={lang}
          onClick={() => onChange(item.id)}
        >
          {item.label}
        </button>
      ))}
    </fieldset>
  );
}
