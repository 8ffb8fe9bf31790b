import type { ReactNode } from 'react';

/** A frame in which a wide or long table scrolls; `labelledBy` = id of its title. */
export function ScrollBox({ labelledBy, children }: { labelledBy: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is scrolled by keys
    <section className="lab-scroll" aria-labelledby={labelledBy} tabIndex={0}>
      {children}
    </section>
  );
}
