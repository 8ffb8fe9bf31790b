/** What a channel can be asked, each with its arguments checked before anything is sent. */
import type { Channel as Door } from '../core/amqp/api.ts';
import type { AmqpMethod } from '../core/amqp/errors.ts';
import type { JsonTable } from '../core/trace/fact.ts';
import { integer, options, table, text } from './fields.ts';
import { gotMessage } from './message.ts';
import type {
  AssertExchangeOptions,
  AssertQueueOptions,
  DeleteQueueOptions,
  Empty,
  GetOptions,
  Message,
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

type GivenValues = { readonly [name: string]: unknown };

/** `arguments`, with what amqplib has options for laid over it. */
export function argumentsOf(given: unknown, promoted: GivenValues): JsonTable {
  return { ...table('arguments', given), ...table('arguments', promoted) } as JsonTable;
}

function assertQueue(name?: string, given?: AssertQueueOptions | null): AmqpRequest<QueueReply> {
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
    arguments: argumentsOf(asked.arguments, promoted),
  };
  return request('queue.declare', (door) => door.queueDeclare(declare));
}

function checkQueue(name: string): AmqpRequest<QueueReply> {
  const queue = text('queue', name);
  return request('queue.declare', (door) => door.queueDeclare({ queue, passive: true }));
}

function deleteQueue(
  name: string,
  given?: DeleteQueueOptions | null,
): AmqpRequest<{ readonly messageCount: number }> {
  const { ifUnused, ifEmpty } = options(given);
  const asked = { queue: text('queue', name), ifUnused: Boolean(ifUnused), ifEmpty: Boolean(ifEmpty) };
  return request('queue.delete', (door) => door.queueDelete(asked));
}

function purgeQueue(name: string): AmqpRequest<{ readonly messageCount: number }> {
  const queue = text('queue', name);
  return request('queue.purge', (door) => door.queuePurge({ queue }));
}

const queueBinding = (queue: string, source: string, pattern: string, args: unknown) => ({
  queue: text('queue', queue),
  exchange: text('exchange', source),
  routingKey: text('routingKey', pattern),
  arguments: table('arguments', args) as JsonTable,
});

function bindQueue(queue: string, source: string, pattern: string, args?: unknown): AmqpRequest<Empty> {
  const binding = queueBinding(queue, source, pattern, args);
  return order('queue.bind', (door) => door.queueBind(binding));
}

function unbindQueue(queue: string, source: string, pattern: string, args?: unknown): AmqpRequest<Empty> {
  const binding = queueBinding(queue, source, pattern, args);
  return order('queue.unbind', (door) => door.queueUnbind(binding));
}

function assertExchange(
  name: string,
  type: string,
  given?: AssertExchangeOptions | null,
): AmqpRequest<{ readonly exchange: string }> {
  const asked = options(given);
  const exchange = text('exchange', name);
  const declare = {
    exchange,
    type: text('type', type, 'direct'),
    durable: asked.durable === undefined ? true : Boolean(asked.durable),
    internal: Boolean(asked.internal),
    autoDelete: Boolean(asked.autoDelete),
    arguments: argumentsOf(asked.arguments, { 'alternate-exchange': asked.alternateExchange }),
  };
  return request('exchange.declare', (door) => {
    door.exchangeDeclare(declare);
    return { exchange };
  });
}

function checkExchange(name: string): AmqpRequest<Empty> {
  const exchange = text('exchange', name);
  return order('exchange.declare', (door) => door.exchangeDeclare({ exchange, passive: true }));
}

function deleteExchange(name: string, given?: { readonly ifUnused?: boolean } | null): AmqpRequest<Empty> {
  const asked = { exchange: text('exchange', name), ifUnused: Boolean(options(given).ifUnused) };
  return order('exchange.delete', (door) => door.exchangeDelete(asked));
}

const exchangeBinding = (destination: string, source: string, pattern: string, args: unknown) => ({
  destination: text('destination', destination),
  source: text('source', source),
  routingKey: text('routingKey', pattern),
  arguments: table('arguments', args) as JsonTable,
});

function bindExchange(
  destination: string,
  source: string,
  pattern: string,
  args?: unknown,
): AmqpRequest<Empty> {
  const binding = exchangeBinding(destination, source, pattern, args);
  return order('exchange.bind', (door) => door.exchangeBind(binding));
}

function unbindExchange(
  destination: string,
  source: string,
  pattern: string,
  args?: unknown,
): AmqpRequest<Empty> {
  const binding = exchangeBinding(destination, source, pattern, args);
  return order('exchange.unbind', (door) => door.exchangeUnbind(binding));
}

function get(name: string, given?: GetOptions | null): AmqpRequest<Message | false> {
  const asked = { queue: text('queue', name), noAck: Boolean(options(given).noAck) };
  return request('basic.get', (door) => {
    const answer = door.basicGet(asked);
    return answer === null ? false : gotMessage(answer);
  });
}

function prefetch(count: number, global?: boolean): AmqpRequest<Empty> {
  const asked = { prefetchCount: integer('prefetchCount', count || 0, 65535), global: Boolean(global) };
  return order('basic.qos', (door) => door.basicQos(asked));
}

const recover = (): AmqpRequest<Empty> => order('basic.recover', (door) => door.basicRecover());

export const open = (): AmqpRequest<Empty> => order('channel.open', () => {});

export const confirmSelect = (): AmqpRequest<Empty> =>
  order('confirm.select', (door) => door.confirmSelect());

/** Those that both APIs offer under the same name. */
export const REQUESTS = {
  assertQueue,
  checkQueue,
  deleteQueue,
  purgeQueue,
  bindQueue,
  unbindQueue,
  assertExchange,
  checkExchange,
  deleteExchange,
  bindExchange,
  unbindExchange,
  get,
  prefetch,
  recover,
};
export type Requests = typeof REQUESTS;
/** What a request's answer carries. */
export type AnswerTo<K extends keyof Requests> =
  ReturnType<Requests[K]> extends AmqpRequest<infer T> ? T : never;
