/** A part of the load test: a card with its title and what it is for. */
import type { ReactNode } from 'react';

interface Props {
  /** of the title: what is inside may be named by it */
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly children: ReactNode;
}

export function Section({ id, title, about, children }: Props) {
  return (
    <section
      className="flex min-w-0 flex-col gap-3 rounded-l border border-line bg-paper p-4 shadow-1"
      aria-labelledby={id}
    >
      <h3 className="text-body font-semibold" id={id}>
        {title}
      </h3>
      <p className="max-w-[60em] text-ui text-ink-2">{about}</p>
      {children}
    </section>
  );
}
