/** The parts of a request under each other: what it is, when it began and how long it took. Each leads to its step. */
import { useState } from 'react';
import type { WaterfallRow } from '../../core/report/request-time.ts';
import type { RequestSeen } from '../../core/report/requests.ts';
import { stepOfFact } from '../../core/story/cursor.ts';
import { duration, rich } from '../../i18n/index.ts';
import { plain, shorten } from '../../i18n/rich.ts';
import type { ReportTexts } from '../../i18n/texts.ts';
import { stepsOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { RichText } from '../shared/RichText.tsx';
import { onRovingKey } from '../shared/roving.ts';
import { barOf } from './bar-look.ts';

/** Rows at first. */
const FEW = 120;

interface Props {
  readonly request: RequestSeen;
  readonly t: ReportTexts;
}

export function Waterfall({ request, rows, t }: Props & { readonly rows: readonly WaterfallRow[] }) {
  const [all, showAll] = useState(false);
  const shown = all ? rows : rows.slice(0, FEW);
  const r = t.request;
  return (
    <section className="pt-3" aria-labelledby="waterfall">
      <h3 id="waterfall" className="flex items-baseline justify-between gap-2 text-ui font-semibold">
        {r.waterfall}
        <span className="text-cap font-normal text-ink-3">
          {r.scale(duration((request.end - request.start) / 1000))}
        </span>
      </h3>
      <ol className="m-0 list-none p-0" data-roving-root="" data-waterfall="">
        {shown.map((row, i) => (
          <Row key={row.span.n} row={row} request={request} isFirst={i === 0} t={t} />
        ))}
      </ol>
      {shown.length < rows.length ? (
        <Button look="quiet" onClick={() => showAll(true)}>
          {t.more(rows.length - shown.length)}
        </Button>
      ) : null}
    </section>
  );
}

interface RowProps extends Props {
  readonly row: WaterfallRow;
  readonly isFirst: boolean;
}

/** Deeper than that, the names would have no room. */
const DEEPEST = 6;

function Row({ row: { span, depth }, request, isFirst, t }: RowProps) {
  const n = useStore((s) => stepOfFact(stepsOf(s), span.fact));
  const isNow = useStore((s) => s.step === n);
  const { seek } = useActions();
  const r = t.request;
  const whole = Math.max(1, request.end - request.start);
  const end = Math.min(span.until, request.end);
  const [left, width] = [span.start - request.start, end - span.start].map((us) => (100 * us) / whole);
  const name = nameOf(span, r);
  const time = duration((span.until - span.start) / 1000);
  const notes = [
    ...(span.gap ? [r.gapEnd] : []),
    ...(!span.gap && span.kind === 'queue' && span.peer === null && span.queue !== null ? [r.notTaken] : []),
    ...(!span.gap && span.end === null && !(span.kind === 'queue' && span.peer === null) ? [r.openEnd] : []),
    ...(span.again ? [r.again] : []),
    ...(span.error === null ? [] : [span.error]),
  ];
  return (
    <li>
      <button
        type="button"
        className="grid min-h-6 w-full grid-cols-[minmax(0,22rem)_5rem_minmax(0,1fr)] items-center gap-x-2 rounded-s text-left text-ui hover:bg-canvas focus-visible:-outline-offset-2 aria-[current]:bg-mark touch:min-h-[44px] @max-[40rem]:grid-cols-[minmax(0,1fr)_auto]"
        aria-label={r.row(n, [plain(name), ...notes].join(', '), time)}
        aria-current={isNow ? 'step' : undefined}
        data-roving=""
        data-span={span.kind}
        data-report-step={n}
        tabIndex={isFirst ? 0 : -1}
        onKeyDown={onRovingKey}
        onClick={() => seek(n)}
      >
        <span
          className="min-w-0 wrap-anywhere"
          style={{ paddingInlineStart: `${0.75 * Math.min(depth, DEEPEST)}rem` }}
        >
          <RichText parts={rich(name, () => false)} />
          {notes.length === 0 ? null : (
            <span className={span.error === null ? 'text-ink-3' : 'text-error'}> {notes.join(', ')}</span>
          )}
        </span>
        <span className="text-right tabular-nums">{time}</span>
        <span className="relative block h-3 @max-[40rem]:col-span-2" aria-hidden="true">
          <span
            className={`absolute top-0 h-full min-w-[3px] rounded-[2px] ${barOf(span.kind)} ${span.end === null ? 'border-r-2 border-dashed border-r-error' : ''}`}
            style={{ left: `${left}%`, width: `${width}%` }}
          />
        </span>
      </button>
    </li>
  );
}

/** A reply queue is named by an id, which would take the room of all else. */
const REPLY = /(?<=^reply_)[0-9a-f]{32}$/;

function nameOf({ kind, actor, what, queue }: WaterfallRow['span'], r: ReportTexts['request']): string {
  if (kind !== 'queue') return r.rows[kind](actor, what);
  return queue === null ? r.rows.nowhere(what) : r.rows.queue(queue.replace(REPLY, shorten), what);
}
