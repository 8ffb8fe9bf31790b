/** Of a step of a choice of a host: who was chosen, who stands behind, who was left out and why. All numbers are a table away. */
import { choiceIn } from '../../core/reading/host-choice.ts';
import type { Step } from '../../core/story/step.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { endText, failure, headline, serverOf } from '../../i18n/choice-say.ts';
import { rich, textsOf } from '../../i18n/index.ts';
import { plain } from '../../i18n/rich.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Code } from '../shared/Code.tsx';
import { RichText } from '../shared/RichText.tsx';
import { Part } from './Part.tsx';

/** More hosts are in the table. */
const MOST = 6;

export function ChoicePart({ step, trace }: { step: Step; trace: Trace }) {
  const t = useStore((s) => textsOf(s.lang).choice);
  const { setDock } = useActions();
  const choice = choiceIn(trace, step);
  const search = choice?.searches.at(-1);
  if (!choice || !search) return null;
  const told = headline(t, choice, search, serverOf(trace, search));
  const failed = failure(t, choice, search);
  const { hosts } = search;
  return (
    <Part name={t.title} aside={plain(told)}>
      {failed === null ? null : (
        <p className="text-ui text-error">
          <RichText parts={rich(failed, () => false)} />
        </p>
      )}
      <dl className="choice-part grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-ui">
        {hosts.slice(0, MOST).map(({ host, end }) => (
          <div key={host} className="contents" data-host={host} data-choice={end.kind}>
            <dt>
              <Code>{host}</Code>
            </dt>
            <dd>
              <RichText parts={rich(endText(t, choice, search, end), () => false)} />
            </dd>
          </div>
        ))}
      </dl>
      {hosts.length > MOST ? <p className="text-ui text-ink-3">{t.more(hosts.length - MOST)}</p> : null}
      <p>
        <Button onClick={() => setDock('choice')}>{t.toTable}</Button>
      </p>
    </Part>
  );
}
