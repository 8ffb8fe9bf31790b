/** The broker of one vhost as rows to show: which bindings an exchange has, and which the step's message went through. */
import { exchangeType, isBuiltIn } from '../../core/amqp/built-in.ts';
import { previewRoute } from '../../core/amqp/route-preview.ts';
import { indexOf } from '../../core/reading/trace-index.ts';
import type { Binding, JsonTable, MessageId, Published } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import type { QueueState, VhostState, World } from '../../core/trace/world.ts';
import { isReplyQueue } from '../../core/words/queues.ts';

export interface ExchangeRoute {
  /** '' = the default exchange */
  readonly exchange: string;
  readonly type: 'direct' | 'topic' | 'fanout' | 'headers' | null;
  /** null with a destination = unknown; null without one = the exchange has no binding */
  readonly routing_key: string | null;
  readonly destination: string | null;
  readonly destination_type: 'queue' | 'exchange';
  /** the binding's; null = unknown, or no binding */
  readonly arguments: JsonTable | null;
  /** the step's message took this way (or found no binding here) */
  readonly lit: boolean;
}

/** Exchanges that the reader needs to see: declared, bound or in use; AMQP's own empty ones are left out. */
export function routesOf(
  vhost: VhostState,
  message: Published | null,
  simulated = true,
): readonly ExchangeRoute[] {
  const here = message?.vhost === vhost.vhost ? message : null;
  const fitting = here && simulated ? fittingOf(vhost, here) : null;
  const names = new Set([...vhost.exchanges.keys(), ...vhost.bindings.map((one) => one.source)]);
  names.delete('');
  return [...names].sort().flatMap((exchange) => {
    const type = exchangeType(vhost, exchange);
    const bindings = vhost.bindings.filter((one) => one.source === exchange);
    const lit = here?.exchange === exchange;
    if (bindings.length > 0) {
      return bindings.map((binding) => ({ ...bound(binding, type), lit: fitting?.has(binding) === true }));
    }
    if (!simulated) return unknownRoutes(exchange, type, lit ? here : null);
    const used = lit || (vhost.exchanges.get(exchange)?.published ?? 0) > 0 || !isBuiltIn(exchange);
    return used ? [{ ...unbound(exchange, type), lit }] : [];
  });
}

const bound = (binding: Binding, type: ExchangeRoute['type']): Omit<ExchangeRoute, 'lit'> => ({
  exchange: binding.source,
  type,
  routing_key: binding.routing_key,
  destination: binding.destination,
  destination_type: binding.destination_type,
  arguments: binding.arguments,
});

const unbound = (exchange: string, type: ExchangeRoute['type']): Omit<ExchangeRoute, 'lit'> => ({
  exchange,
  type,
  routing_key: null,
  destination: null,
  destination_type: 'queue',
  arguments: null,
});

/** The bindings that let the message through; those to a queue that got no copy (it came later) are left out. */
function fittingOf(vhost: VhostState, message: Published): ReadonlySet<Binding> {
  const { exchange, routing_key, properties } = message;
  const { visits } = previewRoute(vhost, { exchange, routing_key, headers: properties.headers ?? {} });
  const ways = visits.flatMap((visit) => visit.ways.filter((way) => way.fits));
  const took = ways.filter(
    ({ binding }) => binding.destination_type === 'exchange' || message.queues.includes(binding.destination),
  );
  return new Set(took.map((way) => way.binding));
}

/** A recording declares nothing: only where this message went is known. */
function unknownRoutes(
  exchange: string,
  type: ExchangeRoute['type'],
  here: Published | null,
): readonly ExchangeRoute[] {
  const queues = here?.queues ?? [];
  if (queues.length === 0) return [{ ...unbound(exchange, type), lit: here !== null }];
  return queues.map((destination) => ({ ...unbound(exchange, type), destination, lit: true }));
}

/** Whether the message went through the default exchange of this vhost (replies do). */
export function throughDefault(vhost: VhostState, message: Published | null): boolean {
  return message?.vhost === vhost.vhost && message.exchange === '';
}

/**
 * Messages that were acked and are still in work, by queue (`vhost\nqueue`): gone from the broker, alive in a worker's
 * memory only. null for a recording, which has no acks.
 */
export function inWork(trace: Trace, world: World): ReadonlyMap<string, readonly MessageId[]> | null {
  if (trace.source !== 'simulated') return null;
  const found = new Map<string, MessageId[]>();
  const { messages } = indexOf(trace);
  for (const service of world.services.values()) {
    for (const id of [...(service.in_memory ?? []), ...service.working]) {
      const acked = messages
        .get(id)
        ?.acked.findLast((fact) => fact.index <= world.index && fact.actor === service.actor);
      if (!acked) continue;
      const name = `${acked.vhost}\n${acked.queue}`;
      const list = found.get(name) ?? [];
      found.set(name, list);
      if (!list.includes(id)) list.push(id);
    }
  }
  return found;
}

/** Queues by kind: those that services share or own by topic first, then one per process for fanouts and replies. */
export function queuesOf(vhost: VhostState): {
  readonly topic: QueueState[];
  readonly fanout: QueueState[];
  readonly reply: QueueState[];
} {
  const groups = { topic: [] as QueueState[], fanout: [] as QueueState[], reply: [] as QueueState[] };
  for (const queue of [...vhost.queues.values()].sort((a, b) => (a.queue < b.queue ? -1 : 1))) {
    if (isReplyQueue(queue.queue)) groups.reply.push(queue);
    else if (queue.queue.includes('_fanout_')) groups.fanout.push(queue);
    else groups.topic.push(queue);
  }
  return groups;
}
