/** The arrows, a row a step; the same as buttons, so that the keyboard walks them. */
import { type KeyboardEvent, useId } from 'react';
import type { SequenceRow } from '../../core/story/lifelines.ts';
import { BROKER } from '../../core/trace/fact.ts';
import { KindGlyph } from '../shared/KindGlyph.tsx';
import { keepInView } from '../shared/keep-in-view.ts';
import { onRovingKey } from '../shared/roving.ts';
import { type Columns, GUTTER, ROW } from './geometry.ts';
import type { WaitBar } from './waits.ts';

/** A row as it is drawn. `there` = only the run that is compared with has it. */
export interface DrawnRow {
  readonly row: SequenceRow;
  readonly time: 'past' | 'current' | 'later' | 'there';
  /** it shows that something went wrong */
  readonly isBad: boolean;
  /** the whole sentence, with what differs in the other run */
  readonly name: string;
  /** `+` only here, `−` only in the other run, `±` at another time or place */
  readonly mark: '' | '+' | '−' | '±';
  /** what differs in the other run, in a few words; null = nothing */
  readonly fate: string | null;
}

interface Props {
  readonly rows: readonly DrawnRow[];
  /** by their place among the rows */
  readonly waits: readonly WaitBar[];
  readonly columns: Columns;
  readonly label: string;
  readonly seek: (step: number) => void;
}

export function Diagram({ rows, waits, columns, label, seek }: Props) {
  const hatch = useId();
  const height = rows.length * ROW + ROW / 2;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing has no element for a list of its buttons
    <svg
      className="sequence-svg block font-mono text-cap"
      width={columns.width}
      height={height}
      role="group"
      aria-label={label}
      data-roving-root=""
    >
      <Hatch id={hatch} />
      {rows.map(({ time }, i) =>
        time === 'current' ? (
          // below the lifelines: they go on through it
          <rect
            key={time}
            className="fill-sunken"
            x={1}
            y={i * ROW + 1}
            width={columns.width - 2}
            height={ROW - 2}
            rx={6}
          />
        ) : null,
      )}
      {columns.list.map(({ actor, x }) => (
        <line
          key={actor}
          className={actor === BROKER ? 'stroke-hull stroke-4' : 'stroke-line-2 [stroke-dasharray:2_4]'}
          x1={x}
          x2={x}
          y1={0}
          y2={height}
        />
      ))}
      {rows.map((drawn, i) => (
        <Row
          key={`${drawn.time === 'there'} ${drawn.row.step.n}`}
          drawn={drawn}
          at={i}
          isAnswered={waits.some((wait) => wait.from === i && wait.to === i)}
          columns={columns}
          seek={seek}
        />
      ))}
      {waits.map(({ actor, from, to }) => (
        <rect
          key={from}
          className={`pointer-events-none stroke-[1.5] ${rows[from]?.time === 'later' ? 'stroke-line-2' : 'stroke-call'}`}
          x={columns.x(actor) - BAR / 2}
          y={from * ROW + ROW / 2 - 4}
          width={BAR}
          height={(to === null ? height - from * ROW : (to - from) * ROW) + (to === from ? 20 : 8)}
          rx={3}
          fill={rows[from]?.time === 'later' ? 'var(--color-paper)' : `url(#${hatch})`}
          strokeDasharray={to === null ? '3 3' : undefined}
          data-wait={actor}
        />
      ))}
    </svg>
  );
}

/** Down to the row, and to the side where its lines are. */
function showRow(g: SVGGElement | null, { step, hops }: SequenceRow, columns: Columns): void {
  keepInView(g);
  const box = g?.closest<HTMLElement>('.sequence-scroll');
  if (!box) return;
  const places = [step.from, ...hops.flat()].map((actor) => columns.x(actor));
  const left = Math.min(...places) - AIR;
  const right = Math.max(...places) + AIR;
  requestAnimationFrame(() => {
    if (left < box.scrollLeft) box.scrollLeft = left;
    else if (right > box.scrollLeft + box.clientWidth)
      box.scrollLeft = Math.min(left, right - box.clientWidth);
  });
}

/** Free beside the lines, px. */
const AIR = 60;

/** A caller's bar while it waits, px. */
const BAR = 11;

/** As `hatch` of the theme, for a drawing. */
function Hatch({ id }: { id: string }) {
  return (
    <pattern id={id} width={11} height={11} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect className="fill-paper" width={11} height={11} />
      <rect
        width={5}
        height={11}
        fill="color-mix(in oklab, var(--color-call) var(--hatch, 18%), var(--color-paper))"
      />
    </pattern>
  );
}

interface RowProps {
  readonly drawn: DrawnRow;
  readonly at: number;
  readonly isAnswered: boolean;
  readonly columns: Columns;
  readonly seek: Props['seek'];
}

function Row({ drawn, at, isAnswered, columns, seek }: RowProps) {
  const { row, time, isBad, name, fate } = drawn;
  const { step } = row;
  const glyph = isBad ? 'error' : step.kind;
  const y = at * ROW + ROW / 2;
  const kind = time === 'later' ? 'kind-ahead' : `kind-${glyph}`;
  const shared = {
    className: `sequence-row group cursor-pointer outline-none data-[time=there]:cursor-default ${kind}`,
    'data-time': time,
    'data-sequence-step': step.n,
    'data-fate': fate === null ? undefined : '',
  };
  const picture = (
    <>
      <rect
        className="fill-transparent group-hover:fill-ink/5 group-focus-visible:stroke-focus group-focus-visible:stroke-2"
        x={1}
        y={y - ROW / 2 + 1}
        width={columns.width - 2}
        height={ROW - 2}
        rx={6}
      />
      <text
        className="sequence-number fill-ink-2 group-data-[time=current]:fill-ink group-data-[time=current]:font-semibold group-data-[time=there]:fill-del"
        x={GUTTER - 34}
        y={y + 5}
        textAnchor="end"
      >
        {time === 'there' ? drawn.mark : `${step.n}${drawn.mark}`}
      </text>
      <g
        className="group-data-[time=later]:[&_svg]:[--kind-fill:var(--color-line-2)]"
        transform={`translate(${GUTTER - 26} ${y - 9})`}
      >
        <KindGlyph kind={glyph} size={18} />
      </g>
      <Hops row={row} y={y} isAnswered={isAnswered} columns={columns} />
    </>
  );
  // of what this run does not have there is nothing to go to
  if (time === 'there') {
    return (
      <g {...shared}>
        <title>{name}</title>
        {picture}
      </g>
    );
  }
  const onKeyDown = (event: KeyboardEvent<Element>): void => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      seek(step.n);
    } else onRovingKey(event as KeyboardEvent<HTMLElement>);
  };
  const isCurrent = time === 'current';
  return (
    // biome-ignore lint/a11y/useSemanticElements: there is no button in a drawing
    <g
      {...shared}
      role="button"
      data-roving=""
      tabIndex={isCurrent ? 0 : -1}
      aria-current={isCurrent ? 'step' : undefined}
      aria-label={name}
      onClick={() => seek(step.n)}
      onKeyDown={onKeyDown}
      {...(isCurrent ? { ref: (g: SVGGElement | null) => showRow(g, row, columns) } : {})}
    >
      {picture}
    </g>
  );
}

interface HopsProps {
  readonly row: SequenceRow;
  readonly y: number;
  /** the answer comes within the same step */
  readonly isAnswered: boolean;
  readonly columns: Columns;
}

/** A message is one line through the broker where its receiver stands on the other side, else it comes back below. */
function Hops({ row: { step, label, hops }, y, isAnswered, columns }: HopsProps) {
  const [first] = hops;
  const last = hops.at(-1);
  if (!first || !last) return <Alone x={columns.x(step.from)} y={y} label={label} />;
  const [start, middle, end] = [columns.x(first[0]), columns.x(first[1]), columns.x(last[1])];
  const isStraight = hops.length === 2 && (middle - start) * (end - middle) > 0;
  const isReply = step.kind === 'reply';
  const back = isAnswered && start !== end;
  if (hops.length === 1 || isStraight) {
    return (
      <>
        <Arrow from={start} to={end} y={y + 3} isReply={isReply} label={label} />
        {isStraight ? <Sorted x={middle} y={y + 3} /> : null}
        {back ? <Arrow from={end} to={start} y={y + 13} isReply label="" /> : null}
        {back && isStraight ? <Sorted x={middle} y={y + 13} /> : null}
      </>
    );
  }
  return hops.map(([from, to], i) => (
    <Arrow
      key={`${from} ${to}`}
      from={columns.x(from)}
      to={columns.x(to)}
      y={y + (i === 0 ? 1 : 11)}
      isReply={isReply}
      label={i === 0 ? label : ''}
    />
  ));
}

/** Where it goes through the broker. */
const Sorted = ({ x, y }: { x: number; y: number }) => (
  <circle className="fill-paper stroke-(--kind-fill) stroke-2" cx={x} cy={y} r={4} />
);

const HEAD = 9;

interface ArrowProps {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly isReply: boolean;
  readonly label: string;
}

/** A reply is dashed, its head open. */
function Arrow({ from, to, y, isReply, label }: ArrowProps) {
  const by = to < from ? -1 : 1;
  return (
    <>
      <line
        className="stroke-(--kind-fill) stroke-2 group-data-[time=later]:stroke-[1.25] group-data-[time=current]:stroke-3 group-data-[time=there]:[stroke-dasharray:2_3]"
        x1={from}
        x2={to - by * (isReply ? 2 : HEAD)}
        y1={y}
        y2={y}
        strokeDasharray={isReply ? '8 6' : undefined}
      />
      <path
        className={isReply ? 'fill-paper stroke-(--kind-fill) stroke-[1.75]' : 'fill-(--kind-fill)'}
        d={`M${to - by} ${y} l${-by * HEAD} -5 v10 z`}
        strokeLinejoin="round"
      />
      {label === '' ? null : (
        <text className={LABEL} x={from + by * 12} y={y - 7} textAnchor={by > 0 ? 'start' : 'end'}>
          {label}
        </text>
      )}
    </>
  );
}

/** It stands on lines: a rim of paper keeps it legible. */
const LABEL =
  'fill-ink-2 stroke-paper stroke-4 [paint-order:stroke] [stroke-linejoin:round] group-hover:stroke-canvas group-data-[time=current]:fill-ink group-data-[time=current]:font-semibold group-data-[time=current]:stroke-sunken group-data-[time=past]:fill-ink group-data-[time=there]:fill-del';

/** What a service does by itself: a mark on its line. */
function Alone({ x, y, label }: { x: number; y: number; label: string }) {
  return (
    <>
      <rect className="fill-(--kind-fill)" x={x - 5} y={y - 5} width={10} height={10} rx={3} />
      <text className={LABEL} x={x + 12} y={y + 5}>
        {label}
      </text>
    </>
  );
}
