/** The report of the whole run or recording: what went wrong first, then how long things took and what was sent. */
import type { OperatorReport } from '../../core/report/report.ts';
import { textsOf } from '../../i18n/index.ts';
import { traceOf } from '../../store/derived.ts';
import { reports } from '../../store/reports.ts';
import { useStore } from '../../store/use-store.ts';
import { Asked } from '../shared/Asked.tsx';
import { Failures } from './Failures.tsx';
import { Gaps } from './Gaps.tsx';
import { Hops } from './Hops.tsx';
import { Traffic } from './Traffic.tsx';
import { TroubleParts } from './TroubleParts.tsx';

export function Report() {
  const t = useStore((s) => textsOf(s.lang).report);
  const trace = useStore(traceOf);
  return (
    <section
      className="report min-h-0 flex-1 overflow-auto focus-visible:-outline-offset-2"
      aria-label={t.views.report}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must be able to reach it
      tabIndex={0}
      data-report=""
    >
      <Asked ask={() => reports.report(trace)} t={t} className="px-5 py-4 phone:px-4">
        {(report) => <ReportParts report={report} />}
      </Asked>
    </section>
  );
}

function ReportParts({ report }: { readonly report: OperatorReport }) {
  const t = useStore((s) => textsOf(s.lang).report);
  return (
    <>
      <p className="border-b border-line px-5 py-2 text-ui text-ink-2 phone:px-4" data-report-source="">
        {report.unknown.length === 0
          ? t.simulated
          : t.missing(report.unknown.map((part) => t.unknownParts[part]).join(t.and))}
      </p>
      {report.unknown.length > 0 ? <Gaps gaps={report.gaps} t={t} /> : null}
      <TroubleParts report={report} t={t} />
      <Failures failures={report.failures} t={t} />
      <Hops hops={report.hops} t={t} />
      <Traffic lines={report.traffic} t={t} />
    </>
  );
}
