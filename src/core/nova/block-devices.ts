/** Block device mappings as a list of objects (BlockDeviceMapping 1.21): a conductor answers them, nova-api casts them. */
import type { JsonObject } from '../base/json.ts';
import type { Task } from '../service/effects.ts';
import type { Db } from './db.ts';
import { fieldsOf, softDeleteFields } from './objects/columns.ts';
import { listOf, ovo } from './objects/ovo.ts';

const FIELDS = [
  'id',
  'uuid',
  'instance_uuid',
  'source_type',
  'destination_type',
  'guest_format',
  'device_type',
  'disk_bus',
  'boot_index',
  'device_name',
  'delete_on_termination',
  'snapshot_id',
  'volume_id',
  'volume_size',
  'image_id',
  'no_device',
  'connection_info',
  'tag',
  'attachment_id',
  'volume_type',
  'encrypted',
  'encryption_secret_uuid',
  'encryption_format',
  'encryption_options',
];
const BOOLEANS = new Set(['delete_on_termination', 'no_device', 'encrypted']);

/** `BlockDeviceMappingList.get_by_instance_uuid` */
export function* readBlockDevices(db: Db, database: string, uuid: string): Task<JsonObject> {
  const rows = yield* db.select(database, 'block_device_mapping', { deleted: 0, instance_uuid: uuid });
  const objects = rows.map((row) =>
    ovo('BlockDeviceMapping', { ...fieldsOf(row, FIELDS, BOOLEANS), ...softDeleteFields(row) }),
  );
  return listOf('BlockDeviceMappingList', objects);
}
