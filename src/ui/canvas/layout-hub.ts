/** Landscape: control services left, the message queue in the middle, compute machines right; peers and databases below. */
import type { Topology } from '../../core/trace/trace.ts';
import type { Box, FlowMap, Groups, MapEdge, MapNode, Point } from './geometry.ts';
import {
  bottom,
  cell,
  databaseNode,
  edge,
  gridHeight,
  machineNode,
  middleY,
  type NodeGrid,
  queueNode,
  right,
  serviceNode,
} from './layout-parts.ts';

const HEAD = 38;
const PAD = 16;
const SERVICE = { width: 258, height: 66 };
const LINE = 54;
const QUEUE_WIDTH = 268;
const MAIN_WIDTH = PAD + SERVICE.width + LINE + QUEUE_WIDTH + PAD;
const GAP_Y = 10;
const INSET = 10;
const MACHINE = { width: SERVICE.width + 2 * INSET, gapX: 44, gapY: 18 };
/** compute machines that stand below each other before a new column begins */
const MACHINE_ROWS = 4;

export function hubLayout(topology: Topology, groups: Groups): FlowMap {
  const left: NodeGrid = { x: PAD, y: HEAD, ...SERVICE, columns: 1, gapX: 0, gapY: GAP_Y };
  const machines = machineBoxes(groups);
  const far = Math.max(0, ...machines.map(bottom));
  const body = Math.max(gridHeight(left, groups.control.length), Math.min(far, 620) - HEAD, 296);
  const queue: Box = { x: PAD + SERVICE.width + LINE, y: HEAD, width: QUEUE_WIDTH, height: body };
  const shelf = shelfNodes(topology, groups, bottom(queue) + 16);
  const height = Math.max(bottom(queue) + PAD, ...shelf.map((node) => bottom(node) + PAD));
  const offset = Math.max(0, (HEAD + body - far) / 2);
  const nodes: MapNode[] = [];
  const edges: MapEdge[] = [];
  nodes.push(machineNode(groups.main, true, { x: 0, y: 0, width: MAIN_WIDTH, height }));
  machines.forEach((box, i) => {
    const machine = groups.others[i]?.machine ?? '';
    nodes.push(machineNode(machine, false, { ...box, y: box.y + offset }));
  });
  const spare = (body - gridHeight(left, groups.control.length)) / Math.max(1, groups.control.length);
  groups.control.forEach((place, i) => {
    const box = cell({ ...left, y: HEAD + spare / 2, gapY: GAP_Y + spare }, i);
    nodes.push(serviceNode(place, box));
    edges.push(
      edge(place, [
        { x: right(box), y: middleY(box) },
        { x: queue.x, y: middleY(box) },
      ]),
    );
  });
  nodes.push(queueNode(topology.vhosts, queue));
  machines.forEach((box, i) => {
    const inside: NodeGrid = {
      x: box.x + INSET,
      y: box.y + offset + HEAD,
      ...SERVICE,
      columns: 1,
      gapX: 0,
      gapY: GAP_Y,
    };
    (groups.others[i]?.services ?? []).forEach((place, k) => {
      const at = cell(inside, k);
      nodes.push(serviceNode(place, at));
      edges.push(edge(place, toQueue(at, queue)));
    });
  });
  nodes.push(...shelf);
  const width = Math.max(MAIN_WIDTH, ...machines.map(right));
  return { preset: 'hub', clients: false, width, height: Math.max(height, far + offset), nodes, edges };
}

/** Boxes of the other machines, filled column by column. */
function machineBoxes(groups: Groups): Box[] {
  const boxes: Box[] = [];
  let x = MAIN_WIDTH + MACHINE.gapX;
  let y = 0;
  groups.others.forEach(({ services }, i) => {
    if (i > 0 && i % MACHINE_ROWS === 0) {
      x += MACHINE.width + MACHINE.gapX;
      y = 0;
    }
    const height = HEAD + services.length * SERVICE.height + (services.length - 1) * GAP_Y + INSET;
    boxes.push({ x, y, width: MACHINE.width, height });
    y += height + MACHINE.gapY;
  });
  return boxes;
}

/** Straight where the queue stands beside the service; else with one bend in the gap before the machines. */
function toQueue(box: Box, queue: Box): readonly Point[] {
  const y = middleY(box);
  const lowest = bottom(queue) - 14;
  const from = { x: box.x, y };
  if (y <= lowest && y >= queue.y) return [from, { x: right(queue), y }];
  const bend = box.x - INSET - MACHINE.gapX / 2;
  return [from, { x: bend, y }, { x: bend, y: lowest }, { x: right(queue), y: lowest }];
}

/** Peers in a row, databases below them. */
function shelfNodes(topology: Topology, groups: Groups, y: number): MapNode[] {
  const columns = 4;
  const gap = 10;
  const width = (MAIN_WIDTH - 2 * PAD - (columns - 1) * gap) / columns;
  const peers: NodeGrid = { x: PAD, y, width, height: 40, columns, gapX: gap, gapY: 8 };
  const below = groups.peers.length === 0 ? y : y + gridHeight(peers, groups.peers.length) + 10;
  const databases: NodeGrid = { ...peers, y: below, height: 34 };
  return [
    ...groups.peers.map((place, i) => serviceNode(place, cell(peers, i))),
    ...topology.databases.map((name, i) => databaseNode(name, cell(databases, i))),
  ];
}
