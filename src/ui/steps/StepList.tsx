/**
 * The list of steps: chapters as groups, the current one marked, later ones dimmed. This list is the accessible twin of
 * the map: everything that the map shows moving stands here as text.
 */
import { Bookmark } from 'lucide-react';
import { memo } from 'react';
import { isSetback } from '../../core/story/setbacks.ts';
import type { Step } from '../../core/story/step.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { stepTitle, type Texts, textsOf } from '../../i18n/index.ts';
import { otherOf } from '../../store/compare-with.ts';
import { runDiffOf } from '../../store/compared.ts';
import { bookmarkedSteps, stepsOf, traceOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Badge } from '../shared/Badge.tsx';
import { Breakable } from '../shared/Breakable.tsx';
import { Button } from '../shared/Button.tsx';
import { fateMark, otherName } from '../shared/fate-text.ts';
import { KindGlyph } from '../shared/KindGlyph.tsx';
import { keepInView } from '../shared/keep-in-view.ts';
import { onRovingKey } from '../shared/roving.ts';
import { Segments } from '../shared/Segments.tsx';
import { useWindow } from '../shared/step-window.ts';
import { chaptersOf } from './groups.ts';
import { OnlyThere } from './OnlyThere.tsx';
import { Bookmarks, StepTools } from './StepTools.tsx';

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
  const shown = useWindow(steps, current);
  return (
    <div className="steps flex flex-col gap-2 pb-3">
      <div className="sticky top-0 z-1 flex flex-wrap items-center justify-between gap-x-2 gap-y-1 border-b border-line bg-paper px-3 py-2">
        <LevelSwitch texts={texts} />
        <StepTools />
      </div>
      <Bookmarks texts={texts} />
      {steps.length === 0 ? <p className="steps-empty px-4 text-ui text-ink-2">{t.empty}</p> : null}
      {shown.before > 0 ? <Elsewhere label={t.earlierSteps(shown.before)} to={shown.before} /> : null}
      <div className="steps-groups flex flex-col gap-2 px-2" data-roving-root="">
        {chaptersOf(shown.steps).map((group) => (
          <section key={group.first} aria-label={texts.words.chapters[group.chapter]}>
            <h3 className="steps-chapter px-2 pt-1.5 pb-1 text-cap font-semibold text-ink-3">
              {texts.words.chapters[group.chapter]}
            </h3>
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
  const { setLevel } = useActions();
  const t = texts.panels.steps;
  return (
    <Segments
      label={t.level}
      items={(['teaching', 'messages'] as const).map((id) => ({ id, label: t[id] }))}
      value={level}
      onChange={setLevel}
    />
  );
}

function Elsewhere({ label, to }: { label: string; to: number }) {
  const { seek } = useActions();
  return (
    <Button look="quiet" className="mx-2 whitespace-normal" onClick={() => seek(to)}>
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
  const { seek } = useActions();
  const t = texts.panels.steps;
  const title = stepTitle(texts, step, trace);
  const isBad = isSetback(step, trace);
  const name = [
    t.entry(step.n, texts.words.kinds[step.kind], title),
    ...(isBad ? [t.setback] : []),
    ...(step.rows.length > 0 ? [t.rows(step.rows.length)] : []),
    ...(time === 'later' ? [t.later] : []),
    ...(isMarked ? [t.bookmarked] : []),
    ...(fate === null ? [] : [fate]),
  ];
  return (
    <li>
      <button
        type="button"
        className="steps-entry flex min-h-8 w-full items-baseline gap-2 rounded-m border-l-3 border-transparent px-1.5 py-1.5 text-left text-ui text-ink-2 hover:bg-canvas data-[time=current]:border-ink data-[time=current]:bg-sunken data-[time=current]:font-semibold data-[time=current]:text-ink data-[time=past]:text-ink touch:min-h-[44px]"
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
        <span className="steps-number min-w-6 text-right text-ink-3 tabular-nums in-data-[time=current]:text-ink">
          {step.n}
        </span>
        {isMarked ? (
          <Bookmark size="0.9em" className="bookmark flex-none self-center fill-current" aria-hidden="true" />
        ) : null}
        <KindGlyph kind={step.kind} size="1.15em" ahead={time === 'later'} />
        {isBad ? <KindGlyph kind="error" size="1.05em" ahead={time === 'later'} /> : null}
        <span className="steps-title min-w-0 flex-1 wrap-break-word">
          <Breakable>{title}</Breakable>
        </span>
        {fate === null ? null : (
          <span className="steps-fate rounded-s border border-line-2 px-1 text-cap font-normal text-ink">
            {fate}
          </span>
        )}
        {step.rows.length > 0 ? (
          <span className="steps-rows" aria-hidden="true" title={t.rows(step.rows.length)}>
            <Badge n={step.rows.length} tone={time === 'current' ? 'mark' : 'plain'} />
          </span>
        ) : null}
      </button>
    </li>
  );
});
