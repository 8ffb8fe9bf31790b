/** HTTP and SQL on a phone: beside the cards of a column, in the strip under the peers, and to the side of a database. */
import { type Box, cardOf, type FlowMap, type MapNode, type Point, type ServiceNode } from './geometry.ts';
import { bottom, middleX, middleY, right } from './layout-parts.ts';

/** From a card to the lane between its column and the broker, px. */
const LANE = 4;
/** From the peers to the strip under them, px. */
const UNDER = 6;
/** Where a line leaves a card, from its corner, px. */
const DOCK = 14;

/** null where the peer does not stand there. A request's answer takes the same way back. */
export function phoneHttpWay(map: FlowMap, from: string, to: string): readonly Point[] | null {
  const peerOf = (actor: string) =>
    map.nodes.find((node) => node.kind === 'peer' && node.place.actor === actor);
  const [card, peer] = [cardOf(map, from), peerOf(to)];
  if (card && peer) return upTo(map, card, peer);
  const [back, other] = [cardOf(map, to), peerOf(from)];
  return back && other ? upTo(map, back, other).toReversed() : null;
}

function upTo(map: FlowMap, card: ServiceNode, peer: Box): readonly Point[] {
  const x = middleX(peer);
  const y = bottom(peer) + UNDER;
  const isTop = !map.nodes.some(
    (node) => node.kind === 'service' && node.side === card.side && node.y < card.y,
  );
  const lane = laneOf(card);
  const way = isTop
    ? [{ x: middleX(card), y: card.y }]
    : [
        { x: lane.edge, y: card.y + DOCK },
        { x: lane.x, y: card.y + DOCK },
      ];
  const up = way.at(-1)?.x ?? x;
  return [...way, { x: up, y }, { x, y }, { x, y: bottom(peer) }];
}

/** Down to the side of a database: the cards of its column stand above it. */
export function phoneSqlWay(card: ServiceNode, store: MapNode): readonly Point[] {
  const lane = laneOf(card);
  const y = middleY(store);
  return [
    { x: lane.edge, y: bottom(card) - DOCK },
    { x: lane.x, y: bottom(card) - DOCK },
    { x: lane.x, y },
    { x: right(store), y },
  ];
}

const laneOf = (card: ServiceNode): { readonly edge: number; readonly x: number } =>
  card.side === 'left' ? { edge: right(card), x: right(card) + LANE } : { edge: card.x, x: card.x - LANE };
