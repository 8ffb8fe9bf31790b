/** What stands now in the running kernel, as far as commands ask. */
import type { Addable } from '../nova/addable.ts';
import { addedPlace } from '../nova/addable.ts';
import type { JsonTable, Row } from '../trace/fact.ts';
import type { Topology } from '../trace/trace.ts';
import { textAt } from './arguments.ts';
import type { CommandWorld } from './command.ts';
import type { Circumstances } from './sense.ts';

export function circumstancesOf(world: CommandWorld): Circumstances {
  const { kernel, topology } = world;
  return {
    get brokerRuns() {
      return kernel.broker.running;
    },
    isThere: (service) => world.present.has(service),
    runs: kernel.isRunning,
    hasBroker: (service) => hasBroker(topology, service),
    connections: kernel.faults.connections,
    queue(vhost, name) {
      if (!topology.vhosts.includes(vhost)) return null;
      const found = kernel.broker.inspect(vhost).queues.find((queue) => queue.name === name);
      return found ? { ready: found.ready.length, consumers: found.consumers.length } : null;
    },
    isCut: kernel.faults.isCut,
    added: (args) => addedActor(topology, args),
    hosts: (service) => hostedBy(topology, service, () => world.rows('nova_cell1', 'instances')),
  };
}

export const hasBroker = (topology: Topology, service: string): boolean =>
  (topology.services.find((place) => place.actor === service)?.vhosts.length ?? 0) > 0;

export const addedActor = (topology: Topology, args: JsonTable): string =>
  addedPlace(topology.services, textAt(args, 'program') as Addable, textAt(args, 'host')).actor;

/** `instances` = rows of nova_cell1.instances as they stand */
export function hostedBy(
  topology: Topology,
  service: string,
  instances: () => readonly Row[],
): { isCompute: boolean; servers: number } {
  const place = topology.services.find((one) => one.actor === service);
  if (place?.program !== 'nova-compute') return { isCompute: false, servers: 0 };
  const mine = instances().filter((row) => row.host === place.host && row.deleted === 0);
  return { isCompute: true, servers: mine.length };
}
