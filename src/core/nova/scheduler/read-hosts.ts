/** The candidate hosts from the cell's database, in the order in which this process meets them. */
import { micros } from '../../base/time.ts';
import { emit, type Task } from '../../service/effects.ts';
import type { Row } from '../../trace/fact.ts';
import { API_DATABASE, cellsOf, type NovaCell } from '../cells.ts';
import { text, textOr } from '../fields.ts';
import { pause, TIMING } from '../timing/timing.ts';
import type { HostState } from './hosts.ts';
import { instancesOn } from './instance-info.ts';
import type { Scheduler } from './state.ts';

/**
 * `nova/scheduler/host_manager.py`: services and compute nodes of every cell but cell0 (`only` = the uuid of the one that a
 * move keeps to), then one SELECT of instances for each host of which no compute has told. Hosts go through a Python set: the
 * order of equals is arbitrary but stays the same for the life of a process. `uuids` null = every node.
 */
export function* readHosts(
  scheduler: Scheduler,
  uuids: readonly string[] | null,
  only: string | null,
): Task<readonly HostState[]> {
  const { host, memory } = scheduler;
  const found: Found[] = [];
  for (const cell of cellsOf(host)) {
    if (only !== null && memory.cellUuids.get(cell) !== only) continue;
    found.push(...(yield* readCell(scheduler, cell, uuids)));
  }
  const order = setOrder(scheduler);
  const states: HostState[] = [];
  const alone: string[] = [];
  for (const one of found.sort((a, b) => order(text(a.compute, 'host')) - order(text(b.compute, 'host')))) {
    const { service } = one;
    if (service) states.push(yield* readHost(scheduler, { ...one, service }));
    else alone.push(text(one.compute, 'host'));
  }
  if (alone.length > 0) yield* emit({ kind: 'scheduler.narrowed', why: 'no_service', hosts: alone });
  yield* pause(host, TIMING.scheduler.selection.filters);
  return states;
}

interface Found {
  readonly cell: NovaCell;
  readonly compute: Row;
  /** null = no service is known of the node's host: "No compute service record found for host" */
  readonly service: Row | null;
}

function* readCell(
  { db }: Scheduler,
  cell: NovaCell,
  uuids: readonly string[] | null,
): Task<readonly Found[]> {
  const { database } = cell;
  const services = yield* db.select(database, 'services', { deleted: 0, binary: 'nova-compute' });
  const computes = yield* db.select(database, 'compute_nodes', {
    deleted: 0,
    ...(uuids && { uuid: { in: uuids } }),
  });
  return computes.map((compute) => {
    const service = services.find((row) => row.host === compute.host) ?? null;
    return { cell, compute, service };
  });
}

function* readHost(
  scheduler: Scheduler,
  { cell, compute, service }: Found & { readonly service: Row },
): Task<HostState> {
  const name = text(compute, 'host');
  const told = scheduler.memory.instances.get(name);
  const isRead = !told && (yield* isMapped(scheduler, compute));
  return {
    host: name,
    node: text(compute, 'hypervisor_hostname'),
    uuid: text(compute, 'uuid'),
    cellUuid: scheduler.memory.cellUuids.get(cell) ?? '',
    compute,
    service,
    instances: isRead ? yield* instancesOn(scheduler, cell, name) : [...(told ?? [])],
    chosen: 0,
    taken_gb: 0,
  };
}

/**
 * Which cell a host is in (`host_manager.py:_get_cell_mapping_for_host`): read once in the life of a process, of one that has
 * no mapping at each request. A process that was up long before knows the hosts that were there then.
 */
function* isMapped({ host, db, memory }: Scheduler, compute: Row): Task<boolean> {
  const name = text(compute, 'host');
  const wasThere = !host.isCold && textOr(compute, 'created_at', '') < host.wall(micros(0)).sql;
  if (wasThere || memory.mappedHosts.has(name)) return true;
  const mapping = yield* db.first(API_DATABASE, 'host_mappings', { host: name });
  if (mapping) memory.mappedHosts.add(name);
  return mapping !== null;
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
