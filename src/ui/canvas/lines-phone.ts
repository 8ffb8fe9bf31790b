/** HTTP and SQL on a phone: beside the cards of a column, in the strip under the peers, and to the side of a database. */
import type { Box, FlowMap, Point, ServiceNode } from './geometry.ts';
import { bottom, middleX, middleY, right } from './layout-parts.ts';

/** From a card to the lane between its column and the broker, px. */
const LANE = 4;
/** From the peers to the strip under them, px. */
const UNDER = 6;
/** Where a line leaves a card, from its corner, px. */
const DOCK = 14;

export function phoneHttpWay(map: FlowMap, card: ServiceNode, peer: Box): readonly Point[] {
  const x = middleX(peer);
  const y = bottom(peer) + UNDER;
  const isTop = map.nodes.every(
    (node) => node.kind !== 'service' || node.side !== card.side || node.y >= card.y,
  );
  const way = isTop ? [{ x: middleX(card), y: card.y }] : toLane(card, card.y + DOCK);
  return [...way, { x: way.at(-1)?.x ?? x, y }, { x, y }, { x, y: bottom(peer) }];
}

/** Down to the side of a database: the cards of its column stand above it. */
export function phoneSqlWay(card: ServiceNode, store: Box): readonly Point[] {
  const way = toLane(card, bottom(card) - DOCK);
  const y = middleY(store);
  return [...way, { x: right(card) + LANE, y }, { x: right(store), y }];
}

function toLane(card: ServiceNode, y: number): readonly Point[] {
  const [edge, lane] = card.side === 'left' ? [right(card), LANE] : [card.x, -LANE];
  return [
    { x: edge, y },
    { x: edge + lane, y },
  ];
}
