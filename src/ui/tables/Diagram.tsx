/** The tables of a database and how they refer to each other, with crow's feet. Every table is a button. */
import { KeyRound, Minus, Plus } from 'lucide-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { Join } from '../../core/databases/joins.ts';
import type { DataTexts } from '../../i18n/index.ts';
import { factAt, traceOf, versionsOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { schemaTables } from './catalogue.ts';
import { type DiagramBox, HEAD_HEIGHT, LINE_HEIGHT, layOut, pathOf, signsOf } from './diagram-layout.ts';

interface Props {
  readonly database: string;
  /** the table that is shown elsewhere: its references are drawn strong */
  readonly table: string;
  readonly joins: readonly Join[];
  readonly onOpen: (name: string) => void;
  readonly t: DataTexts;
}

/** The box that the drawing scrolls in. */
const FRAME =
  'dots relative min-h-48 flex-1 overflow-auto border-t border-line bg-canvas @max-[40rem]:h-[60vh] @max-[40rem]:flex-none';

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
  const box = useRef<HTMLElement>(null);
  const [zoom, setZoom] = useState(1);
  // names stay as large as the page's other text: the drawing scrolls, at first to the table that is shown
  const start = useCallback((element: HTMLElement | null) => {
    box.current = element;
    if (!element) return;
    setZoom(Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16);
    const own = element.querySelector<HTMLElement>('[aria-current]');
    if (!own) return;
    element.scrollLeft = own.offsetLeft - element.clientWidth / 3;
    element.scrollTop = own.offsetTop - element.clientHeight / 3;
  }, []);
  if (tables.length === 0) return <p className="px-4 py-2 text-ui text-ink-2">{t.tables.noTable}</p>;
  const step = (by: number) => (): void => setZoom((z) => Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, z * by)));
  return (
    <div className="diagram flex min-h-64 flex-1 flex-col" data-diagram={database}>
      <div className="diagram-tools flex flex-wrap items-center gap-1 px-4 pb-2">
        <Button look="quiet" icon aria-label="−" onClick={step(1 / 1.25)}>
          <Minus size={17} strokeWidth={1.9} aria-hidden="true" />
        </Button>
        <Button look="quiet" icon aria-label="+" onClick={step(1.25)}>
          <Plus size={17} strokeWidth={1.9} aria-hidden="true" />
        </Button>
        <Button
          look="quiet"
          onClick={() => {
            const { clientWidth = 1, clientHeight = 1 } = box.current ?? {};
            setZoom(Math.min(1, clientWidth / made.width, clientHeight / made.height));
          }}
        >
          {t.diagram.fit}
        </Button>
        {made.alone.length > 0 ? (
          <Button look="quiet" aria-pressed={withAlone} onClick={() => setWithAlone(!withAlone)}>
            {t.diagram.showAlone}
          </Button>
        ) : null}
        <p className="min-w-0 flex-1 basis-56 pl-2 text-cap text-ink-2">
          {t.diagram.note} {made.alone.length > 0 && !withAlone ? t.diagram.alone(made.alone.length) : ''}
        </p>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is scrolled by keys */}
      <section className={FRAME} aria-label={t.diagram.label(database)} tabIndex={0} ref={start}>
        <div style={{ width: made.width * zoom, height: made.height * zoom }}>
          <div
            className="relative origin-top-left"
            style={{ width: made.width, height: made.height, transform: `scale(${zoom})` }}
          >
            <svg className="absolute inset-0" width={made.width} height={made.height} aria-hidden="true">
              {made.references.map((reference) => {
                const { join } = reference;
                const signs = signsOf(reference);
                const isOwn = [join.from, join.to].some(
                  (end) => end.database === database && end.table === table,
                );
                return (
                  <g
                    key={`${join.from.database}.${join.from.table}.${join.from.column} ${join.to.database}.${join.to.table}`}
                    className="fill-none stroke-line-2 stroke-[1.3] data-own:stroke-ink data-own:stroke-[2.2]"
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
      className="absolute flex flex-col overflow-hidden rounded-m border border-line-2 bg-paper text-left font-mono text-[13px] leading-none shadow-1 hover:border-ink aria-current:border-ink aria-current:ring-1 aria-current:ring-ink data-outside:border-dashed data-outside:bg-canvas data-outside:shadow-none"
      data-table-box={box.id}
      data-outside={box.table ? undefined : ''}
      aria-current={box.id === shown ? 'true' : undefined}
      aria-label={t.diagram.table(box.id, count)}
      style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
      onClick={() => onOpen(box.id)}
    >
      <span
        className="flex flex-none items-center justify-between gap-2 bg-sunken px-2 font-semibold whitespace-nowrap in-data-outside:bg-transparent"
        style={{ height: HEAD_HEIGHT }}
        lang="en"
      >
        {box.table ? table : box.id} <span className="font-sans font-normal text-ink-2">{count}</span>
      </span>
      {box.columns.map((column) => (
        <span
          key={column}
          className="flex flex-none items-center gap-1.5 px-2 whitespace-nowrap text-ink-2"
          style={{ height: LINE_HEIGHT }}
          lang="en"
        >
          <span className="w-3.5">
            {keys.includes(column) ? <KeyRound size={13} aria-hidden="true" /> : null}
          </span>
          {column}
        </span>
      ))}
    </button>
  );
}
