/**
 * Why this host: the choice that the step under the cursor is part of, as far as it has come, else the last one before: the
 * question, each host with its end, the filters, the weighers' numbers, the claims.
 */
import { useState } from 'react';
import { choiceAt, choiceIn, type HostChoice } from '../../core/reading/host-choice.ts';
import { csvOf, failure, headline, serverOf } from '../../i18n/choice-say.ts';
import { type ChoiceTexts, textsOf } from '../../i18n/index.ts';
import { factAt, stepOf, traceOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { CopyButton } from '../shared/CopyButton.tsx';
import { Select } from '../shared/Select.tsx';
import { Claims } from './Claims.tsx';
import { Filters } from './Filters.tsx';
import { Hosts } from './Hosts.tsx';
import { Sentence } from './Sentence.tsx';
import { Weighers } from './Weighers.tsx';

export function ChoicePanel() {
  const t = useStore((s) => textsOf(s.lang).choice);
  const trace = useStore(traceOf);
  const step = useStore(stepOf);
  const fact = useStore(factAt);
  const own = step && choiceIn(trace, step);
  const choice = own ?? choiceAt(trace, fact);
  return (
    <section
      className="host-choice @container flex min-w-0 flex-col gap-5 px-5 py-4 outline-none phone:px-4"
      aria-label={t.title}
      data-panel="choice"
      tabIndex={-1}
    >
      {choice ? (
        <Told key={choice.asked.index} choice={choice} isOwn={own !== null} t={t} />
      ) : (
        <p className="max-w-prose text-ui text-ink-2">
          <Sentence text={trace.source === 'simulated' ? t.none : t.unknown} />
        </p>
      )}
    </section>
  );
}

interface ToldProps {
  readonly choice: HostChoice;
  /** the step is part of it */
  readonly isOwn: boolean;
  readonly t: ChoiceTexts;
}

function Told({ choice, isOwn, t }: ToldProps) {
  const texts = useStore((s) => textsOf(s.lang));
  const trace = useStore(traceOf);
  /** null = the one that is looked for last */
  const [nth, choose] = useState<number | null>(null);
  const at = Math.min(nth ?? Number.POSITIVE_INFINITY, choice.searches.length - 1);
  const search = choice.searches[at];
  if (!search) return null;
  const failed = failure(t, choice, search);
  return (
    <>
      <header className="flex flex-col items-start gap-1.5">
        {isOwn ? null : <p className="text-ui text-ink-3">{t.earlier}</p>}
        <div className="flex w-full flex-wrap items-center gap-x-4 gap-y-1.5">
          <h3 className="text-body font-semibold" data-winner="">
            <Sentence text={headline(t, choice, search, serverOf(trace, search))} />
          </h3>
          {choice.searches.length > 1 ? (
            <Select aria-label={t.server} value={at} onChange={(event) => choose(Number(event.target.value))}>
              {choice.searches.map((one, i) => (
                <option key={one.uuid} value={i}>
                  {serverOf(trace, one)}
                </option>
              ))}
            </Select>
          ) : null}
          <CopyButton text={() => csvOf(t, choice, search)} label={t.copy} texts={texts} />
        </div>
        {failed === null ? null : (
          <p className="max-w-prose text-ui text-error">
            <Sentence text={failed} />
          </p>
        )}
        <p className="max-w-[72ch] text-ui text-ink-2">
          <Sentence text={question(t, choice)} />
        </p>
      </header>
      <Hosts choice={choice} search={search} t={t} />
      <Filters search={search} t={t} />
      <Weighers choice={choice} search={search} t={t} />
      <Claims choice={choice} search={search} t={t} />
    </>
  );
}

function question(t: ChoiceTexts, { asked, answered }: HostChoice): string {
  const amounts = Object.entries(asked.resources).map(([name, amount]) => `‹${name}› ${amount}`);
  return [
    asked.rebuild ? t.question.rebuild : t.question.wants(amounts.join(t.comma)),
    ...(asked.host === null ? [] : [t.question.host(asked.host)]),
    ...(answered?.status === 200 ? [t.question.candidates(answered.providers.length)] : []),
    ...(asked.rebuild ? [] : [t.question.alternates(asked.alternates), t.question.subset(asked.subset)]),
  ].join(t.space);
}
