/** A connection as a client holds it: its channels, and how it ends. Both APIs are thin clothes over this. */
import type { Channel as Door, Connection as Way } from '../core/amqp/api.ts';
import type { AmqpError } from '../core/amqp/errors.ts';
import { addressOf, type ConnectionLimits } from './address.ts';
import type { ChannelLine, ClientChannel, Closed, ConnectionSide, Done } from './client-channel.ts';
import { connectionClosed, IllegalOperationError } from './client-errors.ts';
import { secret, text } from './fields.ts';
import { type Home, homeAt } from './local-broker.ts';
import { continuing, EventEmitter } from './platform.ts';
import { safeEmit } from './safe-emit.ts';
import type { ConnectAddress, ConnectOptions, ServerProperties } from './shapes.ts';

export const SERVER_PROPERTIES: ServerProperties = {
  host: '',
  product: 'Novascope',
  version: '3.10.8',
  platform: 'JavaScript',
  information: 'A broker in memory that follows RabbitMQ 3.10',
  capabilities: {
    publisher_confirms: true,
    exchange_exchange_bindings: true,
    'basic.nack': true,
    consumer_cancel_notify: true,
    'connection.blocked': true,
    consumer_priorities: true,
    authentication_failure_close: true,
    per_consumer_qos: true,
    direct_reply_to: true,
  },
};

/** RabbitMQ closes for its own sake with 320: amqplib tells of it by `close` alone. */
const CONNECTION_FORCED = 320;
/** What RabbitMQ offers unless it is told otherwise. */
const OFFERED = { channelMax: 2047, frameMax: 131072, heartbeat: 60 };

/** The lower of both limits; 0 stands for none. */
const agreed = (offered: number, asked: number): number => (asked === 0 ? offered : Math.min(offered, asked));

function checkClock(clock: unknown): 'real' | 'virtual' | undefined {
  if (clock === undefined || clock === 'real' || clock === 'virtual') return clock;
  throw new TypeError("Field 'clock' is the wrong type; must be 'real' or 'virtual'");
}

/** `blocked` and `unblocked` are never told: nothing blocks a publisher here. */
const CONNECTION_EVENTS = ['error', 'close', 'blocked', 'unblocked', 'update-secret-ok'] as const;

/** What a connection tells, its model tells too. */
export function tellOn(connection: ClientConnection, model: EventEmitter): void {
  for (const event of CONNECTION_EVENTS) {
    connection.on(event, (...told: readonly unknown[]) => model.emit(event, ...told));
  }
}

export class ClientConnection extends EventEmitter implements ConnectionSide {
  readonly serverProperties: ServerProperties = { ...SERVER_PROPERTIES };
  readonly channelMax: number;
  readonly frameMax: number;
  readonly heartbeat: number;
  /** what its channels hold of it */
  readonly line: ChannelLine;
  readonly #home: Home;
  readonly #channels = new Map<number, ClientChannel>();
  readonly #continuing = continuing();
  #way: Way | null = null;
  /** why nothing can be sent any more; null while it can */
  #why: string | null = null;
  #ended = false;
  #failed = false;

  constructor(home: Home, limits: ConnectionLimits) {
    super();
    this.serverProperties = { ...SERVER_PROPERTIES, host: home.place };
    this.#home = home;
    this.channelMax = agreed(OFFERED.channelMax, limits.channelMax ?? 0);
    this.frameMax = agreed(OFFERED.frameMax, limits.frameMax ?? 0);
    this.heartbeat = limits.heartbeat === 0 ? 0 : agreed(OFFERED.heartbeat, limits.heartbeat ?? 0);
    this.line = {
      connection: this,
      check: () => this.#check(),
      openDoor: (channel, asked) => this.#openDoor(channel, asked),
      release: (number) => this.#channels.delete(number),
      enter: (run) => home.enter(run),
      arrive: (run) => this.#arrive(run),
      later: (run) => home.send(() => this.#continuing(run)),
    };
  }

  /** `opened` is called when the broker has let it in. */
  open(vhost: string, user: string, opened: () => void): void {
    const onClosed = (_reason: unknown, error: AmqpError | null): void => {
      if (error) this.#arrive(() => this.#refused(error));
    };
    const login = { vhost, user, name: user, onClosed };
    this.#way = this.#home.enter(() => this.#home.broker.connect(login));
    // what the caller's own callback throws is the caller's: no frame is at fault
    this.line.later(opened);
  }

  /** amqplib's: `callback(null)` when it is closed, an error when it was closed before. */
  close(callback?: Closed | null): void {
    if (this.#ended) {
      callback?.(new IllegalOperationError(this.#why ?? ''));
      return;
    }
    this.#check();
    this.#why = 'Connection closing';
    this.#home.enter(() => this.#way?.close());
    this.#arrive(() => {
      callback?.(null);
      this.#toClosed(undefined);
    });
  }

  /** A new token for who is logged in; nobody is turned away here, so it is taken. */
  updateSecret(newSecret: Uint8Array, reason: string, callback?: Closed | null): void {
    secret('newSecret', newSecret);
    if (reason === undefined) throw new Error("Missing value for mandatory field 'reason'");
    text('reason', reason);
    this.#check();
    this.#arrive(() => {
      if (this.#why !== null) return;
      if (callback) this.once('update-secret-ok', () => callback(null));
      safeEmit(this, 'update-secret-ok');
    });
  }

  #check(): void {
    if (this.#why !== null) throw new IllegalOperationError(this.#why);
  }

  #openDoor(channel: ClientChannel, asked: Parameters<ChannelLine['openDoor']>[1]): Door {
    let number = 1;
    while (this.#channels.has(number)) number += 1;
    if (number > this.channelMax) throw new Error('No channels left to allocate');
    this.#channels.set(number, channel);
    const way = this.#way;
    if (!way) throw new IllegalOperationError('Connection closed');
    return this.#home.enter(() => way.openChannel({ ...asked, number }));
  }

  /** What a handler throws ends the connection with that error; who hears of no error has it thrown. */
  #arrive(run: () => void): void {
    this.line.later(() => {
      if (this.#ended) return;
      try {
        run();
      } catch (error) {
        this.#frameFailed(error as Error);
      }
    });
  }

  #frameFailed(error: Error): void {
    if (this.#failed || this.#ended) return;
    this.#failed = true;
    safeEmit(this, 'error', error);
    this.#toClosed(error);
    this.#home.enter(() => this.#way?.lose());
  }

  #refused(refusal: AmqpError): void {
    if (this.#why !== null) return;
    const error = connectionClosed(refusal);
    if (refusal.replyCode !== CONNECTION_FORCED) safeEmit(this, 'error', error);
    this.#toClosed(error);
  }

  #toClosed(error: Error | undefined): void {
    for (const channel of [...this.#channels.values()]) channel.toClosed();
    this.#why = `Connection closed (${error ? error.toString() : 'by client'})`;
    this.#ended = true;
    safeEmit(this, 'close', error);
  }
}

/** Throws for an address that is none; `done` hears of everything else. */
export function openConnection(
  url: string | ConnectAddress | null | undefined | false,
  options: ConnectOptions | null | undefined | false,
  done: Done<ClientConnection>,
): void {
  const address = addressOf(url);
  const { clock, credentials } = options || {};
  const home = homeAt(address, checkClock(clock));
  const connection = new ClientConnection(home, address.limits);
  const user = credentials?.username ?? address.user;
  connection.open(address.vhost, user, () => done(null, connection));
}
