/** The map's geometry as React Flow's nodes and edges. */
import type { Edge, Node } from '@xyflow/react';
import { waitLine } from '../../core/reading/wait-line.ts';
import type { ServicePlace, Trace } from '../../core/trace/trace.ts';
import type { World } from '../../core/trace/world.ts';
import type { PageTexts } from '../../i18n/index.ts';
import { type FlowMap, type MapEdge, type MapNode, QUEUE_ID } from './geometry.ts';

export type MapFlowNode = Node<{ readonly node: MapNode }>;
export type MapFlowEdge = Edge<{ readonly edge: MapEdge }>;
type MapTexts = PageTexts['map'];

/** What a service is, in the reader's words. */
export function roleOf(place: ServicePlace, texts: MapTexts): string {
  const programs: { readonly [program: string]: string } = texts.programs;
  if (place.program.startsWith('nova-conductor')) {
    if (place.vhosts.length === 0) return texts.programs['nova-conductor'];
    return place.vhosts.includes('/')
      ? texts.programs['nova-conductor-super']
      : texts.programs['nova-conductor-cell'];
  }
  const key = Object.keys(programs).find((name) => place.program.startsWith(name));
  return (key && programs[key]) || texts.programs.other;
}

function nameOf(node: MapNode, trace: Trace, world: World, texts: MapTexts): string {
  switch (node.kind) {
    case 'machine':
      return texts.machine(node.machine);
    case 'queue':
      return texts.queue;
    case 'absent':
      return texts.direct.absent;
    case 'database':
      return texts.database(node.database, 0);
    default: {
      const { actor } = node.place;
      const state = world.services.get(actor)?.state ?? 'idle';
      const wait = state === 'waiting' ? waitLine(trace, world, actor) : null;
      const told = wait ? texts.waits.name(wait) : texts.states[state];
      return texts.node(actor, roleOf(node.place, texts), told);
    }
  }
}

interface Flow {
  readonly nodes: MapFlowNode[];
  readonly edges: MapFlowEdge[];
}
interface Drawn extends Flow {
  readonly texts: MapTexts;
}
const drawn = new WeakMap<FlowMap, Drawn>();

/** Only a node's name follows the World: whatever is called as before keeps its reference, so React Flow leaves it alone. */
export function toFlow(map: FlowMap, trace: Trace, world: World, texts: MapTexts): Flow {
  const last = drawn.get(map);
  const nodes = map.nodes.map((node, i) => {
    const name = nameOf(node, trace, world, texts);
    const known = last?.nodes[i];
    return known?.ariaLabel === name ? known : flowNode(node, name);
  });
  const isSame = last?.texts === texts && nodes.every((node, i) => node === last.nodes[i]);
  if (last && isSame) return last;
  const edges = last?.texts === texts ? last.edges : map.edges.map((edge) => flowEdge(edge, texts));
  const made = { nodes, edges, texts };
  drawn.set(map, made);
  return made;
}

function flowNode(node: MapNode, ariaLabel: string): MapFlowNode {
  const { id, kind, x, y, width, height } = node;
  const behind = kind === 'machine' || kind === 'absent';
  return {
    id,
    type: kind,
    position: { x, y },
    width,
    height,
    data: { node },
    ariaLabel,
    ariaRole: behind ? 'img' : 'button',
    selectable: false,
    focusable: !behind,
    zIndex: behind ? 0 : 2,
  };
}

function nameOfEdge({ source, target }: MapEdge, texts: MapTexts): string {
  const from = source.replace('service:', '');
  return target === QUEUE_ID ? texts.edge(from) : texts.direct.edge(from, target.replace('service:', ''));
}

function flowEdge(edge: MapEdge, texts: MapTexts): MapFlowEdge {
  return {
    id: edge.id,
    type: 'line',
    source: edge.source,
    target: edge.target,
    data: { edge },
    focusable: false,
    selectable: false,
    zIndex: 1,
    ariaLabel: nameOfEdge(edge, texts),
  };
}
