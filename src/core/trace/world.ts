/**
 * The World: what stands at a moment, folded from facts alone, so that a recording can be played as well as a run.
 * Immutable to the outside; parts that a fact did not touch keep their reference. What a recording cannot know is
 * unknown (null), never zero.
 */

import { digest } from '../base/digest.ts';
import { canonicalJson } from '../base/json.ts';
import type { Micros } from '../base/time.ts';
import type { Actor, Binding, DropReason, JsonTable, MessageId } from './fact.ts';
import type { Trace } from './trace.ts';
import { foldFact, makeDraft, toWorld } from './world-fold.ts';
import { makeContext } from './world-start.ts';

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
export interface Blocked {
  /** of its `rpc.publish_blocked` */
  readonly index: number;
  readonly routing_key: string;
  /** null = a reply */
  readonly method: string | null;
  readonly since: Micros;
}

export interface ServiceState {
  readonly actor: Actor;
  /** stopped, else waiting when a call (or a direct request) is open or the broker cannot be reached for a publication, else working when a request is in work, else idle */
  readonly state: ServiceStateName;
  readonly running: boolean;
  /**
   * Requests in work. Simulated: dispatched and not completed. Recorded: delivered, until the reply of a call, or the
   * service's next publication after a cast or fanout.
   */
  readonly working: readonly MessageId[];
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

export interface CopyState {
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

export interface WorldOptions {
  /** facts between keyframes; no answer depends on it */
  readonly every?: number;
}

const CACHED = 32;

/**
 * Folds the trace once and keeps a World every 256 facts; a seek folds from the one before. `trace.facts` may grow: what
 * came since the last question is folded in then. It is the list's order that counts, not the facts' own `index`.
 */
export function makeWorlds(
  trace: Pick<Trace, 'source' | 'topology' | 'facts'>,
  options: WorldOptions = {},
): Worlds {
  const { facts } = trace;
  const every = options.every ?? 256;
  const context = makeContext(trace);
  /** keyframe `i` stands after fact `i * every - 1` */
  const keyframes: World[] = [];
  const cache = new Map<number, World>();
  const remember = (world: World, place: number): World => {
    cache.delete(place);
    cache.set(place, world);
    for (const oldest of cache.keys()) {
      if (cache.size <= CACHED) break;
      cache.delete(oldest);
    }
    return world;
  };
  const foldOn = (from: World, first: number, end: number): World => {
    const draft = makeDraft(from, context);
    for (let i = first; i < end; i += 1) foldFact(draft, facts[i]);
    return toWorld(draft);
  };
  const catchUp = (): void => {
    if (context.learn(facts)) {
      // a service that stood as running from the beginning starts only now: all before it is folded anew
      keyframes.length = 0;
      cache.clear();
    }
    if (keyframes.length === 0) keyframes.push(context.start());
    for (let end = keyframes.length * every; end <= facts.length; end += every)
      keyframes.push(foldOn(keyframes.at(-1) as World, end - every, end));
  };
  catchUp();
  return {
    at(wanted) {
      catchUp();
      const place = Math.max(-1, Math.min(wanted, facts.length - 1));
      const known = cache.get(place);
      if (known) return remember(known, place);
      const nearest = Math.floor((place + 1) / every);
      const keyframe = keyframes[nearest] as World;
      if (nearest * every === place + 1) return keyframe;
      return remember(foldOn(keyframe, nearest * every, place + 1), place);
    },
  };
}

/** Equal Worlds have equal digests, however they were reached. */
export function worldDigest(world: World): string {
  const plain = (value: unknown): unknown => {
    if (value instanceof Map) {
      return [...value.entries()].map(([key, v]) => [key, plain(v)]).sort(byText);
    }
    if (value instanceof Set) return [...value].sort();
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, plain(v)]));
    }
    return value;
  };
  return digest(canonicalJson(plain(world)));
}

function byText(a: unknown[], b: unknown[]): number {
  const [x, y] = [String(a[0]), String(b[0])];
  return x < y ? -1 : x > y ? 1 : 0;
}
