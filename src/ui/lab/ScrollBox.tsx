import type { ReactNode } from 'react';

/** A table of numbers: its first column names, the others stand at the right. */
export const TABLE =
  'min-w-full border-separate border-spacing-0 text-cap tabular-nums [&_td]:border-b [&_td]:border-line [&_td]:px-3 [&_td]:py-1.5 [&_td]:text-right [&_tbody_th]:border-b [&_tbody_th]:border-line [&_tbody_th]:px-3 [&_tbody_th]:py-1.5 [&_tbody_th]:text-left [&_tbody_th]:font-normal [&_thead_th]:sticky [&_thead_th]:top-0 [&_thead_th]:border-b [&_thead_th]:border-line [&_thead_th]:bg-paper [&_thead_th]:px-3 [&_thead_th]:py-1.5 [&_thead_th]:text-right [&_thead_th]:font-medium [&_thead_th]:text-ink-2 [&_thead_th:first-child]:text-left';

/** A frame in which a wide or long table scrolls; `labelledBy` = id of its title. */
export function ScrollBox({ labelledBy, children }: { labelledBy: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is scrolled by keys
    <section className="max-h-104 max-w-full overflow-auto" aria-labelledby={labelledBy} tabIndex={0}>
      {children}
    </section>
  );
}
