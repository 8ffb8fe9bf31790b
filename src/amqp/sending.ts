/** What a client sends without waiting for an answer, and consuming: the same for both APIs. */
import type { JsonTable } from '../core/trace/fact.ts';
import type { ClientChannel } from './client-channel.ts';
import { textOf } from './content.ts';
import { bytes, callback, options, tagOf, text } from './fields.ts';
import { deliveredMessage, propertiesOf } from './message.ts';
import { type AmqpRequest, argumentsOf } from './requests.ts';
import type { ConsumeOptions, Message, OnConfirm, OnMessage, PublishOptions } from './shapes.ts';

/** True: there is no socket whose buffer could be full. */
export function publish(
  channel: ClientChannel,
  exchange: string,
  routingKey: string,
  content: Uint8Array,
  given?: PublishOptions | null,
): true {
  const message = {
    exchange: text('exchange', exchange),
    routingKey: text('routingKey', routingKey),
    body: textOf(bytes('content', content)),
    properties: propertiesOf(given),
    mandatory: Boolean(options(given).mandatory),
  };
  channel.tell((door) => {
    door.basicPublish(message);
  });
  return true;
}

/** On a confirm channel: `confirmed` is called with null for an ack. */
export function publishConfirmed(
  channel: ClientChannel,
  publication: readonly [
    exchange: string,
    routingKey: string,
    content: Uint8Array,
    options?: PublishOptions | null | undefined,
  ],
  confirmed?: OnConfirm,
): true {
  if (confirmed !== undefined && confirmed !== null) callback('callback', confirmed);
  publish(channel, ...publication);
  channel.confirms.add(confirmed);
  return true;
}

export function ack(channel: ClientChannel, message: Message, allUpTo?: boolean): void {
  const tag = tagOf(message);
  channel.tell((door) => door.basicAck(tag, Boolean(allUpTo)));
}

export function ackAll(channel: ClientChannel): void {
  channel.tell((door) => door.basicAck(0, true));
}

export function nack(channel: ClientChannel, message: Message, allUpTo?: boolean, requeue = true): void {
  const tag = tagOf(message);
  channel.tell((door) => door.basicNack(tag, { multiple: Boolean(allUpTo), requeue }));
}

export function nackAll(channel: ClientChannel, requeue = true): void {
  channel.tell((door) => door.basicNack(0, { multiple: true, requeue }));
}

export function reject(channel: ClientChannel, message: Message, requeue = true): void {
  const tag = tagOf(message);
  channel.tell((door) => door.basicReject(tag, { requeue }));
}

/** `onMessage` gets null when the broker cancels the consumer. */
export function consume(
  channel: ClientChannel,
  queue: string,
  onMessage: OnMessage,
  given?: ConsumeOptions | null,
): AmqpRequest<{ readonly consumerTag: string }> {
  callback('onMessage', onMessage);
  const asked = options(given);
  const fields = {
    queue: text('queue', queue),
    consumerTag: text('consumerTag', asked.consumerTag || undefined),
    noAck: Boolean(asked.noAck),
    exclusive: Boolean(asked.exclusive),
    arguments: argumentsOf(asked.arguments, { 'x-priority': asked.priority }) as JsonTable,
  };
  return {
    method: 'basic.consume',
    run(door) {
      const consumerTag = door.basicConsume({
        ...fields,
        onDelivery: (delivery) => channel.deliver('delivery', deliveredMessage(delivery), onMessage),
        onCancel: () => channel.deliver('cancel', { consumerTag }, () => onMessage(null)),
      });
      return { consumerTag };
    },
  };
}

export function cancel(consumerTag: string): AmqpRequest<{ readonly consumerTag: string }> {
  const tag = text('consumerTag', consumerTag);
  return {
    method: 'basic.cancel',
    run(door) {
      door.basicCancel({ consumerTag: tag });
      return { consumerTag: tag };
    },
  };
}
