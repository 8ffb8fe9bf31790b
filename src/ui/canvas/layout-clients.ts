/** A broker and its clients, without Nova: who publishes on one side, who consumes on the other, the queue between. */
import type { ServicePlace, Topology } from '../../core/trace/trace.ts';
import type { Box, FlowMap, MapEdge, MapNode, Point, Preset } from './geometry.ts';
import {
  bottom,
  cell,
  edge,
  gridHeight,
  middleX,
  middleY,
  type NodeGrid,
  queueNode,
  right,
  serviceNode,
} from './layout-parts.ts';

export interface Hints {
  /** actors on the consumers' side */
  readonly receivers: ReadonlySet<string>;
  /** lines of the queue node: exchanges and queues */
  readonly rows: number;
}

/** Heights inside the queue node; `queue-rows.ts` lays its lines by the same. */
export const CLIENT_ROWS = {
  hub: { head: 42, section: 30, pitch: 64 },
  bar: { head: 10, section: 28, pitch: 62 },
  mini: { head: 6, section: 0, pitch: 34 },
} as const;

const LINES = { guess: 4, least: 2, most: 12 };

interface Sides {
  readonly publishers: readonly ServicePlace[];
  readonly consumers: readonly ServicePlace[];
}

/** Without hints: the first client publishes, the rest consume. Somebody always stands on the publishers' side. */
function sidesOf({ services }: Topology, hints: Hints | undefined): Sides {
  const first = services[0]?.actor;
  const receives = ({ actor }: ServicePlace): boolean =>
    hints && hints.receivers.size > 0 ? hints.receivers.has(actor) : actor !== first;
  return {
    publishers: services.filter((place) => !receives(place)),
    consumers: services.filter(receives),
  };
}

export function clientsLayout(topology: Topology, preset: Preset, hints: Hints | undefined): FlowMap {
  const { head, section, pitch } = CLIENT_ROWS[preset];
  const lines = Math.min(Math.max(hints?.rows ?? LINES.guess, LINES.least), LINES.most);
  const inside = head + 2 * section + lines * pitch + 12;
  const sides = sidesOf(topology, hints);
  return preset === 'hub' ? wide(topology, sides, inside) : tall(topology, sides, inside, preset);
}

const WIDE = { node: 204, height: 66, line: 52, queue: 356, gapX: 36, gapY: 22, rows: 7 };

/** Publishers left, consumers right; a column of seven, then another one farther out. */
function wide(topology: Topology, { publishers, consumers }: Sides, inside: number): FlowMap {
  const grid: NodeGrid = {
    x: 0,
    y: 0,
    width: WIDE.node,
    height: WIDE.height,
    columns: 1,
    gapX: 0,
    gapY: WIDE.gapY,
  };
  const columnsOf = (count: number): number => Math.ceil(count / WIDE.rows);
  const highest = Math.min(Math.max(publishers.length, consumers.length), WIDE.rows);
  const height = Math.max(inside, gridHeight(grid, highest));
  const spread = (columns: number): number => columns * (WIDE.node + WIDE.gapX) - WIDE.gapX + WIDE.line;
  const x = spread(Math.max(1, columnsOf(publishers.length)));
  const queue: Box = { x, y: (height - inside) / 2, width: WIDE.queue, height: inside };
  const nodes: MapNode[] = [];
  const edges: MapEdge[] = [];
  const place = (side: readonly ServicePlace[], isLeft: boolean): void =>
    side.forEach((client, i) => {
      const column = Math.floor(i / WIDE.rows);
      // a farther column stands on the rows of the nearest, so that its lines pass between them
      const count = Math.min(side.length, WIDE.rows);
      const y = (height - gridHeight(grid, count)) / 2;
      const shift = column * (WIDE.node + WIDE.gapX);
      const at = isLeft ? x - WIDE.line - WIDE.node - shift : right(queue) + WIDE.line + shift;
      const box = cell({ ...grid, x: at, y }, i % WIDE.rows);
      nodes.push(serviceNode(client, box));
      edges.push(edge(client, sideways(box, queue, column)));
    });
  place(publishers, true);
  nodes.push(queueNode(topology.vhosts, queue));
  place(consumers, false);
  const width = right(queue) + spread(Math.max(1, columnsOf(consumers.length)));
  return { preset: 'hub', clients: true, width, height, nodes, edges };
}

/** Straight where the queue stands beside the client; from a farther column between the rows of the nearer one. */
function sideways(box: Box, queue: Box, column: number): readonly Point[] {
  const isLeft = box.x < queue.x;
  const from = { x: isLeft ? right(box) : box.x, y: middleY(box) };
  const to = isLeft ? queue.x : right(queue);
  const reach = (y: number): number => Math.min(Math.max(y, queue.y + 14), bottom(queue) - 14);
  const bend = (x: number, y: number): readonly Point[] =>
    y === reach(y)
      ? [{ x: to, y }]
      : [
          { x, y },
          { x, y: reach(y) },
          { x: to, y: reach(y) },
        ];
  const before = to + (isLeft ? -WIDE.line / 2 : WIDE.line / 2);
  if (column === 0) return [from, ...bend(before, from.y)];
  const x = from.x + (isLeft ? WIDE.gapX / 2 : -WIDE.gapX / 2);
  const y = bottom(box) + WIDE.gapY / 2;
  return [from, { x, y: from.y }, { x, y }, ...bend(before, y)];
}

const TALL = {
  bar: { width: 780, columns: 4, height: 64, line: 34, gap: 14 },
  mini: { width: 382, columns: 2, height: 42, line: 18, gap: 10 },
} as const;

/** Publishers above, consumers below, as many in a row as are well read. */
function tall(
  topology: Topology,
  { publishers, consumers }: Sides,
  inside: number,
  preset: 'bar' | 'mini',
): FlowMap {
  const { width, columns: most, height, line, gap } = TALL[preset];
  const gridOf = (count: number, y: number): NodeGrid => {
    const columns = Math.min(Math.max(count, 1), most);
    const share = (width - (columns - 1) * gap) / columns;
    const node = Math.min(share, width / 2);
    const x = (width - columns * node - (columns - 1) * gap) / 2;
    return { x, y, width: node, height, columns, gapX: gap, gapY: gap };
  };
  const above = gridOf(publishers.length, 0);
  const top = publishers.length === 0 ? 0 : gridHeight(above, publishers.length) + line;
  const queue: Box = { x: 0, y: top, width, height: inside };
  const below = gridOf(consumers.length, bottom(queue) + line);
  const nodes: MapNode[] = [];
  const edges: MapEdge[] = [];
  const place = (side: readonly ServicePlace[], grid: NodeGrid): void =>
    side.forEach((client, i) => {
      const box = cell(grid, i);
      nodes.push(serviceNode(client, box));
      const row = Math.floor(i / grid.columns);
      const isNear = box.y < queue.y ? row === Math.floor((side.length - 1) / grid.columns) : row === 0;
      edges.push(edge(client, isNear ? upright(box, queue) : byGap(box, queue, gap)));
    });
  place(publishers, above);
  nodes.push(queueNode(topology.vhosts, queue));
  place(consumers, below);
  const end =
    consumers.length === 0 ? bottom(queue) : bottom(queue) + line + gridHeight(below, consumers.length);
  return { preset, clients: true, width, height: end, nodes, edges };
}

function upright(box: Box, queue: Box): readonly Point[] {
  const x = middleX(box);
  return box.y < queue.y
    ? [
        { x, y: bottom(box) },
        { x, y: queue.y },
      ]
    : [
        { x, y: box.y },
        { x, y: bottom(queue) },
      ];
}

/** From a far row: beside the boxes of the nearer ones. */
function byGap(box: Box, queue: Box, gap: number): readonly Point[] {
  const isLeft = middleX(box) < middleX(queue);
  const x = isLeft ? right(box) + gap / 2 - 2 : box.x - gap / 2 + 2;
  const y = middleY(box);
  return [
    { x: isLeft ? right(box) : box.x, y },
    { x, y },
    { x, y: box.y < queue.y ? queue.y : bottom(queue) },
  ];
}
