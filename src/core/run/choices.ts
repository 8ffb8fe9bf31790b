/**
 * Which commands make sense at a moment of a trace, for menus: of a service, a queue, a message, a host, the broker or the
 * whole cloud. Read from the facts alone, so it needs no simulator.
 */

import type { Actor, Fact, JsonTable, MessageId, Row } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import type { World, Worlds } from '../trace/world.ts';
import { makeWorlds } from '../trace/worlds.ts';
import type { FaultCommand } from '../words/fault-names.ts';
import { addedActor, hasBroker, hostedBy } from './circumstances.ts';
import { THOUGHT_EXPERIMENTS } from './forms.ts';
import { type Circumstances, type Refusal, refusalOf } from './sense.ts';

export type Target =
  | { readonly kind: 'service'; readonly service: Actor }
  | { readonly kind: 'queue'; readonly vhost: string; readonly queue: string }
  | { readonly kind: 'message'; readonly message: MessageId }
  | { readonly kind: 'host'; readonly host: string }
  | { readonly kind: 'broker' }
  | { readonly kind: 'cloud' };

export type OfferedCommand = FaultCommand | 'pause_consumers' | 'resume_consumers' | 'boot';

export interface Choice {
  readonly name: OfferedCommand;
  /** what the target says already; a form asks for the rest */
  readonly args: JsonTable;
  /** null = it makes sense now */
  readonly refusal: Refusal | null;
  readonly thought: boolean;
}

type Offer = readonly [OfferedCommand, JsonTable];

/** What stands after fact `index` (-1 = before the first). `worlds` = those of the trace, where the caller has them. */
export function circumstancesAt(
  trace: Trace,
  index: number,
  worlds: Worlds = makeWorlds(trace),
): Circumstances {
  const world = worlds.at(index);
  const { topology } = trace;
  let cut: readonly Fact[] | null = null;
  const past = (): readonly Fact[] => {
    cut ??= trace.facts.slice(0, index + 1);
    return cut;
  };
  return {
    brokerRuns: world.broker_running,
    isThere: (service) => world.present.has(service),
    runs: (service) => world.services.get(service)?.running ?? false,
    hasBroker: (service) => hasBroker(topology, service),
    connections: (service) => connectionsOf(world, service),
    queue(vhost, name) {
      const queue = world.vhosts.get(vhost)?.queues.get(name);
      return queue ? { ready: queue.ready.length, consumers: queue.consumers.length } : null;
    },
    isCut: (host) => world.cut.has(host),
    added: (args) => addedActor(topology, args),
    hosts: (service) => hostedBy(topology, service, () => instances(trace, past())),
  };
}

const connectionsOf = ({ connections }: World, service: Actor): number =>
  [...connections.values()].filter((user) => user === service).length;

function instances(trace: Trace, past: readonly Fact[]): readonly Row[] {
  const rows = new Map((trace.seed['nova_cell1.instances'] ?? []).map((row) => [row.id, row] as const));
  for (const fact of past) {
    if (fact.kind !== 'row.changed' || fact.database !== 'nova_cell1' || fact.table !== 'instances') continue;
    if (fact.after) rows.set(fact.after.id, fact.after);
    else rows.delete(fact.before?.id);
  }
  return [...rows.values()];
}

const SERVICE: readonly (readonly [FaultCommand, JsonTable])[] = [
  ['stop', {}],
  ['kill', { when: 'now' }],
  ['kill', { when: 'before_ack' }],
  ['kill', { when: 'after_ack' }],
  ['kill', { when: 'in_work' }],
  ['start', {}],
  ['slow', {}],
  ['cut_connection', { when: 'now' }],
  ['cut_connection', { when: 'before_confirm' }],
  ['lose_ack', {}],
  ['remove_service', {}],
];

const QUEUE: readonly OfferedCommand[] = [
  ...(['pause_consumers', 'resume_consumers', 'delay', 'drop_message', 'duplicate_message'] as const),
];

/** Those that make sense come with `refusal` null; the others say why not. Empty for a target that is not there. */
export function choicesAt(
  trace: Trace,
  index: number,
  target: Target,
  worlds: Worlds = makeWorlds(trace),
): readonly Choice[] {
  const now = circumstancesAt(trace, index, worlds);
  return offersFor(trace, worlds.at(index), target).map(([name, args]) => ({
    name,
    args,
    refusal: refusalOf(name, args, now),
    thought: THOUGHT_EXPERIMENTS.includes(name),
  }));
}

function offersFor(trace: Trace, world: World, target: Target): readonly Offer[] {
  switch (target.kind) {
    case 'service': {
      const { service } = target;
      if (!trace.topology.services.some((place) => place.actor === service)) return [];
      return SERVICE.map(([name, args]): Offer => [name, { service, ...args }]);
    }
    case 'queue':
      return queueOffers(target.vhost, target.queue);
    case 'message':
      return messageOffers(trace, world, target.message);
    case 'host':
      return (['cut_host', 'join_host'] as const).map((name): Offer => [name, { host: target.host }]);
    case 'broker':
      return (['stop_broker', 'start_broker', 'restart_broker'] as const).map((name): Offer => [name, {}]);
    case 'cloud':
      return [
        ['boot', {}],
        ['add_service', {}],
      ];
  }
}

const queueOffers = (vhost: string, queue: string): readonly Offer[] =>
  QUEUE.map((name): Offer => [name, { vhost, queue }]);

/** Of a message in the broker: what its queue offers, and the faults that wait for its RPC method at who consumes it. */
function messageOffers(trace: Trace, world: World, message: MessageId): readonly Offer[] {
  const live = world.messages.get(message);
  const published = live && trace.facts[live.index];
  if (!live || published?.kind !== 'message.published') return [];
  const method = published.rpc.method === undefined ? {} : { method: published.rpc.method };
  return live.copies.flatMap(({ queue }) => {
    const consumers = world.vhosts.get(live.vhost)?.queues.get(queue)?.consumers ?? [];
    const users = [...new Set(consumers.map((one) => one.user))];
    const faults = users.flatMap((service): Offer[] => [
      ...(['before_ack', 'after_ack', 'in_work'] as const).map(
        (when): Offer => ['kill', { service, when, ...method }],
      ),
      ['lose_ack', { service, ...method }],
    ]);
    return [...queueOffers(live.vhost, queue), ...(published.rpc.method === undefined ? [] : faults)];
  });
}
