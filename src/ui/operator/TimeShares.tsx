/** The shares of a request's time as bars, largest first. */
import type { TimeShare } from '../../core/report/request-time.ts';
import { duration, rich } from '../../i18n/index.ts';
import type { ReportTexts } from '../../i18n/texts.ts';
import { RichText } from '../shared/RichText.tsx';
import { barOf } from './bar-look.ts';

interface Props {
  readonly shares: readonly TimeShare[];
  /** microseconds */
  readonly whole: number;
  readonly t: ReportTexts;
}

export function TimeShares({ shares, whole, t }: Props) {
  const r = t.request;
  const named = ({ kind, actor }: TimeShare): string => {
    const name = r.share[kind];
    return typeof name === 'string' ? name : name(actor ?? '');
  };
  if (shares.length === 0) return null;
  return (
    <section className="pt-3" aria-labelledby="time-shares">
      <h3 id="time-shares" className="text-ui font-semibold">
        {r.shares}
      </h3>
      <p className="pb-1 text-cap text-ink-2">{r.sharesNote}</p>
      <ol className="m-0 grid list-none gap-0.5 p-0" data-shares="">
        {shares.map((share) => (
          <li
            key={`${share.kind} ${share.actor}`}
            className="grid grid-cols-[minmax(0,18rem)_5rem_minmax(0,1fr)] items-center gap-x-2 text-ui @max-[40rem]:grid-cols-[minmax(0,1fr)_auto]"
            data-share-of={share.actor ?? share.kind}
          >
            <span className="min-w-0 wrap-anywhere">
              <RichText parts={rich(named(share), () => false)} />
            </span>
            <span className="text-right tabular-nums">{duration(share.time / 1000)}</span>
            <span className="h-3 @max-[40rem]:col-span-2" aria-hidden="true">
              <span
                className={`block h-full min-w-px rounded-s ${barOf(share.kind)}`}
                style={{ width: `${(100 * share.time) / whole}%` }}
              />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
