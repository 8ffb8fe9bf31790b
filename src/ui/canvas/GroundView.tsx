/** What stands around the services: machines, the client, peers, databases. From properties alone. */
import { Database as DatabaseIcon, Server, UserRound } from 'lucide-react';
import { ServiceIcon } from '../shared/ServiceIcon.tsx';
import { StateIcon } from './CardView.tsx';
import type { MapNode, Preset } from './geometry.ts';
import { rounded } from './layout-parts.ts';
import type { MapTexts } from './map-texts.ts';

type Of<K extends MapNode['kind']> = Extract<MapNode, { kind: K }>;

export function MachineView({
  node,
  preset,
  texts,
}: {
  node: Of<'machine'>;
  preset: Preset;
  texts: MapTexts;
}) {
  const isController = node.main && node.machine === 'controller';
  const underClient = node.main && preset === 'desk';
  return (
    <div className="machine relative h-full">
      {node.rim ? (
        <svg
          className="absolute inset-0 overflow-visible"
          width={node.width}
          height={node.height}
          aria-hidden="true"
        >
          <path
            d={rounded(node.rim, 18)}
            fill="color-mix(in oklab, var(--color-paper) 60%, var(--color-canvas))"
            stroke="var(--color-line-2)"
            strokeOpacity="0.7"
          />
        </svg>
      ) : (
        <span className="absolute inset-0 rounded-xl border border-line-2 bg-paper/60" />
      )}
      <span
        className="machine-name absolute top-1 left-3.5 flex items-center gap-1.5 text-(length:--m-small) leading-snug whitespace-nowrap text-ink-3 data-main:top-2 data-main:left-5 data-main:data-client:left-24"
        data-main={node.main || undefined}
        data-client={underClient || undefined}
        lang={isController ? undefined : 'en'}
      >
        <Server size={14} strokeWidth={1.9} aria-hidden="true" className="shrink-0" />
        {isController ? texts.controller : node.machine}
      </span>
    </div>
  );
}

/** A floor of its own, under what the cell has; stepping back where databases of others stand. */
export function CellView({ node, texts }: { node: Of<'cell'>; texts: MapTexts }) {
  return (
    <div className="cell relative h-full" data-cell={node.cell}>
      <svg
        className="absolute inset-0 overflow-visible"
        width={node.width}
        height={node.height}
        data-mark="cell"
        aria-hidden="true"
      >
        <path
          d={rounded(node.rim, 14)}
          fill="var(--color-ink)"
          fillOpacity="0.05"
          stroke="var(--color-line-2)"
          strokeDasharray="1 4"
          strokeLinecap="round"
          strokeWidth="1.5"
        />
        {node.label ? (
          <text
            className="cell-name fill-ink-2 text-(length:--m-small)"
            x={node.label.x}
            y={node.label.y}
            dominantBaseline="hanging"
          >
            {texts.cellWord}{' '}
            <tspan className="fill-ink font-semibold" lang="en">
              {node.cell}
            </tspan>
          </text>
        ) : null}
      </svg>
    </div>
  );
}

export function ClientView({ texts }: { texts: MapTexts }) {
  return (
    <div className="flex h-full items-center gap-1.5 rounded-full border border-line-2 bg-paper px-3 text-(length:--m-small) shadow-1">
      <UserRound size={15} strokeWidth={1.9} className="shrink-0 text-ink-2" aria-hidden="true" />
      <span>{texts.client}</span>
    </div>
  );
}

interface PeerProps {
  readonly node: Of<'peer'>;
  readonly preset: Preset;
  readonly texts: MapTexts;
  readonly touched: boolean;
  readonly stopped: boolean;
  /** rows changed in its own database */
  readonly rows: number;
}

/** A peer with a mark of its own database: one box a peer, so that no name stands twice. */
export function PeerView({ node, preset, texts, touched, stopped, rows }: PeerProps) {
  const name = node.place.actor.replace(/-(server|api)$/, '');
  const hasDatabase = node.place.databases.length > 0;
  return (
    <div
      className="peer relative flex h-full items-center gap-1 rounded-m border border-dashed border-line-2 bg-paper px-1.5 text-(length:--m-tiny) phone:px-1 lesson:gap-0 lesson:px-1 lesson:tracking-[-0.02em] data-stopped:bg-canvas data-touched:border-solid data-touched:border-ink"
      data-touched={touched || undefined}
      data-stopped={stopped || undefined}
    >
      {stopped ? (
        <StateIcon state="stopped" free={false} />
      ) : preset === 'desk' ? (
        <ServiceIcon name={name} size={14} />
      ) : null}
      <span className="leading-none tracking-[-0.01em]" lang="en" translate="no">
        {name}
      </span>
      {hasDatabase && rows === 0 ? (
        <DatabaseIcon
          size={12}
          strokeWidth={1.9}
          className="ml-auto shrink-0 text-ink-3"
          aria-hidden="true"
          data-mark="own_database"
        />
      ) : null}
      {rows > 0 ? (
        <span className="ml-auto flex" title={texts.rows(rows)}>
          <Rows n={rows} texts={texts} short />
        </span>
      ) : null}
    </div>
  );
}

function Rows({ n, texts, short }: { n: number; texts: MapTexts; short: boolean }) {
  return (
    <b
      className="database-rows flash rounded-full border border-mark-line bg-mark px-1.5 text-(length:--m-tiny) leading-[1.35] font-semibold whitespace-nowrap text-ink tabular-nums"
      data-mark="rows"
      data-rows={n}
    >
      {short ? n : texts.rows(n)}
    </b>
  );
}

export function DatabaseView({
  node,
  preset,
  texts,
  rows,
}: {
  node: Of<'database'>;
  preset: Preset;
  texts: MapTexts;
  rows: number;
}) {
  const lit = rows > 0;
  const { width, height } = node;
  const r = preset === 'phone' ? 5 : 10;
  const arc = (y: number): string =>
    `M1 ${y} C1 ${y + r * 1.33} ${width - 1} ${y + r * 1.33} ${width - 1} ${y}`;
  const isBroken = preset === 'lesson' || preset === 'tall';
  return (
    <div
      className="database relative h-full text-line-2 data-touched:text-mark-line"
      data-touched={lit || undefined}
    >
      <svg
        className="absolute inset-0"
        width={width}
        height={height}
        fill="none"
        stroke="currentColor"
        strokeWidth={lit ? 2 : 1}
        aria-hidden="true"
      >
        <path d={`${arc(height - r)} V${r} H1 Z`} fill={lit ? 'var(--color-mark)' : 'var(--color-paper)'} />
        <ellipse cx={width / 2} cy={r} rx={width / 2 - 1} ry={r - 2} fill="var(--color-sunken)" />
        {/* a phone's has its name there */}
        {r > 5 && <path d={arc(r + 8)} strokeOpacity="0.45" strokeWidth="1" />}
      </svg>
      <span className="relative flex h-full flex-col items-center justify-center gap-1 pt-4 text-ink lesson:gap-0 lesson:pt-3 phone:flex-row phone:pt-2">
        <span
          className="text-center text-(length:--m-small) leading-[1.1] font-medium tracking-[-0.03em]"
          lang="en"
          translate="no"
        >
          {isBroken ? underscored(node.database) : node.database}
        </span>
        {lit ? (
          // outside of the name where that stands in two lines; as high as its badge, whatever the page's letters are
          <span
            className="flex lesson:absolute lesson:-top-2 lesson:-right-1.5 tall:absolute tall:-top-1.5 tall:-right-1.5"
            title={texts.rows(rows)}
          >
            <Rows n={rows} texts={texts} short={preset !== 'desk'} />
          </span>
        ) : null}
      </span>
    </div>
  );
}

/** Broken after its first underscore. */
function underscored(name: string) {
  const [head, ...rest] = name.split('_');
  return rest.length === 0 ? (
    head
  ) : (
    <>
      {head}_<br />
      {rest.join('_')}
    </>
  );
}
