/** The arrows, a row a step; the same as buttons, so that the keyboard walks them. */
import type { KeyboardEvent } from 'react';
import type { SequenceRow } from '../../core/story/lifelines.ts';
import { BROKER } from '../../core/trace/fact.ts';
import { keepInView } from '../shared/keep-in-view.ts';
import { onRovingKey } from '../shared/roving.ts';
import { type Columns, GUTTER, ROW } from './geometry.ts';

/** A row as it is drawn. `there` = only the run that is compared with has it. */
export interface DrawnRow {
  readonly row: SequenceRow;
  readonly time: 'past' | 'current' | 'later' | 'there';
  /** the whole sentence, with what differs in the other run */
  readonly name: string;
  /** `+` only here, `−` only in the other run, `±` at another time or place */
  readonly mark: '' | '+' | '−' | '±';
  /** what differs in the other run, in a few words; null = nothing */
  readonly fate: string | null;
}

interface Props {
  readonly rows: readonly DrawnRow[];
  readonly columns: Columns;
  readonly label: string;
  readonly seek: (step: number) => void;
}

export function Diagram({ rows, columns, label, seek }: Props) {
  const height = rows.length * ROW + ROW / 2;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing has no element for a list of its buttons
    <svg
      className="sequence-svg"
      width={columns.width}
      height={height}
      role="group"
      aria-label={label}
      data-roving-root=""
    >
      {columns.list.map(({ actor, x }) => (
        <line
          key={actor}
          className="sequence-life"
          data-broker={actor === BROKER ? '' : undefined}
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
          columns={columns}
          seek={seek}
        />
      ))}
    </svg>
  );
}

interface RowProps {
  readonly drawn: DrawnRow;
  readonly at: number;
  readonly columns: Columns;
  readonly seek: Props['seek'];
}

function Row({ drawn, at, columns, seek }: RowProps) {
  const { row, time, name, fate } = drawn;
  const { step, label, hops } = row;
  const y = at * ROW + ROW / 2;
  const shared = {
    className: `sequence-row kind-${step.kind}`,
    'data-time': time,
    'data-sequence-step': step.n,
    'data-fate': fate === null ? undefined : '',
  };
  const picture = (
    <>
      <rect className="sequence-band" x={0} y={y - ROW / 2} width={columns.width} height={ROW} />
      <text className="sequence-number" x={GUTTER - 10} y={y + 4} textAnchor="end">
        {time === 'there' ? drawn.mark : `${step.n}${drawn.mark}`}
      </text>
      {hops.length === 0 ? <Alone x={columns.x(step.from)} y={y} label={label} /> : null}
      {hops.map(([from, to], i) => (
        <Arrow
          key={`${from} ${to}`}
          from={columns.x(from)}
          to={columns.x(to)}
          y={y + (hops.length > 1 ? (i === 0 ? -1 : 9) : 5)}
          dashed={step.kind === 'reply'}
          label={i === 0 ? label : ''}
        />
      ))}
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
      {...(isCurrent ? { ref: (g: SVGGElement | null) => keepInView(g) } : {})}
    >
      {picture}
    </g>
  );
}

const HEAD = 7;

interface ArrowProps {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly dashed: boolean;
  readonly label: string;
}

function Arrow({ from, to, y, dashed, label }: ArrowProps) {
  const by = to < from ? -1 : 1;
  return (
    <>
      <line
        className="sequence-arrow"
        x1={from}
        x2={to - by * HEAD}
        y1={y}
        y2={y}
        strokeDasharray={dashed ? '6 4' : undefined}
      />
      <path className="sequence-head" d={`M${to} ${y} l${-by * HEAD} -4 v8 z`} />
      {label === '' ? null : (
        <text className="sequence-label" x={from + by * 8} y={y - 5} textAnchor={by > 0 ? 'start' : 'end'}>
          {label}
        </text>
      )}
    </>
  );
}

/** What a service does by itself: a mark on its line. */
function Alone({ x, y, label }: { x: number; y: number; label: string }) {
  return (
    <>
      <rect className="sequence-alone" x={x - 5} y={y - 5} width={10} height={10} rx={2} />
      <text className="sequence-label" x={x + 12} y={y + 4}>
        {label}
      </text>
    </>
  );
}
