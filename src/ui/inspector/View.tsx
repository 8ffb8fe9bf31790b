import { type ReactNode, useContext } from 'react';
import { useIsBelowStory } from '../shared/layout.ts';
import { Chosen } from './chosen.ts';

interface Props {
  /** hooks of the tests: what it is of */
  readonly of: { readonly [data: `data-${string}`]: string | number };
  readonly title: ReactNode;
  /** what stands above the parts */
  readonly head?: ReactNode;
  readonly children: ReactNode;
}

/** The details of one thing: its name, what is most asked of it, and its parts as rows from edge to edge. */
export function View({ of, title, head = null, children }: Props) {
  const below = useIsBelowStory();
  const chosen = useContext(Chosen);
  const isTold = below && !chosen;
  return (
    <article className="inspector min-w-0" {...of}>
      <div className={`flex flex-col items-start gap-3 px-5 pb-3 phone:px-4 ${isTold ? 'sr-only' : ''}`}>
        <h3 className="inspector-title text-body font-semibold wrap-anywhere">{title}</h3>
        {isTold ? null : head}
      </div>
      {children}
    </article>
  );
}
