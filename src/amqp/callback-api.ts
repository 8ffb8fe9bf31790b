/**
 * `novascope/amqp/callback`: amqplib's callback API over the same brokers in memory as the promise API. A misuse throws
 * at the call; everything else comes to the callback, `(error)` or `(null, answer)`.
 */
import type { ClientChannel, Done } from './client-channel.ts';
import { type ClientConnection, openConnection, SERVER_PROPERTIES } from './client-connection.ts';
import type { Emitter } from './emitter.ts';
import { callback as checkCallback } from './fields.ts';
import { type AmqpRequest, type AnswerTo, REQUESTS, type Requests } from './requests.ts';
import * as sending from './sending.ts';
import type {
  ConnectAddress,
  ConnectOptions,
  ConsumeOptions,
  Message,
  OnConfirm,
  OnMessage,
  PublishOptions,
} from './shapes.ts';

export { IllegalOperationError } from './client-errors.ts';
export { credentials } from './credentials.ts';
export type * from './shapes.ts';
export { brokerAt, forgetBroker, type LocalBroker } from './steering.ts';

type Url = string | ConnectAddress | null | false;
/** `(error)` or `(null, answer)` */
export type Callback<T> = (error: Error | null, answer?: T) => void;

/** How many arguments each takes before its callback. */
const ARITY = {
  assertQueue: 2,
  checkQueue: 1,
  deleteQueue: 2,
  purgeQueue: 1,
  bindQueue: 4,
  unbindQueue: 4,
  assertExchange: 3,
  checkExchange: 1,
  deleteExchange: 2,
  bindExchange: 4,
  unbindExchange: 4,
  get: 2,
  prefetch: 2,
  recover: 0,
} as const satisfies Record<keyof Requests, number>;
type QueueNameArgs = readonly [queue: string];
type BindingArgs = readonly [to: string, source: string, pattern: string, args?: unknown];
/** The arguments before the callback; trailing ones may be undefined. */
interface Arguments {
  assertQueue: readonly [queue?: string, options?: Parameters<Requests['assertQueue']>[1]];
  checkQueue: QueueNameArgs;
  deleteQueue: readonly [queue: string, options?: Parameters<Requests['deleteQueue']>[1]];
  purgeQueue: QueueNameArgs;
  bindQueue: BindingArgs;
  unbindQueue: BindingArgs;
  assertExchange: readonly [
    exchange: string,
    type: string,
    options?: Parameters<Requests['assertExchange']>[2],
  ];
  checkExchange: readonly [exchange: string];
  deleteExchange: readonly [exchange: string, options?: { readonly ifUnused?: boolean } | null];
  bindExchange: BindingArgs;
  unbindExchange: BindingArgs;
  get: readonly [queue: string, options?: { readonly noAck?: boolean } | null];
  prefetch: readonly [count: number, global?: boolean];
  recover: readonly [];
}

export type Asking = {
  readonly [K in keyof Requests]: (
    ...args: Arguments[K] | readonly [...Required<Arguments[K]>, Callback<AnswerTo<K>> | undefined]
  ) => Channel;
};

/** amqplib's callbacks are optional; what is given must be a function. */
function doneOf<T>(callback: Callback<T> | undefined | null): Done<T> {
  if (callback === undefined || callback === null) return () => {};
  checkCallback('callback', callback);
  return (error, answer) => (error ? callback(error) : callback(null, answer));
}

/** Every request as a method that takes a callback last and returns its channel. */
function asking(channel: ClientChannel): Asking {
  const methods = Object.entries(REQUESTS).map(([name, request]) => {
    const make = request as (...given: readonly unknown[]) => AmqpRequest<unknown>;
    const arity = ARITY[name as keyof Requests];
    const method = (...args: readonly unknown[]): unknown => {
      channel.ask(make(...args.slice(0, arity)), doneOf(args[arity] as Callback<unknown> | undefined));
      return channel.emitter;
    };
    return [name, method];
  });
  return Object.fromEntries(methods);
}

type Tag = { readonly consumerTag: string };

export interface Channel extends Emitter, Asking {
  readonly connection: { readonly serverProperties: typeof SERVER_PROPERTIES };
  close(callback?: Callback<void>): void;
  publish(exchange: string, routingKey: string, content: Uint8Array, options?: PublishOptions): boolean;
  sendToQueue(queue: string, content: Uint8Array, options?: PublishOptions): boolean;
  consume(
    queue: string,
    onMessage: OnMessage,
    options?: ConsumeOptions | null,
    callback?: Callback<Tag>,
  ): Channel;
  cancel(consumerTag: string, callback?: Callback<Tag>): Channel;
  ack(message: Message, allUpTo?: boolean): Channel;
  ackAll(): Channel;
  nack(message: Message, allUpTo?: boolean, requeue?: boolean): Channel;
  nackAll(requeue?: boolean): Channel;
  reject(message: Message, requeue?: boolean): Channel;
}

export interface ConfirmChannel extends Channel {
  publish(
    exchange: string,
    routingKey: string,
    content: Uint8Array,
    options?: PublishOptions | null,
    callback?: OnConfirm,
  ): boolean;
  sendToQueue(
    queue: string,
    content: Uint8Array,
    options?: PublishOptions | null,
    callback?: OnConfirm,
  ): boolean;
  waitForConfirms(callback: (error?: Error) => void): void;
  /** one entry for each publication from the first unconfirmed one on */
  readonly unconfirmed: readonly unknown[];
}

function channelOf(channel: ClientChannel): Channel {
  const itself = (run: () => void): Channel => {
    run();
    return made;
  };
  const made: Channel = Object.assign(channel.emitter, asking(channel), {
    connection: { serverProperties: SERVER_PROPERTIES },
    close(callback?: Callback<void>) {
      const done = doneOf(callback);
      channel.close(() => done(null));
    },
    publish: (...args: Parameters<Channel['publish']>) => sending.publish(channel, ...args),
    sendToQueue: (...args: Parameters<Channel['sendToQueue']>) => sending.publish(channel, '', ...args),
    consume: (
      queue: string,
      onMessage: OnMessage,
      options?: ConsumeOptions | null,
      callback?: Callback<Tag>,
    ) => itself(() => channel.ask(sending.consume(channel, queue, onMessage, options), doneOf(callback))),
    cancel: (tag: string, callback?: Callback<Tag>) =>
      itself(() => channel.ask(sending.cancel(tag), doneOf(callback))),
    ack: (message: Message, allUpTo?: boolean) => itself(() => sending.ack(channel, message, allUpTo)),
    ackAll: () => itself(() => sending.ackAll(channel)),
    nack: (message: Message, allUpTo?: boolean, requeue?: boolean) =>
      itself(() => sending.nack(channel, message, allUpTo, requeue)),
    nackAll: (requeue?: boolean) => itself(() => sending.nackAll(channel, requeue)),
    reject: (message: Message, requeue?: boolean) => itself(() => sending.reject(channel, message, requeue)),
  });
  return made;
}

function confirmChannelOf(channel: ClientChannel): ConfirmChannel {
  const publish: ConfirmChannel['publish'] = (exchange, key, content, options, callback) =>
    sending.publishConfirmed(channel, [exchange, key, content, options], callback);
  const { confirms } = channel;
  const waitForConfirms = (callback: (error?: Error) => void): void => {
    checkCallback('callback', callback);
    confirms.wait().then(() => callback(), callback);
  };
  const sendToQueue: ConfirmChannel['sendToQueue'] = (queue, ...rest) => publish('', queue, ...rest);
  const more = { publish, sendToQueue, waitForConfirms, unconfirmed: [] };
  const made: ConfirmChannel = Object.assign(channelOf(channel), more);
  return Object.defineProperty(made, 'unconfirmed', { get: () => confirms.unconfirmed });
}

type Create<T> = (options: object | undefined | Callback<T>, callback?: Callback<T>) => T;

export interface CallbackModel extends Emitter {
  readonly connection: { readonly serverProperties: typeof SERVER_PROPERTIES };
  close(callback?: (error: Error | null) => void): void;
  /** `(callback)` or `(options, callback)`; the channel may be used at once */
  createChannel: Create<Channel>;
  createConfirmChannel: Create<ConfirmChannel>;
}

function modelOf(connection: ClientConnection): CallbackModel {
  const create =
    <T extends Channel>(confirm: boolean, dress: (channel: ClientChannel) => T): Create<T> =>
    (options, callback) => {
      const done = doneOf(typeof options === 'function' ? (options as Callback<T>) : callback);
      const channel: T = dress(
        connection.openChannel(confirm, (error) => (error ? done(error) : done(null, channel))),
      );
      return channel;
    };
  return Object.assign(connection.emitter, {
    connection: { serverProperties: SERVER_PROPERTIES },
    close: (callback?: (error: Error | null) => void) => connection.close(doneOf(callback)),
    createChannel: create(false, channelOf),
    createConfirmChannel: create(true, confirmChannelOf),
  });
}

type OnConnected = Callback<CallbackModel>;

/** `connect(url, options, callback)`, `connect(url, callback)` or `connect(callback)`. */
export function connect(
  url: Url | undefined | OnConnected,
  options?: ConnectOptions | null | false | OnConnected,
  callback?: OnConnected,
): void {
  const given = [url, options, callback];
  const connected = given.find((each): each is OnConnected => typeof each === 'function');
  checkCallback('callback', connected);
  const address = typeof url === 'function' ? false : url;
  const asked = typeof options === 'function' ? undefined : options;
  openConnection(address, asked, (error, connection) => {
    if (error || !connection) connected(error);
    else connected(null, modelOf(connection));
  });
}
