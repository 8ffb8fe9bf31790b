/** Portrait: the message queue is a bar between the control services above and the compute machines below. */
import type { ServicePlace, Topology } from '../../core/trace/trace.ts';
import type { Box, FlowMap, Groups, MapEdge, MapNode, Point } from './geometry.ts';
import {
  bottom,
  cell,
  databaseNode,
  edge,
  gridHeight,
  machineNode,
  middleX,
  type NodeGrid,
  queueNode,
  right,
  serviceNode,
} from './layout-parts.ts';

const PAD = 12;
const HEAD = 28;
const TALL = 74;
const GAP = 12;
const LINE = 26;

/** A box's line to the bar, straight up or down; where it ends on a box's head, it keeps clear of the name there. */
const straight = (box: Box, bar: Box): readonly Point[] => {
  const above = box.y < bar.y;
  const wanted = above ? middleX(box) : box.x + box.width * 0.86;
  const x = Math.min(Math.max(wanted, bar.x + 8), right(bar) - 8);
  return [
    { x, y: above ? bottom(box) : box.y },
    { x, y: above ? bar.y : bottom(bar) },
  ];
};

/** Tablet upright, 820 wide unless there are many services. */
export function barLayout(topology: Topology, groups: Groups): FlowMap {
  const compute = groups.others.flatMap((other) => other.services);
  const most = Math.max(groups.control.length, compute.length, 1);
  const width = Math.max(804, most * 160 + 2 * PAD);
  const inner = width - 2 * PAD;
  const spread = (count: number, height: number, y: number): NodeGrid => {
    const columns = Math.max(1, count);
    return {
      x: PAD,
      y,
      width: (inner - (columns - 1) * GAP) / columns,
      height,
      columns,
      gapX: GAP,
      gapY: 8,
    };
  };
  const peers = spread(groups.peers.length, 34, HEAD);
  const databases = spread(topology.databases.length, 32, HEAD + (groups.peers.length ? 42 : 0));
  const shelf = databases.y + (topology.databases.length ? 32 + 14 : 0);
  const control = spread(groups.control.length, TALL, shelf);
  const bar: Box = { x: PAD, y: shelf + TALL + LINE, width: inner, height: 110 };
  const nodes: MapNode[] = [machineNode(groups.main, true, { x: 0, y: 0, width, height: bottom(bar) + PAD })];
  const edges: MapEdge[] = [];
  const lower = otherNodes(groups, { x: 0, y: bottom(bar) + PAD + LINE - 8, width }, bar);
  nodes.push(...lower.nodes.filter((node) => node.kind === 'machine'));
  groups.control.forEach((place, i) => {
    const box = cell(control, i);
    nodes.push(serviceNode(place, box));
    edges.push(edge(place, straight(box, bar)));
  });
  nodes.push(queueNode(topology.vhosts, bar));
  nodes.push(...lower.nodes.filter((node) => node.kind !== 'machine'));
  nodes.push(...groups.peers.map((place, i) => serviceNode(place, cell(peers, i))));
  nodes.push(...topology.databases.map((name, i) => databaseNode(name, cell(databases, i))));
  const height = Math.max(bottom(bar) + PAD, ...lower.nodes.map(bottom));
  return { preset: 'bar', clients: false, width, height, nodes, edges: [...edges, ...lower.edges] };
}

/** Machines side by side below the bar; a machine is as wide as its services. */
function otherNodes(
  groups: Groups,
  area: { readonly x: number; readonly y: number; readonly width: number },
  bar: Box,
): { nodes: MapNode[]; edges: MapEdge[] } {
  const nodes: MapNode[] = [];
  const edges: MapEdge[] = [];
  const count = groups.others.reduce((sum, other) => sum + other.services.length, 0);
  const share = (area.width - (groups.others.length - 1) * GAP) / Math.max(1, count);
  let x = area.x;
  for (const { machine, services } of groups.others) {
    const width = share * services.length;
    const box: Box = { x, y: area.y, width, height: HEAD + 58 + PAD };
    nodes.push(machineNode(machine, false, box));
    const inside = width - 2 * PAD - (services.length - 1) * GAP;
    const grid: NodeGrid = {
      x: x + PAD,
      y: area.y + HEAD,
      width: inside / services.length,
      height: 58,
      columns: services.length,
      gapX: GAP,
      gapY: 8,
    };
    services.forEach((place, i) => {
      const at = cell(grid, i);
      nodes.push(serviceNode(place, at));
      edges.push(edge(place, straight(at, bar)));
    });
    x += width + GAP;
  }
  return { nodes, edges };
}

const MINI = { width: 382, node: 183, height: 42, gap: 8 };

/** A phone: two columns of services, the bar between them; peers and databases show as marks at the services only. */
export function miniLayout(topology: Topology, groups: Groups): FlowMap {
  const grid = (y: number): NodeGrid => ({
    x: 0,
    y,
    width: MINI.node,
    height: MINI.height,
    columns: 2,
    gapX: MINI.width - 2 * MINI.node,
    gapY: MINI.gap,
  });
  const above = grid(0);
  const bar: Box = {
    x: 0,
    y: gridHeight(above, groups.control.length) + 15,
    width: MINI.width,
    height: 58,
  };
  const compute = groups.others.flatMap((other) => other.services);
  const below = grid(bottom(bar) + 15);
  const nodes: MapNode[] = [];
  const edges: MapEdge[] = [];
  const add = (place: ServicePlace, at: NodeGrid, i: number, nearest: boolean): void => {
    const box = cell(at, i);
    nodes.push(serviceNode(place, box));
    edges.push(edge(place, nearest ? straight(box, bar) : byGutter(box, bar)));
  };
  const rows = Math.ceil(groups.control.length / 2);
  groups.control.forEach((place, i) => {
    add(place, above, i, Math.floor(i / 2) === rows - 1);
  });
  nodes.push(queueNode(topology.vhosts, bar));
  compute.forEach((place, i) => {
    add(place, below, i, i < 2);
  });
  const height = bottom(bar) + (compute.length ? 15 + gridHeight(below, compute.length) : 0);
  return { preset: 'mini', clients: false, width: MINI.width, height, nodes, edges };
}

/** From a box of a far row: sideways into the gutter between the columns, then to the bar. */
function byGutter(box: Box, bar: Box): readonly Point[] {
  const isLeft = box.x === 0;
  const x = MINI.width / 2 + (isLeft ? -4 : 4);
  const y = box.y + box.height / 2;
  return [
    { x: isLeft ? right(box) : box.x, y },
    { x, y },
    { x, y: box.y < bar.y ? bar.y : bottom(bar) },
  ];
}
