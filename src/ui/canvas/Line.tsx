import type { EdgeProps } from '@xyflow/react';
import type { MapFlowEdge } from './flow.ts';
import type { Point } from './geometry.ts';

/** `M x y L x y ...` */
function pathOf(points: readonly Point[]): string {
  return points.map((point, i) => `${i === 0 ? 'M' : 'L'} ${point.x} ${point.y}`).join(' ');
}

function Line({ data }: EdgeProps<MapFlowEdge>) {
  return data ? <path className="line" d={pathOf(data.edge.points)} /> : null;
}
export const edgeTypes = { line: Line };
