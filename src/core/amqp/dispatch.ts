/**
 * From a queue to its consumers. A copy that a consumer has room for is under way for a while and is still ready in its
 * queue: at the end of that time the then first copy goes to the consumer whose turn it then is. So nothing overtakes
 * on a queue, and what came back before goes out before.
 */
import { plus } from '../base/time.ts';
import type { MessageProperties } from '../trace/fact.ts';
import type { Delivery } from './api.ts';
import { blockFull, nextConsumer, roomIn, unblock } from './consumer.ts';
import { armExpiry, expireHeads } from './expiry.ts';
import { watchHeld } from './overdue.ts';
import type { BrokerState, ChannelState, Consumer, Copy, Queue, Unacked } from './state.ts';
import { tell } from './telling.ts';

/** Starts as many deliveries as there are copies without one and room for them. */
export function wake(state: BrokerState, queue: Queue): void {
  if (!state.running || queue.deleted || queue.consumers.length === 0) return;
  let waiting = queue.ready.size - queue.underWay;
  if (waiting <= 0) return;
  let room = roomIn(queue) - queue.underWay;
  const { generation } = queue;
  for (; waiting > 0 && room > 0; waiting -= 1, room -= 1) {
    const due = plus(state.host.now(), state.host.deliveryDelay(queue.vhost.name, queue.name));
    if (due > queue.lastDue) queue.lastDue = due;
    queue.underWay += 1;
    state.host.schedule(queue.lastDue, () => {
      if (queue.generation === generation) arrive(state, queue);
    });
  }
  if (waiting > 0) blockFull(queue);
}

function arrive(state: BrokerState, queue: Queue): void {
  queue.underWay -= 1;
  if (queue.deleted) return;
  expireHeads(state, queue);
  const consumer = queue.ready.size > 0 ? nextConsumer(queue) : null;
  const copy = consumer ? queue.ready.take() : null;
  armExpiry(state, queue);
  if (consumer && copy) deliver(state, consumer, copy);
}

function deliver(state: BrokerState, consumer: Consumer, copy: Copy): void {
  const { channel, queue } = consumer;
  if (!consumer.noAck) {
    consumer.unacked += 1;
    if (!queue.settings.quorum) channel.outstanding += 1;
  }
  consumer.onDelivery(handOver(state, channel, copy, consumer.tag, consumer.noAck ? 'acked' : consumer));
}

/** A quorum queue counts the returns: basic.get tells of none too, a consumer only of some. */
function deliveredProperties(copy: Copy, isGet: boolean): MessageProperties {
  const { properties } = copy.message;
  if (!copy.queue.settings.quorum || (!isGet && copy.returns === 0)) return properties;
  return { ...properties, headers: { ...properties.headers, 'x-delivery-count': copy.returns } };
}

/**
 * Takes a copy out of its queue into a channel's hands and tells of it. `holder`: the consumer that must ack it, `get`
 * for basic.get, `acked` when nobody acks (noAck).
 */
export function handOver(
  state: BrokerState,
  channel: ChannelState,
  copy: Copy,
  consumerTag: string,
  holder: Consumer | 'get' | 'acked',
): Delivery {
  const { message, queue, redelivered } = copy;
  const actor = channel.connection.options.user;
  const vhost = queue.vhost.name;
  const body = {
    kind: 'message.delivered',
    message: message.id,
    vhost,
    queue: queue.name,
    consumer: consumerTag,
    connection: channel.connection.id,
    redelivered,
  } as const;
  const fact = tell(state, { actor, cause: copy.cause }, body, message.group);
  const deliveryTag = channel.nextTag;
  channel.nextTag += 1;
  if (holder === 'acked') {
    copy.place = 'ended';
    const acked = { kind: 'message.acked', message: message.id, vhost, queue: queue.name } as const;
    tell(state, { actor, cause: fact }, acked, message.group);
  } else {
    copy.place = 'unacked';
    queue.unacked.add(copy);
    const consumer = holder === 'get' ? null : holder;
    channel.unacked.set(deliveryTag, { tag: deliveryTag, copy, consumer, since: state.host.now() });
    watchHeld(state, channel);
  }
  return {
    deliveryTag,
    consumerTag,
    redelivered,
    exchange: message.exchange,
    routingKey: message.routingKey,
    properties: deliveredProperties(copy, consumerTag === ''),
    body: message.body,
    message: message.id,
    fact,
  };
}

/** Takes a delivery off its channel's hands; what becomes of the copy is the caller's. */
export function release(channel: ChannelState, unacked: Unacked): void {
  channel.unacked.delete(unacked.tag);
  unacked.copy.queue.unacked.delete(unacked.copy);
  if (!unacked.consumer) return;
  unacked.consumer.unacked -= 1;
  if (!unacked.copy.queue.settings.quorum) channel.outstanding -= 1;
}

/** After settlements or a new limit: the channel's consumers may have room again. */
export function wakeChannel(state: BrokerState, channel: ChannelState): void {
  for (const consumer of channel.consumers.values()) {
    unblock(consumer);
    wake(state, consumer.queue);
  }
}
