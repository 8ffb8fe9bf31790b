/** Where lines run on a phone's playground: between its two columns of clients, and above and below the broker. */
import type { Box, Point, ServiceNode } from './geometry.ts';
import { bottom, middleY, right } from './layout-parts.ts';

export const WIDTH = 374;
/** height of the strips above and below the broker */
export const LINE = 18;

/** The inner side of a card, and the strip between the two columns. */
export function inwards(card: Box): readonly Point[] {
  const x = card.x === 0 ? right(card) : card.x;
  return [
    { x, y: middleY(card) },
    { x: WIDTH / 2, y: middleY(card) },
  ];
}

/** From a client to the left margin of the broker. */
export function phonePublish(card: ServiceNode, hull: Box, lane: number): readonly Point[] {
  const strip = card.side === 'left' ? hull.y - LINE / 2 : bottom(hull) + LINE / 2;
  return [...inwards(card), { x: WIDTH / 2, y: strip }, { x: lane, y: strip }];
}
