/**
 * Which instances each host has, as the computes tell it (`track_instance_changes`): where their vhost is the scheduler's
 * own, their fanouts arrive, and a request needs no SELECT for each host
 * (`nova/scheduler/host_manager.py:update_instance_info`, `sync_instance_info`, `delete_instance_info`).
 */
import type { Json } from '../../base/json.ts';
import { select } from '../../databases/builder.ts';
import type { Incoming } from '../../rpc/server.ts';
import type { Task } from '../../service/effects.ts';
import { API_DATABASE, cellsOf, type NovaCell } from '../cells.ts';
import { objectAt, text, textsAt } from '../fields.ts';
import { dataOf } from '../objects/ovo.ts';
import type { Scheduler } from './state.ts';

/** One instance that changed, or all of a host. */
export function* updateInstanceInfo(scheduler: Scheduler, { args }: Incoming): Task<Json> {
  const name = text(args, 'host_name');
  const given = objectAt(args, 'instance_info');
  const { objects } = dataOf(given) as { readonly objects?: readonly Json[] };
  const uuids = (objects ?? [given]).map((one) => text(dataOf(one), 'uuid'));
  const known = scheduler.memory.instances.get(name);
  // a process that was up long before has heard of it
  if (known) for (const uuid of uuids) known.add(uuid);
  else if (uuids.length > 1 || !scheduler.host.isCold) scheduler.memory.instances.set(name, new Set(uuids));
  else yield* readAnew(scheduler, name);
  return null;
}

export function* deleteInstanceInfo(scheduler: Scheduler, { args }: Incoming): Task<Json> {
  const name = text(args, 'host_name');
  const known = scheduler.memory.instances.get(name);
  if (known) known.delete(text(args, 'instance_uuid'));
  else yield* readAnew(scheduler, name);
  return null;
}

/** Every two minutes: what is not the same is read anew. */
export function* syncInstanceInfo(scheduler: Scheduler, { args }: Incoming): Task<Json> {
  const name = text(args, 'host_name');
  const told = textsAt(args, 'instance_uuids');
  const known = scheduler.memory.instances.get(name);
  const isSame = known?.size === told.length && told.every((uuid) => known.has(uuid));
  if (!isSame) yield* readAnew(scheduler, name);
  return null;
}

/** `_recreate_instance_info`; of a host without a mapping nothing is kept to be read. */
function* readAnew(scheduler: Scheduler, name: string): Task {
  const { host, db, memory } = scheduler;
  const mapping = yield* db.first(API_DATABASE, 'host_mappings', { host: name });
  const cell = mapping && cellsOf(host).find(({ id }) => id === mapping.cell_id);
  memory.instances.set(name, new Set(cell ? yield* instancesOn(scheduler, cell, name) : []));
}

/** Uuids, from the cell's database. */
export function* instancesOn(
  { db }: Scheduler,
  { database }: NovaCell,
  host: string,
): Task<readonly string[]> {
  const columns = ['host', 'uuid'];
  const where = { deleted: 0, host };
  const found = yield* db.query(select({ database, table: 'instances', columns, where }));
  return found.map((row) => text(row, 'uuid'));
}
