/** Steps that only the other run has, where they would stand here. Nothing of them can be shown on the map of this run. */
import type { Step } from '../../core/story/step.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { stepTitle, type Texts, textsOf } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { Breakable } from '../shared/Breakable.tsx';
import { KindGlyph } from '../shared/KindGlyph.tsx';

interface Props {
  readonly steps: readonly Step[] | undefined;
  /** the other run's */
  readonly trace: Trace;
  /** how it is called */
  readonly run: string;
  readonly texts: Texts;
}

/** At one place of the list so many are told at most. */
const MOST = 60;

export function OnlyThere({ steps = [], trace, run, texts }: Props) {
  const t = useStore((s) => textsOf(s.lang).compare);
  if (steps.length === 0) return null;
  return (
    <>
      {steps.slice(0, MOST).map((step) => (
        <li
          key={`there-${step.n}`}
          className="steps-there flex flex-wrap items-baseline gap-2 border-l-3 border-dotted border-line-2 px-1.5 py-1 text-ui text-ink-2"
          data-there={step.rule}
        >
          <span aria-hidden="true" className="steps-number min-w-6 text-right">
            −
          </span>
          <KindGlyph kind={step.kind} size={16} />
          <span className="steps-title min-w-0 flex-1 wrap-break-word">
            <Breakable>{stepTitle(texts, step, trace)}</Breakable>
          </span>
          <span className="steps-fate rounded-s border border-line-2 px-1 text-cap text-ink">
            {t.onlyThere(run)}
          </span>
        </li>
      ))}
      {steps.length > MOST ? (
        <li className="steps-there px-2 text-cap text-ink-2">{t.thereMore(steps.length - MOST)}</li>
      ) : null}
    </>
  );
}
