/**
 * After the scheduler has answered: the instance gets its rows in the cell; once all of the request have theirs, its action,
 * its disk and its mapping (`nova/conductor/manager.py:schedule_and_build_instances`).
 */
import { CodedError } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import { sql } from '../../databases/builder.ts';
import type { Task } from '../../service/effects.ts';
import { API_DATABASE, cellsOf, type NovaCell } from '../cells.ts';
import { destroyInstance } from '../destroy-instance.ts';
import { text, textOr } from '../fields.ts';
import { insertAction } from '../instance-actions.ts';
import { createdInstance } from '../objects/instance.ts';
import { dataOf, type LiveObject, ovo } from '../objects/ovo.ts';
import { deleteAllocations } from '../report-client.ts';
import type { Updates } from '../save-instance.ts';
import { tellInstance } from '../tell-instance.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { ensureSecurityGroup, imageRowId, insertInstance, insertRootDisk } from './instance-rows.ts';
import type { ServerBuild, SuperConductor } from './super-state.ts';

/** What was made of a build in its cell. */
export interface Created {
  readonly cell: NovaCell;
  readonly instance: JsonObject;
}

/** What is read once for all servers of a request that go to one host. */
export interface HostsOfRequest {
  readonly cells: Map<string, NovaCell | null>;
  readonly zones: Set<string>;
}

/** Null when the build request is gone (the user deleted the server meanwhile). */
export function* createInstance(
  conductor: SuperConductor,
  build: ServerBuild,
  o: { chosen: JsonObject; cell: NovaCell; hosts: HostsOfRequest },
): Task<Created | null> {
  const { host, db } = conductor;
  const { uuid } = build;
  const { context } = build.incoming;
  const { chosen, cell, hosts } = o;
  const { database } = cell;
  const request = yield* db.first(API_DATABASE, 'build_requests', { instance_uuid: uuid });
  if (!request) {
    yield* forget(conductor, build);
    return null;
  }
  const chosenHost = text(chosen, 'service_host');
  if (!hosts.zones.has(chosenHost)) yield* db.select(API_DATABASE, 'aggregates');
  hosts.zones.add(chosenHost);
  const projectId = text(context, 'project_id');
  const userId = text(context, 'user_id');
  yield* ensureSecurityGroup(db, database, { projectId, userId, now: host.wall().sql });
  const requested = dataOf(build.buildRequest.instance);
  const zone = chosen.availability_zone ?? null;
  const now = host.wall();
  const id = yield* insertInstance(db, database, requested, { availability_zone: zone }, now.sql);
  yield* db.first(database, 'instance_id_mappings', { uuid });
  const imageRow = yield* imageRowId(db, database, text(requested, 'image_ref'), host.wall().sql);
  const created = createdInstance(requested, { id, zone, imageRow, now: now.iso });
  return { cell, instance: ovo('Instance', created, ['ec2_ids', 'tags']) };
}

/** Gives the disk's mapping. */
export function* completeInstance(
  conductor: SuperConductor,
  build: ServerBuild,
  created: Created,
): Task<JsonObject | null> {
  const { host, db } = conductor;
  const { uuid } = build;
  const { context } = build.incoming;
  const { cell } = created;
  const { database } = cell;
  yield* insertAction(db, database, { action: 'create', uuid, context, now: host.wall().sql });
  const disks = dataOf(build.buildRequest.block_device_mappings);
  const bdmUuid = host.stream('id').uuid();
  const disk = yield* insertRootDisk(db, database, { uuid, bdmUuid, disks, now: host.wall() });
  yield* mapToCell(conductor, uuid, cell.id);
  const removed = yield* db.remove(API_DATABASE, 'build_requests', { instance_uuid: uuid });
  yield* db.commit(API_DATABASE);
  if (removed === 0) {
    yield* unmake(conductor, build, created);
    return null;
  }
  return disk;
}

/** The user deleted it before it had any row in a cell: its mapping goes, and what the scheduler claimed for it. */
function* forget({ host, db }: SuperConductor, { uuid, incoming }: ServerBuild): Task {
  yield* db.first(API_DATABASE, 'instance_mappings', { instance_uuid: uuid });
  yield* db.remove(API_DATABASE, 'instance_mappings', { instance_uuid: uuid });
  yield* db.commit(API_DATABASE);
  const { allocations } = TIMING.super_conductor.schedule_and_build_instances;
  const { context } = incoming;
  yield* deleteAllocations({ host, context, before: () => pause(host, allocations) }, uuid);
}

/** `_delete_build_request`: the user deleted it while its rows were made: they are marked as deleted, and no compute hears of it. */
function* unmake(
  { host, db, top }: SuperConductor,
  { uuid, incoming }: ServerBuild,
  { cell, instance: made }: Created,
): Task {
  const told = { context: incoming.context, source: 'nova-conductor' } as const;
  const instance: LiveObject = { name: 'Instance', data: { uuid, host: null }, changes: new Set() };
  yield* tellInstance(top, { ...told, data: dataOf(made), event: 'delete.start' });
  let now: Updates = {};
  try {
    now = yield* destroyInstance({ host, db, database: cell.database }, instance);
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'InstanceNotFound') throw error;
  }
  yield* tellInstance(top, { ...told, data: { ...dataOf(made), ...now }, event: 'delete.end' });
}

function* mapToCell(conductor: SuperConductor, uuid: string, cellId: number): Task {
  const { host, db } = conductor;
  yield* db.first(API_DATABASE, 'instance_mappings', { instance_uuid: uuid });
  yield* db.update(
    API_DATABASE,
    'instance_mappings',
    { updated_at: host.wall().sql, cell_id: cellId },
    { instance_uuid: uuid },
  );
  yield* db.first(API_DATABASE, 'cell_mappings', { id: cellId });
  yield* db.commit(API_DATABASE);
  yield* pause(host, TIMING.super_conductor.schedule_and_build_instances.mapped);
}

/** A host's cell by its mapping, null where it has none: known by its database's name in `database_connection` (`.../nova_cell1?{query}`). */
export function* cellOfHost({ db, host }: SuperConductor, computeHost: string): Task<NovaCell | null> {
  const [row] = yield* db.query(
    sql({
      database: API_DATABASE,
      table: 'host_mappings',
      sql: 'SELECT host_mappings.cell_id, cell_mappings.database_connection FROM nova_api.host_mappings LEFT OUTER JOIN nova_api.cell_mappings ON cell_mappings.id = host_mappings.cell_id WHERE host_mappings.host = ? LIMIT 1',
      parameters: [computeHost],
    }),
  );
  const name = /\/([a-z0-9_]+)\?/.exec(textOr(row ?? {}, 'database_connection', ''))?.[1];
  return cellsOf(host).find(({ database }) => database === name) ?? null;
}
