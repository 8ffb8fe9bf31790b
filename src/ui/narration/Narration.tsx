/** The story of this step, in one order of reading: where we are, what happens, who waits for whom, what else was done. */
import { Suspense } from 'react';
import { isSetback } from '../../core/story/setbacks.ts';
import type { Level, Step } from '../../core/story/step.ts';
import type { Trace } from '../../core/trace/trace.ts';
import {
  type BrokerStory,
  brokerStory,
  duration,
  narration,
  openingQuestion,
  richTitle,
  type Texts,
  textsOf,
} from '../../i18n/index.ts';
import { scenarioOf, stepOf, stepsOf, traceOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Badge } from '../shared/Badge.tsx';
import { Button } from '../shared/Button.tsx';
import { KindGlyph } from '../shared/KindGlyph.tsx';
import { useLayout } from '../shared/layout.ts';
import { lazily } from '../shared/lazily.tsx';
import { isAway, ownOf } from '../shared/own.ts';
import { RichText } from '../shared/RichText.tsx';

const Terms = lazily(['glossary'], async () => (await import('./Terms.tsx')).Terms);
const StepFigure = lazily(['talk'], async () => (await import('./StepFigure.tsx')).StepFigure);

export function Narration() {
  const texts = useStore((s) => textsOf(s.lang));
  const trace = useStore(traceOf);
  const step = useStore(stepOf);
  const level: Level = useStore((s) => s.level);
  const selection = useStore((s) => s.selection);
  const isPhone = useLayout() === 'phone';
  if (!step) return <p className="narration-empty p-5 text-ink-2">{texts.narration.empty}</p>;
  const broker = brokerStory(texts, step, trace);
  const said = narration(texts, step, trace);
  const away = isAway(selection, ownOf(step, trace));
  return (
    <article
      className="narration flex min-h-full flex-col gap-3 p-5 pb-4 lesson:gap-2 lesson:px-4 lesson:pt-3 lesson:pb-1 tall:px-6 tall:grid tall:grid-cols-[minmax(0,1fr)_min(22rem,46%)] tall:projector:grid-cols-[minmax(0,1fr)_min(16rem,46%)] tall:grid-rows-[auto_auto_minmax(0,1fr)] tall:gap-x-8 tall:gap-y-2 tall:py-3 unfigured:grid-cols-1! tall:[&>*]:col-start-1 phone:gap-2.5 phone:px-4 phone:pt-3.5"
      data-step={step.n}
      data-rule={step.rule}
      data-level={level}
    >
      <Place step={step} trace={trace} broker={broker} texts={texts} />
      <Lesson n={step.n} texts={texts} />
      <h2 className="narration-title text-title font-semibold tracking-[-0.02em] text-balance wrap-anywhere lesson:text-[1.2rem] lesson:leading-[1.3] tall:projector:text-[1.2rem] phone:text-[1.3rem] phone:leading-[1.25] [&_code]:font-sans [&_code]:text-[1em] zh:tracking-normal">
        <RichText parts={richTitle(texts, step, trace)} />
      </h2>
      <p className="narration-text max-w-[38em] text-say text-pretty text-ink-2 wrap-break-word lesson:text-[1.1rem] lesson:leading-[1.45] lesson:text-ink tall:projector:text-body phone:text-[1.0625rem] phone:leading-[1.55] [&_code]:rounded-[4px] [&_code]:bg-sunken [&_code]:px-1 [&_code]:py-0.5 [&_code]:text-[0.88em] [&_code]:text-ink lesson:zh:leading-[1.55]">
        <Suspense fallback={<RichText parts={said} />}>
          <Terms parts={said} />
        </Suspense>
      </p>
      <div
        className={`${away ? 'desk:hidden' : ''} lesson:relative lesson:min-h-0 lesson:flex-1 tall:col-start-2! tall:row-span-full tall:row-start-1 unfigured:hidden phone:hidden`}
      >
        <div className="flex flex-col gap-3 lesson:absolute lesson:inset-0 lesson:[container-type:size]">
          <Suspense fallback={<span className="slot-loading" hidden />}>
            <StepFigure />
          </Suspense>
        </div>
      </div>
      {isPhone ? <Links step={step} trace={trace} texts={texts} /> : null}
    </article>
  );
}

interface PlaceProps {
  readonly step: Step;
  readonly trace: Trace;
  readonly broker: BrokerStory | null;
  readonly texts: Texts;
}

/** The kind of the step, and where it stands. */
function Place({ step, trace, broker, texts }: PlaceProps) {
  const count = useStore((s) => stepsOf(s).length);
  const isBad = isSetback(step, trace);
  const kind = broker ? texts.broker.kinds[broker.what] : texts.words.kinds[step.kind];
  return (
    <p className="narration-place flex flex-wrap items-center gap-x-2 gap-y-1 text-cap text-ink-3">
      <span
        className={`narration-kind inline-flex min-h-6 items-center gap-1.5 rounded-s bg-(--kind-tint) pr-2 pl-1 font-semibold text-(--kind) kind-${isBad ? 'error' : step.kind}`}
      >
        <KindGlyph kind={isBad ? 'error' : step.kind} size={17} />
        {kind}
      </span>
      <span>
        {texts.narration.step(step.n, count)}
        {step.chapter === 'other' ? null : (
          <span className="narration-chapter lesson:hidden"> · {texts.words.chapters[step.chapter]}</span>
        )}
      </span>
      <span className="narration-time ml-auto tabular-nums">{duration(step.at / 1000)}</span>
    </p>
  );
}

/** A lesson's question, where the map has no room for it. */
function Lesson({ n, texts }: { n: number; texts: Texts }) {
  const question = openingQuestion(useStore(scenarioOf), texts);
  return n === 1 && question !== null ? (
    <p className="narration-lesson hidden font-semibold phone:block">{question}</p>
  ) : null;
}

interface LinksProps {
  readonly step: Step;
  readonly trace: Trace;
  readonly texts: Texts;
}

/** The two ways on that a layout without room for the details needs. */
function Links({ step, trace, texts }: LinksProps) {
  const { select, setDock } = useActions();
  const main = trace.facts[step.main];
  const sent = main?.kind === 'message.published' || main?.kind === 'http.requested';
  const changed = step.rows.length;
  return (
    <p className="narration-links flex flex-wrap gap-2">
      {sent ? (
        <Button onClick={() => select({ kind: 'message', fact: step.main })}>
          {texts.narration.message}
        </Button>
      ) : null}
      {trace.topology.databases.length === 0 ? (
        <Button onClick={() => setDock('queues')}>{texts.page.panels.queues}</Button>
      ) : (
        <Button aria-label={texts.narration.tables(changed)} onClick={() => setDock('tables')}>
          {texts.page.panels.tables}
          {changed > 0 ? <Badge n={changed} tone="mark" /> : null}
        </Button>
      )}
    </p>
  );
}
