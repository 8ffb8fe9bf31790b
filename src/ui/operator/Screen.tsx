/** The terminal's screen: as wide as its lines, scrolled where they are wider, by the keyboard too. */
import type { ComponentProps } from 'react';

interface Props extends ComponentProps<'section'> {
  readonly label: string;
}

export function Screen({ label, children, ...rest }: Props) {
  return (
    <section
      className="min-h-0 flex-1 overflow-auto bg-paper focus-visible:-outline-offset-2"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must be able to reach it
      tabIndex={0}
      {...rest}
    >
      <pre className="w-max min-w-full p-3 font-mono text-cap [tab-size:8]" lang="en" translate="no">
        {children}
      </pre>
    </section>
  );
}
