/** The way of a message over the map: from its sender to the line of its queue, and from there to each receiver. */
import type { FlowMap, MapNode, Point } from './geometry.ts';
import { CLIENT_ROWS } from './layout-clients.ts';
import { bottom, middleX, middleY, right } from './layout-parts.ts';
import { cellsOf, exchangeRowOf, type QueueRow, rowOf } from './queue-rows.ts';
import type { Flight } from './show.ts';

export interface FlightPath {
  /** sender's border ... place in the queue */
  readonly out: readonly Point[];
  /** one a receiver: place in the queue ... receiver's border */
  readonly into: readonly (readonly Point[])[];
}

const INSET = 13;
type QueueNode = MapNode & { readonly kind: 'queue' };

/** null when neither the sender nor a queue that it comes out of stands on this map. */
export function pathOfFlight(map: FlowMap, rows: readonly QueueRow[], flight: Flight): FlightPath | null {
  const queue = map.nodes.find((node): node is QueueNode => node.kind === 'queue');
  if (!queue) return null;
  const lane = flight.origin === null ? laneOf(map, queue, flight.out.actor) : null;
  if (!lane && flight.origin === null) return null;
  const entry = lane?.at(-1) ?? { x: queue.x, y: middleY(queue) };
  const place: QueuePlace = { map, queue, rows, vhost: flight.vhost, entry };
  const spots = new Map(flight.queues.map((name) => [name, spotOf(place, name)]));
  const passed = flight.routed ? exchangeRowOf(rows, flight.vhost, flight.exchange) : null;
  const nearest = spots.get(flight.out.queue ?? flight.queues[0] ?? '') ?? spotOf(place, '');
  const first = (passed && rowSpot(place, passed)) ?? nearest;
  const origin = flight.origin === null ? null : spotOf(place, flight.origin);
  const out = lane ? joined(map, lane, first) : origin ? inside(origin, first) : [first];
  const into = flight.copies.flatMap((copy) => {
    const back = laneOf(map, queue, copy.actor);
    if (!back) return [];
    const spot = spots.get(copy.queue ?? '') ?? first;
    const from = spot === first ? [] : [first];
    return [[...from, ...joined(map, back, spot).toReversed()]];
  });
  return { out, into };
}

const inside = (from: Point, to: Point): readonly Point[] =>
  from.x === to.x && from.y === to.y ? [from] : [from, to];

/** The line between an actor's node and the queue, from the node's border to the queue's border. */
function laneOf(map: FlowMap, queue: QueueNode, actor: string): readonly Point[] | null {
  const edge = map.edges.find((one) => one.source === `service:${actor}`);
  if (edge) return edge.points;
  const node = map.nodes.find((one) => one.id === `service:${actor}`);
  if (!node) return null;
  const x = Math.min(Math.max(middleX(node), queue.x + INSET), right(queue) - INSET);
  const above = node.y < queue.y;
  return [
    { x: middleX(node), y: above ? bottom(node) : node.y },
    { x, y: above ? queue.y : bottom(queue) },
  ];
}

interface QueuePlace {
  readonly map: FlowMap;
  readonly queue: QueueNode;
  readonly rows: readonly QueueRow[];
  readonly vhost: string;
  /** where the message comes into the queue node */
  readonly entry: Point;
}

/** Where a message of that queue lies: beside its line in the queue node. */
function spotOf(place: QueuePlace, name: string): Point {
  const { map, queue, rows, vhost } = place;
  const row = rowOf(rows, vhost, name);
  const known = row && rowSpot(place, row);
  if (known) return known;
  if (map.preset === 'hub') return { x: sideX(place), y: middleY(queue) };
  return { x: middleX(queue), y: bottom(queue) - 15 };
}

/** Beside a line; null where the line is not drawn. */
function rowSpot(place: QueuePlace, row: QueueRow): Point | null {
  const { map, queue, rows } = place;
  const box = cellsOf(map, queue, rows).rows.get(row.key);
  if (!box) return null;
  const y = queue.y + box.y + box.height / 2;
  if (map.clients) return { x: queue.x + INSET, y };
  return map.preset === 'hub' ? { x: sideX(place), y } : { x: queue.x + box.x - 5, y };
}

/** The gutter on the side from which the message came in. */
function sideX({ queue, entry }: QueuePlace): number {
  const isInside = entry.x > queue.x && entry.x < right(queue);
  return entry.x > middleX(queue) && !isInside ? right(queue) - INSET : queue.x + INSET;
}

/** A lane continued inside the queue node, at right angles, to a spot. */
function joined(map: FlowMap, lane: readonly Point[], spot: Point): readonly Point[] {
  const entry = lane.at(-1);
  if (!entry) return [spot];
  const queue = map.nodes.find((node) => node.kind === 'queue');
  if (map.preset !== 'hub') {
    const below = queue && entry.y > middleY(queue);
    const rim = queue ? (below ? bottom(queue) - 7 : queue.y + 7) : spot.y;
    const y = map.preset === 'mini' && !map.clients ? spot.y : rim;
    return [...lane, { x: entry.x, y }, { x: spot.x, y }, spot];
  }
  const middle = queue ? middleX(queue) : spot.x;
  const far = entry.x > middle ? (queue ? right(queue) - INSET : spot.x) : queue ? queue.x + INSET : spot.x;
  const x = queue && entry.x > queue.x && entry.x < right(queue) ? spot.x : far;
  const y = queue && entry.y >= bottom(queue) ? entry.y - 4 : entry.y;
  // crossing to the other side: along the foot of the queue's line, so that its text stays readable
  if (Math.abs(x - spot.x) > 1) {
    const foot = spot.y + (map.clients ? CLIENT_ROWS.hub.pitch / 2 : 12);
    return [...lane, { x, y }, { x, y: foot }, { x: spot.x, y: foot }, spot];
  }
  return [...lane, { x, y }, spot];
}

const lengths = new WeakMap<readonly Point[], number>();

/** Length of a way, in pixels at zoom 1. Measured once: a way never changes. */
export function lengthOf(points: readonly Point[]): number {
  const known = lengths.get(points);
  if (known !== undefined) return known;
  let sum = 0;
  points.forEach((point, i) => {
    const last = points[i - 1];
    if (last) sum += Math.hypot(point.x - last.x, point.y - last.y);
  });
  lengths.set(points, sum);
  return sum;
}

/** The part of a way up to a fraction (0 to 1); its last point is the place there. */
export function upTo(points: readonly Point[], fraction: number): readonly Point[] {
  const first = points[0];
  if (!first) return [];
  let left = lengthOf(points) * Math.min(Math.max(fraction, 0), 1);
  const way: Point[] = [first];
  for (let i = 1; i < points.length; i += 1) {
    const from = points[i - 1] as Point;
    const to = points[i] as Point;
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    if (length >= left) {
      const share = length === 0 ? 1 : left / length;
      way.push({ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share });
      return way;
    }
    way.push(to);
    left -= length;
  }
  return way;
}
