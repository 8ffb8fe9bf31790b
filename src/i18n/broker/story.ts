/**
 * What there is to tell of a step at the broker (a command by hand, or what RabbitMQ made of it), in no language: the
 * World at the step, the bindings with the reason of each, who got what.
 */

import { exchangeType } from '../../core/amqp/built-in.ts';
import { type BindingMatch, type ExchangeType, explainRouting } from '../../core/amqp/match.ts';
import { firstAfter } from '../../core/reading/facts-after.ts';

import { indexOf } from '../../core/reading/trace-index.ts';
import type { Step } from '../../core/story/step.ts';
import type {
  Actor,
  Binding,
  Fact,
  FactKind,
  FactOf,
  JsonTable,
  MessageId,
  Published,
} from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import type { QueueState, World, Worlds } from '../../core/trace/world.ts';
import { methodOf } from '../../core/words/methods.ts';
import { beginning } from '../rich.ts';
import { type BrokerStep, brokerStepOf } from './step.ts';

export interface SentMessage {
  readonly fact: Published;
  readonly type: ExchangeType | null;
  /** every binding of its exchange, with the reason */
  readonly bindings: readonly BindingMatch[];
}

/** Characters of a body that stand in a sentence. */
const SAID = 40;

/** What a message is called: an RPC by its method, another by its body, cut where it is long. */
export function calledOf({ rpc, body }: Pick<Published, 'rpc' | 'body'>): string {
  const name = rpc.type === 'other' ? body : methodOf(rpc) || rpc.type;
  return beginning(name, SAID);
}

interface DeliveryTold {
  readonly actor: Actor;
  readonly queue: string;
  readonly message: MessageId;
  /** what it is called */
  readonly body: string;
  readonly priority: number | null;
  readonly redelivered: boolean;
  readonly acked: boolean;
}

export interface BrokerStory {
  readonly what: BrokerStep;
  readonly actor: Actor;
  /** of a command, as given */
  readonly args: JsonTable;
  /** type of the exchange that is declared, bound or published to; null = unknown */
  readonly type: ExchangeType | null;
  readonly sent: readonly SentMessage[];
  /** in this step, in order */
  readonly deliveries: readonly DeliveryTold[];
  /** the queue that is declared, consumed, purged; of a publication the first that took it: after the step */
  readonly queue: QueueState | null;
  /** the same before the step; null = it was not there */
  readonly before: QueueState | null;
  /** bindings of the exchange before the step */
  readonly bound: readonly Binding[];
  /** whether the exchange (or queue) that is declared stood there before */
  readonly known: boolean;
  /** the message that came back, ended or was returned; of a dead letter the one that died */
  readonly message: Published | null;
  readonly dropped: FactOf<'message.dropped'> | null;
  /** ms of life that the message had by its expiration or its queue's x-message-ttl; null = no limit */
  readonly ttl: number | null;
  /** ms from publication until it was dropped */
  readonly lived: number | null;
  /** where the queue sends what it drops; null = nowhere */
  readonly deadLetterExchange: string | null;
  /** who had a copy that came back or was rejected */
  readonly holder: Actor | null;
  /** why a copy came back; null = none did */
  readonly back: FactOf<'message.requeued'>['reason'] | null;
  /** whoever gets it again, knows it, and throws it away */
  readonly discards: Actor | null;
  readonly returned: FactOf<'message.returned'> | null;
  readonly refused: FactOf<'amqp.refused'> | null;
  /** whether RabbitMQ confirmed what was published here, or is about to; null = nothing was */
  readonly confirmed: boolean | null;
  /** entries of the dead letter's x-death header */
  readonly deaths: readonly { readonly reason: string; readonly queue: string; readonly count: number }[];
}

const worldsOf = (trace: Trace): Worlds => indexOf(trace).worlds;

/** What a step tells of the broker; null for steps of Nova. */
export function brokerStoryOf(step: Step, trace: Trace): BrokerStory | null {
  const main = trace.facts[step.main];
  const what = main && brokerStepOf(main);
  if (!main || !what) return null;
  const stretch = trace.facts.slice(step.main, step.last + 1);
  const before = worldsOf(trace).at(step.main - 1);
  const after = worldsOf(trace).at(step.last);
  const args = main.kind === 'command.given' ? main.args : {};
  const vhost = 'vhost' in main ? main.vhost : textOf(args.vhost, '/');
  const sent = sentOf(stretch, trace);
  const message = 'message' in main ? publishedOf(trace, diedOf(main, trace) ?? main.message) : null;
  const dropped =
    what === 'dead_letter' ? dropOf(main, trace) : (pick(stretch, 'message.dropped')[0] ?? null);
  const exchange = sent[0]?.fact.exchange ?? textOf(args.exchange ?? args.source, '');
  const isBound = what === 'bind' || what === 'unbind';
  const concerned = isBound ? textOf(args.destination, '') : textOf(args.queue, '');
  const name = ('queue' in main && main.queue) || concerned || (sent[0]?.fact.queues[0] ?? '');
  const queueBefore = before.vhosts.get(vhost)?.queues.get(name) ?? null;
  const refused = what === 'refused' ? main : refusalOf(step.main, trace);
  return {
    what,
    actor: step.from,
    args,
    type: exchangeType(after.vhosts.get(vhost), exchange),
    sent,
    deliveries: deliveriesOf(stretch, trace),
    queue: after.vhosts.get(vhost)?.queues.get(name) ?? null,
    before: queueBefore,
    bound: (before.vhosts.get(vhost)?.bindings ?? []).filter((one) => one.source === exchange),
    known: what === 'declare_exchange' ? isDeclared(before, vhost, exchange) : queueBefore !== null,
    message,
    dropped,
    ttl: message ? ttlOf(message, queueBefore) : null,
    lived: message && dropped ? (dropped.at - message.at) / 1000 : null,
    deadLetterExchange: textOrNull(queueBefore?.declared?.arguments['x-dead-letter-exchange']),
    holder: dropped?.reason === 'rejected' || what === 'requeued' ? holderOf(main, trace) : null,
    back: main.kind === 'message.requeued' ? main.reason : null,
    discards: main.kind === 'message.requeued' ? knownTo(main, trace) : null,
    returned: returnOf(main, sent, trace),
    refused: refused?.kind === 'amqp.refused' ? refused : null,
    confirmed: sent[0]
      ? confirmOf(sent[0].fact.message, trace)
      : message && confirmOf(message.message, trace),
    deaths: sent[0] ? deathsOf(sent[0].fact) : [],
  };
}

const textOf = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function pick<K extends FactKind>(facts: readonly Fact[], kind: K): readonly FactOf<K>[] {
  return facts.filter((fact) => fact.kind === kind) as readonly Fact[] as readonly FactOf<K>[];
}

const publishedOf = (trace: Trace, id: MessageId): Published | null =>
  indexOf(trace).messages.get(id)?.published ?? null;

const isDeclared = (world: World, vhost: string, exchange: string): boolean =>
  world.vhosts.get(vhost)?.exchanges.get(exchange)?.type != null;

/** The drop by which a dead letter came about. */
function dropOf(main: Fact, trace: Trace): FactOf<'message.dropped'> | null {
  const cause = main.cause === null ? undefined : trace.facts[main.cause];
  return cause?.kind === 'message.dropped' ? cause : null;
}

const diedOf = (main: Fact, trace: Trace): MessageId | null => dropOf(main, trace)?.message ?? null;

function sentOf(stretch: readonly Fact[], trace: Trace): readonly SentMessage[] {
  return pick(stretch, 'message.published')
    .filter((fact) => fact.rpc.type === 'other')
    .map((fact) => {
      const { vhost, exchange, routing_key, properties } = fact;
      const world = worldsOf(trace).at(fact.index);
      const headers = properties.headers ?? {};
      const { type, bindings } = explainRouting(world, { vhost, exchange, routing_key, headers });
      return { fact, type, bindings };
    });
}

function deliveriesOf(stretch: readonly Fact[], trace: Trace): readonly DeliveryTold[] {
  return pick(stretch, 'message.delivered').map((fact) => {
    const story = indexOf(trace).messages.get(fact.message);
    const { properties } = story?.published ?? {};
    const body = story?.published ? calledOf(story.published) : '';
    const acked = story?.acked.some((ack) => ack.index > fact.index && ack.queue === fact.queue) ?? false;
    const { actor, queue, redelivered } = fact;
    return {
      actor,
      queue,
      message: fact.message,
      redelivered: redelivered === true,
      body,
      acked,
      priority: properties?.priority ?? null,
    };
  });
}

function ttlOf(message: Published, queue: QueueState | null): number | null {
  const own = Number(message.properties.expiration ?? Number.NaN);
  const queues = queue?.declared?.arguments['x-message-ttl'];
  const limits = [own, typeof queues === 'number' ? queues : Number.NaN].filter((ms) => !Number.isNaN(ms));
  return limits.length === 0 ? null : Math.min(...limits);
}

function holderOf(main: Fact, trace: Trace): Actor | null {
  const drop = main.kind === 'message.published' ? dropOf(main, trace) : main;
  if (drop?.kind !== 'message.requeued' && drop?.kind !== 'message.dropped') return null;
  const delivered = indexOf(trace).messages.get(drop.message)?.delivered ?? [];
  return delivered.findLast((one) => one.index < drop.index && one.queue === drop.queue)?.actor ?? null;
}

function returnOf(main: Fact, sent: readonly SentMessage[], trace: Trace): FactOf<'message.returned'> | null {
  if (main.kind === 'message.returned') return main;
  const first = sent[0]?.fact.message;
  return (first === undefined ? undefined : indexOf(trace).messages.get(first)?.returned[0]) ?? null;
}

/** basic.publish by its class and method */
export const isPublish = (refused: FactOf<'amqp.refused'>): boolean =>
  refused.class_id === 60 && refused.method_id === 40;

/** The refusal that a command led to, here or in the step after it. */
function refusalOf(command: number, trace: Trace): FactOf<'amqp.refused'> | null {
  const index = indexOf(trace);
  const next = firstAfter(index.of('command.given'), command)?.index ?? trace.facts.length;
  return firstAfter(
    index.of('amqp.refused'),
    command,
    (fact) => fact.index < next && isCausedBy(trace, fact, command),
  );
}

function isCausedBy(trace: Trace, fact: Fact, command: number): boolean {
  let { cause } = fact;
  while (cause !== null && cause > command) cause = trace.facts[cause]?.cause ?? null;
  return cause === command;
}

const confirmOf = (message: MessageId, trace: Trace): boolean | null =>
  indexOf(trace).messages.get(message)?.confirmed[0]?.ack ?? null;

function deathsOf(fact: Published): BrokerStory['deaths'] {
  const list = fact.properties.headers?.['x-death'];
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry) => {
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return [];
    const { reason, queue, count } = entry as JsonTable;
    return [{ reason: textOf(reason, '?'), queue: textOf(queue, '?'), count: Number(count ?? 1) }];
  });
}

/** The `arguments` of a command: of a queue, or what a headers binding asks for. */
export function tableOf(s: BrokerStory): JsonTable {
  const table = s.args.arguments;
  return typeof table === 'object' && table !== null && !Array.isArray(table) ? (table as JsonTable) : {};
}

/** An argument of the command, as text; '' when it was not given. */
export function argOf(s: BrokerStory, name: string): string {
  const value = s.args[name];
  return value === undefined || value === null ? '' : String(value);
}

/** How many of the step's deliveries each client got, in the order in which they began. */
export function sharesOf(s: BrokerStory): readonly (readonly [actor: Actor, count: number])[] {
  const counts = new Map<Actor, number>();
  for (const { actor } of s.deliveries) counts.set(actor, (counts.get(actor) ?? 0) + 1);
  return [...counts];
}

/** `name=value` for each entry. */
export const pairsOf = (table: JsonTable): readonly string[] =>
  Object.entries(table).map(
    ([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`,
  );

/** Its `_unique_id` is one that its receiver has seen. */
const knownTo = ({ index, message }: FactOf<'message.requeued'>, trace: Trace): Actor | null =>
  indexOf(trace)
    .of('rpc.duplicate_discarded')
    .find((one) => one.index > index && one.message === message)?.actor ?? null;
