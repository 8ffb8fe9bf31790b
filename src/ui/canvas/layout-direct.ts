/** The map of the thought experiment: no queue, and the only lines that go from service to service. */
import type { Wire } from '../../core/reading/wires.ts';
import { type Box, cardOf, type FlowMap, type MapEdge, type MapNode, type Point } from './geometry.ts';
import { bottom, middleX, middleY, right } from './layout-parts.ts';

export function withoutQueue(map: FlowMap, wires: readonly Wire[]): FlowMap {
  const nodes = map.nodes.flatMap((node): MapNode[] => {
    if (node.kind === 'pipe') return [];
    return node.kind === 'queue' ? [{ ...boxOf(node), id: 'absent', kind: 'absent' }] : [node];
  });
  const seen = new Set<string>();
  const edges = wires.flatMap(({ from, to }): MapEdge[] => {
    const [source, target] = [cardOf(map, from)?.id, cardOf(map, to)?.id];
    const points = wayBetween(map, from, to);
    const id = `edge:${from}:${to}`;
    const ends = `${source} ${target}`;
    // of a fold, one line stands for all
    if (!source || !target || !points || seen.has(ends)) return [];
    seen.add(ends);
    return [{ id, source, target, points }];
  });
  return { ...map, nodes, edges, bands: [], spines: [] };
}

const boxOf = ({ x, y, width, height }: Box): Box => ({ x, y, width, height });

/** From border to border; null where one of the two is not on the map. */
export function wayBetween(map: FlowMap, from: string, to: string): readonly Point[] | null {
  const a = cardOf(map, from);
  const b = cardOf(map, to);
  if (!a || !b) return null;
  if (a.x === b.x && a.width === b.width) return beside(a, b, a.side === 'left' ? 1 : -1);
  if (right(a) <= b.x) return [sideOf(a, right(a)), sideOf(b, b.x)];
  if (right(b) <= a.x) return [sideOf(a, a.x), sideOf(b, right(b))];
  const down = bottom(a) <= b.y;
  return [
    { x: middleX(a), y: down ? bottom(a) : a.y },
    { x: middleX(b), y: down ? b.y : bottom(b) },
  ];
}

const sideOf = (box: Box, x: number): Point => ({ x, y: middleY(box) });

/** Two in a column: around those between them, on the inner side, the farther the wider. */
function beside(a: Box, b: Box, sign: 1 | -1): readonly Point[] {
  const edge = sign === 1 ? right(a) : a.x;
  const x = edge + sign * Math.min(44, 14 + Math.abs(a.y - b.y) / 12);
  return [sideOf(a, edge), { x, y: middleY(a) }, { x, y: middleY(b) }, sideOf(b, edge)];
}
