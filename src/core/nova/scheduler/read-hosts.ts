/** The candidate hosts from the cell's database, in the order in which this process meets them. */
import { select } from '../../databases/builder.ts';
import type { Task } from '../../service/effects.ts';
import { pause, TIMING } from '../timing.ts';
import type { HostState } from './hosts.ts';
import type { Scheduler } from './state.ts';

const CELL = 'nova_cell1';

/**
 * `nova/scheduler/host_manager.py`: services and compute nodes of every cell but cell0, then one SELECT of instances per
 * host (their memory is never kept up to date here, since update_instance_info reaches no scheduler). Hosts go through a
 * Python set: the order of equals is arbitrary but stays the same for the life of a process.
 */
export function* readHosts(scheduler: Scheduler, uuids: readonly string[]): Task<readonly HostState[]> {
  const { db, host } = scheduler;
  const services = yield* db.select(CELL, 'services', { deleted: 0, binary: 'nova-compute' });
  const computes = yield* db.select(CELL, 'compute_nodes', { deleted: 0, uuid: { in: uuids } });
  const cellUuid = scheduler.memory.cellUuid ?? '';
  const order = setOrder(scheduler);
  const sorted = [...computes].sort((a, b) => order(String(a.host)) - order(String(b.host)));
  const states: HostState[] = [];
  for (const compute of sorted) {
    const name = String(compute.host);
    yield* hostMapping(scheduler, name);
    const instances = yield* db.query(
      select({
        database: CELL,
        table: 'instances',
        columns: ['host', 'uuid'],
        where: { deleted: 0, host: name },
      }),
    );
    states.push({
      host: name,
      node: String(compute.hypervisor_hostname),
      uuid: String(compute.uuid),
      cellUuid,
      compute,
      service: services.find((s) => s.host === name) ?? null,
      instances: instances.map((row) => String(row.uuid)),
    });
  }
  yield* pause(host, TIMING.scheduler.select_destinations.filters);
  return states;
}

/** Which cell a host is in: read once in the life of a process (`host_manager.py:_get_cell_mapping_for_host`). */
function* hostMapping({ db, memory }: Scheduler, name: string): Task {
  if (!memory.mappedHosts || memory.mappedHosts.has(name)) return;
  memory.mappedHosts.add(name);
  yield* db.first('nova_api', 'host_mappings', { host: name });
}

/** Stands for Python's hash seed: a number per host name, drawn once for each process. */
function setOrder(scheduler: Scheduler): (host: string) => number {
  const { hashes } = scheduler.memory;
  return (name) => {
    const known = hashes.get(name);
    if (known !== undefined) return known;
    const drawn = scheduler.host.stream(`hash/${name}`).next();
    hashes.set(name, drawn);
    return drawn;
  };
}
