/** basic.publish: checked, routed, one copy a queue; then what the publisher is told of it. */
import type { DropReason, MessageProperties } from '../trace/fact.ts';
import { addressOf } from './address.ts';
import type { Publish, PublishResult, Returned } from './api.ts';
import { answerDirectly, isReplyKey, stampReplyTo } from './direct-reply.ts';
import { enqueue } from './enqueue.ts';
import { notFound, refuse, resource } from './errors.ts';
import { checkProperties } from './message-checks.ts';
import { route } from './routing.ts';
import type { BrokerState, ChannelState, Exchange, Queue, StoredMessage } from './state.ts';
import { because, tell } from './telling.ts';

function exchangeFor(channel: ChannelState, name: string): Exchange {
  const { vhost } = channel.connection;
  const exchange = vhost.exchanges.get(name) ?? notFound('exchange', name, vhost.name, 'basic.publish');
  if (exchange.internal) {
    const what = resource('exchange', name, vhost.name);
    refuse('ACCESS_REFUSED', `cannot publish to internal ${what}`, 'basic.publish');
  }
  return exchange;
}

export function publish(state: BrokerState, channel: ChannelState, options: Publish): PublishResult {
  const { connection } = channel;
  if (options.immediate) refuse('NOT_IMPLEMENTED', 'immediate=true', 'basic.publish');
  const exchange = exchangeFor(channel, options.exchange);
  checkProperties(connection.options.user, options.properties ?? {});
  const properties = stampReplyTo(channel, options.properties ?? {});
  const { keys, delivered } = addressOf(options.routingKey, properties);
  const direct = exchange.name === '' && isReplyKey(options.routingKey);
  const queues = direct ? [] : route(exchange, keys, properties.headers ?? {});
  const message = announce(state, channel, options, properties, delivered, queues);
  if (channel.published !== null) channel.published += 1;
  let accepted = true;
  for (const queue of queues) accepted = enqueue(state, queue, message) && accepted;
  if (queues.length === 0 && !(direct && answerDirectly(state, message))) {
    unroutable(state, channel, options.mandatory === true, message);
  }
  const sequence = channel.published;
  if (sequence !== null && options.unconfirmed !== true) confirm(state, channel, sequence, message, accepted);
  return { message: message.id, routed: queues.map((queue) => queue.name), fact: message.fact, sequence };
}

/** Emits `message.published`; `properties` as sent, `delivered` as consumers will see them. */
function announce(
  state: BrokerState,
  channel: ChannelState,
  options: Publish,
  properties: MessageProperties,
  delivered: MessageProperties,
  queues: readonly Queue[],
): StoredMessage {
  const { host } = state;
  const { exchange, routingKey, body } = options;
  const { id: connection, vhost, options: login } = channel.connection;
  const rpc = host.summarize({ exchange, routingKey, body, properties });
  const group = host.groupOf(login.user, rpc);
  const id = state.nextMessage;
  state.nextMessage += 1;
  const published = {
    kind: 'message.published',
    message: id,
    vhost: vhost.name,
    exchange,
    routing_key: routingKey,
    properties,
    mandatory: options.mandatory === true,
    connection,
    queues: queues.map((queue) => queue.name),
    body,
    rpc,
  } as const;
  const fact = host.emit(login.user, published, { group });
  return { id, exchange, routingKey, properties: delivered, body, group, rpc, fact };
}

/** A message that no queue took: back to its publisher if it is mandatory, else lost. */
function unroutable(
  state: BrokerState,
  channel: ChannelState,
  mandatory: boolean,
  message: StoredMessage,
): void {
  const vhost = channel.connection.vhost.name;
  if (!mandatory) {
    lose(state, vhost, message, 'unroutable');
    return;
  }
  const answer = { reply_code: 312, reply_text: 'NO_ROUTE' };
  const body = { kind: 'message.returned', message: message.id, vhost, ...answer } as const;
  tell(state, because(message.fact), body, message.group);
  const returned: Returned = {
    replyCode: answer.reply_code,
    replyText: answer.reply_text,
    exchange: message.exchange,
    routingKey: message.routingKey,
    properties: message.properties,
    body: message.body,
    message: message.id,
  };
  later(state, channel, () => channel.options.onReturn?.(returned));
}

/** A message that never reached a queue. */
export function lose(state: BrokerState, vhost: string, message: StoredMessage, reason: DropReason): void {
  const body = { kind: 'message.dropped', message: message.id, vhost, queue: null, reason } as const;
  tell(state, because(message.fact), body, message.group);
}

function confirm(
  state: BrokerState,
  channel: ChannelState,
  sequence: number,
  message: StoredMessage,
  ack: boolean,
): void {
  const body = { kind: 'message.confirmed', message: message.id, ack } as const;
  tell(state, because(message.fact), body, message.group);
  later(state, channel, () => channel.options.onConfirm?.({ sequence, ack, message: message.id }));
}

/** Frames to the client come after the publish has returned, in their order; a closed channel gets none. */
function later(state: BrokerState, channel: ChannelState, run: () => void): void {
  state.host.schedule(state.host.now(), () => {
    if (channel.open) run();
  });
}
