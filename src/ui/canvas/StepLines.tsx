/** Lines of this step that belong to no queue: HTTP, SQL, and the way on which an awaited answer will come. */
import { ViewportPortal } from '@xyflow/react';
import { memo } from 'react';
import { textsOf } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import type { FlowMap, Point } from './geometry.ts';
import { rounded } from './layout-parts.ts';
import { useShown } from './show-state.ts';
import { hollowHead, linesOf, type ThinWay, thinHead } from './step-lines.ts';

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

/** Thin and grey, with an arrow at who is asked; in the colour of errors where it came to nothing. */
function Thin({ way, isBad }: ThinWay) {
  const head = thinHead(way);
  if (head === null) return null;
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
  const d = hollowHead(points);
  return d === null ? null : (
    <path d={d} className="fill-paper stroke-(--kind-fill) stroke-[1.6]" strokeLinejoin="round" />
  );
}
