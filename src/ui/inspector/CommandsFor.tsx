import type { CommandTarget } from '../../core/story/commands-at.ts';
import { textsOf } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { Commands } from '../shared/Commands.tsx';
import { Disclosure } from '../shared/Disclosure.tsx';

/** What can be done to the thing that is looked at. */
export function CommandsFor({ target }: { target: CommandTarget }) {
  const t = useStore((s) => textsOf(s.lang).experiment).commands;
  return (
    <Disclosure summary={t.title} lazy>
      <Commands target={target} />
    </Disclosure>
  );
}
