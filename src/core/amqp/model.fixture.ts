/**
 * A second broker, written from AMQP 0-9-1 and RabbitMQ's measured behaviour alone: it shares nothing with the real one
 * but the public types. Plain arrays, everything is searched and sorted each time, every delivery is done at once. Slow
 * and easy to read: what it does is what the broker has to do.
 *
 * Where RabbitMQ promises nothing it follows the broker or is told: consumers are served in turn (by registration, who
 * was served goes to the end, who was found full stands at the end once it has room; several that get room at once in
 * the order of their registration); of several queues of one publish, and of the delivery tags of one channel that
 * several queues feed at once, the order is the broker's (`preferredOrder`, `renumber`); copies that come back to several
 * queues at once come in the order of their tags.
 */
import type { JsonTable } from '../trace/fact.ts';
import type { ChannelOptions, Delivery } from './api.ts';
import { BUILT_IN, type ModelBinding, type ModelExchange, queuesReached } from './model-routing.fixture.ts';

export type ModelDeath = { readonly queue: string; readonly reason: string; readonly count: number };

interface Mail {
  readonly body: string;
  readonly exchange: string;
  readonly key: string;
  readonly headers: JsonTable;
  readonly persistent: boolean;
  readonly priority: number;
  readonly deaths: readonly ModelDeath[];
}

export interface Item {
  readonly mail: Mail;
  readonly queue: ModelQueue;
  /** counts arrivals; a requeue does not change it */
  readonly place: number;
  readonly level: number;
  /** milliseconds */
  readonly expires: number | null;
  redelivered: boolean;
}

export interface ModelConsumer {
  readonly tag: string;
  readonly channel: ModelChannelState;
  readonly queue: ModelQueue;
  readonly noAck: boolean;
  readonly exclusive: boolean;
  readonly prefetch: number;
  readonly priority: number;
  /** order of registration */
  readonly order: number;
  held: number;
  /** a message was for it while it was full */
  passedOver: boolean;
  readonly onDelivery: (delivery: Delivery) => void;
  readonly onCancel: ((fact: number) => void) | undefined;
}

export interface ModelQueue {
  readonly name: string;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  /** the connection of an exclusive queue */
  readonly owner: number | null;
  readonly args: JsonTable;
  ready: Item[];
  /** in the order of their turns */
  consumers: ModelConsumer[];
  gone: boolean;
}

export interface HeldItem {
  readonly item: Item;
  readonly consumer: ModelConsumer | null;
  tag: number;
}

export interface ModelChannelState {
  readonly connection: number;
  readonly options: ChannelOptions;
  open: boolean;
  prefetch: number;
  nextTag: number;
  held: HeldItem[];
  published: number | null;
}

export interface Model {
  exchanges: ModelExchange[];
  bindings: ModelBinding[];
  queues: ModelQueue[];
  channels: ModelChannelState[];
  /** milliseconds */
  now: number;
  counter: number;
  /** names of queues; those of a publish are served in this order */
  preferredOrder: readonly string[];
}

export const makeModel = (): Model => ({
  exchanges: [...BUILT_IN],
  bindings: [],
  queues: [],
  channels: [],
  now: 0,
  counter: 0,
  preferredOrder: [],
});

export const count = (model: Model): number => {
  model.counter += 1;
  return model.counter;
};

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

export const outstandingOf = (model: Model, queue: ModelQueue): number =>
  queue.gone
    ? 0
    : model.channels.flatMap((each) => each.held).filter((held) => held.item.queue === queue).length;

const hasRoom = (consumer: ModelConsumer): boolean =>
  consumer.noAck || consumer.prefetch === 0 || consumer.held < consumer.prefetch;

/** The consumer that gets the next message, if any can take it. */
function whoseTurn(queue: ModelQueue): ModelConsumer | null {
  if (queue.args['x-single-active-consumer'] === true) {
    const active = queue.consumers.toSorted((a, b) => a.order - b.order)[0];
    return active && hasRoom(active) ? active : null;
  }
  for (;;) {
    const circle = queue.consumers.filter((each) => !each.passedOver);
    const highest = Math.max(...circle.map((each) => each.priority));
    const first = circle.find((each) => each.priority === highest);
    if (!first || hasRoom(first)) return first ?? null;
    first.passedOver = true;
  }
}

export function toTheEnd(consumer: ModelConsumer): void {
  const { queue } = consumer;
  if (!queue.consumers.includes(consumer)) return;
  queue.consumers = [...queue.consumers.filter((each) => each !== consumer), consumer];
}

export function handOut(
  channel: ModelChannelState,
  item: Item,
  consumer: ModelConsumer | null,
  noAck: boolean,
): Delivery {
  const { mail, redelivered } = item;
  const deliveryTag = channel.nextTag;
  channel.nextTag += 1;
  if (!noAck) channel.held.push({ item, consumer, tag: deliveryTag });
  if (consumer && !noAck) consumer.held += 1;
  const address = { exchange: mail.exchange, routingKey: mail.key, body: mail.body };
  const consumerTag = consumer?.tag ?? '';
  const properties = { headers: { 'x-death': mail.deaths } };
  return { deliveryTag, consumerTag, redelivered, ...address, properties, message: 0, fact: 0 };
}

/** Only the head of a queue ever expires. */
export function dropExpired(model: Model, queue: ModelQueue): void {
  for (
    let head = queue.ready[0];
    head && head.expires !== null && head.expires <= model.now;
    head = queue.ready[0]
  ) {
    queue.ready.shift();
    deadLetter(model, head, 'expired');
  }
}

/** Delivers until nothing is ready or nobody has room. */
export function deliverAll(model: Model, queue: ModelQueue): void {
  for (;;) {
    dropExpired(model, queue);
    if (queue.gone || queue.ready.length === 0 || queue.consumers.length === 0) return;
    const consumer = whoseTurn(queue);
    const item = consumer ? queue.ready.shift() : undefined;
    if (!consumer || !item) return;
    toTheEnd(consumer);
    consumer.onDelivery(handOut(consumer.channel, item, consumer, consumer.noAck));
  }
}

/** Where the next one out stands first. */
export function sortReady(queue: ModelQueue): void {
  queue.ready = queue.ready.toSorted((a, b) => b.level - a.level || a.place - b.place);
}

const refusesNewest = (queue: ModelQueue): boolean =>
  queue.args['x-overflow'] === 'reject-publish' || queue.args['x-overflow'] === 'reject-publish-dlx';

export function dropTooMany(model: Model, queue: ModelQueue): void {
  const limit = numberOf(queue.args['x-max-length']);
  if (limit === null || refusesNewest(queue)) return;
  while (queue.ready.length > limit) {
    const head = queue.ready.shift();
    if (head) deadLetter(model, head, 'maxlen');
  }
}

/** A message comes to a queue; false when the queue refused it. */
export function enter(model: Model, queue: ModelQueue, mail: Mail): boolean {
  const ttl = numberOf(queue.args['x-message-ttl']);
  const levels = numberOf(queue.args['x-max-priority']);
  const item: Item = {
    mail,
    queue,
    place: count(model),
    level: levels === null ? 0 : Math.min(levels, mail.priority),
    expires: ttl === null ? null : model.now + ttl,
    redelivered: false,
  };
  const limit = numberOf(queue.args['x-max-length']);
  if (limit !== null && refusesNewest(queue) && queue.ready.length >= limit) {
    if (queue.args['x-overflow'] === 'reject-publish-dlx') deadLetter(model, item, 'maxlen');
    return false;
  }
  queue.ready.push(item);
  sortReady(queue);
  deliverAll(model, queue);
  dropTooMany(model, queue);
  return true;
}

export const queuesOf = (model: Model, exchange: string, key: string, headers: JsonTable): ModelQueue[] => {
  const world = { ...model, queueNames: model.queues.map((queue) => queue.name) };
  const names = queuesReached(world, exchange, key, headers);
  const rank = (name: string): number => model.preferredOrder.indexOf(name);
  const queues = names.map((name) => model.queues.find((queue) => queue.name === name));
  return queues.filter((queue) => queue !== undefined).toSorted((a, b) => rank(a.name) - rank(b.name));
};

/** It died in that queue before, and nobody rejected it since. */
function goesRound(mail: Mail, queue: string): boolean {
  const at = mail.deaths.findIndex((death) => death.queue === queue);
  return at >= 0 && !mail.deaths.slice(0, at + 1).some((death) => death.reason === 'rejected');
}

/** Measured: each death turns the list of the others round and comes to its front; who died so before is counted. */
function deathsAfter(deaths: readonly ModelDeath[], queue: string, reason: string): ModelDeath[] {
  const others = deaths.filter((death) => death.queue !== queue || death.reason !== reason);
  const before = deaths.find((death) => !others.includes(death))?.count ?? 0;
  return [{ queue, reason, count: before + 1 }, ...others.toReversed()];
}

export function deadLetter(model: Model, item: Item, reason: 'rejected' | 'expired' | 'maxlen'): void {
  const { queue, mail } = item;
  const exchange = queue.args['x-dead-letter-exchange'];
  if (typeof exchange !== 'string') return;
  const ownKey = queue.args['x-dead-letter-routing-key'];
  const key = typeof ownKey === 'string' ? ownKey : mail.key;
  const dead: Mail = { ...mail, exchange, key, deaths: deathsAfter(mail.deaths, queue.name, reason) };
  for (const target of queuesOf(model, exchange, key, mail.headers)) {
    if (reason === 'rejected' || !goesRound(dead, target.name)) enter(model, target, dead);
  }
}
