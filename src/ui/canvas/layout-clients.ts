/** A broker and its clients, without Nova: who publishes on one side, who consumes on the other, exchanges and queues between. */
import type { ServicePlace, Topology } from '../../core/trace/trace.ts';
import {
  type Box,
  type FlowMap,
  type MapNode,
  type MapSide,
  type PipeNode,
  type Point,
  type Preset,
  QUEUE_ID,
  type ServiceNode,
  type Spine,
} from './geometry.ts';
import { clientCard, type Parties, pipeNode } from './layout-client-parts.ts';
import { phoneClients } from './layout-clients-phone.ts';
import { bottom, edgeTo, middleY, right } from './layout-parts.ts';
import type { Entities } from './playground.ts';
import { CLIENT_ROUTES } from './routes-clients.ts';

const NO_ENTITIES: Entities = { exchanges: [{ vhost: '/', name: '' }], queues: [], receivers: new Set() };

/** Without what a trace tells: the first client publishes, the rest consume. Somebody always stands on the left. */
export function clientsLayout(topology: Topology, preset: Preset, told: Entities = NO_ENTITIES): FlowMap {
  const first = topology.services[0]?.actor;
  const isRight = ({ actor }: ServicePlace): boolean =>
    told.receivers.size > 0 ? told.receivers.has(actor) : actor !== first;
  const sides = {
    left: topology.services.filter((place) => !isRight(place)),
    right: topology.services.filter(isRight),
  };
  const parties = { topology, entities: told, ...sides };
  return preset === 'phone' ? phoneClients(parties) : wide(parties, preset);
}

/** `row`: a pipe, below it what is bound to it. */
const W = {
  desk: { card: 214, gutter: 56, pad: 26, exchange: 140, bind: 72, tube: 210, row: 62, tubeH: 30, head: 44 },
  lesson: {
    card: 200,
    gutter: 40,
    pad: 20,
    exchange: 128,
    bind: 50,
    tube: 220,
    row: 66,
    tubeH: 32,
    head: 36,
  },
  tall: { card: 168, gutter: 34, pad: 20, exchange: 112, bind: 44, tube: 190, row: 60, tubeH: 28, head: 36 },
} as const;
const CARD = { height: 66, gap: 18 };
/** Between two of them is told what the upper one lost. */
const EXCHANGE = { height: 58, gap: 26 };
const TOP = 16;

/** A queue in its place, before it is a pipe. */
interface QueueBox extends Box {
  readonly queue: Entities['queues'][number];
  readonly side: MapSide;
}

function wide(parties: Parties, preset: 'desk' | 'lesson' | 'tall'): FlowMap {
  const { topology, left, right: rights } = parties;
  const w = W[preset];
  const { hull, spines, boxes, bind } = insideHull(parties, preset);
  const width = right(hull) + w.gutter + w.card;
  const room = { top: 0, bottom: hull.height };
  const nodes = [
    ...stand(left, 'left', 0, w.card, room, (actor) => wantedY(actor, boxes, spines)),
    ...stand(rights, 'right', width - w.card, w.card, room, (actor) => wantedY(actor, boxes, [])),
  ];
  const node: MapNode = { id: QUEUE_ID, kind: 'queue', vhosts: topology.vhosts, head: w.head, ...hull };
  const pipes = boxes.map((box, i): PipeNode => {
    const mouth = { x: box.side === 'left' ? box.x : right(box), y: middleY(box) };
    const shift = 10 + ((i * 7) % Math.max(8, w.gutter - 20));
    const bend = box.side === 'left' ? hull.x - shift : right(hull) + shift;
    const out = box.queue.consumers.flatMap((actor) => {
      const card = nodes.find(({ place }) => place.actor === actor);
      return card ? [{ actor, way: toCard(mouth, bend, card) }] : [];
    });
    return pipeNode(box, box.queue, box.side, out);
  });
  return {
    preset,
    clients: true,
    routes: CLIENT_ROUTES,
    width,
    height: hull.height,
    nodes: [
      ...nodes.filter(({ side }) => side === 'left'),
      node,
      ...pipes,
      ...nodes.filter(({ side }) => side === 'right'),
    ],
    edges: nodes.map((card) => edgeTo(hull, card)),
    bands: [],
    spines,
    lanes: { left: hull.x + w.pad / 2, right: bind, top: w.head + TOP / 2 },
  };
}

/** Exchanges in a column, queues right of them; those that only the left side takes from, left and below. */
function insideHull({ entities, left, right: rights }: Parties, preset: 'desk' | 'lesson' | 'tall') {
  const w = W[preset];
  const isLeft = (queue: Entities['queues'][number]): boolean =>
    queue.consumers.length > 0 && queue.consumers.every((one) => left.some(({ actor }) => actor === one));
  const lefts = entities.queues.filter(isLeft);
  const others = entities.queues.filter((queue) => !isLeft(queue));
  const leftTube = lefts.length > 0 ? w.tube * 0.8 + 20 : 0;
  const x = w.card + w.gutter;
  const spineX = x + w.pad + leftTube;
  const tubeX = spineX + w.exchange + w.bind;
  const top = w.head + TOP;
  const pitch = EXCHANGE.height + EXCHANGE.gap;
  const exchanges = entities.exchanges.length * pitch;
  const stack = exchanges + lefts.length * w.row - (lefts.length === 0 ? EXCHANGE.gap : 0);
  const cards = (n: number): number => n * (CARD.height + CARD.gap) - CARD.gap - w.head;
  const inner = Math.max(120, others.length * w.row + 8, stack, cards(left.length), cards(rights.length));
  const centred = (high: number): number => top + Math.max(0, (inner - high) / 2);
  const spines = entities.exchanges.map(({ vhost, name }, i): Spine => {
    const y = centred(stack) + i * pitch;
    return { vhost, exchange: name, x: spineX, y, width: w.exchange, height: EXCHANGE.height, label: y };
  });
  // a queue beside its exchange: in the middle are the pipes, not the lines of text below them
  const pipes = (others.length - 1) * w.row + w.tubeH;
  const at = { left: centred(stack) + exchanges, right: centred(pipes) };
  const boxes = [
    ...others.map((queue, i): QueueBox => {
      return { queue, side: 'right', x: tubeX, y: at.right + i * w.row, width: w.tube, height: w.tubeH };
    }),
    ...lefts.map((queue, i): QueueBox => {
      const box = { x: x + w.pad, y: at.left + i * w.row, width: w.tube * 0.8, height: w.tubeH };
      return { queue, side: 'left', ...box };
    }),
  ];
  const hull: Box = { x, y: 0, width: tubeX + w.tube + w.pad - x, height: top + inner + 12 };
  return { hull, spines, boxes, bind: tubeX - w.bind * 0.3 };
}

/** From a mouth to the side of a card: at the card's own height where it is not the mouth's. */
function toCard(mouth: Point, bend: number, card: ServiceNode): readonly Point[] {
  const x = card.side === 'left' ? right(card) : card.x;
  const y = Math.min(Math.max(mouth.y, card.y + 8), bottom(card) - 8);
  return y === mouth.y ? [mouth, { x, y }] : [mouth, { x: bend, y: mouth.y }, { x: bend, y }, { x, y }];
}

/** In the middle of the queues that it takes from, or of the exchanges. */
function wantedY(
  actor: string,
  pipes: readonly (Box & { readonly queue: { readonly consumers: readonly string[] } })[],
  spines: readonly Box[],
): number {
  const mine = pipes.filter(({ queue }) => queue.consumers.includes(actor));
  const boxes: readonly Box[] = mine.length > 0 ? mine : spines;
  if (boxes.length === 0) return Number.POSITIVE_INFINITY;
  return boxes.reduce((sum, box) => sum + middleY(box), 0) / boxes.length;
}

/** A column of cards, each as near to its wish as the others leave room. */
function stand(
  clients: readonly ServicePlace[],
  side: MapSide,
  x: number,
  width: number,
  room: { readonly top: number; readonly bottom: number },
  wanted: (actor: string) => number,
): readonly ServiceNode[] {
  const wishes = clients.map((place, i) => ({ place, i, y: Math.min(wanted(place.actor), room.bottom) }));
  const order = wishes.toSorted((a, b) => a.y - b.y || a.i - b.i);
  const step = CARD.height + CARD.gap;
  let least = room.top;
  return order.map(({ place, y }, i) => {
    const most = room.bottom - (order.length - i) * step + CARD.gap;
    const at = Math.max(least, Math.min(y - CARD.height / 2, most));
    least = at + step;
    return clientCard(place, side, { x, y: at, width, height: CARD.height });
  });
}
