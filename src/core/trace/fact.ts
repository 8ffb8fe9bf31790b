/**
 * Facts: what a Trace is made of. Plain data in the past tense; no methods, no sentences. One fact per atomic step of
 * the cloud. A simulated run, a recording and a live tap all come down to these, and the World is folded from nothing
 * else. Kinds in SIMULATOR_ONLY are those that no recording can produce: where a trace comes from a recording, views say
 * "unknown" for what they would have told.
 */
import type { Json } from '../base/json.ts';
import type { Micros } from '../base/time.ts';

/** Who did it, by the names of the recordings: `nova-api`, `nova-compute-cpu1`, `neutron-server`, `rabbitmq`, `client`. */
export type Actor = string;

/**
 * The recorder's rule: `scenario` = its request id was given out by nova-api in the run, `neutron` = published by
 * neutron-server, `periodic` = everything else (start-up too).
 */
export type Group = 'scenario' | 'neutron' | 'periodic';

/** Why a copy of a message left its queue without an ack, or never reached one. Closed: another reason is a failure. */
export const DROP_REASONS = [
  'unroutable',
  'expired',
  'queue_expired',
  'queue_deleted',
  'purged',
  'broker_restart',
  'maxlen',
  'rejected',
  'publish_unconfirmed',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

/** How a call ended for its caller (reliability.md R5). */
export const CALL_RESOLUTIONS = [
  'result',
  'remote_error',
  'MessagingTimeout',
  'MessageDeliveryFailure',
  'caller_killed',
] as const;
export type CallResolution = (typeof CALL_RESOLUTIONS)[number];

export type RpcType = 'call' | 'cast' | 'fanout' | 'reply' | 'notification' | 'other';

/** What the recorder (and the simulator) reads out of an oslo.messaging body, so that a view need not parse it. */
export interface RpcSummary {
  readonly type: RpcType;
  readonly method?: string;
  readonly version?: string;
  readonly namespace?: string;
  readonly msg_id?: string;
  readonly unique_id?: string;
  readonly reply_q?: string;
  /** `_timeout`: the call monitor's seconds; absent when null */
  readonly timeout?: number;
  readonly request_id?: string;
  /** request id of the service that asked for it by REST, where the context has one */
  readonly global_request_id?: string;
  /** object and method of a conductor call (`Instance.save`), or the events of external_instance_event */
  readonly detail?: string;
  /** of a reply: method and detail of the call, `object_action Instance.save` */
  readonly in_reply_to?: string;
  /** of a reply: the exception class, when it failed */
  readonly failure?: string;
  readonly ending?: boolean;
}

/** AMQP basic properties as they are on the wire (`expiration` = text, milliseconds). */
export interface MessageProperties {
  readonly content_type?: string;
  readonly content_encoding?: string;
  readonly delivery_mode?: number;
  readonly priority?: number;
  readonly correlation_id?: string;
  readonly reply_to?: string;
  readonly expiration?: string;
  readonly message_id?: string;
  readonly timestamp?: number;
  readonly type?: string;
  readonly user_id?: string;
  readonly app_id?: string;
  readonly headers?: JsonTable;
}
export type JsonTable = { readonly [key: string]: Json };

/** One message, from publication to its last copy's end; given by the broker, unique in the trace. */
export type MessageId = number;

/** A value of SQLite as rows hold it. Blobs do not occur in these schemas. */
export type Cell = null | number | string;
export type Row = { readonly [column: string]: Cell };

export interface BrokerFacts {
  'connection.opened': { connection: string; vhost: string; user: Actor };
  'connection.closed': { connection: string; reason: 'closed' | 'lost' | 'broker_restart' };
  'exchange.declared': {
    vhost: string;
    exchange: string;
    type: 'direct' | 'topic' | 'fanout' | 'headers';
    durable: boolean;
    auto_delete: boolean;
    internal: boolean;
    arguments: JsonTable;
  };
  'exchange.deleted': {
    vhost: string;
    exchange: string;
    reason: 'deleted' | 'auto_delete' | 'broker_restart';
  };
  'queue.declared': {
    vhost: string;
    queue: string;
    durable: boolean;
    auto_delete: boolean;
    exclusive: boolean;
    arguments: JsonTable;
  };
  'queue.deleted': {
    vhost: string;
    queue: string;
    reason: 'deleted' | 'expired' | 'auto_delete' | 'exclusive_owner_gone' | 'broker_restart';
  };
  'binding.added': Binding;
  'binding.removed': Binding;
  'consumer.added': {
    vhost: string;
    queue: string;
    consumer: string;
    connection: string;
    user: Actor;
    prefetch: number;
    no_ack: boolean;
    arguments: JsonTable;
  };
  'consumer.cancelled': {
    vhost: string;
    queue: string;
    consumer: string;
    connection: string;
    reason: 'cancelled' | 'channel_closed' | 'connection_closed' | 'queue_deleted' | 'broker_restart';
  };
  /** actor = the consumer's service: held back by hand, or let go again; nothing in AMQP does this */
  'consumer.paused': { vhost: string; queue: string; consumer: string; connection: string; paused: boolean };
  /** actor = who asked: the broker refused a method and closed the channel, or the connection */
  'amqp.refused': {
    vhost: string;
    reply_code: number;
    /** RabbitMQ's own wording: `NOT_FOUND - no queue 'q' in vhost '/'` */
    reply_text: string;
    class_id: number;
    method_id: number;
    scope: 'channel' | 'connection';
  };
  /** actor = the publisher. `queues` = where it was routed to, in the broker's order; `[]` = nowhere. */
  'message.published': {
    message: MessageId;
    vhost: string;
    exchange: string;
    routing_key: string;
    properties: MessageProperties;
    mandatory: boolean;
    connection: string;
    queues: readonly string[];
    /** the body as the wire string; parsed only where somebody looks */
    body: string;
    rpc: RpcSummary;
  };
  /** actor = the consumer's service */
  'message.delivered': {
    message: MessageId;
    vhost: string;
    queue: string;
    consumer: string;
    connection: string;
    redelivered: boolean;
  };
  /** actor = the consumer's service */
  'message.acked': { message: MessageId; vhost: string; queue: string };
  /** actor = `rabbitmq`. The copy went back to its queue. */
  'message.requeued': {
    message: MessageId;
    vhost: string;
    queue: string;
    reason: 'nack' | 'reject' | 'channel_closed' | 'connection_closed';
  };
  /** actor = `rabbitmq`. `queue` is null when the message never reached one. */
  'message.dropped': { message: MessageId; vhost: string; queue: string | null; reason: DropReason };
  /** actor = `rabbitmq`: a mandatory message that no queue took went back to its publisher */
  'message.returned': { message: MessageId; vhost: string; reply_code: number; reply_text: string };
  /** actor = `rabbitmq`: publisher confirm */
  'message.confirmed': { message: MessageId; ack: boolean };
  'broker.stopped': { reason: 'restart' | 'stop' };
  'broker.started': { reason: 'restart' | 'start' };
}

export interface Binding {
  vhost: string;
  source: string;
  destination: string;
  destination_type: 'queue' | 'exchange';
  routing_key: string;
  arguments: JsonTable;
}

export interface RpcFacts {
  /** A worker of a service began to run a request (after the ack, after the duplicate filter). */
  'rpc.dispatched': { message: MessageId; method: string };
  /** The same worker ended; `failure` = exception class. A reply, if any, is a publication of its own. */
  'rpc.completed': { message: MessageId; method: string; failure: string | null };
  /** actor = the caller, which waits from its publication of the call until here. */
  'rpc.resolved': { msg_id: string; resolution: CallResolution; failure: string | null };
  /** A reply that no thread of the process waits for: "No calling threads waiting for msg_id". */
  'rpc.late_reply': { msg_id: string; message: MessageId };
  /** A `_unique_id` that the listener has seen among its last 16. */
  'rpc.duplicate_discarded': { message: MessageId; unique_id: string };
  /** A reply given up: reply queue missing for 60 s, or named obsolete before. */
  'rpc.reply_abandoned': {
    msg_id: string;
    reply_q: string;
    reason: 'missing_queue' | 'obsolete_reply_queue';
  };
}

export interface OutsideFacts {
  /** actor = who asks. `exchange_id` joins request and answer. */
  'http.requested': {
    exchange_id: number;
    to: Actor;
    method: string;
    /** path and query, as sent */
    path: string;
    /** `compute 2.93` and the like; empty when none was sent */
    microversion: string;
    global_request_id: string | null;
    body: string | null;
  };
  /** actor = who answers; `request_id` = given out by it (`req-...`) */
  'http.answered': {
    exchange_id: number;
    to: Actor;
    status: number;
    request_id: string;
    body: string | null;
  };
  /**
   * actor = the service whose connection it was. `rows` = rows returned or changed. The statement is the one that was
   * run on SQLite, with `?`; `parameters` in order.
   */
  'sql.executed': {
    database: string;
    verb: 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE' | 'COMMIT';
    table: string;
    statement: string;
    parameters: readonly Cell[];
    rows: number;
  };
  /** cause = its `sql.executed`. `key` = primary key in schema order. before null = inserted, after null = deleted. */
  'row.changed': {
    database: string;
    table: string;
    key: readonly Cell[];
    before: Row | null;
    after: Row | null;
  };
}

export interface ServiceFacts {
  'service.started': { host: string; program: string };
  'service.stopped': { how: 'stop' | 'kill' | 'crash' };
  /** actor = `client`: a command of the experiment took effect */
  'command.given': { name: string; args: JsonTable };
  /** nova-scheduler: one filter ran over the hosts left by the one before it */
  'scheduler.filtered': { filter: string; hosts: readonly string[]; passed: readonly string[] };
  /** nova-scheduler: hosts best first, with the share of each weigher (multiplier x normalized value) */
  'scheduler.weighed': {
    hosts: readonly {
      readonly host: string;
      readonly weight: number;
      readonly parts: { readonly [weigher: string]: number };
    }[];
  };
  /** nova-scheduler: the chosen host and the alternates behind it */
  'scheduler.selected': { instance_uuid: string; host: string; alternates: readonly string[] };
  /** A handler raised where nothing catches it; a service or the run may end by it. */
  'process.failed': { process: string; error: string };
}

export interface FactBodies extends BrokerFacts, RpcFacts, OutsideFacts, ServiceFacts {}
export type FactKind = keyof FactBodies;

export interface FactHead {
  /** its place in the trace, from 0 */
  readonly index: number;
  readonly at: Micros;
  readonly actor: Actor;
  /** index of the fact that made this one happen; null for what began by itself; always < index */
  readonly cause: number | null;
  readonly group: Group;
}

export type FactOf<K extends FactKind> = K extends FactKind
  ? FactHead & { readonly kind: K } & { readonly [P in keyof FactBodies[K]]: FactBodies[K][P] }
  : never;

/** One fact. Discriminated by `kind`. */
export type Fact = { [K in FactKind]: FactOf<K> }[FactKind];

/** A fact before the trace gave it its place: what the parts of the simulator hand to `emit`. */
export type FactBody = {
  [K in FactKind]: { readonly kind: K } & { readonly [P in keyof FactBodies[K]]: FactBodies[K][P] };
}[FactKind];

/** No recording can produce these: no tool on a real cloud sees them from outside (RabbitMQ's trace has no acks). */
export const SIMULATOR_ONLY: readonly FactKind[] = [
  'consumer.paused',
  'amqp.refused',
  'message.acked',
  'message.requeued',
  'message.confirmed',
  'message.returned',
  'rpc.dispatched',
  'rpc.completed',
  'rpc.resolved',
  'rpc.late_reply',
  'rpc.duplicate_discarded',
  'rpc.reply_abandoned',
  'scheduler.filtered',
  'scheduler.weighed',
  'scheduler.selected',
  'process.failed',
];
