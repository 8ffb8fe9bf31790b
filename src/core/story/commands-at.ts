/**
 * Which commands make sense at a moment of a trace, for menus: of a service, a queue, a message, a host, a server, the
 * broker or the whole cloud. Read from the facts alone, so it needs no simulator.
 */

import { indexOf } from '../reading/trace-index.ts';
import type { Actor, JsonTable, MessageId } from '../trace/fact.ts';
import { cellDatabases, type Trace } from '../trace/trace.ts';
import type { World } from '../trace/world.ts';
import { argumentsOf, commandRow, MENU_NAMES, type MenuName, type TargetKind } from '../words/commands.ts';
import { type Circumstances, type Refusal, refusalOf } from './sense.ts';

export type CommandTarget =
  | { readonly kind: 'service'; readonly service: Actor }
  | { readonly kind: 'queue'; readonly vhost: string; readonly queue: string }
  | { readonly kind: 'message'; readonly message: MessageId }
  | { readonly kind: 'host'; readonly host: string }
  /** an instance by its name (`display_name`) */
  | { readonly kind: 'server'; readonly server: string }
  | { readonly kind: 'broker' }
  | { readonly kind: 'cloud' };

/** A command as a menu offers it. */
export interface CommandAt {
  readonly name: MenuName;
  /** what the target says already; a form asks for the rest */
  readonly args: JsonTable;
  /** null = it makes sense now */
  readonly refusal: Refusal | null;
  readonly thought: boolean;
}

type Offered = readonly [MenuName, JsonTable];

/** What stands after fact `fact` (-1 = before the first). */
function circumstancesAt(trace: Trace, fact: number): Circumstances {
  const { worlds, versions } = indexOf(trace);
  const world = worlds.at(fact);
  return {
    topology: trace.topology,
    brokerRuns: world.broker_running,
    isThere: (service) => world.present.has(service),
    runs: (service) => world.services.get(service)?.running ?? false,
    connections: (service) => connectionsOf(world, service),
    queue(vhost, name) {
      const queue = world.vhosts.get(vhost)?.queues.get(name);
      return queue ? { ready: queue.ready.length, consumers: queue.consumers.length } : null;
    },
    isCut: (host) => world.cut.has(host),
    instances: () =>
      cellDatabases(trace.topology).flatMap((database) => versions.rowsAt(database, 'instances', fact)),
    buildRequests: () => versions.rowsAt('nova_api', 'build_requests', fact),
  };
}

const connectionsOf = ({ connections }: World, service: Actor): number =>
  [...connections.values()].filter((user) => user === service).length;

/** Those that make sense come with `refusal` null; the others say why not. Empty for a target that is not there. */
export function commandsAt(trace: Trace, fact: number, target: CommandTarget): readonly CommandAt[] {
  const now = circumstancesAt(trace, fact);
  const world = indexOf(trace).worlds.at(fact);
  return offeredFor(trace, world, target).map(([name, args]) => ({
    name,
    args,
    refusal: refusalOf(name, args, now),
    thought: commandRow(name).thought === true,
  }));
}

function offeredFor(trace: Trace, world: World, target: CommandTarget): readonly Offered[] {
  const { kind, ...said } = target;
  if (target.kind === 'message') return offeredForMessage(trace, world, target.message);
  if (target.kind === 'service' && !trace.topology.services.some(({ actor }) => actor === target.service))
    return [];
  return offeredOn([kind], said as JsonTable);
}

/** The commands that stand in the menus of all these kinds of things, each once or once for each of its moments. */
function offeredOn(kinds: readonly TargetKind[], said: JsonTable): readonly Offered[] {
  const names = MENU_NAMES.filter((name) => kinds.every((kind) => commandRow(name).targets.includes(kind)));
  return names.flatMap((name) => momentsOf(name).map((moment): Offered => [name, { ...said, ...moment }]));
}

/** `[{ when: 'now' }, { when: 'before_ack' }, ...]`; one without an argument where there are no moments. */
function momentsOf(name: MenuName): readonly JsonTable[] {
  const argument = argumentsOf(name).find((one) => one.each);
  return argument?.choices?.map((choice) => ({ [argument.name]: choice })) ?? [{}];
}

/** Of a message in the broker: what its queue offers, and the faults that wait for its RPC method at who consumes it. */
function offeredForMessage(trace: Trace, world: World, message: MessageId): readonly Offered[] {
  const live = world.messages.get(message);
  const published = live && trace.facts[live.index];
  if (!live || published?.kind !== 'message.published') return [];
  const { method } = published.rpc;
  return live.copies.flatMap(({ queue }) => {
    const ofQueue = offeredOn(['message', 'queue'], { vhost: live.vhost, queue });
    const consumers = world.vhosts.get(live.vhost)?.queues.get(queue)?.consumers ?? [];
    const users = method === undefined ? [] : [...new Set(consumers.map((one) => one.user))];
    const ofUsers = users.flatMap((service) => offeredOn(['message', 'service'], { service }));
    return [...ofQueue, ...ofUsers.filter(waitsForMessage).map(([name, args]) => withMethod(name, args))];

    function withMethod(name: MenuName, args: JsonTable): Offered {
      return [name, method === undefined ? args : { ...args, method }];
    }
  });
}

/** Whether it strikes at a message: what is done at once asks for none. */
function waitsForMessage([name, args]: Offered): boolean {
  const argument = argumentsOf(name).find((one) => one.each);
  return argument === undefined || args[argument.name] !== argument.default;
}
