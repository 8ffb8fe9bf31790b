/** The map's geometry as React Flow's nodes and edges. */
import { type Edge, type Node, Position } from '@xyflow/react';
import { waitLine } from '../../core/reading/wait-line.ts';
import type { ServicePlace } from '../../core/trace/trace.ts';
import { FOLD_GROUPS, foldGroups, isDisabled } from './fold-groups.ts';
import {
  type FlowMap,
  isFold,
  type MapEdge,
  type MapNode,
  type PipeNode,
  QUEUE_ID,
  type ServiceNode,
} from './geometry.ts';
import { lanesOf } from './lanes.ts';
import type { MapTexts } from './map-texts.ts';
import type { ShownMoment } from './moment.ts';
import { pipeName } from './PipeView.tsx';
import { isAbsent, pipeState } from './pipe-state.ts';

export type MapFlowNode = Node<{ readonly node: MapNode }>;
export type MapFlowEdge = Edge<{ readonly edge: MapEdge }>;

/** What a service is, in the reader's words. */
function roleOf(place: ServicePlace, texts: MapTexts): string {
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

/** What names are made of. */
type MapMoment = Pick<ShownMoment, 'trace' | 'world' | 'marks'>;

/** What a node is called at a moment. */
export function nameOf(node: MapNode, { trace, world, marks }: MapMoment, texts: MapTexts): string {
  switch (node.kind) {
    case 'machine':
      return texts.machine(node.machine);
    case 'cell':
      return texts.cell(node.cell, node.vhost, node.database);
    case 'queue':
      return texts.queue;
    case 'absent':
      return texts.direct.absent;
    case 'client':
      return texts.client;
    case 'pipe':
      return pipeTitle(node, { trace, world, marks }, texts);
    case 'database':
      return texts.database(node.database, marks.databases.get(node.database) ?? 0);
    default: {
      if (isFold(node)) return foldName(node, { trace, world, marks }, texts);
      const { actor } = node.place;
      const state = world.services.get(actor)?.state ?? 'idle';
      const wait = state === 'waiting' ? waitLine(trace, world, actor) : null;
      const does = wait ? texts.waits.name(wait) : texts.states[state];
      const told = isDisabled(trace, world, node.place)
        ? does + texts.listComma + texts.groups.disabled
        : does;
      const { kind, vhosts, databases } = node.place;
      const name = texts.node(actor, roleOf(node.place, texts), told);
      return kind === 'nova' ? name + texts.listComma + texts.reaches(vhosts, databases) : name;
    }
  }
}

function foldName({ place, members }: ServiceNode, { trace, world }: MapMoment, texts: MapTexts): string {
  const groups = foldGroups(trace, world, members);
  const told = FOLD_GROUPS.filter((group) => groups[group].length > 0);
  const words = told.map((group) => `${groups[group].length} ${texts.groups[group]}`);
  return texts.fold(place.program, members.length, words.join(texts.listComma));
}

function pipeTitle(pipe: PipeNode, { trace, world, marks }: MapMoment, texts: MapTexts): string {
  const state = pipeState({ trace, world, marks, lanes: lanesOf(trace), flying: new Set() }, pipe);
  const [only] = state.queues;
  const name = state.queues.length === 1 && only ? only.queue : pipeName(pipe, texts);
  return [
    texts.pipe(name, pipe.vhost, state.ready.length, state.unacked?.length ?? null),
    ...(isAbsent(trace, state.queues) ? [texts.pipeAbsent] : []),
    ...(state.shut ? [texts.pipeShut] : []),
    ...(state.expected ? [texts.pipeExpects] : []),
  ].join(texts.listComma);
}

interface Flow {
  readonly nodes: MapFlowNode[];
  readonly edges: MapFlowEdge[];
}

/**
 * For as long as the map is: what follows the World, a node's name too, is written where it stands, not through React Flow.
 * As a picture no part of it takes the focus.
 */
export function toFlow(map: FlowMap, moment: MapMoment, texts: MapTexts, isPicture = false): Flow {
  return {
    nodes: map.nodes.map((node) => ({
      ...flowNode(node, isPicture),
      ...named(node, nameOf(node, moment, texts)),
    })),
    edges: map.edges.map((edge) => flowEdge(edge, texts)),
  };
}

/** Layers: machines and the broker's hull, then lines, then cards and pipes. */
const LAYERS: { readonly [kind in MapNode['kind']]: number } = {
  machine: 0,
  cell: 0,
  absent: 0,
  queue: 0,
  client: 2,
  service: 2,
  peer: 2,
  database: 2,
  pipe: 2,
};

/** Whether its name is its tooltip too. */
export const isTitled = ({ kind }: MapNode): boolean => kind === 'pipe';

const named = (node: MapNode, ariaLabel: string): Partial<MapFlowNode> =>
  isTitled(node) ? { ariaLabel, domAttributes: { title: ariaLabel } } : { ariaLabel };

/** The kinds at which lines end. */
const LINED: ReadonlySet<MapNode['kind']> = new Set(['service', 'peer', 'queue']);

/** Its size and where lines end are told: nothing of it is measured. */
function flowNode(node: MapNode, isPicture: boolean): MapFlowNode {
  const { id, kind, x, y, width, height } = node;
  const still = isPicture || kind === 'machine' || kind === 'cell' || kind === 'absent' || kind === 'client';
  return {
    id,
    type: kind,
    position: { x, y },
    width,
    height,
    measured: { width, height },
    handles: LINED.has(kind)
      ? [
          { type: 'source', position: Position.Right, x: width, y: height / 2 },
          { type: 'target', position: Position.Left, x: 0, y: height / 2 },
        ]
      : [],
    data: { node },
    ariaRole: still ? 'img' : 'button',
    selectable: false,
    focusable: !still,
    zIndex: LAYERS[kind],
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
