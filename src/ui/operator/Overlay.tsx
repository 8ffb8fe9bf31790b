/** What is shown, laid over another run: what both have, what is missing, too much, repeated or slow here. */
import { useState } from 'react';
import type { Overlay as LaidOverlay, OverlayLine } from '../../core/compare/overlay.ts';
import type { Step } from '../../core/story/step.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { duration, stepTitle, textsOf } from '../../i18n/index.ts';
import { traceOf } from '../../store/derived.ts';
import { reports } from '../../store/reports.ts';
import { runLines } from '../../store/runs.ts';
import { useStore } from '../../store/use-store.ts';
import { Asked } from '../shared/Asked.tsx';
import { runName } from '../shared/run-name.ts';
import { Select } from '../shared/Select.tsx';
import { ReportTable } from './ReportTable.tsx';
import { StepLink } from './StepLink.tsx';

export function Overlay() {
  const texts = useStore((s) => textsOf(s.lang));
  const runs = useStore((s) => s.runs);
  const shown = useStore((s) => s.shown);
  const here = useStore(traceOf);
  const [chosen, choose] = useState<string | null>(null);
  const t = texts.report.overlay;
  const others = runLines(runs).filter(({ run }) => run.id !== shown);
  const other = (others.find(({ run }) => run.id === chosen) ?? others[0])?.run;
  return (
    <section
      className="min-h-0 flex-1 overflow-auto focus-visible:-outline-offset-2"
      aria-label={texts.report.views.overlay}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must be able to reach it
      tabIndex={0}
      data-overlay=""
    >
      {other ? (
        <>
          <p className="flex flex-wrap items-center gap-2 border-b border-line px-5 py-2 phone:px-4">
            <Select
              aria-label={t.label}
              value={other.id}
              data-field="overlay"
              onChange={({ target }) => choose(target.value)}
            >
              {others.map(({ run }) => (
                <option key={run.id} value={run.id}>
                  {runName({ runs }, run, texts)}
                </option>
              ))}
            </Select>
          </p>
          <Asked
            key={other.id}
            ask={() => reports.overlay(here, other.trace)}
            t={texts.report}
            className="px-5 py-4 phone:px-4"
          >
            {(overlay) => <LaidOver overlay={overlay} here={here} there={other.trace} />}
          </Asked>
        </>
      ) : (
        <p className="px-5 py-4 text-ui text-ink-2 phone:px-4">{t.none}</p>
      )}
    </section>
  );
}

const KINDS = ['missing', 'extra', 'repeated'] as const;

interface LaidProps {
  readonly overlay: LaidOverlay;
  readonly here: Trace;
  readonly there: Trace;
}

function LaidOver({ overlay, here, there }: LaidProps) {
  const texts = useStore((s) => textsOf(s.lang));
  const t = texts.report.overlay;
  const { matched, untold, slow } = overlay;
  const isComplete = KINDS.every((kind) => overlay[kind].length === 0);
  const title = (step: Step, trace: Trace): string => stepTitle(texts, step, trace);
  const columnsOf = (trace: Trace) => [
    {
      head: t.what,
      cell: ({ step, gap }: OverlayLine) => (
        <>
          {title(step, trace)}
          {gap ? <span className="block font-normal text-ink-2">{t.gap}</span> : null}
        </>
      ),
    },
    { head: t.at, cell: ({ step }: OverlayLine) => duration(step.at / 1000) },
  ];
  const link = {
    head: texts.report.columns.step,
    cell: ({ fact, step }: Pick<OverlayLine, 'fact' | 'step'>) => <StepLink fact={fact} what={step.rule} />,
  };
  return (
    <>
      <p
        className="border-b border-line px-5 py-2 text-ui phone:px-4"
        data-overlay-told={isComplete ? 'complete' : 'different'}
      >
        {isComplete ? t.complete(matched) : t.matched(matched)}
        {untold.here + untold.there > 0 ? (
          <span className="block text-ink-2">{t.untold(untold.here, untold.there)}</span>
        ) : null}
      </p>
      {KINDS.map((kind) => (
        <ReportTable
          key={kind}
          id={kind}
          title={t[kind].title}
          empty={t[kind].empty}
          lines={overlay[kind]}
          keyOf={({ step }) => `${step.main}`}
          columns={[...columnsOf(kind === 'missing' ? there : here), link]}
        />
      ))}
      <ReportTable
        id="slow"
        title={t.slow.title}
        empty={t.slow.empty}
        lines={slow}
        keyOf={({ step }) => `${step.main}`}
        columns={[
          { head: t.what, cell: ({ step }) => title(step, here) },
          { head: t.slow.here, cell: (line) => duration(line.here / 1000) },
          { head: t.slow.there, cell: (line) => duration(line.there / 1000) },
          link,
        ]}
      />
    </>
  );
}
