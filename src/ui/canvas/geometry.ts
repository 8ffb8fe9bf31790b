/** What the map is made of: boxes, lines and their names. Sizes are CSS pixels at zoom 1. */
import type { ServicePlace } from '../../core/trace/trace.ts';

/** Arrangements by the window's layout; `lesson` has the largest letters and is a projector's, too. */
export type Preset = 'desk' | 'lesson' | 'tall' | 'phone';

/** Whoever asks stands left of the broker, whoever is asked right of it. */
export type MapSide = 'left' | 'right';

export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** An exchange as a box that messages are sorted in; null = every exchange of its vhost. */
export interface Spine extends Box {
  readonly vhost: string;
  readonly exchange: string | null;
  /** height at which its name stands, where no line passes it */
  readonly label: number;
}
/** One vhost, as a floor of the broker. */
export interface Band extends Box {
  readonly vhost: string;
}

export interface ServiceNode extends Box {
  readonly id: string;
  readonly kind: 'service';
  readonly place: ServicePlace;
  /** all that the card stands for; more than one where many alike are folded into one card */
  readonly members: readonly ServicePlace[];
  readonly side: MapSide;
  /** the vhost in whose band it stands */
  readonly vhost: string;
  /** height at which its messages go to the exchange of its own vhost */
  readonly publish: number;
}

/** A queue: a pipe whose mouth is at its consumer. */
export interface PipeNode extends Box {
  readonly id: string;
  readonly kind: 'pipe';
  readonly vhost: string;
  /** names that lie in this pipe; none = the reply queues of `owners` */
  readonly queues: readonly string[];
  readonly owners: readonly string[];
  readonly mouth: MapSide;
  /** before its name, where another vhost has a queue of that name */
  readonly tag: string | null;
  /** from the mouth to each consumer's card */
  readonly out: readonly (readonly Point[])[];
}

export type MapNode =
  | (Box & { readonly id: string } & (
        | {
            readonly kind: 'machine';
            readonly machine: string;
            readonly main: boolean;
            /** its rim where that is no rectangle, relative to the box */
            readonly rim: readonly Point[] | null;
          }
        /** of a cell: around its conductor, its database, its vhost and its computes; relative to the box */
        | {
            readonly kind: 'cell';
            readonly cell: string;
            readonly vhost: string;
            readonly database: string | null;
            readonly rim: readonly Point[];
            /** where its name stands; null = there is no room */
            readonly label: Point | null;
          }
        | { readonly kind: 'client' }
        | { readonly kind: 'peer'; readonly place: ServicePlace }
        | { readonly kind: 'database'; readonly database: string }
        | {
            readonly kind: 'queue';
            readonly vhosts: readonly string[];
            readonly head: number;
          }
        /** where the queue would stand, in the thought experiment without one */
        | { readonly kind: 'absent' }
      ))
  | ServiceNode
  | PipeNode;

/** A service's connection to the message queue, from its border to the queue's border. Without a queue: to another service. */
export interface MapEdge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly points: readonly Point[];
}

/** Ways that are another arrangement's own. */
export interface Routes {
  readonly publish: (map: FlowMap, actor: string, spine: Spine) => readonly Point[] | null;
  /** what binds an exchange to a queue */
  readonly tie: (map: FlowMap, spine: Spine, pipe: PipeNode) => readonly Point[];
}

export interface FlowMap {
  readonly preset: Preset;
  /** a broker with nothing but clients of its own: each exchange and each queue stands by itself */
  readonly clients: boolean;
  /** null = those of a cloud */
  readonly routes: Routes | null;
  readonly width: number;
  readonly height: number;
  /** in reading order, after the boxes that lie behind everything */
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
  readonly bands: readonly Band[];
  readonly spines: readonly Spine[];
  /** where lines run that belong to no queue: left and right of all cards, and above the broker */
  readonly lanes: { readonly left: number; readonly right: number; readonly top: number };
}

/** A card that stands for many. */
export const isFold = (node: MapNode): node is ServiceNode =>
  node.kind === 'service' && node.members.length > 1;

export const QUEUE_ID = 'queue';
export const serviceId = (actor: string): string => `service:${actor}`;

/** The card in which an actor stands, folded or not. */
export function cardOf(map: FlowMap, actor: string): ServiceNode | null {
  for (const node of map.nodes) {
    if (node.kind === 'service' && node.members.some((one) => one.actor === actor)) return node;
  }
  return null;
}
export const pipesOf = (map: FlowMap): readonly PipeNode[] =>
  map.nodes.filter((node) => node.kind === 'pipe');
