/** What a service's connection looks like while nothing passes: thin and grey, to the exchange and from its queues. */
import type { EdgeProps } from '@xyflow/react';
import { use } from 'react';
import type { MapFlowEdge } from './flow.ts';
import { rounded } from './layout-parts.ts';
import { type RestingLine, restingLines } from './lines.ts';
import { MapContext } from './map-context.ts';

export const LineView = ({ line: { points, dot, arrow } }: { line: RestingLine }) => {
  const end = points.at(-1);
  const before = points.at(-2);
  const sign = end && before ? Math.sign(before.x - end.x) : 0;
  return (
    <g className="fill-none stroke-line-2 stroke-[1.25] projector:stroke-2">
      <path className="line" d={rounded(points)} />
      {dot ? <circle cx={dot.x} cy={dot.y} r="3" className="fill-paper" data-mark="publishes" /> : null}
      {arrow && end ? (
        <path
          data-mark="consumes"
          d={
            sign === 0
              ? `M${end.x - 4.5} ${end.y + (before && before.y < end.y ? -7 : 7)} L${end.x} ${end.y} l4.5 ${before && before.y < end.y ? -7 : 7}`
              : `M${end.x + sign * 7} ${end.y - 4.5} L${end.x + sign * 1.5} ${end.y} L${end.x + sign * 7} ${end.y + 4.5}`
          }
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      ) : null}
    </g>
  );
};

function Line({ data }: EdgeProps<MapFlowEdge>) {
  const map = use(MapContext);
  if (!data || !map) return null;
  return restingLines(map, data.edge).map((line) => <LineView key={line.id} line={line} />);
}
export const edgeTypes = { line: Line };
