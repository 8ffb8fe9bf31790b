/** A connection as a client holds it: its channels, and how it ends. Both APIs are thin clothes over this. */
import type { Connection } from '../core/amqp/broker.ts';
import type { AmqpError } from '../core/amqp/errors.ts';
import { addressOf } from './address.ts';
import { type ClientChannel, type ConnectionSide, type Done, openClientChannel } from './client-channel.ts';
import { connectionClosed, IllegalOperationError } from './client-errors.ts';
import { type Emitter, makeEmitter } from './emitter.ts';
import { homeAt } from './local-broker.ts';
import { confirmSelect, open } from './requests.ts';
import type { ConnectAddress, ConnectOptions } from './shapes.ts';

export interface ClientConnection {
  readonly emitter: Emitter;
  /** The channel is there at once, `done` is called when the broker has opened it. Throws on a closed connection. */
  openChannel(confirm: boolean, done: Done<ClientChannel>): ClientChannel;
  close(done: (error: Error | null) => void): void;
}

/** What a client is told of its broker; amqplib shows it as `connection.serverProperties`. */
export const SERVER_PROPERTIES = {
  product: 'Novascope',
  version: '3.10',
  platform: 'JavaScript',
  information: 'A broker in memory that follows RabbitMQ 3.10',
  capabilities: {
    publisher_confirms: true,
    exchange_exchange_bindings: true,
    'basic.nack': true,
    consumer_cancel_notify: true,
    consumer_priorities: true,
    per_consumer_qos: true,
    direct_reply_to: true,
  },
};

/** RabbitMQ closes for its own sake with 320: amqplib tells of it by `close` alone. */
const CONNECTION_FORCED = 320;

function checkClock(clock: unknown): 'real' | 'virtual' | undefined {
  if (clock === undefined || clock === 'real' || clock === 'virtual') return clock;
  throw new TypeError("Field 'clock' is the wrong type; must be 'real' or 'virtual'");
}

/** Throws for an address that is none; `done` hears of everything else. */
export function openConnection(
  url: string | ConnectAddress | null | undefined | false,
  options: ConnectOptions | null | undefined | false,
  done: Done<ClientConnection>,
): void {
  const address = addressOf(url);
  const home = homeAt(address, checkClock(options ? options.clock : undefined));
  const emitter = makeEmitter();
  const channels = new Set<ClientChannel>();
  let why: string | null = null;

  const toClosed = (error: Error | undefined): void => {
    for (const channel of [...channels]) channel.drop();
    why = `Connection closed (${error ? error.toString() : 'by client'})`;
    ended = true;
    emitter.emit('close', error);
  };
  let ended = false;
  const refused = (refusal: AmqpError): void => {
    if (ended || why !== null) return;
    const error = connectionClosed(refusal);
    try {
      if (refusal.replyCode !== CONNECTION_FORCED) emitter.emit('error', error);
    } finally {
      toClosed(error);
    }
  };
  const login = {
    vhost: address.vhost,
    user: address.user,
    name: address.user,
    onClosed(_reason: unknown, error: AmqpError | null) {
      if (error) home.send(() => refused(error));
    },
  };
  const door: Connection = home.enter(() => home.broker.connect(login));
  const line: ConnectionSide = {
    home,
    closedBecause: () => why,
    openDoor: (asked) => home.enter(() => door.openChannel(asked)),
    forget: (channel) => channels.delete(channel),
  };
  const check = (): void => {
    if (why !== null) throw new IllegalOperationError(why);
  };
  const connection: ClientConnection = {
    emitter,
    openChannel(confirm, opened) {
      check();
      const channel = openClientChannel(line);
      channels.add(channel);
      const ready: Done<unknown> = (error) => (error ? opened(error) : opened(null, channel));
      channel.ask(open(), (error) => {
        if (error || !confirm) ready(error);
        else channel.ask(confirmSelect(), ready);
      });
      return channel;
    },
    close(closed) {
      if (ended) {
        closed(new IllegalOperationError(why ?? 'Connection closed'));
        return;
      }
      check();
      why = 'Connection closing';
      home.enter(() => door.close());
      home.send(() => {
        closed(null);
        toClosed(undefined);
      });
    },
  };
  home.send(() => done(null, connection));
}
