/**
 * Direct reply-to: a consumer of `amq.rabbitmq.reply-to` gets answers without any queue. The broker writes a token of
 * the asking channel into reply_to; who publishes to the default exchange with it reaches that consumer. Answers stand
 * in no queue, so facts know their publication only.
 */
import type { MessageProperties } from '../trace/fact.ts';
import type { QueueDeclareOk } from './api.ts';
import { notFound, refuse } from './errors.ts';
import type { BrokerState, ChannelState, StoredMessage } from './state.ts';

export const REPLY_TO = 'amq.rabbitmq.reply-to';

export const isReplyKey = (routingKey: string): boolean => routingKey.startsWith(`${REPLY_TO}.`);

/** Of the pseudo-queue, or of one that a channel takes its answers under. */
export const isReplyName = (queue: string): boolean => queue === REPLY_TO || isReplyKey(queue);

/** It is there as long as somebody takes answers under it, and the pseudo-queue always: empty, with one consumer. */
export function declareReplies(state: BrokerState, vhost: string, queue: string): QueueDeclareOk {
  if (queue !== REPLY_TO && !state.replyTokens.has(queue)) notFound('queue', queue, vhost, 'queue.declare');
  return { queue, messageCount: 0, consumerCount: 1 };
}

/** The properties with the channel's token in the place of the pseudo-queue's name. Throws 406 without the consumer. */
export function stampReplyTo(channel: ChannelState, properties: MessageProperties): MessageProperties {
  if (properties.reply_to !== REPLY_TO) return properties;
  const consumer = channel.replyConsumer;
  if (!consumer) return refuse('PRECONDITION_FAILED', 'fast reply consumer does not exist', 'basic.publish');
  return { ...properties, reply_to: consumer.token };
}

/** False when nobody waits under that token. */
export function answerDirectly(state: BrokerState, message: StoredMessage): boolean {
  const channel = state.replyTokens.get(message.routingKey);
  const consumer = channel?.replyConsumer;
  if (!channel?.open || !consumer) return false;
  state.host.schedule(state.host.now(), () => {
    if (!channel.open || channel.replyConsumer !== consumer) return;
    const deliveryTag = channel.nextTag;
    channel.nextTag += 1;
    consumer.onDelivery({
      deliveryTag,
      consumerTag: consumer.tag,
      redelivered: false,
      exchange: message.exchange,
      routingKey: message.routingKey,
      properties: message.properties,
      body: message.body,
      message: message.id,
      fact: message.fact,
    });
  });
  return true;
}
