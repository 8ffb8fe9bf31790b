/** The broker of one vhost as rows to show: which bindings an exchange has, and which the step's message went through. */
import type { FactOf, MessageId } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import type { QueueState, VhostState, World } from '../../core/trace/world.ts';
import { lookupOf } from '../../i18n/lookup.ts';

export interface Route {
  /** '' = the default exchange */
  readonly exchange: string;
  readonly type: 'direct' | 'topic' | 'fanout' | 'headers' | null;
  /** null with a destination = unknown; null without one = the exchange has no binding */
  readonly routing_key: string | null;
  readonly destination: string | null;
  /** the step's message took this way (or found no binding here) */
  readonly lit: boolean;
}

type Published = FactOf<'message.published'>;

/** Exchanges that the reader needs to see: those with bindings or traffic; AMQP's own empty ones are left out. */
export function routesOf(vhost: VhostState, message: Published | null, simulated = true): readonly Route[] {
  const here = message?.vhost === vhost.vhost ? message : null;
  const routes: Route[] = [];
  const names = [...vhost.exchanges.keys()].filter((name) => name !== '').sort();
  for (const exchange of names) {
    const state = vhost.exchanges.get(exchange);
    const bindings = vhost.bindings.filter((one) => one.source === exchange);
    const type = state?.type ?? null;
    for (const { routing_key, destination } of bindings) {
      const lit =
        here?.exchange === exchange && here.queues.includes(destination) && fits(type, routing_key, here);
      routes.push({ exchange, type, routing_key, destination, lit });
    }
    const lit = here?.exchange === exchange;
    if (!simulated && bindings.length === 0) {
      routes.push(...unknownRoutes(exchange, type, lit ? here : null));
      continue;
    }
    if (bindings.length === 0 && (lit || (state?.published ?? 0) > 0)) {
      routes.push({ exchange, type, routing_key: null, destination: null, lit });
    }
  }
  return routes;
}

/** A recording declares nothing: only where this message went is known. */
function unknownRoutes(exchange: string, type: Route['type'], here: Published | null): readonly Route[] {
  const queues = here?.queues ?? [];
  if (queues.length === 0) {
    return [{ exchange, type, routing_key: null, destination: null, lit: here !== null }];
  }
  return queues.map((destination) => ({ exchange, type, routing_key: null, destination, lit: true }));
}

/** A queue may be bound more than once: the binding that let the message through has a fitting key. */
function fits(type: Route['type'], bindingKey: string, message: Published): boolean {
  return type === 'fanout' || bindingKey === message.routing_key || /[*#]/.test(bindingKey);
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
  const { messages } = lookupOf(trace);
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
    if (queue.queue.startsWith('reply_')) groups.reply.push(queue);
    else if (queue.queue.includes('_fanout_')) groups.fanout.push(queue);
    else groups.topic.push(queue);
  }
  return groups;
}
