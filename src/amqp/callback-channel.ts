/** The channels of the callback API. A misuse throws at the call; everything else comes to the callback. */
import { ClientChannel, type ConnectionSide, type Done } from './client-channel.ts';
import { callback as checkCallback } from './fields.ts';
import type { AmqpRequest } from './requests.ts';
import * as requests from './requests.ts';
import type {
  AssertExchangeOptions,
  AssertQueueOptions,
  BufferOptions,
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

/** `(error)` or `(null, answer)`; typed as amqplib's, which gives both always. */
// biome-ignore lint/suspicious/noExplicitAny: amqplib's callbacks name an error that is null when there is none
export type Callback<T> = (error: any, answer: T) => void;

/** amqplib's callbacks are optional; what is given must be a function. */
export function doneOf<T>(callback: Callback<T> | undefined | null): Done<T> {
  if (callback === undefined || callback === null) return () => {};
  checkCallback('callback', callback);
  const tell = callback as (error: Error | null, answer?: T) => void;
  return (error, answer) => (error ? tell(error) : tell(null, answer));
}

/** What amqplib's types say that `channel.connection` is. */
interface TypedConnection extends ConnectionSide {
  readonly connection: ConnectionSide;
  readonly createChannel: Create<Channel>;
  readonly createConfirmChannel: Create<ConfirmChannel>;
  updateSecret(newSecret: Buffer, reason: string, callback?: Callback<void> | null): void;
}

export class Channel extends ClientChannel {
  declare readonly connection: TypedConnection;

  #asked<T>(request: AmqpRequest<T>, callback: Callback<T> | undefined | null): this {
    this.ask(request, doneOf(callback));
    return this;
  }

  /** Not for users of the API: `createChannel` has done it. */
  opening(confirm: boolean, done: Done<void>): void {
    try {
      this.openDoor(confirm, done);
    } catch (error) {
      done(error as Error);
    }
  }

  close(callback?: Callback<void> | null): void {
    const done = doneOf(callback);
    this.shut(() => done(null));
  }

  assertQueue(queue?: string, options?: AssertQueueOptions | null, callback?: Callback<QueueReply>): this {
    return this.#asked(requests.assertQueue(queue, options), callback);
  }

  checkQueue(queue: string, callback?: Callback<QueueReply>): this {
    return this.#asked(requests.checkQueue(queue), callback);
  }

  deleteQueue(queue: string, options?: DeleteQueueOptions | null, callback?: Callback<CountReply>): this {
    return this.#asked(requests.deleteQueue(queue, options), callback);
  }

  purgeQueue(queue: string, callback?: Callback<CountReply>): this {
    return this.#asked(requests.purgeQueue(queue), callback);
  }

  bindQueue(
    queue: string,
    source: string,
    pattern: string,
    args?: unknown,
    callback?: Callback<Empty>,
  ): this {
    return this.#asked(requests.bindQueue(queue, source, pattern, args), callback);
  }

  unbindQueue(
    queue: string,
    source: string,
    pattern: string,
    args?: unknown,
    callback?: Callback<Empty>,
  ): this {
    return this.#asked(requests.unbindQueue(queue, source, pattern, args), callback);
  }

  assertExchange(
    exchange: string,
    type: string,
    options?: AssertExchangeOptions | null,
    callback?: Callback<ExchangeReply>,
  ): this {
    return this.#asked(requests.assertExchange(exchange, type, options), callback);
  }

  checkExchange(exchange: string, callback?: Callback<Empty>): this {
    return this.#asked(requests.checkExchange(exchange), callback);
  }

  deleteExchange(exchange: string, options?: DeleteExchangeOptions | null, callback?: Callback<Empty>): this {
    return this.#asked(requests.deleteExchange(exchange, options), callback);
  }

  bindExchange(
    destination: string,
    source: string,
    pattern: string,
    args?: unknown,
    callback?: Callback<Empty>,
  ): this {
    return this.#asked(requests.bindExchange(destination, source, pattern, args), callback);
  }

  unbindExchange(
    destination: string,
    source: string,
    pattern: string,
    args?: unknown,
    callback?: Callback<Empty>,
  ): this {
    return this.#asked(requests.unbindExchange(destination, source, pattern, args), callback);
  }

  /** False when more is under way than the channel's `highWaterMark` allows: `drain` follows. */
  publish(exchange: string, routingKey: string, content: Buffer, options?: PublishOptions | null): boolean {
    return this.tellPublish(exchange, routingKey, content, options);
  }

  sendToQueue(queue: string, content: Buffer, options?: PublishOptions | null): boolean {
    return this.publish('', queue, content, options);
  }

  consume(
    queue: string,
    onMessage: OnMessage,
    options?: ConsumeOptions | null,
    callback?: Callback<ConsumerReply>,
  ): this {
    this.askConsume(queue, onMessage, options, doneOf(callback));
    return this;
  }

  cancel(consumerTag: string, callback?: Callback<ConsumerReply>): this {
    this.askCancel(requests.cancel(consumerTag), doneOf(callback));
    return this;
  }

  get(queue: string, options?: GetOptions | null, callback?: Callback<GetMessage | false>): this {
    this.askMessage(requests.get(queue, options), doneOf(callback));
    return this;
  }

  ack(message: Message, allUpTo?: boolean): this {
    this.tellAck(message, allUpTo);
    return this;
  }

  ackAll(): this {
    this.tellAckAll();
    return this;
  }

  nack(message: Message, allUpTo?: boolean, requeue?: boolean): this {
    this.tellNack(message, allUpTo, requeue);
    return this;
  }

  nackAll(requeue?: boolean): this {
    this.tellNackAll(requeue);
    return this;
  }

  reject(message: Message, requeue?: boolean): this {
    this.tellReject(message, requeue);
    return this;
  }

  prefetch(count: number, global?: boolean, callback?: Callback<Empty>): this {
    return this.#asked(requests.prefetch(count, global), callback);
  }

  recover(callback?: Callback<Empty>): this {
    return this.#asked(requests.recover(), callback);
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

  waitForConfirms(callback: (error?: Error) => void): void {
    checkCallback('callback', callback);
    this.confirmsSettled().then(() => callback(), callback);
  }
}

/** `(callback)` or `(options, callback)`; the channel may be used at once. */
export interface Create<T> {
  (callback?: Callback<T>): T;
  (options: BufferOptions | null | undefined, callback?: Callback<T>): T;
}
