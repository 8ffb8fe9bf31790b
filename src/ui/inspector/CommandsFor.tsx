import { ChevronDown } from 'lucide-react';
import type { CommandTarget } from '../../core/story/commands-at.ts';
import { textsOf } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { Commands } from '../shared/Commands.tsx';
import { Popover } from '../shared/Popover.tsx';

/** What can be done to the thing that is looked at. */
export function CommandsFor({ target }: { target: CommandTarget }) {
  const t = useStore((s) => textsOf(s.lang).experiment).commands;
  return (
    <p>
      <Popover
        label={
          <>
            {t.title}
            <ChevronDown size="1.15em" className="text-ink-3" aria-hidden="true" />
          </>
        }
      >
        {() => <Commands target={target} />}
      </Popover>
    </p>
  );
}
