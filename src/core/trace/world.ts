/**
 * The World: what stands at a moment, folded from facts alone, so that a recording can be played as well as a run.
 * Immutable to the outside; parts that a fact did not touch keep their reference. What a recording cannot know is
 * unknown (null), never zero.
 */

import type { Micros } from '../base/time.ts';
import type { Actor, Binding, DropReason, JsonTable, MessageId } from './fact.ts';

export type ServiceStateName = 'idle' | 'working' | 'waiting' | 'stopped';

/** A call that its caller has published and that has not ended for it. */
export interface Wait {
  readonly msg_id: string;
  readonly message: MessageId;
  readonly method: string;
  readonly detail: string | null;
  readonly since: Micros;
  /** from the message's expiration; null = the caller waits for ever */
  readonly deadline: Micros | null;
}

/** A publication that the broker has not taken yet: it cannot be reached. */
interface Blocked {
  /** of its `rpc.publish_blocked` */
  readonly index: number;
  readonly routing_key: string;
  /** null = a reply */
  readonly method: string | null;
  readonly since: Micros;
}

export interface ServiceState {
  readonly actor: Actor;
  /** stopped, else waiting when a call (or a direct request) is open or the broker cannot be reached for a publication, else working when a request or an act is in work, else idle */
  readonly state: ServiceStateName;
  readonly running: boolean;
  /**
   * Requests in work. Simulated: dispatched and not completed. Recorded: delivered, until the reply of a call, or the
   * service's next publication after a cast or fanout.
   */
  readonly working: readonly MessageId[];
  /**
   * Acts whose beginning it told its conductor and whose end it has not: `build_and_run_instance` hands its work to a thread and
   * is completed (`nova/compute/utils.py:EventReporter`).
   */
  readonly acts: number;
  /** Acked, not yet dispatched: lost when the process dies. null = unknown (a recording has no acks). */
  readonly in_memory: readonly MessageId[] | null;
  readonly waits: readonly Wait[];
  /** what it would publish and cannot, oldest first */
  readonly blocked: readonly Blocked[];
  /** REST exchanges that it serves, by exchange_id */
  readonly serving: readonly number[];
  /** exchanges of the direct wiring that it waits for, by exchange_id */
  readonly asking: readonly number[];
}

export interface ConsumerState {
  readonly consumer: string;
  readonly connection: string;
  readonly user: Actor;
  readonly no_ack: boolean;
  readonly prefetch: number;
  readonly arguments: JsonTable;
  /** held back by hand */
  readonly paused: boolean;
}

export type DropCounts = { readonly [R in DropReason]?: number };

export interface QueueState {
  readonly vhost: string;
  readonly queue: string;
  /** null = never seen declared (a recording) */
  readonly declared: {
    readonly durable: boolean;
    readonly auto_delete: boolean;
    readonly exclusive: boolean;
    readonly arguments: JsonTable;
  } | null;
  /** next to be delivered first */
  readonly ready: readonly MessageId[];
  /** null = unknown */
  readonly unacked: readonly MessageId[] | null;
  readonly consumers: readonly ConsumerState[];
  /** copies that ever came in, were handed out (again, too), were acked (null = unknown) */
  readonly enqueued: number;
  readonly delivered: number;
  readonly acked: number | null;
  readonly dropped: DropCounts;
}

export interface ExchangeState {
  readonly vhost: string;
  readonly exchange: string;
  /** null = never seen declared (a recording, or the default exchange) */
  readonly type: 'direct' | 'topic' | 'fanout' | 'headers' | null;
  readonly durable: boolean | null;
  readonly auto_delete: boolean | null;
  readonly internal: boolean | null;
  readonly arguments: JsonTable | null;
  readonly published: number;
  /** publications that no queue took */
  readonly unroutable: number;
}

export interface VhostState {
  readonly vhost: string;
  readonly exchanges: ReadonlyMap<string, ExchangeState>;
  readonly queues: ReadonlyMap<string, QueueState>;
  readonly bindings: readonly Binding[];
}

export interface HttpState {
  readonly exchange_id: number;
  readonly from: Actor;
  readonly to: Actor;
  readonly method: string;
  readonly path: string;
  readonly since: Micros;
  /** when a worker took it; null = none has, or workers are not counted */
  readonly accepted: Micros | null;
  /** fact of the request */
  readonly index: number;
}

interface CopyState {
  readonly queue: string;
  readonly place: 'ready' | 'unacked';
}

/** A message of which a copy is still in the broker. */
export interface LiveMessage {
  readonly message: MessageId;
  readonly vhost: string;
  /** fact of its publication */
  readonly index: number;
  readonly copies: readonly CopyState[];
}

export interface World {
  /** the last fact folded in; -1 = before the first */
  readonly index: number;
  readonly at: Micros;
  readonly broker_running: boolean;
  readonly services: ReadonlyMap<Actor, ServiceState>;
  readonly vhosts: ReadonlyMap<string, VhostState>;
  /** open REST exchanges by exchange_id */
  readonly http: ReadonlyMap<number, HttpState>;
  readonly messages: ReadonlyMap<MessageId, LiveMessage>;
  /** open connections to the broker, and whose they are */
  readonly connections: ReadonlyMap<string, Actor>;
  /** services that stand in the cloud: those of the topology that no command has yet to add or has removed */
  readonly present: ReadonlySet<Actor>;
  /** hosts that a command cut off from the network and none has joined again */
  readonly cut: ReadonlySet<string>;
}

export interface Worlds {
  /** The World after fact `index`; -1 = before the first; beyond the end = at the end. Equal input, same reference. */
  at(index: number): World;
}
