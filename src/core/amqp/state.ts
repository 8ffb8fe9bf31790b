/** What the broker holds inside: mutable and fast. Nothing of this leaves the room; facts and views do. */
import type { Micros } from '../base/time.ts';
import type { Group, JsonTable, MessageId, MessageProperties, RpcSummary } from '../trace/fact.ts';
import type { BrokerHost, ChannelOptions, ConnectionOptions, Delivery, ExchangeType } from './api.ts';
import type { AmqpError } from './errors.ts';
import type { QueueArguments } from './queue-arguments.ts';

export interface StoredMessage {
  readonly id: MessageId;
  readonly exchange: string;
  readonly routingKey: string;
  readonly properties: MessageProperties;
  readonly body: string;
  readonly group: Group;
  readonly rpc: RpcSummary;
  /** index of its `message.published` */
  readonly fact: number;
}

/** One message in one queue. */
export interface Copy {
  readonly message: StoredMessage;
  readonly queue: Queue;
  /** its place in the queue's order; it keeps it through a requeue */
  sequence: number;
  readonly level: number;
  expiresAt: Micros | null;
  /** a TTL of 0: delivered if a consumer can take it at that moment, else gone */
  readonly fleeting: boolean;
  redelivered: boolean;
  /** how often it came back (quorum queues count it) */
  returns: number;
  place: 'ready' | 'unacked' | 'ended';
  /** the fact that made it ready: its publication or its last requeue */
  cause: number;
}

/** The ready copies of one queue, in the order in which they go out (`ready.ts`). */
export interface ReadyStore {
  readonly size: number;
  /** sum of the bodies' lengths, bytes; 0 when it is not counted */
  readonly bytes: number;
  push(copy: Copy): void;
  /** Puts copies back, each in its own place. */
  restore(copies: readonly Copy[]): void;
  peek(): Copy | null;
  take(): Copy | null;
  /** Takes the copy that would go out after `skip` others. */
  takeAt(skip: number): Copy | null;
  list(): Copy[];
  clear(): Copy[];
}

export interface Queue {
  readonly vhost: Vhost;
  readonly name: string;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  /** the declaring connection of an exclusive queue */
  readonly owner: ConnectionState | null;
  readonly arguments: JsonTable;
  readonly settings: QueueArguments;
  readonly ready: ReadyStore;
  readonly unacked: Set<Copy>;
  /** who is served next stands first, within each priority */
  consumers: Consumer[];
  /** x-single-active-consumer: the one that is served */
  active: Consumer | null;
  readonly bindings: Set<BindingRecord>;
  /** deliveries that are under way: each will take the then first copy to the then next consumer */
  underWay: number;
  /** raised at a restart: what was under way before it comes to nothing */
  generation: number;
  lastDue: Micros;
  /** a copy with a time to live has come into it: heads must be looked at */
  timed: boolean;
  expiry: BrokerTimer | null;
  lease: BrokerTimer | null;
  deleted: boolean;
}

interface BrokerTimer {
  readonly at: Micros;
  readonly cancel: () => void;
}

export interface Exchange {
  readonly vhost: Vhost;
  readonly name: string;
  readonly type: ExchangeType;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly internal: boolean;
  readonly arguments: JsonTable;
  readonly builtIn: boolean;
  /** bindings of which it is the source, by identity */
  readonly outgoing: Map<string, BindingRecord>;
  readonly incoming: Set<BindingRecord>;
  readonly table: BindingTable;
}

export interface BindingRecord {
  readonly source: Exchange;
  readonly destination: Queue | Exchange;
  readonly destinationType: 'queue' | 'exchange';
  readonly routingKey: string;
  readonly arguments: JsonTable;
  readonly identity: string;
}

/** How an exchange finds the bindings that match (`binding-table.ts`). */
export interface BindingTable {
  add(binding: BindingRecord): void;
  remove(binding: BindingRecord): void;
  /** Calls `visit` for each binding that matches; more than once for a binding is allowed. */
  match(routingKey: string, headers: JsonTable, visit: (binding: BindingRecord) => void): void;
}

export interface Vhost {
  readonly name: string;
  readonly exchanges: Map<string, Exchange>;
  readonly queues: Map<string, Queue>;
}

export interface Consumer {
  readonly tag: string;
  readonly channel: ChannelState;
  readonly queue: Queue;
  readonly noAck: boolean;
  readonly exclusive: boolean;
  /** 0 = no limit */
  readonly prefetch: number;
  readonly priority: number;
  /** order of registration */
  readonly order: number;
  unacked: number;
  /** held back by hand: it has no room */
  paused: boolean;
  /** its turn came while it had no room: it stands at the end when it has room again */
  blocked: boolean;
  readonly onDelivery: (delivery: Delivery) => void;
  readonly onCancel: ((fact: number) => void) | undefined;
}

export interface Unacked {
  readonly tag: number;
  readonly copy: Copy;
  /** null: taken by basic.get */
  readonly consumer: Consumer | null;
  readonly since: Micros;
}

export interface ChannelState {
  readonly number: number;
  readonly connection: ConnectionState;
  readonly options: ChannelOptions;
  open: boolean;
  lastQueue: string | null;
  nextTag: number;
  readonly unacked: Map<number, Unacked>;
  readonly consumers: Map<string, Consumer>;
  /** for consumers made afterwards; 0 = no limit */
  prefetch: number;
  /** over all consumers of the channel; 0 = no limit */
  globalPrefetch: number;
  /** outstanding deliveries to consumers, those of cancelled ones too */
  outstanding: number;
  /** null: no confirm channel */
  published: number | null;
  replyConsumer: ReplyConsumer | null;
  /** closes the channel with a refusal that nothing asked for */
  fail: (error: AmqpError) => void;
  /** from when the minutes count after which it looks for what it holds too long */
  looksFrom: Micros;
  /** takes back the look at its oldest delivery; null: nobody will look */
  watch: (() => void) | null;
}

/** The consumer of `amq.rabbitmq.reply-to`: no queue stands behind it. */
interface ReplyConsumer {
  readonly tag: string;
  readonly token: string;
  readonly onDelivery: (delivery: Delivery) => void;
}

export interface ConnectionState {
  readonly id: string;
  readonly vhost: Vhost;
  readonly options: ConnectionOptions;
  readonly channels: Map<number, ChannelState>;
  readonly exclusive: Set<Queue>;
  nextChannel: number;
  open: boolean;
}

export interface BrokerState {
  readonly host: BrokerHost;
  readonly vhosts: Map<string, Vhost>;
  readonly connections: Map<string, ConnectionState>;
  /** how often each connection name was used: ids stay unique */
  readonly names: Map<string, number>;
  readonly replyTokens: Map<string, ChannelState>;
  running: boolean;
  nextMessage: number;
  nextSequence: number;
  generated: number;
  /** what becomes of a copy that its queue gave up; set by `makeBroker`, since it publishes again */
  deadLetter: (copy: Copy, reason: string, cause: number) => void;
}
