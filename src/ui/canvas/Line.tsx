/** What a service's connection looks like while nothing passes: thin and grey, to the exchange and from its queues. */
import type { EdgeProps } from '@xyflow/react';
import { use } from 'react';
import type { MapFlowEdge } from './flow.ts';
import { rounded } from './layout-parts.ts';
import { consumesHead, type RestingLine, restingLines } from './lines.ts';
import { MapContext } from './map-context.ts';

export const LineView = ({ line: { points, dot, arrow } }: { line: RestingLine }) => {
  const head = arrow ? consumesHead(points) : null;
  return (
    <g className="fill-none stroke-line-2 stroke-[1.25] projector:stroke-2">
      <path className="line" d={rounded(points)} />
      {dot ? <circle cx={dot.x} cy={dot.y} r="3" className="fill-paper" data-mark="publishes" /> : null}
      {head === null ? null : (
        <path data-mark="consumes" d={head} strokeLinecap="round" strokeLinejoin="round" />
      )}
    </g>
  );
};

function Line({ data }: EdgeProps<MapFlowEdge>) {
  const map = use(MapContext);
  if (!data || !map) return null;
  return restingLines(map, data.edge).map((line) => <LineView key={line.id} line={line} />);
}
export const edgeTypes = { line: Line };
