/** Options, answers and messages by amqplib's names and with its defaults; each fits where amqplib's own type stands. */
import type { SocketOptions } from './platform.ts';

export interface Message {
  readonly content: Buffer;
  readonly fields: MessageFields;
  readonly properties: Properties;
}

interface CommonFields {
  readonly deliveryTag: number;
  readonly redelivered: boolean;
  readonly exchange: string;
  readonly routingKey: string;
}

interface MessageFields extends CommonFields {
  readonly messageCount?: number;
  readonly consumerTag?: string;
  /** of a return, which has neither tag nor `redelivered` */
  readonly replyCode?: number;
  readonly replyText?: string;
}

export interface GetMessage extends Message {
  /** `messageCount`: ready messages left behind it */
  readonly fields: CommonFields & { readonly messageCount: number };
}

export interface ConsumeMessage extends Message {
  readonly fields: CommonFields & { readonly consumerTag: string };
}

// biome-ignore lint/suspicious/noExplicitAny: amqplib's own type of headers
type Headers = { [name: string]: any };

export interface Properties {
  readonly contentType: string | undefined;
  readonly contentEncoding: string | undefined;
  readonly headers: Headers | undefined;
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

// biome-ignore lint/suspicious/noExplicitAny: a table, or what amqplib takes for none
type AnyTable = any;

export interface AssertQueueOptions {
  readonly exclusive?: boolean | undefined;
  /** default true */
  readonly durable?: boolean | undefined;
  readonly autoDelete?: boolean | undefined;
  readonly arguments?: AnyTable;
  /** milliseconds */
  readonly messageTtl?: number | undefined;
  /** milliseconds */
  readonly expires?: number | undefined;
  readonly deadLetterExchange?: string | undefined;
  readonly deadLetterRoutingKey?: string | undefined;
  readonly maxLength?: number | undefined;
  readonly maxPriority?: number | undefined;
  readonly overflow?: string | undefined;
  readonly queueMode?: string | undefined;
}

export interface DeleteQueueOptions {
  readonly ifUnused?: boolean | undefined;
  readonly ifEmpty?: boolean | undefined;
}

export interface AssertExchangeOptions {
  /** default true */
  readonly durable?: boolean | undefined;
  readonly internal?: boolean | undefined;
  readonly autoDelete?: boolean | undefined;
  readonly alternateExchange?: string | undefined;
  readonly arguments?: AnyTable;
}

export interface DeleteExchangeOptions {
  readonly ifUnused?: boolean | undefined;
}

export interface PublishOptions {
  /** milliseconds */
  readonly expiration?: string | number | undefined;
  readonly userId?: string | undefined;
  readonly CC?: string | readonly string[] | undefined;
  readonly BCC?: string | readonly string[] | undefined;
  readonly mandatory?: boolean | undefined;
  readonly persistent?: boolean | undefined;
  readonly deliveryMode?: boolean | number | undefined;
  readonly contentType?: string | undefined;
  readonly contentEncoding?: string | undefined;
  readonly headers?: AnyTable;
  readonly priority?: number | undefined;
  readonly correlationId?: string | undefined;
  readonly replyTo?: string | undefined;
  readonly messageId?: string | undefined;
  readonly timestamp?: number | undefined;
  readonly type?: string | undefined;
  readonly appId?: string | undefined;
}

export interface ConsumeOptions {
  readonly consumerTag?: string | undefined;
  /** accepted and without effect, as in RabbitMQ */
  readonly noLocal?: boolean | undefined;
  readonly noAck?: boolean | undefined;
  readonly exclusive?: boolean | undefined;
  readonly priority?: number | undefined;
  readonly arguments?: AnyTable;
}

export interface GetOptions {
  readonly noAck?: boolean | undefined;
}

export interface BufferOptions {
  /** how many frames may wait to be sent before `publish` says false; amqplib's default is 1024 */
  readonly highWaterMark?: number | undefined;
}

export interface QueueReply {
  readonly queue: string;
  readonly messageCount: number;
  readonly consumerCount: number;
}

export interface CountReply {
  readonly messageCount: number;
}

export interface ExchangeReply {
  readonly exchange: string;
}

export interface ConsumerReply {
  readonly consumerTag: string;
}

// biome-ignore lint/complexity/noBannedTypes: amqplib's answer without fields
export type Empty = {};
/** Null: the broker cancelled the consumer (its queue is gone). */
export type OnMessage = (message: ConsumeMessage | null) => void;
/** Null for an ack; an error for a nack or a closed channel. */
// biome-ignore lint/suspicious/noExplicitAny: as amqplib's
export type OnConfirm = (error: any, ok: Empty) => void;

/** What a client is told of its broker. */
export interface ServerProperties {
  readonly host: string;
  readonly product: string;
  readonly version: string;
  readonly platform: string;
  readonly copyright?: string;
  readonly information: string;
  // biome-ignore lint/suspicious/noExplicitAny: `capabilities` is a table; amqplib's type has texts alone
  readonly [key: string]: any;
}

interface Credentials {
  readonly mechanism: string;
  response(): Uint8Array;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

/** amqplib's object form of a URL. */
export interface ConnectAddress {
  readonly protocol?: string | undefined;
  readonly hostname?: string | undefined;
  readonly port?: number | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly vhost?: string | undefined;
  readonly locale?: string | undefined;
  readonly frameMax?: number | undefined;
  readonly maxFrameSize?: number | undefined;
  readonly heartbeat?: number | undefined;
  readonly channelMax?: number | undefined;
}

/** amqplib's socket options are accepted and without effect: there is no socket. */
export interface ConnectOptions extends SocketOptions {
  /** `real` (default): time passes by itself; `virtual`: by `brokerAt(url).advance(ms)` only */
  readonly clock?: 'real' | 'virtual' | undefined;
  readonly credentials?: Credentials | undefined;
  readonly noDelay?: boolean | undefined;
  readonly timeout?: number | undefined;
  readonly keepAlive?: boolean | undefined;
  readonly keepAliveDelay?: number | undefined;
  readonly clientProperties?: { readonly [name: string]: unknown } | undefined;
}
