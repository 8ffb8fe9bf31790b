/**
 * From a random operation to one call that is made on both sides: aimed at what stands there, so that most operations
 * find work. The model is asked what that is, both sides then get the same call.
 */
import { defined } from '../base/assert.ts';
import type { Channel, Delivery, GetAnswer } from './api.ts';
import type { Model, ModelDeath } from './model.fixture.ts';
import type { openChannel, PlayedChannel } from './model-channel.fixture.ts';
import { EXCHANGE_KINDS, type Operation, QUEUE_KINDS } from './model-ops.fixture.ts';
import type { TestBroker } from './test-broker.ts';

/** What arrived at one side during one operation, by consumer (`slot/tag`) or slot. */
export interface Log {
  heard: Record<string, string[]>;
  tags: Record<string, number[]>;
}

export interface ModelTable {
  readonly world: TestBroker;
  readonly model: Model;
  readonly real: Log;
  readonly ideal: Log;
  connections: ReturnType<TestBroker['connect']>[];
  channels: Channel[];
  modelled: ReturnType<typeof openChannel>[];
  /** tags that each channel settled already */
  spent: number[][];
  consumers: string[][];
  named: number;
}

export type Action = (channel: PlayedChannel, log: Log) => unknown;

export const note = (log: Log, where: string, what: string): void => {
  const list = log.heard[where] ?? [];
  log.heard[where] = list;
  list.push(what);
};

/** `q0 expired 2, q1 rejected 1`: the list of deaths in its order; empty for what never died. */
function deathsTold({ properties }: Delivery): string {
  const deaths = (properties.headers?.['x-death'] ?? []) as readonly ModelDeath[];
  return deaths.map(({ queue, reason, count }) => `${queue} ${reason} ${count}`).join(', ');
}

const told = (delivery: Delivery): string =>
  [
    delivery.body,
    delivery.redelivered ? 'again' : 'first',
    delivery.exchange,
    delivery.routingKey,
    deathsTold(delivery),
  ].join(' ');

function consumption(table: ModelTable, op: Operation & { op: 'consume' }): Action {
  const { queue, noAck, exclusive, channel: slot, prefetch, priority } = op;
  const mine = defined(table.consumers[slot], 'consumers');
  const last = mine.at(-1);
  table.named += 1;
  const consumerTag = op.sameTag && last !== undefined ? last : `c${table.named}`;
  mine.push(consumerTag);
  const where = `${slot}/${consumerTag}`;
  return (channel, log) => {
    channel.basicQos({ prefetchCount: prefetch });
    const options = { queue, consumerTag, noAck, exclusive, arguments: { 'x-priority': priority } };
    return channel.basicConsume({
      ...options,
      onCancel: () => note(log, where, 'cancelled'),
      onDelivery(delivery) {
        note(log, where, told(delivery));
        const tags = log.tags[where] ?? [];
        log.tags[where] = tags;
        tags.push(delivery.deliveryTag);
      },
    });
  };
}

const heldBy = (table: ModelTable, slot: number): number[] =>
  defined(table.modelled[slot], 'channel').state.held.map(({ tag }) => tag);

function tagFor(table: ModelTable, op: Operation & { op: 'settle' }): number | null {
  const pick = (tags: readonly number[]): number | null => tags[op.which % Math.max(1, tags.length)] ?? null;
  if (op.whose === 'own') return pick(heldBy(table, op.channel));
  if (op.whose === 'other') return pick(heldBy(table, (op.channel + 1 + (op.which % 2)) % 3));
  if (op.whose === 'spent') return pick(defined(table.spent[op.channel], 'spent'));
  return op.multiple && op.how !== 'reject' ? 0 : null;
}

function settlement(table: ModelTable, op: Operation & { op: 'settle' }): Action | null {
  const { how, multiple, requeue } = op;
  const tag = tagFor(table, op);
  if (tag === null) return null;
  defined(table.spent[op.channel], 'spent').push(tag);
  return (channel) => {
    if (how === 'ack') channel.basicAck(tag, multiple);
    else if (how === 'nack') channel.basicNack(tag, { multiple, requeue });
    else channel.basicReject(tag, { requeue });
  };
}

const answered = (got: GetAnswer | null): string | null =>
  got && `${told(got)} tag ${got.deliveryTag}, ${got.messageCount} left`;

type NamedThing = { readonly name: string };

/** The name, or when nothing has it another that something has: most operations should find work. */
function found(all: readonly NamedThing[], name: string): string {
  if (all.length === 0 || all.some((each) => each.name === name)) return name;
  return defined(all[Number(name.at(-1)) % all.length], 'one').name;
}

/**
 * The operation on what is there, unless it is bold: then it goes at names that nobody declared, redeclares with other
 * flags and so on, and earns its refusals. Null: there is nothing to do it with.
 */
export function aimed(table: ModelTable, op: Operation): Operation | null {
  const { queues, exchanges } = table.model;
  const isThere = (all: readonly NamedThing[], name: string): boolean =>
    all.some((each) => each.name === name);
  if (op.op === 'settle' && op.whose === 'own') {
    const holders = [0, 1, 2]
      .map((n) => (op.channel + n) % 3)
      .filter((slot) => heldBy(table, slot).length > 0);
    return { ...op, channel: holders[0] ?? op.channel };
  }
  if (!('bold' in op) || op.bold) return op;
  if (op.op === 'queue') return !op.passive && isThere(queues, op.queue) ? null : op;
  if (op.op === 'exchange') return !op.passive && isThere(exchanges, op.exchange) ? null : op;
  if (op.op === 'join' || op.op === 'part') {
    const ends = { source: existing(exchanges, op.source), destination: existing(exchanges, op.destination) };
    return { ...op, ...ends };
  }
  const at = 'queue' in op ? { queue: found(queues, op.queue) } : {};
  const by = 'exchange' in op ? { exchange: existing(exchanges, op.exchange) } : {};
  if (queues.length === 0 && 'queue' in op) return null;
  return { ...op, ...at, ...by };
}

/** An exchange that is not there: one that always is. */
const existing = (all: readonly NamedThing[], name: string): string =>
  all.some((each) => each.name === name) ? name : 'amq.topic';

/** The same call for both sides. */
export function actionOf(table: ModelTable, op: Operation, body: string): Action | null {
  switch (op.op) {
    case 'queue':
      return (channel) =>
        channel.queueDeclare({ queue: op.queue, passive: op.passive, ...QUEUE_KINDS[op.kind] });
    case 'exchange':
      return (channel) =>
        channel.exchangeDeclare({ exchange: op.exchange, passive: op.passive, ...EXCHANGE_KINDS[op.kind] });
    case 'publish': {
      const { exchange, headers, priority, mandatory } = op;
      const properties = { headers, priority, delivery_mode: op.persistent ? 2 : 1 };
      const routingKey = exchange === '' ? op.queue : op.key;
      return (channel) => channel.basicPublish({ exchange, routingKey, body, properties, mandatory }).routed;
    }
    case 'bind':
    case 'unbind': {
      const binding = { queue: op.queue, exchange: op.exchange, routingKey: op.key, arguments: op.args };
      return (channel) => (op.op === 'bind' ? channel.queueBind(binding) : channel.queueUnbind(binding));
    }
    case 'join':
    case 'part': {
      const binding = { source: op.source, destination: op.destination, routingKey: op.key };
      return (channel) =>
        op.op === 'join' ? channel.exchangeBind(binding) : channel.exchangeUnbind(binding);
    }
    case 'consume':
      return consumption(table, op);
    case 'settle':
      return settlement(table, op);
    case 'get':
      return (channel) => answered(channel.basicGet({ queue: op.queue, noAck: op.noAck }));
    case 'cancel': {
      const consumerTag = defined(table.consumers[op.channel], 'consumers')[op.which] ?? 'nobody';
      return (channel) => channel.basicCancel({ consumerTag });
    }
    case 'recover':
      return (channel) => channel.basicRecover();
    case 'purge':
      return (channel) => channel.queuePurge({ queue: op.queue });
    case 'delete':
      return (channel) =>
        channel.queueDelete({ queue: op.queue, ifUnused: op.ifUnused, ifEmpty: op.ifEmpty });
    case 'drop':
      return (channel) => channel.exchangeDelete({ exchange: op.exchange, ifUnused: op.ifUnused });
    case 'confirm':
      return (channel) => channel.confirmSelect();
    default:
      return null;
  }
}
