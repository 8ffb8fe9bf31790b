/** The message queue: its hull with a floor for each vhost, and its exchanges. From properties alone. */
import { Rabbit } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Box, FlowMap, MapNode, Preset, Spine } from './geometry.ts';
import type { MapTexts } from './map-texts.ts';

interface HullProps {
  readonly node: Extract<MapNode, { kind: 'queue' }>;
  readonly map: FlowMap;
  readonly texts: MapTexts;
  readonly waiting: number;
  readonly stopped: boolean;
  readonly children?: ReactNode;
}

/** The one heavy thing: a dark head with its name, a rim, a floor for each vhost. */
export function HullView({ node, map, texts, waiting, stopped, children }: HullProps) {
  // where a queue lies at the head of a band, its name stands at its foot
  const isPhone = map.preset === 'phone';
  const isLow = map.preset === 'lesson' || isPhone;
  return (
    <div
      className="queue relative h-full rounded-xl border-2 border-hull bg-linear-to-b from-paper to-[color-mix(in_oklab,var(--color-paper)_55%,var(--color-sunken))] shadow-3 data-stopped:border-dashed phone:rounded-l"
      data-stopped={stopped || undefined}
      data-clients={map.clients || undefined}
    >
      {node.head > 0 ? (
        <span
          className={`queue-title absolute -inset-x-px -top-px flex items-center rounded-t-[18px] bg-hull px-4 whitespace-nowrap text-on-hull phone:rounded-t-[10px] phone:px-2 ${isPhone ? 'flex-wrap leading-none' : 'gap-2'} ${HEADS[map.preset]}`}
        >
          <Rabbit size={20} strokeWidth={1.9} aria-hidden="true" className="shrink-0 phone:hidden" />
          <span className="text-(length:--m-title) font-semibold tracking-[-0.015em]">{texts.queue}</span>
          <span className="text-(length:--m-small) phone:hidden tall:hidden" lang="en">
            {texts.queueSub}
          </span>
          <span
            className={`text-(length:--m-small) tabular-nums ${isPhone ? (stopped ? 'w-full' : 'hidden') : 'ml-auto'}`}
          >
            {stopped ? texts.states.stopped : waiting === 0 ? texts.empty : texts.messages(waiting)}
          </span>
        </span>
      ) : null}
      {map.bands.map((band, i) => (
        <BandView
          key={band.vhost}
          band={inside(band, node)}
          vhost={band.vhost}
          low={i > 0 && isLow}
          bare={i > 0 && isPhone}
        />
      ))}
      {children}
    </div>
  );
}

const HEADS: { readonly [P in Preset]: string } = {
  desk: 'h-[46px]',
  lesson: 'h-[38px]',
  tall: 'h-[36px]',
  phone: 'h-[30px]',
};

/** Within the hull's rim of 2 px. */
const inside = (box: Box, hull: Box): Box => ({ ...box, x: box.x - hull.x - 2, y: box.y - hull.y - 2 });

interface BandProps {
  readonly band: Box;
  readonly vhost: string;
  readonly low: boolean;
  /** there is room for its name alone */
  readonly bare: boolean;
}

/** As SVG, so that a place needs no style: the picture before any script is drawn by the same parts. */
function BandView({ band, vhost, low, bare }: BandProps) {
  return (
    <svg
      className="pointer-events-none absolute top-0 left-0 overflow-visible"
      width="1"
      height="1"
      aria-hidden="true"
    >
      <rect
        x={band.x}
        y={band.y}
        width={band.width}
        height={band.height}
        rx="12"
        fill="var(--color-canvas)"
        fillOpacity="0.7"
        stroke="var(--color-line)"
      />
      <text
        className="queue-vhost fill-ink-2 text-(length:--m-tiny)"
        x={band.x + 12}
        y={low ? band.y + band.height - (bare ? 4 : 6) : band.y + 17}
        lang="en"
      >
        {bare ? null : 'vhost '}
        <tspan className="fill-ink font-semibold">{vhost}</tspan>
      </text>
    </svg>
  );
}

interface SpineProps {
  readonly spine: Spine;
  readonly hull: Box;
  readonly preset: Preset;
  /** above its name: how it is called */
  readonly texts: MapTexts;
  readonly name: string;
  readonly type: string;
  readonly lit: boolean;
  readonly tags: readonly { readonly y: number; readonly text: string; readonly kind: string }[];
  readonly isClients: boolean;
  readonly lost?: string | undefined;
}

/** An exchange: what it is called, its type, and the routing key above the line that it sorted. */
export function SpineView({
  spine,
  hull,
  preset,
  texts,
  name,
  type,
  lit,
  tags,
  isClients,
  lost,
}: SpineProps) {
  const box = inside(spine, hull);
  const middle = box.x + box.width / 2;
  const isBrief = isClients || preset === 'lesson';
  // what goes straight through a broker's exchange goes between its name and its type
  const label = isClients
    ? box.y + box.height / 2 - 9
    : Math.max(spine.label - hull.y - (isBrief ? 12 : 24), box.y + 20);
  return (
    <svg
      className="pointer-events-none absolute top-0 left-0 overflow-visible"
      width="1"
      height="1"
      aria-hidden="true"
    >
      <rect
        x={box.x}
        y={box.y}
        width={box.width}
        height={box.height}
        rx="12"
        fill="var(--color-paper)"
        stroke={lit ? 'var(--color-ink)' : 'var(--color-line-2)'}
        strokeWidth={lit ? 1.5 : 1}
      />
      <g textAnchor="middle" className="fill-ink">
        {isBrief ? null : (
          <text className="fill-ink-3 text-(length:--m-tiny)" x={middle} y={label}>
            {texts.exchange}
          </text>
        )}
        <text
          className="font-mono text-(length:--m-small) font-semibold tracking-[-0.05em]"
          x={middle}
          y={isBrief ? label : label + 18}
          lang="en"
        >
          {name}
        </text>
        <text
          className="queue-via fill-ink-3 text-(length:--m-tiny)"
          x={middle}
          y={label + (isClients ? 28 : isBrief ? 18 : 35)}
          lang="en"
        >
          {type}
        </text>
        {lost ? (
          <text
            className="queue-lost fill-error text-(length:--m-tiny) font-semibold"
            x={middle}
            y={box.y + box.height + 18}
          >
            {lost}
          </text>
        ) : null}
      </g>
      {tags.map(({ y, text, kind }) => (
        <g key={`${y} ${text}`} className={`kind-${kind}`} data-mark="key">
          <rect
            x={box.x + TAG.left}
            y={y - hull.y - 27}
            width={box.width - TAG.left - TAG.right}
            height="18"
            rx="5"
            fill="var(--kind-tint)"
          />
          <text
            className="font-mono text-(length:--m-tiny) tracking-tight"
            textAnchor="middle"
            x={middle + (TAG.left - TAG.right) / 2}
            y={y - hull.y - 13.5}
            fill="var(--kind)"
            lang="en"
          >
            {text}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** Clear of the side at which lines run down. */
const TAG = { left: 16, right: 3 };
