/** What is shown, laid over another run: what both have, what is missing, too much, repeated or slow here. */
import { useState } from 'react';
import { useStore as useSlice } from 'zustand';
import type { Overlay as LaidOverlay, OverlayLine } from '../../core/compare/overlay.ts';
import type { Step } from '../../core/story/step.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { duration, stepTitle, textsOf } from '../../i18n/index.ts';
import { traceOf } from '../../store/derived.ts';
import { reports } from '../../store/reports.ts';
import { runLines } from '../../store/runs.ts';
import { secondRecording } from '../../store/second-recording.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { Asked } from '../shared/Asked.tsx';
import { droppedFiles } from '../shared/dropped-files.ts';
import { runName } from '../shared/run-name.ts';
import { Select } from '../shared/Select.tsx';
import { ReportTable } from './ReportTable.tsx';
import { SecondRecording } from './SecondRecording.tsx';
import { StepLink } from './StepLink.tsx';

/** Of the second recording, among the ids of runs. */
const SECOND = 'second';

export function Overlay() {
  const texts = useStore((s) => textsOf(s.lang));
  const runs = useStore((s) => s.runs);
  const shown = useStore((s) => s.shown);
  const here = useStore(traceOf);
  const page = usePageStore();
  const second = useSlice(secondRecording, (s) => s.known);
  const [chosen, choose] = useState<string | null>(null);
  const t = texts.report.overlay;
  const others = [
    ...(second ? [{ id: SECOND, name: t.recorded(second.name), trace: second.trace }] : []),
    ...runLines(runs)
      .filter(({ run }) => run.id !== shown)
      .map(({ run }) => ({ id: run.id, name: runName({ runs }, run, texts), trace: run.trace })),
  ];
  const other = others.find(({ id }) => id === chosen) ?? others[0];
  const open = async (files: readonly File[]): Promise<void> => {
    await secondRecording.getState().open(page, files);
    choose(SECOND);
  };
  return (
    <section
      className="min-h-0 flex-1 overflow-auto focus-visible:-outline-offset-2"
      aria-label={texts.report.views.overlay}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must be able to reach it
      tabIndex={0}
      data-overlay=""
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        const { files, items } = event.dataTransfer;
        if (!files[0]) return;
        event.preventDefault();
        // elsewhere on the page what is dropped is shown
        event.stopPropagation();
        const entries = Array.from(items, (item) => item.webkitGetAsEntry());
        void droppedFiles([...files], entries).then(open);
      }}
    >
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-5 py-2 phone:px-4">
        {other ? (
          <Select
            aria-label={t.label}
            className="min-w-0 flex-1 basis-60"
            value={other.id}
            data-field="overlay"
            onChange={({ target }) => choose(target.value)}
          >
            {others.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        ) : (
          <p className="min-w-0 flex-1 basis-60 text-ui text-ink-2">{t.none}</p>
        )}
        <SecondRecording open={open} />
      </div>
      {other ? (
        <Asked
          key={other.id}
          ask={() => reports.overlay(here, other.trace)}
          t={texts.report}
          className="px-5 py-4 phone:px-4"
        >
          {(overlay) => <LaidOver overlay={overlay} here={here} there={other.trace} />}
        </Asked>
      ) : null}
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
