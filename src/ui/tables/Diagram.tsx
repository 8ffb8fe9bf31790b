/** The tables of a database and how they refer to each other, with crow's feet. Every table is a button. */
import { useCallback, useMemo, useRef, useState } from 'react';
import type { Join } from '../../core/databases/joins.ts';
import type { DataTexts } from '../../i18n/index.ts';
import { factAt, traceOf, versionsOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { schemaTables } from './catalogue.ts';
import { type DiagramBox, HEAD_HEIGHT, LINE_HEIGHT, layOut, pathOf, signsOf } from './diagram-layout.ts';
import './diagram.css';

interface Props {
  readonly database: string;
  /** the table that is shown elsewhere: its references are drawn strong */
  readonly table: string;
  readonly joins: readonly Join[];
  readonly onOpen: (name: string) => void;
  readonly t: DataTexts;
}

const LEAST_ZOOM = 0.2;
const MOST_ZOOM = 1.5;

export function Diagram({ database, table, joins, onOpen, t }: Props) {
  const trace = useStore(traceOf);
  const [withAlone, setWithAlone] = useState(false);
  const tables = useMemo(() => schemaTables(trace, database), [trace, database]);
  const made = useMemo(
    () => layOut(database, tables, joins, withAlone),
    [database, tables, joins, withAlone],
  );
  const box = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState(1);
  const fit = useCallback((): number => {
    const { clientWidth = 0, clientHeight = 0 } = box.current ?? {};
    const wide = clientWidth / (made.width || 1);
    const high = clientHeight / (made.height || 1);
    // a drawing that would be too small to read is scrolled instead
    return Math.min(MOST_ZOOM, Math.max(0.7, Math.min(1, Math.min(wide, high))));
  }, [made]);
  const start = useCallback(
    (element: HTMLDivElement | null) => {
      box.current = element;
      if (element) setZoom(fit());
    },
    [fit],
  );
  if (tables.length === 0) return <p className="quiet">{t.tables.noTable}</p>;
  const step = (by: number) => (): void => setZoom((z) => Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, z * by)));
  return (
    <div className="diagram" data-diagram={database}>
      <div className="diagram-tools">
        <Button icon aria-label="−" onClick={step(1 / 1.25)}>
          −
        </Button>
        <Button icon aria-label="+" onClick={step(1.25)}>
          +
        </Button>
        <Button
          onClick={() => {
            const { clientWidth = 1, clientHeight = 1 } = box.current ?? {};
            setZoom(Math.min(1, clientWidth / made.width, clientHeight / made.height));
          }}
        >
          {t.diagram.fit}
        </Button>
        {made.alone.length > 0 ? (
          <Button aria-pressed={withAlone} onClick={() => setWithAlone(!withAlone)}>
            {t.diagram.showAlone}
          </Button>
        ) : null}
        <p className="quiet">
          {t.diagram.note} {made.alone.length > 0 && !withAlone ? t.diagram.alone(made.alone.length) : ''}
        </p>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is scrolled by keys */}
      <section className="diagram-box" aria-label={t.diagram.label(database)} tabIndex={0} ref={start}>
        <div style={{ width: made.width * zoom, height: made.height * zoom }}>
          <div
            className="diagram-sheet"
            style={{ width: made.width, height: made.height, transform: `scale(${zoom})` }}
          >
            <svg width={made.width} height={made.height} aria-hidden="true">
              {made.references.map((reference) => {
                const { join } = reference;
                const signs = signsOf(reference);
                const isOwn = [join.from, join.to].some(
                  (end) => end.database === database && end.table === table,
                );
                return (
                  <g
                    key={`${join.from.database}.${join.from.table}.${join.from.column} ${join.to.database}.${join.to.table}`}
                    className="diagram-line"
                    data-own={isOwn || undefined}
                  >
                    <path
                      d={pathOf(reference.points)}
                      strokeDasharray={join.isForeignKey ? undefined : '5 4'}
                    />
                    <path d={signs.one} />
                    <path d={signs.many} />
                  </g>
                );
              })}
            </svg>
            {made.boxes.map((one) => (
              <TableBox key={one.id} box={one} shown={`${database}.${table}`} onOpen={onOpen} t={t} />
            ))}
          </div>
        </div>
      </section>
    </div>
  );
}

interface BoxProps {
  readonly box: DiagramBox;
  readonly shown: string;
  readonly onOpen: (name: string) => void;
  readonly t: DataTexts;
}

function TableBox({ box, shown, onOpen, t }: BoxProps) {
  const [database = '', table = ''] = box.id.split('.');
  const count = useStore((s) => versionsOf(s).countAt(database, table, factAt(s)));
  const keys = box.table?.primary_key ?? [];
  return (
    <button
      type="button"
      className="diagram-table"
      data-table-box={box.id}
      data-outside={box.table ? undefined : ''}
      aria-current={box.id === shown ? 'true' : undefined}
      aria-label={t.diagram.table(box.id, count)}
      style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
      onClick={() => onOpen(box.id)}
    >
      <span className="diagram-name" style={{ height: HEAD_HEIGHT }} lang="en">
        {box.table ? table : box.id} <span className="diagram-count">{count}</span>
      </span>
      {box.columns.map((column) => (
        <span
          key={column}
          className="diagram-column"
          data-key={keys.includes(column) || undefined}
          style={{ height: LINE_HEIGHT }}
          lang="en"
        >
          {column}
        </span>
      ))}
    </button>
  );
}
