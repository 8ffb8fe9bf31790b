/**
 * A cloud with its broker: two columns of cards, the message queue as a hull between them, one band a vhost. A service's
 * queues end at its own card, so that a call is one straight line over, and its reply one straight line back.
 */
import type { Topology, Trace } from '../../core/trace/trace.ts';
import { type FlowMap, type MapEdge, type MapNode, type Preset, QUEUE_ID } from './geometry.ts';
import { type Lanes, lanesFor, lanesOf } from './lanes.ts';
import { layBands } from './layout-bands.ts';
import { cardsOf, foldersOf } from './layout-cards.ts';
import { cellNodes } from './layout-cells.ts';
import { clientNode, machineNodes, mainNode } from './layout-hosts.ts';
import { edgeTo } from './layout-parts.ts';
import { publishWay } from './path.ts';
import { DENSE, SIZES } from './sizes.ts';

/** The map of a trace with services of Nova and a queue between them. */
export const cloudMapOf = (trace: Trace, preset: Preset, apart: readonly string[]): FlowMap =>
  novaLayout(trace.topology, preset, lanesOf(trace), apart);

export function novaLayout(
  topology: Topology,
  preset: Preset,
  lanes: Lanes | undefined,
  apart: readonly string[] = [],
): FlowMap {
  const isPhone = preset === 'phone';
  const usual = apart.length > 1 ? { ...SIZES[preset], ...DENSE[preset] } : SIZES[preset];
  const s = isPhone ? { ...usual, client: peersHeight(topology) } : usual;
  const main = mainMachine(topology);
  const cards = cardsOf(
    foldersOf(topology, (place, home) => lanesFor(place, home, lanes), apart),
    s,
  );
  const hullX = s.edge + s.card + s.gutter;
  const hullW = isPhone ? s.tube + 2 * s.pad : 2 * (s.pad + s.tube + s.bind) + s.spine;
  const x = { left: s.edge, hull: hullX, hullW, right: hullX + hullW + s.gutter };
  const width = x.right + s.card + s.edge;
  const laid = layBands(topology, cards, { s, x, main, preset });
  const height = laid.bottom + s.pad + Math.max(s.edge, 2);
  const hullY = s.client + s.roof;
  const hull: MapNode = {
    id: QUEUE_ID,
    kind: 'queue',
    x: hullX,
    y: hullY,
    width: hullW,
    height: laid.bottom + s.pad - hullY,
    vhosts: laid.bands.map((band) => band.vhost),
    head: s.head,
  };
  const rim = { top: s.client, width, height, s, x, main };
  const nodes: readonly MapNode[] = [
    ...(isPhone ? [] : [mainNode(laid, rim)]),
    ...cellNodes(laid, { s, width, hullX }),
    ...(s.host > 0 ? machineNodes(laid.drawn, rim) : []),
    ...(s.client > 0 && !isPhone ? [clientNode(s)] : []),
    hull,
    ...laid.drawn.flatMap(({ node, pipes }): MapNode[] => [node, ...pipes]),
    ...laid.peers,
    ...laid.databases,
  ];
  const map: FlowMap = {
    preset,
    clients: false,
    routes: null,
    width,
    height,
    nodes,
    edges: laid.drawn.map(({ node }) => edgeTo(hull, node)),
    bands: laid.bands,
    spines: laid.spines,
    lanes: { left: s.edge / 2, right: width - s.edge / 2, top: s.client + s.roof / 2 },
  };
  return { ...map, edges: [...map.edges, ...peerEdges(map)] };
}

/** Of the peers that have a broker connection: neutron. */
const peerEdges = (map: FlowMap): readonly MapEdge[] =>
  map.nodes.flatMap((node): MapEdge[] => {
    const vhost = node.kind === 'peer' ? node.place.vhosts[0] : undefined;
    if (node.kind !== 'peer' || vhost === undefined) return [];
    const points = publishWay(map, node.place.actor, vhost, '');
    return points ? [{ id: `edge:${node.place.actor}`, source: node.id, target: QUEUE_ID, points }] : [];
  });

/** On a phone the peers stand above everything, four in a row. */
const peersHeight = ({ services }: Topology): number =>
  Math.ceil(services.filter(({ kind }) => kind === 'peer').length / 4) * 30 + 8;

/** The machine that holds the control plane; the broker and the databases stand in its box. */
function mainMachine({ services }: Topology): string {
  const counts = new Map<string, number>();
  for (const { machine, program } of services) {
    counts.set(machine, (counts.get(machine) ?? 0) + (program === 'nova-compute' ? 0.01 : 1));
  }
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), ['controller', 0])[0];
}
