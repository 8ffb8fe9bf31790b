/** Calls, answers, messages and queues that did not do what they are for. */
import type { OperatorReport } from '../../core/report/report.ts';
import { duration } from '../../i18n/index.ts';
import type { ReportTexts } from '../../i18n/texts.ts';
import { Code } from '../shared/Code.tsx';
import { ReportTable } from './ReportTable.tsx';
import { StepLink } from './StepLink.tsx';

interface Props {
  readonly report: OperatorReport;
  readonly t: ReportTexts;
}

const time = (us: number): string => duration(us / 1000);

export function TroubleParts({ report, t }: Props) {
  const c = t.columns;
  const method = (what: string) => (what === '' ? t.unknown : <Code>{what}</Code>);
  const marked = (text: string, isReckoned: boolean): string =>
    isReckoned ? `${text} (${t.reckoned})` : text;
  const empty = (found: string): string => (report.gaps.length > 0 ? t.gaps.outside(found) : found);
  const step = {
    head: c.step,
    cell: ({ fact, what }: { readonly fact: number; readonly what: string }) => (
      <StepLink fact={fact} what={what} />
    ),
  };
  return (
    <>
      <ReportTable
        id="unanswered"
        title={t.unanswered.title}
        empty={empty(t.unanswered.empty)}
        lines={report.unanswered}
        keyOf={({ fact }) => `${fact}`}
        columns={[
          { head: c.what, cell: ({ what }) => method(what) },
          { head: c.from, cell: ({ from }) => <Code>{from}</Code> },
          {
            head: c.to,
            cell: ({ to, queue }) =>
              to === null ? (
                <>
                  {t.unanswered.nobody} (<Code>{queue}</Code>)
                </>
              ) : (
                <Code>{to}</Code>
              ),
          },
          { head: c.waited, cell: ({ waited }) => time(waited) },
          { head: c.why, cell: ({ how, reckoned }) => marked(t.unanswered.how[how], reckoned) },
          step,
        ]}
      />
      <ReportTable
        id="late"
        title={t.late.title}
        empty={empty(t.late.empty)}
        lines={report.late}
        keyOf={({ fact }) => `${fact}`}
        columns={[
          { head: c.what, cell: ({ what }) => method(what) },
          { head: c.from, cell: ({ from }) => <Code>{from}</Code> },
          { head: c.to, cell: ({ to }) => <Code>{to}</Code> },
          { head: c.late, cell: ({ late, reckoned, gap }) => (gap ? t.gap : marked(time(late), reckoned)) },
          step,
        ]}
      />
      <ReportTable
        id="lost"
        title={t.lost.title}
        empty={empty(t.lost.empty)}
        lines={report.lost}
        keyOf={({ fact }) => `${fact}`}
        columns={[
          { head: c.what, cell: ({ what }) => method(what) },
          { head: c.from, cell: ({ from }) => <Code>{from}</Code> },
          { head: c.queue, cell: ({ queue }) => <Code>{queue}</Code> },
          { head: c.tries, cell: ({ tries }) => t.lost.tries(tries) },
          {
            head: c.why,
            cell: ({ abandoned, gap }) =>
              abandoned === null ? (gap ? t.gap : t.lost.open) : t.lost.why[abandoned],
          },
          step,
        ]}
      />
      <ReportTable
        id="redelivered"
        title={t.redelivered.title}
        empty={report.unknown.includes('redelivered') ? t.redelivered.unknown : empty(t.redelivered.empty)}
        unknown={report.unknown.includes('redelivered')}
        lines={report.redelivered}
        keyOf={({ fact }) => `${fact}`}
        columns={[
          { head: c.what, cell: ({ what }) => method(what) },
          { head: c.from, cell: ({ from }) => <Code>{from}</Code> },
          { head: c.to, cell: ({ to }) => <Code>{to}</Code> },
          { head: c.queue, cell: ({ queue }) => <Code>{queue}</Code> },
          step,
        ]}
      />
      <ReportTable
        id="silent"
        title={t.silent.title}
        empty={empty(t.silent.empty)}
        lines={report.silent}
        keyOf={({ vhost, queue }) => `${vhost} ${queue}`}
        columns={[
          { head: c.queue, cell: ({ vhost, queue }) => <Code>{`${vhost} ${queue}`}</Code> },
          { head: c.silent, cell: ({ silent, ended }) => `${time(silent)}, ${t.silent.ended[ended]}` },
          { head: c.most, cell: ({ most }) => most },
          {
            head: c.why,
            cell: ({ consumers }) => (consumers === null ? t.silent.maybeBusy : t.silent.noConsumer),
          },
          { head: c.step, cell: ({ fact, queue }) => <StepLink fact={fact} what={queue} /> },
        ]}
      />
    </>
  );
}
