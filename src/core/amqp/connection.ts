/** A connection: channels, exclusive queues, and the three ways in which it ends. */
import { CodedError } from '../base/assert.ts';
import { BROKER } from '../trace/fact.ts';
import type { Connection, ConnectionOptions } from './api.ts';
import { addChannel, channelDoor } from './channel.ts';
import { forgetReplyConsumer, removeConsumer } from './consuming.ts';
import { requeue } from './enqueue.ts';
import { type AmqpError, refuse } from './errors.ts';
import { endWatch } from './overdue.ts';
import { deleteQueue } from './queue.ts';
import { releaseKeeping } from './settle.ts';
import type { BrokerState, ChannelState, ConnectionState, Copy } from './state.ts';
import { because, tell } from './telling.ts';

/** The client's own name, with a number behind it when it was used before. */
function idFor(state: BrokerState, name: string): string {
  const used = (state.names.get(name) ?? 0) + 1;
  state.names.set(name, used);
  const id = used === 1 ? name : `${name}#${used}`;
  return state.connections.has(id) ? idFor(state, name) : id;
}

export function connect(state: BrokerState, options: ConnectionOptions): Connection {
  if (!state.running) throw new CodedError('broker_not_running', 'the broker is not running');
  const vhost = state.vhosts.get(options.vhost);
  if (!vhost) return refuse('NOT_ALLOWED', `vhost ${options.vhost} not found`, 'connection.open');
  const id = idFor(state, options.name);
  const connection: ConnectionState = {
    id,
    vhost,
    options,
    channels: new Map(),
    exclusive: new Set(),
    nextChannel: 0,
    open: true,
  };
  state.connections.set(id, connection);
  const opened = { connection: id, vhost: vhost.name, user: options.user };
  state.host.emit(options.user, { kind: 'connection.opened', ...opened });
  return connectionDoor(state, connection);
}

function connectionDoor(state: BrokerState, connection: ConnectionState): Connection {
  const end = (reason: 'closed' | 'lost', error: AmqpError | null): void => {
    if (!connection.open) return;
    const channels = [...connection.channels.values()];
    closeConnection(state, connection, reason, error !== null);
    if (error) for (const channel of channels) channel.options.onClosed?.(error);
    connection.options.onClosed?.(reason, error);
  };
  return {
    id: connection.id,
    get isOpen() {
      return connection.open;
    },
    openChannel(options = {}) {
      if (!connection.open) throw new CodedError('connection_closed', 'the connection is closed');
      const channel = addChannel(connection, options);
      return channelDoor(state, channel, (error) => end('closed', error));
    },
    close: () => end('closed', null),
    lose: () => end('lost', null),
  };
}

/** Marks a channel as gone and hands out what it held. */
export function takeHeld(state: BrokerState, channel: ChannelState): Copy[] {
  channel.open = false;
  endWatch(channel);
  forgetReplyConsumer(state, channel);
  const held = [...channel.unacked.values()];
  for (const unacked of held) releaseKeeping(channel, unacked);
  return held.map((unacked) => unacked.copy);
}

/** Consumers go first, then everything held comes back, then the exclusive queues go: durable ones too. */
function closeConnection(
  state: BrokerState,
  connection: ConnectionState,
  reason: 'closed' | 'lost',
  byBroker: boolean,
): void {
  connection.open = false;
  state.connections.delete(connection.id);
  const actor = reason === 'lost' || byBroker ? BROKER : connection.options.user;
  const doing = { actor, cause: undefined };
  const closed = tell(state, doing, { kind: 'connection.closed', connection: connection.id, reason });
  const channels = [...connection.channels.values()];
  for (const channel of channels) {
    for (const consumer of [...channel.consumers.values()]) {
      removeConsumer(state, because(closed), consumer, 'connection_closed');
    }
  }
  const copies = channels.flatMap((channel) => takeHeld(state, channel));
  requeue(state, because(closed), copies, 'connection_closed');
  for (const queue of [...connection.exclusive]) {
    deleteQueue(state, because(closed), queue, 'exclusive_owner_gone');
  }
  connection.channels.clear();
}
