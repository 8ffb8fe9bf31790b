/**
 * The list of steps: chapters as groups, the current one marked, later ones dimmed. This list is the accessible twin of
 * the map: everything that the map shows moving stands here as text.
 */
import { memo } from 'react';
import type { Step } from '../../core/story/step.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { stepTitle, type Texts, textsOf } from '../../i18n/index.ts';
import { otherOf } from '../../store/compare-with.ts';
import { runDiffOf } from '../../store/compared.ts';
import { bookmarkedSteps, stepsOf, traceOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Breakable } from '../shared/Breakable.tsx';
import { Button } from '../shared/Button.tsx';
import { fateMark, otherName } from '../shared/fate-text.ts';
import { KindGlyph } from '../shared/KindGlyph.tsx';
import { keepInView } from '../shared/keep-in-view.ts';
import { onRovingKey } from '../shared/roving.ts';
import { windowOf } from '../shared/step-window.ts';
import { chaptersOf } from './groups.ts';
import { OnlyThere } from './OnlyThere.tsx';
import { StepTools } from './StepTools.tsx';
import './steps.css';

export function StepList() {
  const texts = useStore((s) => textsOf(s.lang));
  const trace = useStore(traceOf);
  const steps = useStore(stepsOf);
  const current = useStore((s) => s.step);
  const marked = useStore(bookmarkedSteps);
  const diff = useStore(runDiffOf);
  const other = useStore(otherOf);
  const run = useStore(otherName);
  const words = useStore((s) => textsOf(s.lang).compare);
  const alone = (n: number) =>
    other && run !== null ? (
      <OnlyThere key={`there-${n}`} steps={diff?.there.get(n)} trace={other.trace} run={run} texts={texts} />
    ) : null;
  const t = texts.panels.steps;
  const shown = windowOf(steps, current);
  return (
    <div className="steps">
      <LevelSwitch texts={texts} />
      <StepTools texts={texts} />
      {steps.length === 0 ? <p className="steps-empty">{t.empty}</p> : null}
      {shown.before > 0 ? <Elsewhere label={t.earlierSteps(shown.before)} to={shown.before} /> : null}
      <div className="steps-groups" data-roving-root="">
        {chaptersOf(shown.steps).map((group) => (
          <section key={group.first} aria-label={texts.words.chapters[group.chapter]}>
            <h3 className="steps-chapter">{texts.words.chapters[group.chapter]}</h3>
            <ol className="steps-list" start={group.first}>
              {group.first === 1 ? alone(0) : null}
              {group.steps.flatMap((step) => {
                const fate = diff?.fates[step.n - 1];
                return [
                  <Entry
                    key={step.n}
                    step={step}
                    current={current}
                    isMarked={marked.includes(step.n)}
                    fate={fate ? fateMark(fate, words) : null}
                    trace={trace}
                    texts={texts}
                  />,
                  alone(step.n),
                ];
              })}
            </ol>
          </section>
        ))}
      </div>
      {shown.after > 0 ? (
        <Elsewhere label={t.laterSteps(shown.after)} to={steps.length - shown.after + 1} />
      ) : null}
    </div>
  );
}

function LevelSwitch({ texts }: { texts: Texts }) {
  const level = useStore((s) => s.level);
  const setLevel = useStore((s) => s.setLevel);
  const t = texts.panels.steps;
  return (
    <fieldset className="steps-level" aria-label={t.level}>
      {(['teaching', 'messages'] as const).map((id) => (
        <Button key={id} aria-pressed={level === id} onClick={() => setLevel(id)}>
          {t[id]}
        </Button>
      ))}
    </fieldset>
  );
}

function Elsewhere({ label, to }: { label: string; to: number }) {
  const seek = useStore((s) => s.seek);
  return (
    <Button look="quiet" onClick={() => seek(to)}>
      {label}
    </Button>
  );
}

type Time = 'past' | 'current' | 'later';

interface EntryProps {
  readonly step: Step;
  readonly isMarked: boolean;
  /** what differs in the run that is compared with */
  readonly fate: string | null;
  readonly trace: Trace;
  readonly texts: Texts;
}

function Entry({ current, ...props }: EntryProps & { readonly current: number }) {
  const { n } = props.step;
  return <EntryView {...props} time={n === current ? 'current' : n < current ? 'past' : 'later'} />;
}

const EntryView = memo(function EntryView({
  step,
  time,
  isMarked,
  fate,
  trace,
  texts,
}: EntryProps & { readonly time: Time }) {
  const seek = useStore((s) => s.seek);
  const t = texts.panels.steps;
  const title = stepTitle(texts, step, trace);
  const name = [
    t.entry(step.n, texts.words.kinds[step.kind], title),
    ...(step.rows.length > 0 ? [t.rows(step.rows.length)] : []),
    ...(time === 'later' ? [t.later] : []),
    ...(isMarked ? [t.bookmarked] : []),
    ...(fate === null ? [] : [fate]),
  ];
  return (
    <li>
      <button
        type="button"
        className="steps-entry"
        data-roving=""
        data-time={time}
        data-rule={step.rule}
        tabIndex={time === 'current' ? 0 : -1}
        aria-current={time === 'current' ? 'step' : undefined}
        aria-label={name.join(texts.panels.common.comma)}
        onKeyDown={onRovingKey}
        onClick={() => seek(step.n)}
        {...(time === 'current' ? { ref: keepInView } : {})}
      >
        <span className="steps-number">{step.n}</span>
        {isMarked ? (
          <span className="bookmark" aria-hidden="true">
            ⚑
          </span>
        ) : null}
        <KindGlyph kind={step.kind} size={16} />
        <span className="steps-title">
          <Breakable>{title}</Breakable>
        </span>
        {fate === null ? null : <span className="steps-fate">{fate}</span>}
        {step.rows.length > 0 ? (
          <span className="steps-rows" aria-hidden="true" title={t.rows(step.rows.length)}>
            ●
          </span>
        ) : null}
      </button>
    </li>
  );
});
