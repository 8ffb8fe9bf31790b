/** A channel: each method runs, or closes the channel (or the connection) with its refusal and throws it. */
import { CodedError } from '../base/assert.ts';
import { micros } from '../base/time.ts';
import type { Channel, ChannelOptions } from './api.ts';
import { cancel, consume, forgetReplyConsumer, get, qos, removeConsumer } from './consuming.ts';
import { requeue } from './enqueue.ts';
import { AmqpError } from './errors.ts';
import { exchangeBind, exchangeDeclare, exchangeDelete, exchangeUnbind } from './exchange-methods.ts';
import { endWatch } from './overdue.ts';
import { publish } from './publish.ts';
import { queueBind, queueDeclare, queueDelete, queuePurge, queueUnbind } from './queue-methods.ts';
import { ack, recover, refuseDelivery, releaseKeeping } from './settle.ts';
import type { BrokerState, ChannelState, ConnectionState } from './state.ts';
import { answering } from './telling.ts';

export function addChannel(connection: ConnectionState, options: ChannelOptions): ChannelState {
  connection.nextChannel += 1;
  const channel: ChannelState = {
    number: options.number ?? connection.nextChannel,
    connection,
    options,
    open: true,
    lastQueue: null,
    nextTag: 1,
    unacked: new Map(),
    consumers: new Map(),
    prefetch: 0,
    globalPrefetch: 0,
    outstanding: 0,
    published: null,
    replyConsumer: null,
    fail: () => {},
    looksFrom: micros(0),
    watch: null,
  };
  connection.channels.set(channel.number, channel);
  return channel;
}

/** Its consumers go, then what it held goes back to its queues. */
function closeChannel(state: BrokerState, channel: ChannelState): void {
  channel.open = false;
  endWatch(channel);
  channel.connection.channels.delete(channel.number);
  forgetReplyConsumer(state, channel);
  for (const consumer of [...channel.consumers.values()]) {
    removeConsumer(state, answering, consumer, 'channel_closed');
  }
  const held = [...channel.unacked.values()];
  for (const unacked of held) releaseKeeping(channel, unacked);
  requeue(
    state,
    answering,
    held.map((unacked) => unacked.copy),
    'channel_closed',
  );
}

/** `closeConnection`: for refusals that close more than the channel. */
export function channelDoor(
  state: BrokerState,
  channel: ChannelState,
  closeConnection: (error: AmqpError) => void,
): Channel {
  channel.fail = (error) => {
    closeChannel(state, channel);
    channel.options.onClosed?.(error);
  };
  const run = <T>(method: () => T): T => {
    if (!channel.open) throw new CodedError('channel_closed', 'the channel is closed');
    try {
      return method();
    } catch (error) {
      if (!(error instanceof AmqpError)) throw error;
      if (error.scope === 'connection') closeConnection(error);
      else channel.fail(error);
      throw error;
    }
  };
  return {
    number: channel.number,
    get isOpen() {
      return channel.open;
    },
    exchangeDeclare: (options) => run(() => exchangeDeclare(state, channel, options)),
    exchangeDelete: (options) => run(() => exchangeDelete(state, channel, options)),
    exchangeBind: (options) => run(() => exchangeBind(state, channel, options)),
    exchangeUnbind: (options) => run(() => exchangeUnbind(state, channel, options)),
    queueDeclare: (options) => run(() => queueDeclare(state, channel, options)),
    queueBind: (options) => run(() => queueBind(state, channel, options)),
    queueUnbind: (options) => run(() => queueUnbind(state, channel, options)),
    queuePurge: ({ queue }) => run(() => ({ messageCount: queuePurge(state, channel, queue) })),
    queueDelete: (options) => run(() => ({ messageCount: queueDelete(state, channel, options) })),
    basicQos: (options) => run(() => qos(state, channel, options)),
    basicConsume: (options) => run(() => consume(state, channel, options)),
    basicCancel: ({ consumerTag }) => run(() => cancel(state, channel, consumerTag)),
    basicPublish: (options) => run(() => publish(state, channel, options)),
    confirmSelect: () =>
      run(() => {
        channel.published ??= 0;
      }),
    basicAck: (tag, multiple = false) => run(() => ack(state, channel, tag, multiple)),
    basicNack: (tag, { multiple = false, requeue: again = true } = {}) =>
      run(() => refuseDelivery(state, channel, tag, { multiple, requeue: again, how: 'nack' })),
    basicReject: (tag, { requeue: again = true } = {}) =>
      run(() => refuseDelivery(state, channel, tag, { multiple: false, requeue: again, how: 'reject' })),
    basicRecover: ({ requeue: again = true } = {}) => run(() => recover(state, channel, again)),
    basicGet: (options) => run(() => get(state, channel, options)),
    close() {
      if (channel.open) closeChannel(state, channel);
    },
  };
}
