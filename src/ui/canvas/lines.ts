/** Lines that are there while nothing passes, and those of the step that belong to no queue. */
import {
  cardOf,
  type FlowMap,
  type MapEdge,
  type MapNode,
  type PipeNode,
  type Point,
  pipesOf,
  type ServiceNode,
} from './geometry.ts';
import { bottom, middleX, middleY, queueOf, right } from './layout-parts.ts';
import { phoneHttpWay, phoneSqlWay } from './lines-phone.ts';
import { publishWay } from './path.ts';

export interface RestingLine {
  readonly id: string;
  readonly points: readonly Point[];
  /** where it meets the exchange */
  readonly dot: Point | null;
  readonly arrow: boolean;
}

/** The arrow at who takes from a queue, as a path. */
export function consumesHead(points: readonly Point[]): string | null {
  const end = points.at(-1);
  const before = points.at(-2);
  if (!end) return null;
  const sign = before ? Math.sign(before.x - end.x) : 0;
  if (sign !== 0)
    return `M${end.x + sign * 7} ${end.y - 4.5} L${end.x + sign * 1.5} ${end.y} L${end.x + sign * 7} ${end.y + 4.5}`;
  const back = before && before.y < end.y ? -7 : 7;
  return `M${end.x - 4.5} ${end.y + back} L${end.x} ${end.y} l4.5 ${back}`;
}

/** All that joins a card to the broker: what it publishes by, and its queues. */
export function restingLines(map: FlowMap, edge: MapEdge): readonly RestingLine[] {
  const card = map.nodes.find((node) => node.id === edge.source);
  if (card?.kind === 'peer') return peerLine(map, edge, card.place.vhosts[0]);
  if (card?.kind !== 'service' || edge.target !== 'queue') {
    return [{ id: edge.id, points: edge.points, dot: null, arrow: false }];
  }
  const first = card.members[0]?.actor ?? '';
  // a queue that several take from belongs to each of them
  const pipes = pipesOf(map).filter((pipe) => pipe.owners.includes(first));
  // a client that takes from a queue is joined to the broker by that
  const own = map.clients && pipes.length > 0 ? [] : [publishLine(map, edge)];
  return [...own, ...pipes.flatMap((pipe) => pipeLines(map, pipe, card)), ...reachLines(map, card)];
}

/** A peer that publishes; on a phone there is room for it only while it does. */
function peerLine(map: FlowMap, { id, points }: MapEdge, vhost: string | undefined): readonly RestingLine[] {
  const spine = map.spines.find((one) => one.vhost === vhost);
  const end = points.at(-1);
  if (!spine || !end || map.preset === 'phone') return [];
  const dot = { x: right(spine), y: end.y };
  return [{ id, points: [...points.slice(0, -1), dot], dot, arrow: false }];
}

/** Into each other vhost that the card's service has a connection to. */
function reachLines(map: FlowMap, { place, vhost: home }: ServiceNode): readonly RestingLine[] {
  if (map.clients || map.preset === 'phone') return [];
  return place.vhosts.flatMap((vhost) => {
    const points = vhost === home ? null : publishWay(map, place.actor, vhost, '');
    return points ? [{ id: `reach ${vhost}`, points, dot: points.at(-1) ?? null, arrow: false }] : [];
  });
}

function publishLine(map: FlowMap, { id, points }: MapEdge): RestingLine {
  const from = points[0];
  const card = map.nodes.find((node) => node.kind === 'service' && id === `edge:${node.place.actor}`);
  if (map.clients || !from || card?.kind !== 'service')
    return { id, points, dot: points.at(-1) ?? null, arrow: false };
  const spine = map.spines.find((one) => one.vhost === card.vhost);
  if (!spine || map.preset === 'phone') return { id, points, dot: null, arrow: false };
  const dot = { x: card.side === 'left' ? spine.x : right(spine), y: from.y };
  return { id, points: [from, dot], dot, arrow: false };
}

function pipeLines(map: FlowMap, pipe: PipeNode, card: MapNode): readonly RestingLine[] {
  const spine = map.spines.find((one) => one.vhost === pipe.vhost);
  const y = middleY(pipe);
  const isLeft = pipe.mouth === 'left';
  const intake: RestingLine[] =
    spine && !map.clients && map.preset !== 'phone'
      ? [
          {
            id: `in ${pipe.id}`,
            points: [
              { x: isLeft ? spine.x : right(spine), y },
              { x: isLeft ? right(pipe) : pipe.x, y },
            ],
            dot: null,
            arrow: false,
          },
        ]
      : [];
  const mine = pipe.out.filter((way) => {
    const end = way.at(-1);
    return end && end.y >= card.y && end.y <= bottom(card) && end.x >= card.x - 1 && end.x <= right(card) + 1;
  });
  return [
    ...intake,
    ...mine.map((points, i): RestingLine => ({ id: `out ${pipe.id} ${i}`, points, dot: null, arrow: true })),
  ];
}

/** HTTP: from who asks to the peer, round the outside of everything. null where one of them does not stand there. */
export function httpWay(map: FlowMap, from: string, to: string): readonly Point[] | null {
  if (from === 'client' || to === 'client') return clientWay(map, from === 'client' ? to : from);
  const card = cardOf(map, from);
  const peer = map.nodes.find((node) => node.kind === 'peer' && node.place.actor === to);
  if (!card || !peer) {
    const back = cardOf(map, to);
    const other = map.nodes.find((node) => node.kind === 'peer' && node.place.actor === from);
    return back && other ? (httpWay(map, to, from)?.toReversed() ?? null) : null;
  }
  if (map.preset === 'phone') return phoneHttpWay(map, card, peer);
  const peers = map.nodes.filter((node) => node.kind === 'peer');
  const rightmost = peer.x === Math.max(...peers.map((node) => node.x));
  const lowest = peer.y === Math.max(...peers.map((node) => node.y));
  const hull = queueOf(map);
  if (!hull) return null;
  const y = middleY(peer);
  const isNext =
    lowest && card.side === 'right' && card.vhost === map.bands[0]?.vhost && card.y - bottom(peer) < 40;
  if (isNext) {
    return [
      { x: middleX(peer), y: card.y },
      { x: middleX(peer), y: bottom(peer) },
    ];
  }
  const { left, right: outer, top } = map.lanes;
  const gutter = (right(hull) + peer.x) / 2;
  const dock = card.y + 12;
  if (card.side === 'right') {
    const up = [
      { x: right(card), y: dock },
      { x: outer, y: dock },
    ];
    return rightmost
      ? [...up, { x: outer, y }, { x: right(peer), y }]
      : [...up, { x: outer, y: top }, { x: gutter, y: top }, { x: gutter, y }, { x: peer.x, y }];
  }
  const over = [
    { x: card.x, y: dock },
    { x: left, y: dock },
    { x: left, y: top },
  ];
  return rightmost
    ? [...over, { x: outer, y: top }, { x: outer, y }, { x: right(peer), y }]
    : [...over, { x: gutter, y: top }, { x: gutter, y }, { x: peer.x, y }];
}

function clientWay(map: FlowMap, to: string): readonly Point[] | null {
  const client = map.nodes.find((node) => node.kind === 'client');
  const card = cardOf(map, to);
  if (!client || !card) return null;
  const x = client.x + 60;
  return [
    { x, y: bottom(client) },
    { x, y: card.y },
  ];
}

/** The client's line stands there always: somebody asks from outside. */
export function clientLine(map: FlowMap): readonly Point[] | null {
  const api = map.nodes.find((node) => node.kind === 'service' && node.place.program.startsWith('nova-api'));
  return api?.kind === 'service' ? clientWay(map, api.place.actor) : null;
}

/** From who writes down to the database that stands below it. */
export function sqlWay(map: FlowMap, actor: string, database: string): readonly Point[] | null {
  const card = cardOf(map, actor);
  const store = map.nodes.find((node) => node.kind === 'database' && node.database === database);
  if (!card || !store || card.side === 'right') return null;
  if (map.preset === 'phone') return phoneSqlWay(card, store);
  const x = middleX(store);
  const above = map.nodes.filter(
    (node) => node.kind === 'service' && node.side === 'left' && node.y > card.y && node.y < store.y,
  );
  if (above.length === 0 && x > card.x + 10 && x < right(card) - 10) {
    return [
      { x, y: bottom(card) },
      { x, y: store.y },
    ];
  }
  const dock = bottom(card) - 12;
  const strip = store.y - 7;
  const { left } = map.lanes;
  return [
    { x: card.x, y: dock },
    { x: left, y: dock },
    { x: left, y: strip },
    { x, y: strip },
    { x, y: store.y },
  ];
}
