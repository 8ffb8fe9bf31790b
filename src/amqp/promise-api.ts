/**
 * `novascope/amqp`: amqplib's promise API over a broker in memory. All connections to one host and port share a broker.
 * What amqplib rejects is rejected, what it throws is thrown, each before anything is sent.
 */
import type { ClientChannel, Done } from './client-channel.ts';
import { type ClientConnection, openConnection, SERVER_PROPERTIES } from './client-connection.ts';
import type { Emitter } from './emitter.ts';
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

/** Makes a promise of a call that takes a callback; what it throws becomes the rejection. */
function promised<T>(call: (done: Done<T>) => void): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    call((error, value) => (error ? reject(error) : resolve(value as T)));
  });
}

export type Asking = {
  readonly [K in keyof Requests]: (...args: Parameters<Requests[K]>) => Promise<AnswerTo<K>>;
};

/** Every request as a method that returns a promise. */
function asking(channel: ClientChannel): Asking {
  const methods = Object.entries(REQUESTS).map(([name, request]) => {
    const make = request as (...given: readonly unknown[]) => AmqpRequest<unknown>;
    const method = (...args: readonly unknown[]): Promise<unknown> =>
      promised((done) => channel.ask(make(...args), done));
    return [name, method];
  });
  return Object.fromEntries(methods);
}

export interface Channel extends Emitter, Asking {
  readonly connection: { readonly serverProperties: typeof SERVER_PROPERTIES };
  close(): Promise<void>;
  qos: Asking['prefetch'];
  /** Always true: nothing holds a publisher back. Throws on a closed channel and on wrong arguments. */
  publish(exchange: string, routingKey: string, content: Uint8Array, options?: PublishOptions): boolean;
  sendToQueue(queue: string, content: Uint8Array, options?: PublishOptions): boolean;
  consume(
    queue: string,
    onMessage: OnMessage,
    options?: ConsumeOptions,
  ): Promise<{ readonly consumerTag: string }>;
  cancel(consumerTag: string): Promise<{ readonly consumerTag: string }>;
  ack(message: Message, allUpTo?: boolean): void;
  ackAll(): void;
  nack(message: Message, allUpTo?: boolean, requeue?: boolean): void;
  nackAll(requeue?: boolean): void;
  reject(message: Message, requeue?: boolean): void;
}

export interface ConfirmChannel extends Channel {
  publish(
    exchange: string,
    routingKey: string,
    content: Uint8Array,
    options?: PublishOptions,
    callback?: OnConfirm,
  ): boolean;
  sendToQueue(queue: string, content: Uint8Array, options?: PublishOptions, callback?: OnConfirm): boolean;
  /** Rejects at a nack, or when the channel closes with publications unconfirmed. */
  waitForConfirms(): Promise<void>;
  /** one entry for each publication from the first unconfirmed one on */
  readonly unconfirmed: readonly unknown[];
}

function channelOf(channel: ClientChannel): Channel {
  const made = asking(channel);
  return Object.assign(channel.emitter, made, {
    connection: { serverProperties: SERVER_PROPERTIES },
    qos: made.prefetch,
    close: () => promised<void>((done) => channel.close(() => done(null))),
    publish: (...args: Parameters<Channel['publish']>) => sending.publish(channel, ...args),
    sendToQueue: (...args: Parameters<Channel['sendToQueue']>) => sending.publish(channel, '', ...args),
    consume: (...args: Parameters<Channel['consume']>) =>
      promised<{ readonly consumerTag: string }>((done) =>
        channel.ask(sending.consume(channel, ...args), done),
      ),
    cancel: (tag: string) =>
      promised<{ readonly consumerTag: string }>((done) => channel.ask(sending.cancel(tag), done)),
    ack: (message: Message, allUpTo?: boolean) => sending.ack(channel, message, allUpTo),
    ackAll: () => sending.ackAll(channel),
    nack: (message: Message, allUpTo?: boolean, requeue?: boolean) =>
      sending.nack(channel, message, allUpTo, requeue),
    nackAll: (requeue?: boolean) => sending.nackAll(channel, requeue),
    reject: (message: Message, requeue?: boolean) => sending.reject(channel, message, requeue),
  });
}

function confirmChannelOf(channel: ClientChannel): ConfirmChannel {
  const publish: ConfirmChannel['publish'] = (exchange, key, content, options, callback) =>
    sending.publishConfirmed(channel, [exchange, key, content, options], callback);
  const sendToQueue: ConfirmChannel['sendToQueue'] = (queue, content, options, callback) =>
    publish('', queue, content, options, callback);
  const { confirms } = channel;
  const more = { publish, sendToQueue, waitForConfirms: () => confirms.wait(), unconfirmed: [] };
  const made: ConfirmChannel = Object.assign(channelOf(channel), more);
  return Object.defineProperty(made, 'unconfirmed', { get: () => confirms.unconfirmed });
}

export interface ChannelModel extends Emitter {
  readonly connection: { readonly serverProperties: typeof SERVER_PROPERTIES };
  close(): Promise<void>;
  createChannel(): Promise<Channel>;
  createConfirmChannel(): Promise<ConfirmChannel>;
}

/**
 * Connects to the broker of the URL's host and port, which is made when nobody has asked for it before. amqplib's socket
 * options are taken and without effect; any user and password are let in, any vhost is there.
 */
export async function connect(url?: Url, socketOptions?: ConnectOptions | null): Promise<ChannelModel> {
  const connection = await promised<ClientConnection>((done) => openConnection(url, socketOptions, done));
  const create = async (confirm: boolean): Promise<ClientChannel> =>
    promised<ClientChannel>((done) => connection.openChannel(confirm, done));
  return Object.assign(connection.emitter, {
    connection: { serverProperties: SERVER_PROPERTIES },
    close: () => promised<void>((done) => connection.close((error) => done(error))),
    createChannel: async () => channelOf(await create(false)),
    createConfirmChannel: async () => confirmChannelOf(await create(true)),
  });
}
