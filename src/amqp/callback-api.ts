/**
 * `novascope/amqp/callback`: amqplib's callback API over the same brokers in memory as the promise API. A misuse throws
 * at the call; everything else comes to the callback, `(error)` or `(null, answer)`.
 */
import { type Callback, Channel, ConfirmChannel, type Create, doneOf } from './callback-channel.ts';
import type { ConnectionSide } from './client-channel.ts';
import { type ClientConnection, openConnection, tellOn } from './client-connection.ts';
import { callback as checkCallback } from './fields.ts';
import { EventEmitter } from './platform.ts';
import { isAsked, Recovering, type RecoveryOptions } from './recovering.ts';
import type { BufferOptions, ConnectAddress, ConnectOptions } from './shapes.ts';
import { afterThis } from './task.ts';

export { type Callback, Channel, ConfirmChannel } from './callback-channel.ts';
export { IllegalOperationError } from './client-errors.ts';
export { credentials } from './credentials.ts';
export type * from './shapes.ts';
export { brokerAt, forgetBroker, type LocalBroker } from './steering.ts';

type Url = string | ConnectAddress | null | false;

export class CallbackModel extends EventEmitter {
  readonly connection: ConnectionSide;
  readonly #connection: ClientConnection;

  constructor(connection: ClientConnection) {
    super();
    this.connection = connection;
    this.#connection = connection;
    tellOn(connection, this);
  }

  close(callback?: Callback<void> | null): void {
    this.#connection.close(doneOf(callback));
  }

  updateSecret(newSecret: Buffer, reason: string, callback?: Callback<void> | null): void {
    this.#connection.updateSecret(newSecret, reason, doneOf(callback));
  }

  #create<T extends Channel>(
    channel: (options: BufferOptions | null) => T,
    confirm: boolean,
    given: readonly (BufferOptions | Callback<T> | null | undefined)[],
  ): T {
    const [first, second] = given;
    const [options, callback] = typeof first === 'function' ? [null, first] : [first, second];
    const done = doneOf(callback as Callback<T> | undefined);
    const made = channel((options ?? null) as BufferOptions | null);
    made.opening(confirm, (error) => (error ? done(error) : done(null, made)));
    return made;
  }

  readonly createChannel: Create<Channel> = (
    ...given: readonly (BufferOptions | Callback<Channel> | null | undefined)[]
  ) => this.#create((options) => new Channel(this.#connection.line, options), false, given);

  readonly createConfirmChannel: Create<ConfirmChannel> = (
    ...given: readonly (BufferOptions | Callback<ConfirmChannel> | null | undefined)[]
  ) => this.#create((options) => new ConfirmChannel(this.#connection.line, options), true, given);
}

/** A connection that is opened anew when it is lost: amqplib's `recovery`. */
export class RecoveringConnection extends Recovering<CallbackModel> {
  waitForConnect(callback?: Callback<RecoveringConnection>): this {
    tellOf(
      this.first.then(() => this as RecoveringConnection),
      callback,
    );
    return this;
  }

  close(callback?: Callback<void> | null): this {
    tellOf(this.stop(), callback);
    return this;
  }

  updateSecret(newSecret: Buffer, reason: string, callback?: Callback<void> | null): this {
    const taken = this.ready().then((model) =>
      promised<void>((done) => model.updateSecret(newSecret, reason, done)),
    );
    tellOf(taken, callback);
    return this;
  }

  readonly createChannel: CreateLater<Channel> = (...given) =>
    this.#later((model, options, done) => model.createChannel(options, done), given);

  readonly createConfirmChannel: CreateLater<ConfirmChannel> = (...given) =>
    this.#later((model, options, done) => model.createConfirmChannel(options, done), given);

  #later<T extends Channel>(
    create: (model: CallbackModel, options: BufferOptions | null, done: Callback<T>) => T,
    given: readonly (BufferOptions | Callback<T> | null | undefined)[],
  ): T {
    const [first, second] = given;
    const [options, callback] = typeof first === 'function' ? [null, first] : [first, second];
    const asked = (options ?? null) as BufferOptions | null;
    const made = this.ready().then((model) => promised<T>((done) => create(model, asked, done)));
    tellOf(made, callback as Callback<T> | undefined);
    // amqplib's type promises a channel; there is none before the connection is
    return this as unknown as T;
  }
}
type CreateLater<T> = (...given: readonly (BufferOptions | Callback<T> | null | undefined)[]) => T;

const promised = <T>(call: (done: Callback<T>) => unknown): Promise<T> =>
  new Promise((resolve, reject) => {
    call((error, value) => (error ? reject(error) : resolve(value)));
  });

function tellOf<T>(promise: Promise<T>, callback: Callback<T> | undefined | null): void {
  const done = doneOf(callback);
  promise.then(
    (value) => done(null, value),
    (error) => done(error),
  );
}

type OnConnected = Callback<CallbackModel>;
type WithRecovery = ConnectOptions & { readonly recovery: RecoveryOptions<CallbackModel> | true };

/** `connect(url, options, callback)`, `connect(url, callback)` or `connect(callback)`. */
export function connect(
  url: Url | undefined,
  options: WithRecovery,
  callback?: Callback<RecoveringConnection>,
): RecoveringConnection;
export function connect(
  url: Url | undefined | OnConnected,
  options?: ConnectOptions | null | false | OnConnected,
  callback?: OnConnected,
): void;
export function connect(
  url: Url | undefined | OnConnected,
  options?: ConnectOptions | WithRecovery | null | false | OnConnected,
  callback?: OnConnected | Callback<RecoveringConnection>,
): RecoveringConnection | undefined {
  const recovery = options && 'recovery' in options ? options.recovery : null;
  if (recovery && isAsked(recovery)) {
    return recovering(url as Url, options as WithRecovery, callback as Callback<RecoveringConnection>);
  }
  const given = [url, options, callback];
  const connected = given.find((each): each is OnConnected => typeof each === 'function');
  checkCallback('callback', connected);
  const address = typeof url === 'function' ? false : url;
  const asked = typeof options === 'function' ? undefined : options;
  const done = doneOf(connected);
  openConnection(address, asked, (error, connection) => {
    if (error || !connection) done(error);
    else done(null, new CallbackModel(connection));
  });
  return undefined;
}

function recovering(
  url: Url | undefined,
  options: WithRecovery,
  callback: Callback<RecoveringConnection> | undefined,
): RecoveringConnection {
  const { recovery } = options;
  const open = (): Promise<CallbackModel> =>
    promised((done) =>
      openConnection(url, options, (error, opened) =>
        error || !opened ? done(error, null as never) : done(null, new CallbackModel(opened)),
      ),
    );
  const close = (each: CallbackModel): Promise<void> => promised((done) => each.close(done));
  const model = new RecoveringConnection({ open, close }, recovery);
  if (recovery === true || recovery.waitForConnect !== false) model.waitForConnect(callback);
  else if (callback) afterThis(() => callback(null, model));
  return model;
}
