/** What the map is made of: boxes, lines and their names. Sizes are CSS pixels at zoom 1. */
import type { ServicePlace } from '../../core/trace/trace.ts';

/** `hub` = landscape, queue in the middle; `bar` = portrait, queue as a bar; `mini` = a phone. */
export type Preset = 'hub' | 'bar' | 'mini';

export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export type MapNode = Box & { readonly id: string } & (
    | { readonly kind: 'machine'; readonly machine: string; readonly main: boolean }
    | { readonly kind: 'service'; readonly place: ServicePlace }
    | { readonly kind: 'peer'; readonly place: ServicePlace }
    | { readonly kind: 'database'; readonly database: string }
    | { readonly kind: 'queue'; readonly vhosts: readonly string[] }
    /** where the queue would stand, in the thought experiment without one */
    | { readonly kind: 'absent' }
  );

/**
 * A Nova service's (or another AMQP client's) connection to the message queue: from its border to the queue's border.
 * Without a queue: one to another service.
 */
export interface MapEdge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly points: readonly Point[];
}

export interface FlowMap {
  readonly preset: Preset;
  /** a broker with nothing but clients of its own: the queue node shows exchanges and bindings, too */
  readonly clients: boolean;
  readonly width: number;
  readonly height: number;
  /** in reading order, after the machines' boxes that lie behind everything */
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
}

export const QUEUE_ID = 'queue';
export const serviceId = (actor: string): string => `service:${actor}`;

/** The services of a topology by where they stand on the map. */
export interface Groups {
  /** the machine that holds the control plane; the broker and the databases stand in its box */
  readonly main: string;
  readonly control: readonly ServicePlace[];
  readonly peers: readonly ServicePlace[];
  /** every other machine with its Nova services, in the topology's order */
  readonly others: readonly { readonly machine: string; readonly services: readonly ServicePlace[] }[];
}
