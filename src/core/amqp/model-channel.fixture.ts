/** The model's methods under the names of the public channel, so that one driver can perform a command on both. */
import type { Channel, ChannelOptions, Consume, Publish, QueueBind, QueueDeclare } from './api.ts';
import {
  count,
  deadLetter,
  deliverAll,
  dropExpired,
  dropTooMany,
  enter,
  type HeldItem,
  handOut,
  type Item,
  type Model,
  type ModelChannelState,
  type ModelConsumer,
  type ModelQueue,
  queuesOf,
  sortReady,
  toTheEnd,
} from './model.fixture.ts';
import { deleteExchange, exchangeMethods, unbind } from './model-exchanges.fixture.ts';
import { refuse } from './model-refusal.fixture.ts';

export type PlayedChannel = Omit<Channel, 'number' | 'isOpen'>;

function findQueue(model: Model, channel: ModelChannelState, name: string): ModelQueue {
  const queue = model.queues.find((each) => each.name === name);
  if (!queue) return refuse(404, 'channel');
  if (queue.owner !== null && queue.owner !== channel.connection) refuse(405, 'channel');
  return queue;
}

function deleteQueue(model: Model, queue: ModelQueue): void {
  queue.gone = true;
  model.queues = model.queues.filter((each) => each !== queue);
  for (const consumer of queue.consumers) if (consumer.channel.open) consumer.onCancel?.(0);
  queue.consumers = [];
  queue.ready = [];
  unbind(model, (binding) => binding.kind === 'queue' && binding.destination === queue.name);
}

/** Deliveries to those who stay come after what comes back. */
function dropConsumers(model: Model, which: (consumer: ModelConsumer) => boolean): void {
  for (const queue of [...model.queues]) {
    const staying = queue.consumers.filter((consumer) => !which(consumer));
    if (staying.length === queue.consumers.length) continue;
    queue.consumers = staying;
    if (staying.length === 0 && queue.autoDelete) deleteQueue(model, queue);
  }
}

function deliverEverywhere(model: Model): void {
  for (const queue of model.queues) deliverAll(model, queue);
}

/** All of one method come back together, each to its own place; then length limits, then deliveries. */
function takeBack(model: Model, items: readonly Item[]): void {
  const back = items.filter((item) => !item.queue.gone);
  for (const item of back) {
    item.redelivered = true;
    item.queue.ready.push(item);
    sortReady(item.queue);
  }
  const queues = back.map((item) => item.queue).filter((queue, at, all) => all.indexOf(queue) === at);
  for (const queue of queues) {
    dropTooMany(model, queue);
    deliverAll(model, queue);
  }
}

const consumersOf = (model: Model, channel: ModelChannelState): ModelConsumer[] =>
  model.queues
    .flatMap((queue) => queue.consumers)
    .filter((consumer) => consumer.channel === channel)
    .toSorted((a, b) => a.order - b.order);

/** Takes deliveries off the channel's hands and lets their consumers stand in the circle again. */
function letGo(model: Model, channel: ModelChannelState, settled: readonly HeldItem[]): void {
  channel.held = channel.held.filter((held) => !settled.includes(held));
  for (const { consumer } of settled) if (consumer) consumer.held -= 1;
  for (const consumer of consumersOf(model, channel)) {
    if (!consumer.passedOver || consumer.held >= consumer.prefetch) continue;
    consumer.passedOver = false;
    toTheEnd(consumer);
  }
}

function meant(channel: ModelChannelState, tag: number, multiple: boolean): HeldItem[] {
  if (multiple && tag === 0) return channel.held;
  if (!channel.held.some((held) => held.tag === tag)) refuse(406, 'channel');
  return channel.held.filter((held) => held.tag === tag || (multiple && held.tag < tag));
}

type Settlement = 'ack' | 'requeue' | 'discard';

function settle(
  model: Model,
  channel: ModelChannelState,
  tag: number,
  multiple: boolean,
  fate: Settlement,
): void {
  const settled = meant(channel, tag, multiple);
  const items = settled.map((held) => held.item);
  letGo(model, channel, settled);
  if (fate === 'requeue') takeBack(model, items);
  if (fate === 'discard') {
    for (const item of items) if (!item.queue.gone) deadLetter(model, item, 'rejected');
  }
  deliverEverywhere(model);
}

export function endChannels(model: Model, channels: readonly ModelChannelState[]): void {
  for (const channel of channels) channel.open = false;
  dropConsumers(model, (consumer) => channels.includes(consumer.channel));
  const held = channels.flatMap((channel) => channel.held);
  for (const channel of channels) channel.held = [];
  model.channels = model.channels.filter((channel) => !channels.includes(channel));
  takeBack(
    model,
    held.map(({ item }) => item),
  );
  deliverEverywhere(model);
}

export function endConnection(model: Model, connection: number): void {
  endChannels(
    model,
    model.channels.filter((channel) => channel.connection === connection),
  );
  for (const queue of model.queues.filter((each) => each.owner === connection)) deleteQueue(model, queue);
}

/** Connections end; what is durable stays, with its persistent messages, the outstanding ones redelivered. */
export function restart(model: Model): void {
  const held = model.channels.flatMap((channel) => channel.held);
  for (const channel of model.channels) channel.open = false;
  model.channels = [];
  for (const queue of [...model.queues]) {
    queue.consumers = [];
    if (!queue.durable || queue.owner !== null) deleteQueue(model, queue);
    queue.ready = queue.ready.filter((item) => item.mail.persistent);
  }
  for (const exchange of [...model.exchanges]) if (!exchange.durable) deleteExchange(model, exchange.name);
  takeBack(
    model,
    held.map(({ item }) => item).filter((item) => item.mail.persistent),
  );
  for (const queue of model.queues) dropExpired(model, queue);
}

export function pass(model: Model, milliseconds: number): void {
  model.now += milliseconds;
  for (const queue of model.queues) dropExpired(model, queue);
}

function queueDeclare(model: Model, channel: ModelChannelState, options: QueueDeclare) {
  const { queue: name = '', durable = false, autoDelete = false, exclusive = false } = options;
  const args = options.arguments ?? {};
  const owner = exclusive ? channel.connection : null;
  let queue = model.queues.find((each) => each.name === name);
  if (options.passive) queue = findQueue(model, channel, name);
  else if (!queue) {
    const made = { name, durable, autoDelete, owner, args, ready: [], consumers: [], gone: false };
    queue = made;
    model.queues.push(queue);
  } else {
    if (queue.owner !== owner) refuse(405, 'channel');
    const same = JSON.stringify([durable, autoDelete, args]);
    if (same !== JSON.stringify([queue.durable, queue.autoDelete, queue.args])) refuse(406, 'channel');
  }
  return { queue: name, messageCount: queue.ready.length, consumerCount: queue.consumers.length };
}

function bind(model: Model, channel: ModelChannelState, options: QueueBind): void {
  const { exchange: source, queue: name, routingKey: key = '', arguments: args = {} } = options;
  if (source === '') refuse(403, 'channel');
  if (!model.exchanges.some((each) => each.name === source)) refuse(404, 'channel');
  const queue = findQueue(model, channel, name);
  const binding = { source, kind: 'queue', destination: queue.name, key, args } as const;
  const same = JSON.stringify(binding);
  if (!model.bindings.some((each) => JSON.stringify(each) === same)) model.bindings.push(binding);
}

/** What is not bound needs no right to be unbound. */
function unbindQueue(model: Model, channel: ModelChannelState, options: QueueBind): void {
  const { exchange: source, queue: destination, routingKey: key = '', arguments: args = {} } = options;
  if (source === '') refuse(403, 'channel');
  const same = JSON.stringify({ source, kind: 'queue', destination, key, args });
  if (!model.bindings.some((each) => JSON.stringify(each) === same)) return;
  findQueue(model, channel, destination);
  unbind(model, (each) => JSON.stringify(each) === same);
}

function consume(model: Model, channel: ModelChannelState, options: Consume): string {
  const { queue: name, consumerTag: tag = '', noAck = false, exclusive = false } = options;
  if (consumersOf(model, channel).some((each) => each.tag === tag)) refuse(530, 'connection');
  const queue = findQueue(model, channel, name);
  if (queue.consumers.some((each) => each.exclusive)) refuse(403, 'channel');
  const alone = queue.consumers.length === 0 && queue.args['x-single-active-consumer'] !== true;
  if (exclusive && !alone) refuse(403, 'channel');
  const { prefetch } = channel;
  const order = count(model);
  const priority = Number(options.arguments?.['x-priority'] ?? 0);
  const { onDelivery, onCancel } = options;
  const place = { channel, queue, order, held: 0, passedOver: false };
  queue.consumers.push({ tag, noAck, exclusive, prefetch, priority, ...place, onDelivery, onCancel });
  deliverAll(model, queue);
  return tag;
}

function get(model: Model, channel: ModelChannelState, name: string, noAck: boolean) {
  const queue = findQueue(model, channel, name);
  dropExpired(model, queue);
  const item = queue.ready.shift();
  if (!item) return null;
  return { ...handOut(channel, item, null, noAck), messageCount: queue.ready.length };
}

function queueDelete(
  model: Model,
  channel: ModelChannelState,
  { queue: name, ifUnused, ifEmpty }: { queue: string; ifUnused?: boolean; ifEmpty?: boolean },
) {
  if (!model.queues.some((each) => each.name === name)) return { messageCount: 0 };
  const queue = findQueue(model, channel, name);
  if (ifUnused && queue.consumers.length > 0) refuse(406, 'channel');
  if (ifEmpty && queue.ready.length > 0) refuse(406, 'channel');
  const messageCount = queue.ready.length;
  deleteQueue(model, queue);
  return { messageCount };
}

function publish(model: Model, channel: ModelChannelState, options: Publish) {
  const { exchange: name, routingKey: key, body, properties = {}, mandatory = false } = options;
  const exchange = model.exchanges.find((each) => each.name === name);
  if (!exchange) return refuse(404, 'channel');
  if (exchange.internal) refuse(403, 'channel');
  const { headers = {}, priority = 0, delivery_mode } = properties;
  const queues = queuesOf(model, name, key, headers);
  const mail = { body, exchange: name, key, headers, persistent: delivery_mode === 2, priority, deaths: [] };
  const taken = queues.map((queue) => enter(model, queue, mail));
  if (queues.length === 0 && mandatory) {
    const what = { exchange: name, routingKey: key, body, properties, message: 0 };
    channel.options.onReturn?.({ replyCode: 312, replyText: 'NO_ROUTE', ...what });
  }
  if (channel.published !== null) {
    channel.published += 1;
    channel.options.onConfirm?.({ sequence: channel.published, ack: !taken.includes(false), message: 0 });
  }
  return { routed: queues.map((queue) => queue.name), sequence: channel.published, message: 0, fact: 0 };
}

/** A channel of the model; it throws a `ModelRefusal` and leaves it to the caller to close what that closes. */
export function openChannel(model: Model, connection: number, options: ChannelOptions) {
  const state: ModelChannelState = {
    connection,
    options,
    open: true,
    prefetch: 0,
    nextTag: 1,
    held: [],
    published: null,
  };
  model.channels.push(state);
  const methods: PlayedChannel = {
    ...exchangeMethods(model),
    queueDeclare: (options) => queueDeclare(model, state, options),
    queueBind: (options) => bind(model, state, options),
    queueUnbind: (options) => unbindQueue(model, state, options),
    queuePurge({ queue: name }) {
      const queue = findQueue(model, state, name);
      return { messageCount: queue.ready.splice(0).length };
    },
    queueDelete: (options) => queueDelete(model, state, options),
    basicQos({ prefetchCount }) {
      state.prefetch = prefetchCount;
    },
    basicConsume: (options) => consume(model, state, options),
    basicCancel({ consumerTag }) {
      dropConsumers(model, (consumer) => consumer.channel === state && consumer.tag === consumerTag);
      deliverEverywhere(model);
    },
    basicPublish: (options) => publish(model, state, options),
    confirmSelect() {
      state.published ??= 0;
    },
    basicAck: (tag, multiple = false) => settle(model, state, tag, multiple, 'ack'),
    basicNack: (tag, { multiple = false, requeue = true } = {}) =>
      settle(model, state, tag, multiple, requeue ? 'requeue' : 'discard'),
    basicReject: (tag, { requeue = true } = {}) =>
      settle(model, state, tag, false, requeue ? 'requeue' : 'discard'),
    basicRecover: () => settle(model, state, 0, true, 'requeue'),
    basicGet: ({ queue, noAck = false }) => get(model, state, queue, noAck),
    close: () => endChannels(model, [state]),
  };
  return { state, methods };
}
