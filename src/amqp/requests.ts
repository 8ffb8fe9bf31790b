/** What a channel can be asked, each with its arguments checked before anything is sent. */
import type { Delivery, Channel as Door } from '../core/amqp/api.ts';
import type { AmqpMethod } from '../core/amqp/errors.ts';
import { tableOf, tableWith } from './field-table.ts';
import { integer, mandatory, options, text } from './fields.ts';
import { gotMessage } from './message.ts';
import type {
  AssertExchangeOptions,
  AssertQueueOptions,
  ConsumeOptions,
  ConsumerReply,
  CountReply,
  DeleteExchangeOptions,
  DeleteQueueOptions,
  Empty,
  ExchangeReply,
  GetMessage,
  GetOptions,
  QueueReply,
} from './shapes.ts';

/** A method that is answered; `run` does it at the broker and gives the answer's fields. */
export interface AmqpRequest<T> {
  readonly method: AmqpMethod;
  readonly run: (door: Door) => T;
}

const EMPTY: Empty = {};

const request = <T>(method: AmqpMethod, run: (door: Door) => T): AmqpRequest<T> => ({ method, run });

/** Requests that are answered by nothing but their having been done. */
const order = (method: AmqpMethod, run: (door: Door) => void): AmqpRequest<Empty> =>
  request(method, (door) => {
    run(door);
    return EMPTY;
  });

export function assertQueue(name?: string, given?: AssertQueueOptions | null): AmqpRequest<QueueReply> {
  const asked = options(given);
  const promoted = {
    'x-expires': asked.expires,
    'x-message-ttl': asked.messageTtl,
    'x-dead-letter-exchange': asked.deadLetterExchange,
    'x-dead-letter-routing-key': asked.deadLetterRoutingKey,
    'x-max-length': asked.maxLength,
    'x-max-priority': asked.maxPriority,
    'x-overflow': asked.overflow,
    'x-queue-mode': asked.queueMode,
  };
  const declare = {
    queue: text('queue', name || undefined),
    durable: asked.durable === undefined ? true : Boolean(asked.durable),
    exclusive: Boolean(asked.exclusive),
    autoDelete: Boolean(asked.autoDelete),
    arguments: tableWith('arguments', asked.arguments, promoted),
  };
  return request('queue.declare', (door) => door.queueDeclare(declare));
}

export function checkQueue(name: string): AmqpRequest<QueueReply> {
  const queue = text('queue', name);
  return request('queue.declare', (door) => door.queueDeclare({ queue, passive: true }));
}

export function deleteQueue(name: string, given?: DeleteQueueOptions | null): AmqpRequest<CountReply> {
  const { ifUnused, ifEmpty } = options(given);
  const asked = { queue: text('queue', name), ifUnused: Boolean(ifUnused), ifEmpty: Boolean(ifEmpty) };
  return request('queue.delete', (door) => door.queueDelete(asked));
}

export function purgeQueue(name: string): AmqpRequest<CountReply> {
  const queue = text('queue', name);
  return request('queue.purge', (door) => door.queuePurge({ queue }));
}

const queueBinding = (queue: string, source: string, pattern: string, args: unknown) => ({
  queue: text('queue', queue),
  exchange: mandatory('exchange', source),
  routingKey: text('routingKey', pattern),
  arguments: tableOf('arguments', args),
});

export function bindQueue(
  queue: string,
  source: string,
  pattern: string,
  args?: unknown,
): AmqpRequest<Empty> {
  const binding = queueBinding(queue, source, pattern, args);
  return order('queue.bind', (door) => door.queueBind(binding));
}

export function unbindQueue(
  queue: string,
  source: string,
  pattern: string,
  args?: unknown,
): AmqpRequest<Empty> {
  const binding = queueBinding(queue, source, pattern, args);
  return order('queue.unbind', (door) => door.queueUnbind(binding));
}

export function assertExchange(
  name: string,
  type: string,
  given?: AssertExchangeOptions | null,
): AmqpRequest<ExchangeReply> {
  const asked = options(given);
  const exchange = mandatory('exchange', name);
  const declare = {
    exchange,
    type: text('type', type, 'direct'),
    durable: asked.durable === undefined ? true : Boolean(asked.durable),
    internal: Boolean(asked.internal),
    autoDelete: Boolean(asked.autoDelete),
    arguments: tableWith('arguments', asked.arguments, { 'alternate-exchange': asked.alternateExchange }),
  };
  return request('exchange.declare', (door) => {
    door.exchangeDeclare(declare);
    return { exchange };
  });
}

export function checkExchange(name: string): AmqpRequest<Empty> {
  const exchange = mandatory('exchange', name);
  return order('exchange.declare', (door) => door.exchangeDeclare({ exchange, passive: true }));
}

export function deleteExchange(name: string, given?: DeleteExchangeOptions | null): AmqpRequest<Empty> {
  const asked = { exchange: mandatory('exchange', name), ifUnused: Boolean(options(given).ifUnused) };
  return order('exchange.delete', (door) => door.exchangeDelete(asked));
}

const exchangeBinding = (destination: string, source: string, pattern: string, args: unknown) => ({
  destination: mandatory('destination', destination),
  source: mandatory('source', source),
  routingKey: text('routingKey', pattern),
  arguments: tableOf('arguments', args),
});

export function bindExchange(
  destination: string,
  source: string,
  pattern: string,
  args?: unknown,
): AmqpRequest<Empty> {
  const binding = exchangeBinding(destination, source, pattern, args);
  return order('exchange.bind', (door) => door.exchangeBind(binding));
}

export function unbindExchange(
  destination: string,
  source: string,
  pattern: string,
  args?: unknown,
): AmqpRequest<Empty> {
  const binding = exchangeBinding(destination, source, pattern, args);
  return order('exchange.unbind', (door) => door.exchangeUnbind(binding));
}

export function get(name: string, given?: GetOptions | null): AmqpRequest<GetMessage | false> {
  const asked = { queue: text('queue', name), noAck: Boolean(options(given).noAck) };
  return request('basic.get', (door) => {
    const answer = door.basicGet(asked);
    return answer === null ? false : gotMessage(answer);
  });
}

export function prefetch(count: number, global?: boolean): AmqpRequest<Empty> {
  const asked = { prefetchCount: integer('prefetchCount', count || 0, 65535), global: Boolean(global) };
  return order('basic.qos', (door) => door.basicQos(asked));
}

export const recover = (): AmqpRequest<Empty> => order('basic.recover', (door) => door.basicRecover());

export const open = (): AmqpRequest<Empty> => order('channel.open', () => {});

export const confirmSelect = (): AmqpRequest<Empty> =>
  order('confirm.select', (door) => door.confirmSelect());

/** What the broker hands to a consumer later. */
export interface ConsumerEars {
  readonly onDelivery: (delivery: Delivery) => void;
  readonly onCancel: (consumerTag: string) => void;
}

export function consume(
  name: string,
  given: ConsumeOptions | null | undefined,
  { onDelivery, onCancel }: ConsumerEars,
): AmqpRequest<ConsumerReply> {
  const asked = options(given);
  const fields = {
    queue: text('queue', name),
    consumerTag: text('consumerTag', asked.consumerTag || undefined),
    noAck: Boolean(asked.noAck),
    exclusive: Boolean(asked.exclusive),
    arguments: tableWith('arguments', asked.arguments, { 'x-priority': asked.priority }),
  };
  return request('basic.consume', (door) => {
    const consumerTag = door.basicConsume({ ...fields, onDelivery, onCancel: () => onCancel(consumerTag) });
    return { consumerTag };
  });
}

export function cancel(tag: string): AmqpRequest<ConsumerReply> {
  const consumerTag = mandatory('consumerTag', tag);
  return request('basic.cancel', (door) => {
    door.basicCancel({ consumerTag });
    return { consumerTag };
  });
}
