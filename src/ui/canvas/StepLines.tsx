/** Lines of this step that belong to no queue: HTTP, SQL, and the way on which an awaited answer will come. */
import { ViewportPortal } from '@xyflow/react';
import { memo } from 'react';
import { textsOf } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { awaitedOn } from './awaited.ts';
import type { FlowMap, Point } from './geometry.ts';
import { rounded } from './layout-parts.ts';
import { httpWay, sqlWay } from './lines.ts';
import type { Marks } from './marks.ts';
import type { ShownMoment } from './playhead.ts';
import { useShown } from './show-state.ts';

function linesOf({ trace, world, marks, inFlight }: ShownMoment, map: FlowMap) {
  const written = [...marks.writers].flatMap(([database, writers]) =>
    [...writers].flatMap((actor) => {
      const way = sqlWay(map, actor, database);
      return way ? [{ way, isBad: false }] : [];
    }),
  );
  return {
    thin: [...askedWays(map, marks.asked), ...written],
    awaited: awaitedOn(map, trace, world, inFlight.leaving),
  };
}

export const StepLines = memo(function StepLines({ map }: { map: FlowMap }) {
  const texts = useStore((s) => textsOf(s.lang).page).map;
  const { thin, awaited } = useShown(linesOf, map);
  return (
    <ViewportPortal>
      <svg
        className="pointer-events-none absolute top-0 left-0 z-1 overflow-visible"
        width={map.width}
        height={map.height}
        aria-hidden="true"
      >
        {thin.map(({ way, isBad }) => (
          <Thin key={rounded(way)} way={way} isBad={isBad} />
        ))}
        {awaited.map(({ id, points }) => (
          <g key={id} className="kind-reply fade-in fill-none" data-mark="expected">
            <path d={rounded(points)} className="stroke-paper stroke-[5]" />
            <path
              d={rounded(points)}
              className="stroke-(--kind-fill) stroke-2 opacity-60"
              strokeDasharray="8 6"
            />
            <Hollow points={points} />
          </g>
        ))}
      </svg>
      {awaited.map(({ id, label }) =>
        label ? (
          <span
            key={id}
            className="pointer-events-none absolute z-1 flex phone:hidden"
            style={{
              transform: `translate(${label.x}px, ${label.y - 5}px) translate(${label.side === 'left' ? '-100%' : '0'}, -100%)`,
            }}
          >
            <span className="text-(length:--m-tiny) leading-none font-semibold whitespace-nowrap text-call">
              {texts.awaited}
            </span>
          </span>
        ) : null,
      )}
    </ViewportPortal>
  );
});

interface ThinWay {
  readonly way: readonly Point[];
  /** of what was asked on it, something was refused or got no answer */
  readonly isBad: boolean;
}

/** Each pair once; a request and its answer share a line. */
function askedWays(map: FlowMap, asked: Marks['asked']): readonly ThinWay[] {
  const seen = new Map<string, ThinWay>();
  for (const { from, to, isBad } of asked) {
    const key = [from, to].toSorted().join(' ');
    const known = seen.get(key);
    const way = known?.way ?? httpWay(map, from, to);
    if (way) seen.set(key, { way, isBad: isBad || (known?.isBad ?? false) });
  }
  return [...seen.values()];
}

/** Thin and grey, with an arrow at who is asked; in the colour of errors where it came to nothing. */
function Thin({ way, isBad }: ThinWay) {
  const end = way.at(-1);
  const before = way.at(-2);
  if (!end || !before) return null;
  const [dx, dy] = [Math.sign(before.x - end.x), Math.sign(before.y - end.y)];
  const head = `M${end.x + dx * 6 + dy * 4} ${end.y + dy * 6 + dx * 4} L${end.x} ${end.y} L${end.x + dx * 6 - dy * 4} ${end.y + dy * 6 - dx * 4}`;
  return (
    <g
      className={`drawn fill-none stroke-[1.6] projector:stroke-[2.2] ${isBad ? 'stroke-error' : 'stroke-http'}`}
      strokeLinecap="round"
      strokeLinejoin="round"
      data-mark="thin"
    >
      <path d={rounded(way)} className="stroke-canvas stroke-4" pathLength="1" />
      <path d={rounded(way)} pathLength="1" />
      <path d={head} className="fade-in" />
    </g>
  );
}

/** The head of a reply, before it is there. */
function Hollow({ points }: { points: readonly Point[] }) {
  const end = points.at(-1);
  const before = points.at(-2);
  if (!end || !before) return null;
  const back = Math.sign(before.x - end.x) * 11;
  return (
    <path
      d={`M${end.x + back / 11} ${end.y} L${end.x + back} ${end.y - 6.5} L${end.x + back} ${end.y + 6.5} Z`}
      className="fill-paper stroke-(--kind-fill) stroke-[1.6]"
      strokeLinejoin="round"
    />
  );
}
