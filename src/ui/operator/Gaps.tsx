/** Where nothing was recorded: what may lie there is told as unknown everywhere else. */
import type { RecordedGap } from '../../core/report/gaps.ts';
import { duration } from '../../i18n/index.ts';
import type { ReportTexts } from '../../i18n/texts.ts';
import { ReportTable } from './ReportTable.tsx';
import { StepLink } from './StepLink.tsx';

interface Props {
  readonly gaps: readonly RecordedGap[];
  readonly t: ReportTexts;
}

export function Gaps({ gaps, t }: Props) {
  const c = t.columns;
  return (
    <ReportTable
      id="gaps"
      title={t.gaps.title}
      empty={t.gaps.empty}
      lines={gaps}
      keyOf={({ fact }) => `${fact}`}
      columns={[
        { head: c.at, cell: ({ from }) => duration(from / 1000) },
        { head: t.gaps.length, cell: ({ from, until }) => duration((until - from) / 1000) },
        { head: t.gaps.lost, cell: ({ lost }) => lost ?? t.unknown },
        { head: c.step, cell: ({ fact }) => <StepLink fact={fact} what={t.gaps.title} /> },
      ]}
    >
      {gaps.length > 0 ? <p className="pb-2 text-cap text-ink-2">{t.gaps.note}</p> : null}
    </ReportTable>
  );
}
