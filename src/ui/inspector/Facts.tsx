import type { ReactNode } from 'react';

/** A plain list of names and values. */
export function Facts({ lines }: { lines: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className="fields grid grid-cols-[minmax(6.5em,max-content)_minmax(0,1fr)] text-ui">
      {lines.map(([label, value]) => (
        <div
          className="field col-span-full grid grid-cols-subgrid items-baseline gap-x-3 border-b border-line py-1 last:border-0 [&>dd]:min-w-0 [&>dd]:wrap-anywhere [&>dt]:text-ink-2"
          key={label}
        >
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
