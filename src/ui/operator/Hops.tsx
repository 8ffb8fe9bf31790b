/** How long messages took by method: percentiles of one measure at a time. */
import { useState } from 'react';
import { HOPS, type HopMeasure, type HopTimes } from '../../core/report/hops.ts';
import { duration } from '../../i18n/index.ts';
import type { ReportTexts } from '../../i18n/texts.ts';
import { Code } from '../shared/Code.tsx';
import { Segments } from '../shared/Segments.tsx';
import { more } from './more.ts';
import { ReportTable } from './ReportTable.tsx';
import { StepLink } from './StepLink.tsx';

interface Props {
  readonly hops: readonly HopTimes[];
  readonly t: ReportTexts;
}

const PERCENTILES = ['p50', 'p95', 'p99'] as const;

export function Hops({ hops, t }: Props) {
  const [kind, choose] = useState<HopMeasure>('round');
  const lines = hops.filter(({ hop }) => hop === kind);
  const c = t.columns;
  return (
    <ReportTable
      id="hops"
      title={t.hops.title}
      empty={t.hops.empty}
      lines={lines}
      keyOf={({ what }) => what}
      columns={[
        { head: c.what, cell: ({ what }) => (what === '' ? t.unknown : <Code>{what}</Code>) },
        { head: c.count, cell: ({ count, unknown }) => `${count}${more(unknown, t)}` },
        ...PERCENTILES.map((p) => ({ head: p, cell: (line: HopTimes) => duration(line[p] / 1000) })),
        { head: c.longest, cell: ({ most }) => duration(most / 1000) },
        { head: c.step, cell: ({ fact, what }) => <StepLink fact={fact} what={what} /> },
      ]}
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 pb-2">
        <Segments
          label={t.hops.label}
          items={HOPS.map((id) => ({ id, label: t.hops.kinds[id] }))}
          value={kind}
          onChange={choose}
          mark="hop"
        />
        <p className="min-w-0 flex-1 basis-72 text-cap text-ink-2">{t.hops.note}</p>
      </div>
    </ReportTable>
  );
}
