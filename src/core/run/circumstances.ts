/** What stands now in the running kernel, as far as commands ask. */
import { API_DATABASE } from '../nova/cells.ts';
import type { Circumstances } from '../story/sense.ts';
import { cellDatabases } from '../trace/trace.ts';
import type { CommandWorld } from './command.ts';

export function circumstancesOf(world: CommandWorld): Circumstances {
  const { kernel, topology } = world;
  return {
    topology,
    get brokerRuns() {
      return kernel.broker.running;
    },
    isThere: (service) => world.present.has(service),
    runs: kernel.isRunning,
    connections: kernel.faults.connections,
    queue(vhost, name) {
      if (!topology.vhosts.includes(vhost)) return null;
      const found = kernel.broker.inspect(vhost).queues.find((queue) => queue.name === name);
      return found ? { ready: found.ready.length, consumers: found.consumers.length } : null;
    },
    isCut: kernel.faults.isCut,
    instances: () => cellDatabases(topology).flatMap((database) => world.rows(database, 'instances')),
    buildRequests: () => world.rows(API_DATABASE, 'build_requests'),
  };
}
