/** Facts of the broker and of the messages in it: AMQP's entities, each copy's way, and what RabbitMQ answered. */
import type { Json } from '../base/json.ts';

/** Who did it, by the names of the recordings: `nova-api`, `nova-compute-cpu1`, `neutron-server`, `rabbitmq`, `client`. */
export type Actor = string;

/** The broker's name as an actor: it publishes dead letters. */
export const BROKER: Actor = 'rabbitmq';

/** Who it was is not known: a recording does not tell. */
export const UNKNOWN_ACTOR: Actor = '?';

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
  'thought_experiment',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

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
  /** the recording has its delivery alone: who published it, and when, is not known */
  readonly only_delivered?: true;
  /** bytes of the body on the wire, where what is kept of it is another text: a recording's, without what was hidden */
  readonly body_bytes?: number;
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
    reason:
      | ('cancelled' | 'channel_closed' | 'connection_closed' | 'queue_deleted' | 'broker_restart')
      /** the broker dropped it, and its client was not told */
      | 'lost';
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
    /** null where a recording does not tell */
    redelivered: boolean | null;
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
