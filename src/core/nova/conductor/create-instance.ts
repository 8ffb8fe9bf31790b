/** After the scheduler has answered: the instance gets its rows in the cell, its mapping, its action and its disk. */
import { defined } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import { sql } from '../../databases/builder.ts';
import type { Task } from '../../service/effects.ts';
import { API_DATABASE, cellsOf, type NovaCell } from '../cells.ts';
import { text } from '../fields.ts';
import { insertAction } from '../instance-actions.ts';
import { createdInstance } from '../objects/instance.ts';
import { dataOf, ovo } from '../objects/ovo.ts';
import { checkQuota } from '../quota.ts';
import { pause, TIMING } from '../timing.ts';
import { ensureSecurityGroup, imageRowId, insertInstance, insertRootDisk } from './instance-rows.ts';
import type { ServerBuild, SuperConductor } from './super-state.ts';

/** As they are cast to the compute, and where it is. */
interface Created {
  readonly cell: NovaCell;
  readonly instance: JsonObject;
  readonly disk: JsonObject;
}

/**
 * `conductor/manager.py:schedule_and_build_instances`, after the selection. Null when the build request is gone
 * (the user deleted the server meanwhile).
 */
export function* createInstance(
  conductor: SuperConductor,
  build: ServerBuild,
  chosen: JsonObject,
): Task<Created | null> {
  const { host, db } = conductor;
  const { uuid } = build;
  const { context } = build.incoming;
  const cell = yield* cellOfHost(conductor, text(chosen, 'service_host'));
  const { database } = cell;
  const request = yield* db.first(API_DATABASE, 'build_requests', { instance_uuid: uuid });
  if (!request) return null;
  yield* db.select(API_DATABASE, 'aggregates');
  const projectId = text(context, 'project_id');
  const userId = text(context, 'user_id');
  yield* ensureSecurityGroup(db, database, { projectId, userId, now: host.wall().sql });
  const instance = dataOf(build.buildRequest.instance);
  const zone = chosen.availability_zone ?? null;
  const now = host.wall();
  const id = yield* insertInstance(db, database, instance, { availability_zone: zone }, now.sql);
  yield* db.first(database, 'instance_id_mappings', { uuid });
  const imageRow = yield* imageRowId(db, database, text(instance, 'image_ref'), host.wall().sql);
  yield* checkQuota(db, { projectId, userId }, { instances: 0, cores: 0, ram: 0 });
  yield* insertAction(db, database, { action: 'create', uuid, context, now: host.wall().sql });
  const disks = dataOf(build.buildRequest.block_device_mappings);
  const bdmUuid = host.stream('id').uuid();
  const disk = yield* insertRootDisk(db, database, { uuid, bdmUuid, disks, now: host.wall() });
  yield* mapToCell(conductor, uuid, cell.id);
  yield* db.remove(API_DATABASE, 'build_requests', { instance_uuid: uuid });
  yield* db.commit(API_DATABASE);
  const created = createdInstance(instance, { id, zone, imageRow, now: now.iso });
  return { cell, instance: ovo('Instance', created, ['ec2_ids', 'tags']), disk };
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

/** A host's cell by its mapping: known by its database's name in `database_connection` (`.../nova_cell1?{query}`). */
function* cellOfHost({ db, host }: SuperConductor, computeHost: string): Task<NovaCell> {
  const [row] = yield* db.query(
    sql({
      database: API_DATABASE,
      table: 'host_mappings',
      sql: 'SELECT host_mappings.cell_id, cell_mappings.database_connection FROM nova_api.host_mappings LEFT OUTER JOIN nova_api.cell_mappings ON cell_mappings.id = host_mappings.cell_id WHERE host_mappings.host = ? LIMIT 1',
      parameters: [computeHost],
    }),
  );
  const name = /\/([a-z0-9_]+)\?/.exec(text(row ?? {}, 'database_connection'))?.[1];
  const cell = cellsOf(host.place).find(({ database }) => database === name);
  return defined(cell, `the cell of host ${computeHost}`);
}
