/** What came of the load, design by design: a sentence, then a card each with every server as a mark. */
import type { LabOutcome } from '../../core/lab/run.ts';
import { duration, type LabTexts } from '../../i18n/index.ts';
import { Sample } from './Plot.tsx';
import { markedServers, type ServerMark, verdictOf } from './verdict.ts';

interface Props {
  readonly outcomes: readonly LabOutcome[];
  readonly t: LabTexts;
}

export function Outcomes({ outcomes, t }: Props) {
  const verdict = verdictOf(outcomes, t);
  return (
    <>
      {verdict === null ? null : (
        <p
          className="max-w-[58rem] text-[1.3rem] leading-snug font-medium tracking-[-0.01em] text-balance"
          data-verdict=""
        >
          {verdict.told.map((part, i) =>
            i % 2 === 0 ? (
              part
            ) : (
              <b key={part} className={`font-semibold ${verdict.isBad && i === 1 ? 'text-error' : ''}`}>
                {part}
              </b>
            ),
          )}
        </p>
      )}
      <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,13rem),1fr))] gap-4">
        {outcomes.map((outcome) => (
          <Card key={outcome.settings.design} outcome={outcome} t={t} />
        ))}
      </div>
    </>
  );
}

function Card({ outcome, t }: { outcome: LabOutcome; t: LabTexts }) {
  const { requests, answer_us, settings } = outcome;
  const refused = Object.values(requests.refused).reduce((sum, n) => sum + n, 0);
  const others = requests.unanswered + requests.lost + requests.open;
  const faults = [
    ...(requests.failed > 0 ? [t.outcome.failed(requests.failed)] : []),
    ...(refused > 0 ? [t.outcome.refused(refused)] : []),
    ...(others > 0 ? [t.outcome.others(others)] : []),
  ];
  const isBad = requests.failed + refused + others > requests.arrived / 10;
  return (
    <section
      className="row-span-4 grid min-w-0 grid-rows-subgrid gap-y-0 rounded-l border border-line bg-paper p-4 shadow-1"
      data-outcome={settings.design}
    >
      <h3 className="flex flex-wrap content-start items-center gap-x-2 text-ui font-semibold">
        <Sample id={settings.design} />
        {t.designs[settings.design]}
        <span className="ml-auto text-cap font-normal text-ink-3">{t.outcome.what[settings.design]}</span>
      </h3>
      <div className="mt-2 flex flex-wrap items-end gap-x-2">
        <b className="text-figure font-semibold tracking-[-0.03em] tabular-nums">{requests.active}</b>
        <span className="pb-1 text-cap text-ink-2">{t.outcome.of(requests.arrived)}</span>
        <span className={`ml-auto pb-1 text-cap font-semibold ${isBad ? 'text-error' : 'text-ink-2'}`}>
          {faults.join(t.outcome.comma)}
        </span>
      </div>
      <Dots outcome={outcome} t={t} />
      <dl className="mt-3 grid grid-cols-2 gap-2 border-t border-line pt-2.5 text-cap">
        <div>
          <dt className="text-ink-3">{t.outcome.answer}</dt>
          <dd className="text-body font-semibold tabular-nums">{time(answer_us.median, t)}</dd>
        </div>
        <div>
          <dt className="text-ink-3">{t.outcome.p95}</dt>
          <dd className="text-body font-semibold tabular-nums">{time(answer_us.p95, t)}</dd>
        </div>
      </dl>
    </section>
  );
}

const time = (us: number | null, t: LabTexts): string => (us === null ? t.figures.none : duration(us / 1000));

const ROW = 30;

/** A full mark runs, a crossed one failed or was refused, a hollow one is neither. */
function Dots({ outcome, t }: { outcome: LabOutcome; t: LabTexts }) {
  const { marks, each } = markedServers(outcome.requests);
  const rows = Math.max(1, Math.ceil(marks.length / ROW));
  return (
    <div>
      <svg className="mt-1.5 w-full" viewBox={`0 0 ${ROW * 10} ${rows * 14 + 4}`} aria-hidden="true">
        {marks.map((mark, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a mark is known by its place alone
          <Mark key={i} mark={mark} x={5 + (i % ROW) * 10} y={8 + Math.floor(i / ROW) * 14} />
        ))}
      </svg>
      {each > 1 ? <p className="text-cap text-ink-3">{t.outcome.each(each)}</p> : null}
    </div>
  );
}

function Mark({ mark, x, y }: { mark: ServerMark; x: number; y: number }) {
  if (mark === 'active') {
    return <rect className="fill-ins" x={x - 3.6} y={y - 4.6} width={7.2} height={9.2} rx={2} />;
  }
  if (mark === 'failed') {
    return (
      <path
        className="stroke-error stroke-[1.9] [stroke-linecap:round]"
        d={`M${x - 3} ${y - 3} l6 6 m0 -6 l-6 6`}
      />
    );
  }
  return <rect className="fill-none stroke-line-2" x={x - 3.2} y={y - 4} width={6.4} height={8} rx={2} />;
}
