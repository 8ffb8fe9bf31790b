/** Dead letters: a copy that its queue gave up is published again, by the broker, with a record of its deaths. */
import { isObject, type Json } from '../base/json.ts';
import type { JsonTable, MessageProperties } from '../trace/fact.ts';
import { BROKER } from '../trace/fact.ts';
import { visibleKeys } from './address.ts';
import { enqueue } from './enqueue.ts';
import { lose } from './publish.ts';
import { route } from './routing.ts';
import type { BrokerState, Copy, Queue, StoredMessage } from './state.ts';

type Death = JsonTable;

export function deadLetter(state: BrokerState, copy: Copy, reason: string, cause: number): void {
  const { settings, vhost } = copy.queue;
  if (settings.deadLetterExchange === null || !state.running) return;
  const exchange = vhost.exchanges.get(settings.deadLetterExchange);
  if (!exchange) return;
  const { message } = copy;
  const deaths = withDeath(state, copy, reason);
  const properties = deadProperties(message, deaths, copy.queue, reason);
  const own = visibleKeys(message.routingKey, message.properties);
  const keys = settings.deadLetterRoutingKey === null ? own : [settings.deadLetterRoutingKey];
  const found = route(exchange, keys, properties.headers ?? {});
  const queues = found.filter((queue) => reason === 'rejected' || !isCircle(queue.name, deaths));
  const address = { exchange: exchange.name, routingKey: keys[0] ?? '' };
  const again = announce(state, vhost.name, { ...message, ...address, properties }, queues, cause);
  for (const queue of queues) enqueue(state, queue, again);
  if (queues.length === 0) lose(state, vhost.name, again, 'unroutable');
}

/** A new message by the broker itself: no connection published it. */
function announce(
  state: BrokerState,
  vhost: string,
  message: StoredMessage,
  queues: readonly Queue[],
  cause: number,
): StoredMessage {
  const id = state.nextMessage;
  state.nextMessage += 1;
  const { exchange, routingKey, properties, body, rpc, group } = message;
  const address = { vhost, exchange, routing_key: routingKey, properties, mandatory: false, connection: '' };
  const names = queues.map((queue) => queue.name);
  const published = { kind: 'message.published', message: id, ...address, queues: names, body, rpc } as const;
  const fact = state.host.emit(BROKER, published, { cause, group });
  return { ...message, id, fact };
}

function deathsOf(properties: MessageProperties): readonly Death[] {
  const deaths: Json | undefined = properties.headers?.['x-death'];
  return Array.isArray(deaths) ? deaths.filter((death): death is Death => isObject(death)) : [];
}

const isAlike = (a: Death, b: Death): boolean => a.queue === b.queue && a.reason === b.reason;
const countOf = (death: Death): number => (typeof death.count === 'number' ? death.count : 0);

/**
 * What RabbitMQ 3.10 makes of the deaths that a message brings along before it adds one (`rabbit_dead_letter`,
 * group_by_queue_and_reason): a list of two or more is turned round, with one entry a queue and reason.
 */
function grouped(deaths: readonly Death[]): readonly Death[] {
  if (deaths.length < 2) return deaths;
  const firsts = deaths.filter((death, at) => deaths.findIndex((other) => isAlike(other, death)) === at);
  const counted = firsts.map((death) => ({
    count: deaths.filter((other) => isAlike(other, death)).length,
    ...death,
  }));
  return counted.reverse();
}

/** One entry a queue and reason; the new death stands in front, a repeat with its count raised and its first time. */
function withDeath(state: BrokerState, copy: Copy, reason: string): readonly Death[] {
  const { message, queue } = copy;
  const deaths = grouped(deathsOf(message.properties));
  const known = deaths.find((death) => death.queue === queue.name && death.reason === reason);
  if (known) {
    const raised: Death = { ...known, count: countOf(known) + 1 };
    return [raised, ...deaths.filter((death) => death !== known)];
  }
  const { expiration } = message.properties;
  const fresh: Death = {
    count: 1,
    reason,
    queue: queue.name,
    time: Math.floor(state.host.now() / 1_000_000),
    exchange: message.exchange,
    'routing-keys': visibleKeys(message.routingKey, message.properties),
    ...(expiration === undefined ? {} : { 'original-expiration': expiration }),
  };
  return [fresh, ...deaths];
}

function deadProperties(
  message: StoredMessage,
  deaths: readonly Death[],
  queue: Queue,
  reason: string,
): MessageProperties {
  const { expiration: _, headers = {}, ...rest } = message.properties;
  const { CC, ...others } = headers;
  const keepsCc = CC !== undefined && queue.settings.deadLetterRoutingKey === null;
  const first = {
    'x-first-death-exchange': message.exchange,
    'x-first-death-queue': queue.name,
    'x-first-death-reason': reason,
  };
  const known = 'x-first-death-queue' in headers ? {} : first;
  return { ...rest, headers: { ...others, ...(keepsCc ? { CC } : {}), 'x-death': deaths, ...known } };
}

/** It died in this queue before, and was never rejected since: it would go round for ever. */
function isCircle(queue: string, deaths: readonly Death[]): boolean {
  const at = deaths.findIndex((death) => death.queue === queue);
  return at >= 0 && deaths.slice(0, at + 1).every((death) => death.reason !== 'rejected');
}
