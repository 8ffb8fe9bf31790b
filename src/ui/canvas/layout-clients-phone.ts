/** The playground on a phone: who publishes above, who consumes below, two in a row; lines run between them and in the margins. */
import type { ServicePlace } from '../../core/trace/trace.ts';
import {
  type Box,
  type FlowMap,
  type MapEdge,
  type MapNode,
  type MapSide,
  type Point,
  QUEUE_ID,
  type ServiceNode,
  type Spine,
} from './geometry.ts';
import { clientCard, type Parties, pipeNode } from './layout-client-parts.ts';
import { bottom, middleY, right } from './layout-parts.ts';
import { inwards, LINE, WIDTH } from './phone-strips.ts';
import { CLIENT_ROUTES } from './routes-clients.ts';

const CARD = { width: 179, height: 46, gapX: 16, gapY: 8 };
const PAD = 12;
/** Between two of them is told what the upper one lost. */
const EXCHANGE = { width: 112, height: 48, gap: 20 };
const BIND = 34;
const ROW = 50;
const TUBE = 28;

export function phoneClients({ topology, entities, left, right: below }: Parties): FlowMap {
  const rows = (n: number): number => Math.ceil(n / 2) * (CARD.height + CARD.gapY);
  const top = left.length === 0 ? 0 : rows(left.length) - CARD.gapY + LINE;
  const tubeX = PAD + EXCHANGE.width + BIND;
  const inner = Math.max(
    60,
    entities.exchanges.length * (EXCHANGE.height + EXCHANGE.gap),
    entities.queues.length * ROW,
  );
  const hull: MapNode = {
    id: QUEUE_ID,
    kind: 'queue',
    vhosts: topology.vhosts,
    head: 0,
    x: 0,
    y: top,
    width: WIDTH,
    height: inner + 2 * 10,
  };
  const spines = entities.exchanges.map(
    ({ vhost, name }, i): Spine => ({
      vhost,
      exchange: name,
      x: PAD,
      y: top + 10 + i * (EXCHANGE.height + EXCHANGE.gap),
      width: EXCHANGE.width,
      height: EXCHANGE.height,
      label: top + 10 + i * (EXCHANGE.height + EXCHANGE.gap),
    }),
  );
  const foot = bottom(hull) + LINE;
  const cards = [...grid(left, 'left', 0), ...grid(below, 'right', foot)];
  const pipes = entities.queues.map((queue, i) => {
    const box = { x: tubeX, y: top + 10 + i * ROW, width: WIDTH - tubeX - PAD, height: TUBE };
    const out = queue.consumers.flatMap((actor) => {
      const card = cards.find(({ place }) => place.actor === actor);
      return card ? [{ actor, way: toCard(box, card, hull) }] : [];
    });
    return pipeNode(box, queue, 'right', out);
  });
  const height = below.length === 0 ? bottom(hull) : foot + rows(below.length) - CARD.gapY;
  return {
    preset: 'phone',
    clients: true,
    routes: CLIENT_ROUTES,
    width: WIDTH,
    height,
    nodes: [
      ...cards.filter((card) => card.side === 'left'),
      hull,
      ...pipes,
      ...cards.filter((card) => card.side === 'right'),
    ],
    edges: cards.map((card) => edgeOf(card, hull)),
    bands: [],
    spines,
    lanes: { left: PAD / 2, right: WIDTH - PAD / 2, top: top - LINE / 2 },
  };
}

const grid = (clients: readonly ServicePlace[], side: MapSide, y: number): readonly ServiceNode[] =>
  clients.map((place, i) =>
    clientCard(place, side, {
      x: (i % 2) * (CARD.width + CARD.gapX),
      y: y + Math.floor(i / 2) * (CARD.height + CARD.gapY),
      width: CARD.width,
      height: CARD.height,
    }),
  );

function edgeOf(card: ServiceNode, hull: Box): MapEdge {
  const y = card.side === 'left' ? hull.y : bottom(hull);
  const points = [...inwards(card), { x: WIDTH / 2, y }];
  return { id: `edge:${card.place.actor}`, source: card.id, target: QUEUE_ID, points };
}

function toCard(pipe: Box, card: ServiceNode, hull: Box): readonly Point[] {
  const strip = card.side === 'left' ? hull.y - LINE / 2 : bottom(hull) + LINE / 2;
  const margin = WIDTH - PAD / 2;
  return [
    { x: right(pipe), y: middleY(pipe) },
    { x: margin, y: middleY(pipe) },
    { x: margin, y: strip },
    { x: WIDTH / 2, y: strip },
    ...inwards(card).toReversed(),
  ];
}
