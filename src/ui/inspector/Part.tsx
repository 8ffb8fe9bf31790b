import { type ReactNode, useContext } from 'react';
import { Disclosure } from '../shared/Disclosure.tsx';
import { useIsBelowStory } from '../shared/layout.ts';
import { Chosen } from './chosen.ts';

interface Props {
  readonly name: ReactNode;
  /** one line: what is inside */
  readonly aside?: ReactNode;
  /** shut wherever it stands */
  readonly shut?: boolean;
  readonly children: ReactNode;
}

/** One part of the details. Below the story it is a row to open; of what the reader pressed, and in a panel, it is open. */
export function Part({ name, aside, shut = false, children }: Props) {
  const below = useIsBelowStory();
  const chosen = useContext(Chosen);
  return (
    <Disclosure
      look="row"
      summary={name}
      aside={aside}
      open={!shut && (!below || chosen)}
      lazy
      className="border-t border-line"
    >
      <div className="flex flex-col gap-3">{children}</div>
    </Disclosure>
  );
}
