/** How many messages were sent to which topic for which method. */
import type { TrafficLine } from '../../core/report/traffic.ts';
import type { ReportTexts } from '../../i18n/texts.ts';
import { Code } from '../shared/Code.tsx';
import { more } from './more.ts';
import { ReportTable } from './ReportTable.tsx';
import { StepLink } from './StepLink.tsx';

interface Props {
  readonly lines: readonly TrafficLine[];
  readonly t: ReportTexts;
}

export function Traffic({ lines, t }: Props) {
  const c = t.columns;
  return (
    <ReportTable
      id="traffic"
      title={t.traffic.title}
      empty={t.traffic.empty}
      open={false}
      lines={lines}
      keyOf={({ vhost, topic, kind, what }) => `${vhost} ${topic} ${kind} ${what}`}
      columns={[
        { head: c.what, cell: ({ what }) => (what === '' ? t.unknown : <Code>{what}</Code>) },
        { head: c.topic, cell: ({ vhost, topic }) => <Code>{`${vhost} ${topic}`}</Code> },
        { head: c.kind, cell: ({ kind }) => <Code>{kind}</Code> },
        { head: c.count, cell: ({ count }) => count },
        { head: c.failed, cell: ({ kind, failed }) => (kind === 'call' ? failed : '') },
        {
          head: c.unanswered,
          cell: (line) => (line.kind === 'call' ? `${line.unanswered}${more(line.unknown, t)}` : ''),
        },
        { head: c.step, cell: ({ fact, what, topic }) => <StepLink fact={fact} what={what || topic} /> },
      ]}
    />
  );
}
