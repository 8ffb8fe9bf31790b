/** The map of the thought experiment: no queue, and the only lines that go from service to service. */
import type { Wire } from '../../core/reading/wires.ts';
import { type Box, type FlowMap, type MapEdge, type MapNode, type Point, serviceId } from './geometry.ts';
import { bottom, middleX, middleY, right } from './layout-parts.ts';

export function withoutQueue(map: FlowMap, wires: readonly Wire[]): FlowMap {
  const nodes = map.nodes.map(
    (node): MapNode => (node.kind === 'queue' ? { ...boxOf(node), id: 'absent', kind: 'absent' } : node),
  );
  const edges = wires.flatMap(({ from, to }): MapEdge[] => {
    const points = wayBetween(map, from, to);
    const ends = { source: serviceId(from), target: serviceId(to) };
    return points ? [{ id: `edge:${from}:${to}`, ...ends, points }] : [];
  });
  return { ...map, nodes, edges };
}

const boxOf = ({ x, y, width, height }: Box): Box => ({ x, y, width, height });

/** From border to border; null where one of the two is not on the map. */
export function wayBetween(map: FlowMap, from: string, to: string): readonly Point[] | null {
  const a = map.nodes.find((node) => node.id === serviceId(from));
  const b = map.nodes.find((node) => node.id === serviceId(to));
  if (!a || !b) return null;
  if (a.x === b.x && a.width === b.width) return beside(a, b, map.preset === 'hub');
  if (right(a) <= b.x) return [sideOf(a, right(a)), sideOf(b, b.x)];
  if (right(b) <= a.x) return [sideOf(a, a.x), sideOf(b, right(b))];
  const down = bottom(a) <= b.y;
  return [
    { x: middleX(a), y: down ? bottom(a) : a.y },
    { x: middleX(b), y: down ? b.y : bottom(b) },
  ];
}

const sideOf = (box: Box, x: number): Point => ({ x, y: middleY(box) });

/** Two in a column: around those between them, the farther the wider. */
function beside(a: Box, b: Box, roomy: boolean): readonly Point[] {
  const far = roomy ? Math.min(44, 14 + Math.abs(a.y - b.y) / 12) : 5;
  const x = Math.max(right(a), right(b)) + far;
  return [sideOf(a, right(a)), { x, y: middleY(a) }, { x, y: middleY(b) }, sideOf(b, right(b))];
}
