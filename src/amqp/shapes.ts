/** Options, answers and messages by amqplib's names and with its defaults. */

export interface Message {
  readonly content: Uint8Array;
  readonly fields: DeliveryFields;
  readonly properties: Properties;
}

interface DeliveryFields {
  readonly deliveryTag?: number;
  readonly consumerTag?: string;
  readonly redelivered?: boolean;
  readonly exchange: string;
  readonly routingKey: string;
  /** of basic.get: ready messages left behind it */
  readonly messageCount?: number;
  /** of a return */
  readonly replyCode?: number;
  readonly replyText?: string;
}

export interface Properties {
  readonly contentType: string | undefined;
  readonly contentEncoding: string | undefined;
  readonly headers: { readonly [name: string]: unknown };
  readonly deliveryMode: number | undefined;
  readonly priority: number | undefined;
  readonly correlationId: string | undefined;
  readonly replyTo: string | undefined;
  /** milliseconds, as text */
  readonly expiration: string | undefined;
  readonly messageId: string | undefined;
  readonly timestamp: number | undefined;
  readonly type: string | undefined;
  readonly userId: string | undefined;
  readonly appId: string | undefined;
  readonly clusterId: undefined;
}

type AnyTable = { readonly [name: string]: unknown };

export interface AssertQueueOptions {
  readonly exclusive?: boolean;
  /** default true */
  readonly durable?: boolean;
  readonly autoDelete?: boolean;
  readonly arguments?: AnyTable;
  /** milliseconds */
  readonly messageTtl?: number;
  /** milliseconds */
  readonly expires?: number;
  readonly deadLetterExchange?: string;
  readonly deadLetterRoutingKey?: string;
  readonly maxLength?: number;
  readonly maxPriority?: number;
  readonly overflow?: string;
  readonly queueMode?: string;
}

export interface DeleteQueueOptions {
  readonly ifUnused?: boolean;
  readonly ifEmpty?: boolean;
}

export interface AssertExchangeOptions {
  /** default true */
  readonly durable?: boolean;
  readonly internal?: boolean;
  readonly autoDelete?: boolean;
  readonly alternateExchange?: string;
  readonly arguments?: AnyTable;
}

export interface PublishOptions {
  /** milliseconds */
  readonly expiration?: string | number;
  readonly userId?: string;
  readonly CC?: string | readonly string[];
  readonly BCC?: string | readonly string[];
  readonly mandatory?: boolean;
  readonly persistent?: boolean;
  readonly deliveryMode?: boolean | number;
  readonly contentType?: string;
  readonly contentEncoding?: string;
  readonly headers?: AnyTable;
  readonly priority?: number;
  readonly correlationId?: string;
  readonly replyTo?: string;
  readonly messageId?: string;
  readonly timestamp?: number;
  readonly type?: string;
  readonly appId?: string;
}

export interface ConsumeOptions {
  readonly consumerTag?: string;
  /** accepted and without effect, as in RabbitMQ */
  readonly noLocal?: boolean;
  readonly noAck?: boolean;
  readonly exclusive?: boolean;
  readonly priority?: number;
  readonly arguments?: AnyTable;
}

export interface GetOptions {
  readonly noAck?: boolean;
}

export interface QueueReply {
  readonly queue: string;
  readonly messageCount: number;
  readonly consumerCount: number;
}

export type Empty = { readonly [name: string]: never };
/** Null: the broker cancelled the consumer (its queue is gone). */
export type OnMessage = (message: Message | null) => void;
/** Null for an ack; an error for a nack or a closed channel. */
export type OnConfirm = (error: Error | null) => void;

/** amqplib's object form of a URL. */
export interface ConnectAddress {
  readonly protocol?: string;
  readonly hostname?: string;
  readonly port?: number;
  readonly username?: string;
  readonly password?: string;
  readonly vhost?: string;
  readonly locale?: string;
  readonly frameMax?: number;
  readonly heartbeat?: number;
  readonly channelMax?: number;
}

/** amqplib's socket options are accepted and without effect: there is no socket. */
export interface ConnectOptions {
  /** `real` (default): time passes by itself; `virtual`: by `brokerAt(url).advance(ms)` only */
  readonly clock?: 'real' | 'virtual';
  readonly [socketOption: string]: unknown;
}
