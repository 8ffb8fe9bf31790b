/** Where the cards of each band stand, and the pipes between them and the exchange. */
import type { ServicePlace, Topology } from '../../core/trace/trace.ts';
import {
  type Band,
  type Box,
  type MapNode,
  type MapSide,
  type PipeNode,
  type ServiceNode,
  type Spine,
  serviceId,
} from './geometry.ts';
import { type Card, type LaidCard, lineOf, withTags } from './layout-cards.ts';
import { type DatabaseShelf, databasesOf } from './layout-databases.ts';
import { bottom, middleY, right } from './layout-parts.ts';
import { type HullPlace, peersAt, shelfAt } from './layout-shelves.ts';

export interface Laid {
  readonly bands: readonly Band[];
  readonly spines: readonly Spine[];
  readonly drawn: readonly LaidCard[];
  readonly peers: readonly MapNode[];
  readonly databases: readonly MapNode[];
  readonly bottom: number;
}

const HOST_PAD = 10;
const INSET = 8;
const TAG = 24;

export function layBands(topology: Topology, cards: readonly Card[], at: HullPlace): Laid {
  const { s } = at;
  const homes = cards.map((card) => card.vhost);
  const vhosts = [...new Set([...topology.vhosts, ...homes])];
  if (vhosts.length === 0) vhosts.push('/');
  const peers = topology.services.filter((place) => place.kind === 'peer');
  const shelves = databasesOf(topology, vhosts, at.preset === 'phone');
  let y = s.client + s.roof + s.head + 6;
  const bands: Band[] = [];
  const spines: Spine[] = [];
  const all: Laid[] = [];
  vhosts.forEach((vhost, i) => {
    const mine = cards.filter((card) => card.vhost === vhost);
    const away = cards.flatMap((card) =>
      card.away.filter((slot) => slot.vhost === vhost).map((slot) => ({ card, slot })),
    );
    const shelf = shelves.get(vhost) ?? [];
    const one = layBand({ cards: mine, away, shelf, peers: i === 0 ? peers : [] }, y, at);
    const box = { x: at.x.hull + s.pad / 2, y, width: at.x.hullW - s.pad, height: one.bottom - y };
    bands.push({ vhost, ...box });
    all.push(one);
    y = one.bottom + s.gap;
  });
  const drawn = withTags(
    withAway(
      all.flatMap((one) => one.drawn),
      bands,
      at,
    ),
  );
  for (const band of bands) {
    const box = spineIn(band, at);
    const pipes = drawn.flatMap((one) => one.pipes).filter((pipe) => pipe.vhost === band.vhost);
    spines.push({ vhost: band.vhost, exchange: null, ...box, label: freeY(box, pipes) });
  }
  return {
    bands,
    spines,
    drawn,
    peers: all.flatMap((one) => one.peers),
    databases: all.flatMap((one) => one.databases),
    bottom: y - s.gap,
  };
}

/** On a phone there is no room for the exchange: the band itself sorts. */
function spineIn(band: Box, { s, x, preset }: HullPlace): Box {
  if (preset === 'phone') return band;
  return {
    x: x.hull + s.pad + s.tube + s.bind,
    y: band.y + INSET,
    width: s.spine,
    height: band.height - 2 * INSET,
  };
}

/** The middle of the widest stretch that no line of a queue crosses. */
function freeY(box: Box, pipes: readonly PipeNode[]): number {
  const lines = [box.y, ...pipes.map(middleY).toSorted((a, b) => a - b), bottom(box)];
  let best = { y: middleY(box), room: 0 };
  lines.forEach((y, i) => {
    const next = lines[i + 1];
    // above a line stands its routing key
    const room = next === undefined ? 0 : next - y - (next === bottom(box) ? 0 : TAG);
    if (next !== undefined && room > best.room) best = { y: y + room / 2, room };
  });
  return best.y;
}

interface Content {
  readonly cards: readonly Card[];
  readonly away: readonly { readonly card: Card }[];
  readonly shelf: DatabaseShelf;
  readonly peers: readonly ServicePlace[];
}

function layBand({ cards, away, shelf, peers }: Content, top: number, at: HullPlace): Laid {
  const { s } = at;
  const isHead = (card: Card): boolean => card.side === 'left' && card.rows.length === 1;
  const heads = cards.filter(isHead);
  const left = cards.filter((card) => card.side === 'left' && !isHead(card));
  const rights = cards.filter((card) => card.side === 'right');
  const drawn: LaidCard[] = [];
  let y = top + INSET;
  for (const card of heads) {
    drawn.push(draw(card, y, at));
    y += card.height + s.gap;
  }
  const peerNodes = peersAt(peers, top + INSET, at);
  y = Math.max(y, ...peerNodes.filter((node) => node.y >= top).map((node) => bottom(node) + s.gap));
  const hosts = { left: '', right: '' };
  const floor = { left: y, right: y };
  for (const [l, r] of pairsOf(left, rights, at)) {
    const headed = [l, r].some(
      (card) => card && isHosted(card, at) && card.place.machine !== hosts[card.side],
    );
    const start = y + (headed ? s.host : 0);
    let end = start;
    for (const card of [l, r]) {
      if (!card) continue;
      const one = draw(card, start, at);
      drawn.push(one);
      hosts[card.side] = isHosted(card, at) ? card.place.machine : '';
      floor[card.side] = bottom(one.node) + (isHosted(card, at) ? HOST_PAD : 0);
      end = Math.max(end, floor[card.side]);
    }
    y = end + s.gap;
  }
  const lowest = Math.max(
    floor.left,
    floor.right,
    ...peerNodes.map(bottom),
    ...drawn.map((one) => bottom(one.node)),
  );
  const extra = away.length * s.pitch + (away.length > 0 ? INSET : 0);
  const wanted = lowest + extra + INSET;
  const stand = Math.max(
    floor.left,
    ...drawn.filter((one) => one.node.side === 'left').map((one) => bottom(one.node)),
  );
  const databases = shelf.length === 0 ? [] : shelfAt(shelf, stand + s.gap, wanted - INSET, at);
  const end = Math.max(wanted, ...databases.map((node) => bottom(node) + INSET), top + s.cardH / 2);
  return { bands: [], spines: [], drawn, peers: peerNodes, databases, bottom: end };
}

const isHosted = (card: Card, { s, main }: HullPlace): boolean => s.host > 0 && card.place.machine !== main;

/** Cards that face each other. On a phone both have their pipes in one column: two that would meet stand apart. */
function pairsOf(left: readonly Card[], rights: readonly Card[], { preset }: HullPlace) {
  const pairs: (readonly [Card | undefined, Card | undefined])[] = [];
  const l = [...left];
  const r = [...rights];
  while (l.length + r.length > 0) {
    const [a, b] = [l[0], r[0]];
    const meet = a?.rows.some((row, i) => typeof row === 'object' && typeof b?.rows[i] === 'object');
    l.shift();
    if (preset === 'phone' && meet) {
      pairs.push([a, undefined]);
      continue;
    }
    r.shift();
    pairs.push([a, b]);
  }
  return pairs;
}

function draw(card: Card, y: number, at: HullPlace): LaidCard {
  const { s, x } = at;
  const { place, members, side, vhost } = card;
  const line = (row: number): number => y + lineOf(card, s, row);
  const node: ServiceNode = {
    id: serviceId(place.actor),
    kind: 'service',
    place,
    members,
    side,
    vhost,
    x: side === 'left' ? x.left : x.right,
    y,
    width: s.card,
    height: card.height,
    publish: line(card.rows.indexOf('publish')),
  };
  const pipes = card.rows.flatMap((row, i) =>
    typeof row === 'string' ? [] : [pipeAt(node, row.queues, vhost, line(i), at)],
  );
  return { card, node, pipes };
}

function pipeAt(
  node: ServiceNode,
  queues: readonly string[],
  vhost: string,
  y: number,
  at: HullPlace,
): PipeNode {
  const { s } = at;
  const box = { x: tubeX(node.side, at), y: y - s.tubeH / 2, width: s.tube, height: s.tubeH };
  const owners = node.members.map((one) => one.actor);
  const name =
    queues.length === 1 ? queues[0] : queues.length === 0 ? `reply ${owners[0]}` : `${queues[0]} ...`;
  const mouth = { x: node.side === 'left' ? box.x : right(box), y };
  return {
    id: `pipe:${vhost}:${name}${queues.length === 1 ? ` ${owners[0]}` : ''}`,
    kind: 'pipe',
    vhost,
    queues,
    owners,
    mouth: node.side,
    tag: null,
    ...box,
    out: [[mouth, { x: node.side === 'left' ? right(node) : node.x, y }]],
  };
}

function tubeX(side: MapSide, { s, x, preset }: HullPlace): number {
  if (preset === 'phone' || side === 'left') return x.hull + s.pad;
  return x.hull + x.hullW - s.pad - s.tube;
}

/** Queues in another vhost than their consumer's own: at the foot of that vhost, with a way round by the gutter. */
function withAway(drawn: readonly LaidCard[], bands: readonly Band[], at: HullPlace): readonly LaidCard[] {
  const { s, x } = at;
  const used = new Map<string, number>();
  return drawn.map((one) => {
    const pipes = one.card.away.map((slot): PipeNode => {
      const band = bands.find(({ vhost }) => vhost === slot.vhost);
      const n = used.get(slot.vhost) ?? 0;
      used.set(slot.vhost, n + 1);
      const y = (band ? bottom(band) : 0) - INSET - s.pitch / 2 - n * s.pitch;
      const pipe = pipeAt(one.node, slot.queues, slot.vhost, y, at);
      const isLeft = one.node.side === 'left';
      const lane = isLeft ? x.hull - s.gutter * 0.3 : x.hull + x.hullW + s.gutter * 0.3;
      const edge = isLeft ? right(one.node) : one.node.x;
      const dock = one.node.y + 9;
      const mouth = { x: isLeft ? pipe.x : right(pipe), y: middleY(pipe) };
      const out = [mouth, { x: lane, y: mouth.y }, { x: lane, y: dock }, { x: edge, y: dock }];
      return { ...pipe, out: [out] };
    });
    return { ...one, pipes: [...one.pipes, ...pipes] };
  });
}
