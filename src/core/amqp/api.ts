/**
 * The broker's doors: what it is given (`BrokerHost`) and what it gives (`Broker`, `Connection`, `Channel`). Names are
 * AMQP 0-9-1's. Everything is synchronous; a refusal is thrown as `AmqpError` after it has closed what it closes.
 */
import type { Micros } from '../base/time.ts';
import type {
  Actor,
  FactBodies,
  FactBody,
  Group,
  JsonTable,
  MessageId,
  MessageProperties,
  RpcSummary,
} from '../trace/fact.ts';
import type { AmqpError } from './errors.ts';

export interface BrokerHost {
  now(): Micros;
  /**
   * calls back at `at`, those of one instant in the order of asking; returns cancel. `timer` = a time to live or a
   * queue's expiry: nothing that anybody waits for; `watch` = a look at what is held too long, by `acknowledgeWithin`
   */
  schedule(at: Micros, run: () => void, why?: 'timer' | 'watch'): () => void;
  /** how long a delivery may stay unacknowledged before its channel is closed; absent: for ever */
  readonly acknowledgeWithin?: Micros;
  /** adds a fact; returns its index. `cause` undefined = whatever the host is doing now (the current process) */
  emit(actor: Actor, body: FactBody, options?: { cause?: number | null; group?: Group }): number;
  /** how long a copy travels from its queue to a consumer, microseconds */
  deliveryDelay(vhost: string, queue: string): Micros;
  /** reads the oslo summary out of a body, so that the broker need not know oslo */
  summarize(publish: {
    exchange: string;
    routingKey: string;
    body: string;
    properties: MessageProperties;
  }): RpcSummary;
  /** group of a publication by the recorder's rule */
  groupOf(user: Actor, rpc: RpcSummary): Group;
}

export type StopReason = FactBodies['broker.stopped']['reason'];
export type StartReason = FactBodies['broker.started']['reason'];
export type ExchangeType = FactBodies['exchange.declared']['type'];

/** Why a connection ended. */
type ConnectionEnd = FactBodies['connection.closed']['reason'];

export interface ConnectionOptions {
  readonly vhost: string;
  readonly user: Actor;
  /** the client's own name for it; the id is made from it */
  readonly name: string;
  /** `error` is set when the broker closed it */
  readonly onClosed?: (reason: ConnectionEnd, error: AmqpError | null) => void;
}

export interface Broker {
  readonly running: boolean;
  /** Throws `CodedError` `broker_not_running`, or 530 for an unknown vhost. */
  connect(options: ConnectionOptions): Connection;
  addVhost(name: string): void;
  /** Closes all connections and forgets what is not durable; `restart` when a start is to follow. */
  stop(reason: StopReason): void;
  start(reason: StartReason): void;
  /**
   * Holds back the consumers of a queue (all, or those of one user), or lets them go: a thought experiment, AMQP has no
   * such method. Gives how many it changed.
   */
  pauseConsumers(options: PauseConsumers): number;
  /**
   * The broker drops the consumers of a user, of the queues that fit, as at a failover whose basic.cancel reaches nobody: client
   * and connection know nothing of it. Gives how many there were.
   */
  loseConsumers(user: Actor, fits: (queue: string) => boolean): number;
  /** Thought experiments, AMQP has no such methods: the first ready message of a queue vanishes, or comes in once more. */
  dropHead(vhost: string, queue: string): boolean;
  duplicateHead(vhost: string, queue: string, who: Actor): boolean;
  /** What `rabbitmqctl list_...` would show: a copy, in the order of declaration. */
  inspect(vhost: string): BrokerView;
}

export interface PauseConsumers {
  readonly vhost: string;
  readonly queue: string;
  readonly user?: Actor;
  readonly paused: boolean;
}

export interface Connection {
  readonly id: string;
  readonly isOpen: boolean;
  openChannel(options?: ChannelOptions): Channel;
  close(): void;
  /** network loss, process death */
  lose(): void;
}

export interface ChannelOptions {
  /** by which the client knows it; absent: the next one of the connection */
  readonly number?: number;
  /** The broker closed the channel (or its connection) by this refusal; not called for an orderly close. */
  readonly onClosed?: (error: AmqpError) => void;
  readonly onConfirm?: (confirm: Confirm) => void;
  readonly onReturn?: (returned: Returned) => void;
}

/** basic.ack or basic.nack from the broker; `sequence` counts the channel's publications from 1. */
interface Confirm {
  readonly sequence: number;
  readonly ack: boolean;
  readonly message: MessageId;
}

export interface Returned {
  readonly replyCode: number;
  readonly replyText: string;
  readonly exchange: string;
  readonly routingKey: string;
  readonly properties: MessageProperties;
  readonly body: string;
  readonly message: MessageId;
}

export interface Delivery {
  readonly deliveryTag: number;
  readonly consumerTag: string;
  readonly redelivered: boolean;
  readonly exchange: string;
  readonly routingKey: string;
  readonly properties: MessageProperties;
  readonly body: string;
  readonly message: MessageId;
  /** index of its `message.delivered` */
  readonly fact: number;
}

export interface GetAnswer extends Delivery {
  /** ready messages left behind it */
  readonly messageCount: number;
}

export interface ExchangeDeclare {
  readonly exchange: string;
  /** AMQP's name; anything else than the four types is refused with 503 */
  readonly type?: string;
  readonly passive?: boolean;
  readonly durable?: boolean;
  readonly autoDelete?: boolean;
  readonly internal?: boolean;
  readonly arguments?: JsonTable;
}

export interface QueueDeclare {
  /** empty or absent: the server makes a name */
  readonly queue?: string;
  readonly passive?: boolean;
  readonly durable?: boolean;
  readonly exclusive?: boolean;
  readonly autoDelete?: boolean;
  readonly arguments?: JsonTable;
}

export interface QueueDeclareOk {
  readonly queue: string;
  /** ready messages; unacknowledged ones do not count */
  readonly messageCount: number;
  readonly consumerCount: number;
}

export interface QueueBind {
  /** empty: the channel's last declared queue */
  readonly queue: string;
  readonly exchange: string;
  readonly routingKey?: string;
  readonly arguments?: JsonTable;
}

export interface ExchangeBind {
  readonly destination: string;
  readonly source: string;
  readonly routingKey?: string;
  readonly arguments?: JsonTable;
}

export interface Consume {
  readonly queue: string;
  /** empty or absent: the server makes one */
  readonly consumerTag?: string;
  readonly noAck?: boolean;
  readonly exclusive?: boolean;
  readonly arguments?: JsonTable;
  readonly onDelivery: (delivery: Delivery) => void;
  /** the broker cancelled the consumer (its queue was deleted) */
  /** `fact` = of the cancellation */
  readonly onCancel?: (fact: number) => void;
}

export interface Publish {
  readonly exchange: string;
  readonly routingKey: string;
  readonly body: string;
  readonly properties?: MessageProperties;
  readonly mandatory?: boolean;
  readonly immediate?: boolean;
  /** its confirm is lost with the connection: the broker takes the message and says nothing */
  readonly unconfirmed?: boolean;
}

export interface PublishResult {
  readonly message: MessageId;
  /** names of the queues that got a copy, in the broker's order */
  readonly routed: readonly string[];
  /** index of its `message.published` */
  readonly fact: number;
  /** on a confirm channel its number, else null */
  readonly sequence: number | null;
}

export interface Channel {
  readonly number: number;
  readonly isOpen: boolean;
  exchangeDeclare(options: ExchangeDeclare): void;
  exchangeDelete(options: { exchange: string; ifUnused?: boolean }): void;
  exchangeBind(options: ExchangeBind): void;
  exchangeUnbind(options: ExchangeBind): void;
  queueDeclare(options: QueueDeclare): QueueDeclareOk;
  queueBind(options: QueueBind): void;
  queueUnbind(options: QueueBind): void;
  queuePurge(options: { queue: string }): { messageCount: number };
  queueDelete(options: { queue: string; ifUnused?: boolean; ifEmpty?: boolean }): { messageCount: number };
  basicQos(options: { prefetchCount: number; global?: boolean; prefetchSize?: number }): void;
  /** The consumer's tag. */
  basicConsume(options: Consume): string;
  basicCancel(options: { consumerTag: string }): void;
  basicPublish(options: Publish): PublishResult;
  confirmSelect(): void;
  basicAck(deliveryTag: number, multiple?: boolean): void;
  basicNack(deliveryTag: number, options?: { multiple?: boolean; requeue?: boolean }): void;
  basicReject(deliveryTag: number, options?: { requeue?: boolean }): void;
  basicRecover(options?: { requeue?: boolean }): void;
  /** null: no message is ready */
  basicGet(options: { queue: string; noAck?: boolean }): GetAnswer | null;
  close(): void;
}

interface QueueView {
  readonly name: string;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly exclusive: boolean;
  readonly arguments: JsonTable;
  /** message ids in the order in which they will go out */
  readonly ready: readonly number[];
  readonly unacked: readonly number[];
  readonly consumers: readonly {
    readonly tag: string;
    readonly connection: string;
    readonly prefetch: number;
  }[];
}

interface ExchangeView {
  readonly name: string;
  readonly type: ExchangeType;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly internal: boolean;
  readonly arguments: JsonTable;
}

interface BindingView {
  readonly source: string;
  readonly destination: string;
  readonly destinationType: 'queue' | 'exchange';
  readonly routingKey: string;
  readonly arguments: JsonTable;
}

export interface BrokerView {
  readonly exchanges: readonly ExchangeView[];
  readonly queues: readonly QueueView[];
  readonly bindings: readonly BindingView[];
  /** ids of the open connections of the vhost */
  readonly connections: readonly string[];
}
