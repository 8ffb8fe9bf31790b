/**
 * `novascope/amqp`: amqplib's promise API over a broker in memory. All connections to one host and port share a broker.
 * What amqplib rejects is rejected, what it throws is thrown, each before anything is sent.
 */
import { ClientChannel, type ConnectionSide, type Done } from './client-channel.ts';
import { type ClientConnection, openConnection, tellOn } from './client-connection.ts';
import { EventEmitter } from './platform.ts';
import { isAsked, Recovering, type RecoveryOptions } from './recovering.ts';
import type { AmqpRequest } from './requests.ts';
import * as requests from './requests.ts';
import type {
  AssertExchangeOptions,
  AssertQueueOptions,
  BufferOptions,
  ConnectAddress,
  ConnectOptions,
  ConsumeOptions,
  ConsumerReply,
  CountReply,
  DeleteExchangeOptions,
  DeleteQueueOptions,
  Empty,
  ExchangeReply,
  GetMessage,
  GetOptions,
  Message,
  OnConfirm,
  OnMessage,
  PublishOptions,
  QueueReply,
} from './shapes.ts';

export { IllegalOperationError } from './client-errors.ts';
export { credentials } from './credentials.ts';
export type * from './shapes.ts';
export { brokerAt, forgetBroker, type LocalBroker } from './steering.ts';

type Url = string | ConnectAddress | null | false;

/** Makes a promise of a call that takes a callback; what it throws becomes the rejection. */
function promised<T>(call: (done: Done<T>) => void): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    call((error, value) => (error ? reject(error) : resolve(value as T)));
  });
}

export class Channel extends ClientChannel {
  /** The request is made inside the promise: what is wrong with it becomes the rejection. */
  #asked<T>(make: () => AmqpRequest<T>): Promise<T> {
    return promised((done) => this.ask(make(), done));
  }

  /** Not for users of the API: `createChannel` has done it. */
  opened(confirm: boolean): Promise<this> {
    return promised<void>((done) => this.openDoor(confirm, done)).then(() => this);
  }

  close(): Promise<void> {
    return promised<void>((done) => this.shut(() => done(null)));
  }

  assertQueue(queue?: string, options?: AssertQueueOptions | null): Promise<QueueReply> {
    return this.#asked(() => requests.assertQueue(queue, options));
  }

  checkQueue(queue: string): Promise<QueueReply> {
    return this.#asked(() => requests.checkQueue(queue));
  }

  deleteQueue(queue: string, options?: DeleteQueueOptions | null): Promise<CountReply> {
    return this.#asked(() => requests.deleteQueue(queue, options));
  }

  purgeQueue(queue: string): Promise<CountReply> {
    return this.#asked(() => requests.purgeQueue(queue));
  }

  bindQueue(queue: string, source: string, pattern: string, args?: unknown): Promise<Empty> {
    return this.#asked(() => requests.bindQueue(queue, source, pattern, args));
  }

  unbindQueue(queue: string, source: string, pattern: string, args?: unknown): Promise<Empty> {
    return this.#asked(() => requests.unbindQueue(queue, source, pattern, args));
  }

  assertExchange(
    exchange: string,
    type: string,
    options?: AssertExchangeOptions | null,
  ): Promise<ExchangeReply> {
    return this.#asked(() => requests.assertExchange(exchange, type, options));
  }

  checkExchange(exchange: string): Promise<Empty> {
    return this.#asked(() => requests.checkExchange(exchange));
  }

  deleteExchange(exchange: string, options?: DeleteExchangeOptions | null): Promise<Empty> {
    return this.#asked(() => requests.deleteExchange(exchange, options));
  }

  bindExchange(destination: string, source: string, pattern: string, args?: unknown): Promise<Empty> {
    return this.#asked(() => requests.bindExchange(destination, source, pattern, args));
  }

  unbindExchange(destination: string, source: string, pattern: string, args?: unknown): Promise<Empty> {
    return this.#asked(() => requests.unbindExchange(destination, source, pattern, args));
  }

  /**
   * False when more is under way than the channel's `highWaterMark` allows: `drain` follows. Throws on a closed channel
   * and on wrong arguments.
   */
  publish(exchange: string, routingKey: string, content: Buffer, options?: PublishOptions | null): boolean {
    return this.tellPublish(exchange, routingKey, content, options);
  }

  sendToQueue(queue: string, content: Buffer, options?: PublishOptions | null): boolean {
    return this.publish('', queue, content, options);
  }

  consume(queue: string, onMessage: OnMessage, options?: ConsumeOptions | null): Promise<ConsumerReply> {
    return promised((done) => this.askConsume(queue, onMessage, options, done));
  }

  cancel(consumerTag: string): Promise<ConsumerReply> {
    return promised((done) => this.askCancel(requests.cancel(consumerTag), done));
  }

  get(queue: string, options?: GetOptions | null): Promise<GetMessage | false> {
    return promised((done) => this.askMessage(requests.get(queue, options), done));
  }

  ack(message: Message, allUpTo?: boolean): void {
    this.tellAck(message, allUpTo);
  }

  ackAll(): void {
    this.tellAckAll();
  }

  nack(message: Message, allUpTo?: boolean, requeue?: boolean): void {
    this.tellNack(message, allUpTo, requeue);
  }

  nackAll(requeue?: boolean): void {
    this.tellNackAll(requeue);
  }

  reject(message: Message, requeue?: boolean): void {
    this.tellReject(message, requeue);
  }

  prefetch(count: number, global?: boolean): Promise<Empty> {
    return this.#asked(() => requests.prefetch(count, global));
  }

  qos(count: number, global?: boolean): Promise<Empty> {
    return this.prefetch(count, global);
  }

  recover(): Promise<Empty> {
    return this.#asked(() => requests.recover());
  }
}

export class ConfirmChannel extends Channel {
  override publish(
    exchange: string,
    routingKey: string,
    content: Buffer,
    options?: PublishOptions | null,
    callback?: OnConfirm | null,
  ): boolean {
    return this.tellConfirmed([exchange, routingKey, content, options], callback);
  }

  override sendToQueue(
    queue: string,
    content: Buffer,
    options?: PublishOptions | null,
    callback?: OnConfirm | null,
  ): boolean {
    return this.publish('', queue, content, options, callback);
  }

  /** Rejects at a nack, or when the channel closes with publications unconfirmed. */
  waitForConfirms(): Promise<void> {
    return this.confirmsSettled();
  }
}

export class ChannelModel extends EventEmitter {
  readonly connection: ConnectionSide;
  readonly #connection: ClientConnection;

  constructor(connection: ClientConnection) {
    super();
    this.connection = connection;
    this.#connection = connection;
    tellOn(connection, this);
  }

  close(): Promise<void> {
    return promised<void>((done) => this.#connection.close(done));
  }

  updateSecret(newSecret: Buffer, reason: string): Promise<void> {
    return promised<void>((done) => this.#connection.updateSecret(newSecret, reason, done));
  }

  async createChannel(options?: BufferOptions | null): Promise<Channel> {
    return new Channel(this.#connection.line, options).opened(false);
  }

  async createConfirmChannel(options?: BufferOptions | null): Promise<ConfirmChannel> {
    return new ConfirmChannel(this.#connection.line, options).opened(true);
  }
}

/** A connection that is opened anew when it is lost: amqplib's `recovery`. */
export class RecoveringChannelModel extends Recovering<ChannelModel> {
  waitForConnect(): Promise<this> {
    return this.first.then(() => this);
  }

  close(): Promise<void> {
    return this.stop();
  }

  async updateSecret(newSecret: Buffer, reason: string): Promise<void> {
    return (await this.ready()).updateSecret(newSecret, reason);
  }

  async createChannel(options?: BufferOptions | null): Promise<Channel> {
    return (await this.ready()).createChannel(options);
  }

  async createConfirmChannel(options?: BufferOptions | null): Promise<ConfirmChannel> {
    return (await this.ready()).createConfirmChannel(options);
  }
}

type WithRecovery = ConnectOptions & { readonly recovery: RecoveryOptions<ChannelModel> | true };

/**
 * Connects to the broker of the URL's host and port, which is made when nobody has asked for it before. amqplib's socket
 * options are taken and without effect; any user and password are let in, any vhost is there.
 */
export function connect(url: Url | undefined, socketOptions: WithRecovery): Promise<RecoveringChannelModel>;
export function connect(url?: Url, socketOptions?: ConnectOptions | null): Promise<ChannelModel>;
export async function connect(
  url?: Url,
  socketOptions?: ConnectOptions | WithRecovery | null,
): Promise<ChannelModel | RecoveringChannelModel> {
  const open = async (): Promise<ChannelModel> => {
    const opened = await promised<ClientConnection>((done) => openConnection(url, socketOptions, done));
    return new ChannelModel(opened);
  };
  const recovery = (socketOptions as WithRecovery | null | undefined)?.recovery;
  if (!recovery || !isAsked(recovery)) return open();
  const model = new RecoveringChannelModel({ open, close: (each) => each.close() }, recovery);
  return recovery !== true && recovery.waitForConnect === false ? model : model.waitForConnect();
}
