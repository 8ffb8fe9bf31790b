/** Errors, each with its own words and the traceback that came back with it. */
import type { TracedFailure } from '../../core/report/failures.ts';
import { duration } from '../../i18n/index.ts';
import type { ReportTexts } from '../../i18n/texts.ts';
import { Code } from '../shared/Code.tsx';
import { Disclosure } from '../shared/Disclosure.tsx';
import { ReportTable } from './ReportTable.tsx';
import { StepLink } from './StepLink.tsx';

interface Props {
  readonly failures: readonly TracedFailure[];
  readonly t: ReportTexts;
}

export function Failures({ failures, t }: Props) {
  const c = t.columns;
  return (
    <ReportTable
      id="failures"
      title={t.failures.title}
      empty={t.failures.empty}
      lines={failures}
      keyOf={({ fact }) => `${fact}`}
      columns={[
        { head: c.error, cell: (one) => <Told failure={one} t={t} /> },
        { head: c.what, cell: ({ what }) => (what === '' ? '' : <Code>{what}</Code>) },
        { head: c.who, cell: ({ actor }) => <Code>{actor}</Code> },
        { head: c.times, cell: ({ count }) => count },
        { head: c.at, cell: ({ at }) => duration(at / 1000) },
        { head: c.step, cell: ({ fact, error }) => <StepLink fact={fact} what={error} /> },
      ]}
    />
  );
}

function Told({ failure, t }: { readonly failure: TracedFailure; readonly t: ReportTexts }) {
  const { error, message, traceback, kind } = failure;
  return (
    <>
      <span className="font-semibold text-error">
        <Code>{error}</Code>
      </span>
      {message === null ? null : (
        <span className="block text-ink-2" lang="en" translate="no">
          {message}
        </span>
      )}
      {traceback !== null ? (
        <Disclosure lazy summary={t.failures.traceback(traceback.length)}>
          <pre
            className="max-h-80 max-w-full overflow-auto bg-canvas p-2 font-mono text-cap [tab-size:8]"
            lang="en"
            translate="no"
            data-traceback=""
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must be able to reach it
            tabIndex={0}
          >
            {traceback.join('\n')}
          </pre>
        </Disclosure>
      ) : kind === 'message.published' ? (
        <span className="block text-ink-3">{t.failures.noTraceback}</span>
      ) : null}
    </>
  );
}
