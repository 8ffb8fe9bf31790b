/** The rows of a new instance, in any cell database: what `Instance.create()` inserts, in one transaction. */
import type { Json, JsonObject } from '../../base/json.ts';
import type { WallTime } from '../../base/time.ts';
import { pythonJson } from '../../rpc/python-json.ts';
import type { Task } from '../../service/effects.ts';
import type { Row } from '../../trace/fact.ts';
import type { Db } from '../db.ts';
import { objectAt, objectsAt, text, whole } from '../fields.ts';
import { sqlDate } from '../objects/columns.ts';
import { columnValue, INSTANCE_COLUMNS } from '../objects/instance.ts';
import { dataOf, ovo } from '../objects/ovo.ts';

/** `instance` = data of the build request's Instance; `values` override its fields. Gives the new row's id. */
export function* insertInstance(
  db: Db,
  database: string,
  instance: JsonObject,
  values: { readonly [column: string]: Json },
  now: string,
): Task<number> {
  const row: { [column: string]: Row[string] } = {
    created_at: sqlDate(text(instance, 'created_at')),
    updated_at: null,
    deleted_at: null,
    deleted: 0,
  };
  for (const column of INSTANCE_COLUMNS) {
    if (column !== 'id') row[column] = columnValue(column, values[column] ?? instance[column]);
  }
  const id = yield* db.insert(database, 'instances', { ...row, cleaned: 0, hidden: 0 });
  const uuid = text(instance, 'uuid');
  const fresh = { created_at: now, updated_at: null, deleted_at: null, deleted: 0 };
  yield* db.insert(database, 'instance_id_mappings', { ...fresh, uuid });
  yield* db.insert(database, 'instance_extra', {
    ...fresh,
    instance_uuid: uuid,
    device_metadata: null,
    numa_topology: null,
    pci_requests: '[]',
    flavor: pythonJson({ cur: instance.flavor ?? null, old: null, new: null }),
    vcpu_model: null,
    migration_context: null,
    keypairs: pythonJson(instance.keypairs ?? null),
    trusted_certs: null,
    resources: null,
  });
  yield* db.insert(database, 'instance_info_caches', { ...fresh, network_info: '[]', instance_uuid: uuid });
  const metadata = objectAt(instance, 'system_metadata');
  for (const key of Object.keys(metadata)) {
    yield* db.insert(database, 'instance_system_metadata', {
      ...fresh,
      key,
      value: text(metadata, key),
      instance_uuid: uuid,
    });
  }
  yield* db.commit(database);
  return id ?? 0;
}

/** Gives the mapping as the object that it is after its creation. */
export function* insertRootDisk(
  db: Db,
  database: string,
  o: { uuid: string; bdmUuid: string; disks: JsonObject; now: WallTime },
): Task<JsonObject> {
  const [first] = objectsAt(o.disks, 'objects');
  const disk = dataOf(first);
  const id = yield* db.insert(database, 'block_device_mapping', {
    created_at: o.now.sql,
    updated_at: null,
    deleted_at: null,
    deleted: 0,
    instance_uuid: o.uuid,
    uuid: o.bdmUuid,
    source_type: text(disk, 'source_type'),
    destination_type: text(disk, 'destination_type'),
    device_type: text(disk, 'device_type'),
    boot_index: whole(disk, 'boot_index'),
    device_name: null,
    delete_on_termination: disk.delete_on_termination === true ? 1 : 0,
    image_id: text(disk, 'image_id'),
    no_device: 0,
    encrypted: 0,
  });
  yield* db.commit(database);
  const stamps = { created_at: o.now.iso, updated_at: null, deleted_at: null, deleted: false };
  return ovo('BlockDeviceMapping', { id, uuid: o.bdmUuid, ...disk, attachment_id: null, ...stamps });
}

/** The integer id of an image for EC2 ids; its row is made when it is the first time here. */
export function* imageRowId(db: Db, database: string, imageId: string, now: string): Task<number> {
  const row = yield* db.first(database, 's3_images', { uuid: imageId });
  if (row) return whole(row, 'id');
  const id = yield* db.insert(database, 's3_images', {
    created_at: now,
    updated_at: null,
    deleted_at: null,
    deleted: 0,
    uuid: imageId,
  });
  yield* db.commit(database);
  return id ?? 0;
}

/** The project's `default` security group row of a cell, made when missing. */
export function* ensureSecurityGroup(
  db: Db,
  database: string,
  o: { projectId: string; userId: string; now: string },
): Task {
  const where = { deleted: 0, project_id: o.projectId, name: 'default' };
  if (!(yield* db.first(database, 'security_groups', where))) {
    yield* db.insert(database, 'security_groups', {
      created_at: o.now,
      updated_at: null,
      deleted_at: null,
      deleted: 0,
      name: 'default',
      description: 'default',
      project_id: o.projectId,
      user_id: o.userId,
    });
  }
  yield* db.commit(database);
}
