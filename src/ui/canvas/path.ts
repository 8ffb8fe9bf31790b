/**
 * The way of a message over the map: from its sender to the exchange, from there to the mouth of each queue that it is
 * routed to, and out of the mouth to who takes it. It touches no other queue.
 */

import { isReplyQueue } from '../../core/words/queues.ts';
import { cardOf, type FlowMap, type PipeNode, type Point, pipesOf, type Spine } from './geometry.ts';
import { type Lanes, queueKey } from './lanes.ts';
import { bottom, middleX, middleY, queueOf, right, trim } from './layout-parts.ts';
import type { Flight } from './show.ts';

export interface FlightPath {
  /** sender's border ... exchange */
  readonly out: readonly Point[];
  /** one a queue: exchange ... mouth */
  readonly hub: readonly (readonly Point[])[];
  /** one a receiver: mouth ... receiver's border; `hub` = which of those it goes on from */
  readonly into: readonly { readonly way: readonly Point[]; readonly hub: number }[];
}

/** The pipe in which a queue lies; null where it has none. */
export function pipeOf(map: FlowMap, lanes: Lanes, vhost: string, queue: string): PipeNode | null {
  const mine = pipesOf(map).filter((pipe) => pipe.vhost === vhost);
  const named = mine.filter((pipe) => pipe.queues.includes(queue));
  const owners = lanes.owners.get(queueKey(vhost, queue)) ?? [];
  const owned = (pipe: PipeNode): boolean => pipe.owners.some((actor) => owners.includes(actor));
  if (named.length > 0) return named.find(owned) ?? named[0] ?? null;
  if (!isReplyQueue(queue)) return null;
  return mine.find((pipe) => pipe.queues.length === 0 && owned(pipe)) ?? null;
}

/** Within an exchange lines run at its side, clear of its name. */
const RUN = 9;

const mouthOf = (pipe: PipeNode): Point => ({
  x: pipe.mouth === 'left' ? pipe.x : right(pipe),
  y: middleY(pipe),
});
export const intakeOf = (pipe: PipeNode): Point => ({
  x: pipe.mouth === 'left' ? right(pipe) : pipe.x,
  y: middleY(pipe),
});

/** null when neither the sender nor a queue that it comes out of stands on this map. */
export function pathOfFlight(map: FlowMap, lanes: Lanes, flight: Flight): FlightPath | null {
  const { vhost, queues, out: leg } = flight;
  const find = (queue: string): PipeNode | null => pipeOf(map, lanes, vhost, queue);
  const lain = flight.origin === null ? null : find(flight.origin);
  if (lain && leg.end === leg.start) return fromPipe(map, flight, lain);
  if (!flight.routed) return backInto(map, flight, leg.queue === null ? null : find(leg.queue));
  const out = lain ? diedWay(map, lain, flight) : publishWay(map, leg.actor, vhost, flight.exchange);
  if (!out) return null;
  const pipes = queues.map(find);
  const hub = pipes.flatMap((pipe) => (pipe ? [sortWay(map, out, pipe, flight.exchange)] : []));
  const drawn = pipes.filter((pipe) => pipe !== null);
  if (drawn.length === 0 && map.preset === 'phone')
    return { out: [...out, ...toClear(map, vhost, out)], hub, into: [] };
  const into = flight.copies.flatMap((copy) => {
    const at = drawn.findIndex((pipe) => copy.queue !== null && pipe === find(copy.queue));
    const pipe = drawn[at];
    if (pipe) return [{ way: deliverWay(map, pipe, copy.actor), hub: at }];
    // returned to its publisher
    return copy.queue === null ? [{ way: out.toReversed(), hub: -1 }] : [];
  });
  return { out, hub, into };
}

/** Half of a token, and of what it is marked with where it is lost, px. */
const TOKEN = 18;

/** A phone's exchange is the rim of its vhost, with a queue at its side: what no queue takes rests in the widest room between them. */
function toClear(map: FlowMap, vhost: string, out: readonly Point[]): readonly Point[] {
  const end = out.at(-1);
  const band = map.bands.find((one) => one.vhost === vhost);
  const mine = pipesOf(map)
    .filter((pipe) => pipe.vhost === vhost)
    .toSorted((a, b) => a.y - b.y);
  if (!band || !end) return [];
  const edges = [band.y, ...mine.map(bottom)].map((top, i) => ({ top, end: mine[i]?.y ?? bottom(band) }));
  const widest = edges.reduce((most, one) => (one.end - one.top > most.end - most.top ? one : most));
  const y = (widest.top + widest.end) / 2;
  return [
    { x: end.x, y },
    { x: end.x < middleX(band) ? end.x + TOKEN : end.x - TOKEN, y },
  ];
}

/** It lay in its queue, and goes out of it or ends there. */
function fromPipe(map: FlowMap, flight: Flight, pipe: PipeNode): FlightPath {
  const into = flight.copies.map((copy) => ({ way: deliverWay(map, pipe, copy.actor), hub: -1 }));
  return { out: [mouthOf(pipe)], hub: [], into };
}

/** Its consumer puts it back, or rejects it: in by the mouth. */
function backInto(map: FlowMap, flight: Flight, pipe: PipeNode | null): FlightPath | null {
  return pipe && { out: deliverWay(map, pipe, flight.out.actor).toReversed(), hub: [], into: [] };
}

function deliverWay(map: FlowMap, pipe: PipeNode, actor: string): readonly Point[] {
  const card = cardOf(map, actor);
  const own = pipe.out.find((way) => {
    const end = way.at(-1);
    return card && end && end.y >= card.y && end.y <= bottom(card) && end.x >= card.x && end.x <= right(card);
  });
  return own ?? pipe.out[0] ?? [mouthOf(pipe)];
}

/** Out of the queue in which it died, to the exchange that takes the dead. */
function diedWay(map: FlowMap, pipe: PipeNode, { vhost, exchange }: Flight): readonly Point[] {
  const spine = spineOf(map, vhost, exchange);
  const from = intakeOf(pipe);
  if (!spine || !map.routes) return [from];
  return [...map.routes.tie(map, spine, pipe).toReversed(), { x: middleX(spine), y: middleY(spine) }];
}

export function spineOf(map: FlowMap, vhost: string, exchange: string): Spine | null {
  const mine = map.spines.filter((spine) => spine.vhost === vhost);
  return (
    mine.find((spine) => spine.exchange === exchange) ?? mine.find((spine) => spine.exchange === null) ?? null
  );
}

/** From a sender's border into the exchange; null where it is not on the map. */
export function publishWay(
  map: FlowMap,
  actor: string,
  vhost: string,
  exchange: string,
): readonly Point[] | null {
  const spine = spineOf(map, vhost, exchange);
  if (!spine) return null;
  return map.routes ? map.routes.publish(map, actor, spine) : fromService(map, actor, spine);
}

function fromService(map: FlowMap, actor: string, spine: Spine): readonly Point[] | null {
  const card = cardOf(map, actor);
  const hull = queueOf(map);
  if (!hull) return null;
  const isPhone = map.preset === 'phone';
  const inside = (isLeft: boolean): number =>
    isPhone ? (isLeft ? hull.x + 4 : right(hull) - 4) : isLeft ? spine.x + RUN : right(spine) - RUN;
  if (!card) return fromPeer(map, actor, spine, inside(false));
  const isLeft = card.side === 'left';
  const edge = isLeft ? right(card) : card.x;
  const x = inside(isLeft);
  if (card.vhost === spine.vhost) {
    return [
      { x: edge, y: card.publish },
      { x, y: card.publish },
    ];
  }
  // into another vhost: down the gutter, between the bands, and in at the head of its exchange
  const band = map.bands.findIndex((one) => one.vhost === spine.vhost);
  const home = map.bands.findIndex((one) => one.vhost === card.vhost);
  const [over, under] =
    band > home ? [map.bands[band - 1], map.bands[band]] : [map.bands[band], map.bands[band + 1]];
  const entry = over && under ? (bottom(over) + under.y) / 2 : spine.y;
  const gutter = isLeft ? (edge + hull.x) / 2 : (edge + right(hull)) / 2;
  const low = bottom(card) - 9;
  const end = band > home ? spine.y + (isPhone ? 3 : 0) : bottom(spine) - (isPhone ? 3 : 0);
  return [
    { x: edge, y: low },
    { x: gutter, y: low },
    { x: gutter, y: entry },
    { x, y: entry },
    { x, y: end },
  ];
}

/** A peer that has a connection to the broker: from its own side, between the peers of its column. */
function fromPeer(map: FlowMap, actor: string, spine: Spine, x: number): readonly Point[] | null {
  const peer = map.nodes.find((node) => node.kind === 'peer' && node.place.actor === actor);
  if (!peer) return null;
  if (peer.y < spine.y) {
    const hull = queueOf(map);
    const y = hull ? (bottom(peer) + hull.y) / 2 : bottom(peer);
    const at = hull ? right(hull) + 5 : x;
    return [
      { x: middleX(peer), y: bottom(peer) },
      { x: middleX(peer), y },
      { x: at, y },
      { x: at, y: spine.y + 3 },
      { x, y: spine.y + 3 },
    ];
  }
  const left = Math.min(...map.nodes.filter((node) => node.kind === 'peer').map((node) => node.x));
  const y = middleY(peer);
  if (peer.x === left)
    return [
      { x: peer.x, y },
      { x, y },
    ];
  const between = bottom(peer) + 4;
  return [
    { x: peer.x, y },
    { x: peer.x - 4, y },
    { x: peer.x - 4, y: between },
    { x, y: between },
  ];
}

/** From where it came into the exchange to the mouth of a queue. */
function sortWay(map: FlowMap, out: readonly Point[], pipe: PipeNode, exchange: string): readonly Point[] {
  const at = out.at(-1) ?? mouthOf(pipe);
  const mouth = mouthOf(pipe);
  if (map.clients) {
    const spine = spineOf(map, pipe.vhost, exchange);
    return spine && map.routes ? [at, ...map.routes.tie(map, spine, pipe), mouth] : [at, mouth];
  }
  const intake = intakeOf(pipe);
  if (map.preset !== 'phone') return trim([at, { x: at.x, y: intake.y }, intake, mouth]);
  const hull = queueOf(map);
  if (!hull) return [at, mouth];
  const margin = pipe.mouth === 'left' ? right(hull) - 4 : hull.x + 4;
  if (margin === at.x) return trim([at, { x: margin, y: intake.y }, intake, mouth]);
  const band = map.bands.find((one) => one.vhost === pipe.vhost);
  const gap = (band?.y ?? at.y) + 3;
  return trim([at, { x: at.x, y: gap }, { x: margin, y: gap }, { x: margin, y: intake.y }, intake, mouth]);
}
