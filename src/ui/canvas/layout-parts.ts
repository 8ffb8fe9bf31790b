/** What the arrangements share: corners of boxes, and the nodes made of them. */
import {
  type Box,
  type FlowMap,
  type MapEdge,
  type MapNode,
  type Point,
  QUEUE_ID,
  type ServiceNode,
} from './geometry.ts';

export const middleX = (box: Box): number => box.x + box.width / 2;
export const middleY = (box: Box): number => box.y + box.height / 2;
export const right = (box: Box): number => box.x + box.width;
export const bottom = (box: Box): number => box.y + box.height;

export const queueOf = (map: FlowMap): MapNode | null =>
  map.nodes.find((node) => node.kind === 'queue' || node.kind === 'absent') ?? null;

/** From a card straight to the side of the hull that faces it. */
export function edgeTo(hull: Box, card: ServiceNode): MapEdge {
  const y = card.publish;
  const [from, to] = card.side === 'left' ? [right(card), hull.x] : [card.x, right(hull)];
  const points = [
    { x: from, y },
    { x: to, y },
  ];
  return { id: `edge:${card.place.actor}`, source: card.id, target: QUEUE_ID, points };
}

/** A polyline with round corners, as an SVG path. */
export function rounded(points: readonly Point[], radius = 10): string {
  const [head, ...rest] = points;
  if (!head) return '';
  let d = `M${head.x} ${head.y}`;
  rest.forEach((point, i) => {
    const next = rest[i + 1];
    if (!next) {
      d += ` L${point.x} ${point.y}`;
      return;
    }
    const p = cut(point, rest[i - 1] ?? head, radius);
    const q = cut(point, next, radius);
    d += ` L${p.x} ${p.y} Q${point.x} ${point.y} ${q.x} ${q.y}`;
  });
  return d;
}

function cut(corner: Point, to: Point, radius: number): Point {
  const length = Math.hypot(to.x - corner.x, to.y - corner.y);
  const share = length === 0 ? 0 : Math.min(radius, length / 2) / length;
  return { x: corner.x + (to.x - corner.x) * share, y: corner.y + (to.y - corner.y) * share };
}

/** Without points where the line goes straight on. */
export function trim(points: readonly Point[]): readonly Point[] {
  return points.filter((point, i) => {
    const [before, after] = [points[i - 1], points[i + 1]];
    if (!before || !after) return true;
    if (before.x === point.x && before.y === point.y) return false;
    return !(before.x === point.x && point.x === after.x) && !(before.y === point.y && point.y === after.y);
  });
}
