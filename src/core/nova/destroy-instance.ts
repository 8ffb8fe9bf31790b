/**
 * `Instance.destroy` in the database of a cell (`nova/objects/instance.py`, `nova/db/main/api.py:instance_destroy`): no row
 * goes but tags and console tokens; the others are marked as deleted, by their own id. A service above the cells does it
 * itself, a cell's conductor for its computes.
 */
import { CodedError } from '../base/assert.ts';
import type { Where } from '../databases/builder.ts';
import type { Task } from '../service/effects.ts';
import { text, textOr } from './fields.ts';
import { isoDate } from './objects/columns.ts';
import type { LiveObject } from './objects/ovo.ts';
import { heldObjects, readJoined, type Saver, type Updates } from './save-instance.ts';

/** Tables whose rows belong to an instance by `instance_uuid`, in the recorded order. */
const OF_INSTANCE = [
  'security_group_instance_association',
  'instance_info_caches',
  'instance_metadata',
  'instance_faults',
  'instance_extra',
  'instance_system_metadata',
  'block_device_mapping',
  'migrations',
  'virtual_interfaces',
] as const;

/**
 * Errors: `CodedError` `InstanceNotFound`, also of one that was deleted meanwhile; `ObjectActionError` of one without a host
 * that has got one meanwhile.
 */
export function* destroyInstance(c: Saver, object: LiveObject): Task<Updates> {
  const { db, database } = c;
  const uuid = text(object.data, 'uuid');
  const before = yield* readJoined(c, uuid);
  if (!before) throw new CodedError('InstanceNotFound', `Instance ${uuid} could not be found.`);
  yield* db.select(database, 'instance_metadata', { instance_uuid: uuid, deleted: 0 });
  yield* db.select(database, 'instance_system_metadata', { instance_uuid: uuid });
  const deleted_at = c.host.wall().sql;
  const host = textOr(object.data, 'host', null);
  const where = host === null ? { uuid, host: null } : { uuid };
  if ((yield* softDelete(c, 'instances', where)) === 0)
    throw new CodedError('ObjectActionError', 'Object action destroy failed because: host changed');
  for (const table of OF_INSTANCE) yield* softDelete(c, table, { instance_uuid: uuid });
  yield* softDelete(c, 'instance_id_mappings', { uuid });
  yield* db.remove(database, 'tags', { resource_id: uuid });
  yield* db.remove(database, 'console_auth_tokens', { instance_uuid: uuid });
  yield* db.commit(database);
  return {
    ...heldObjects(object, before),
    deleted_at: isoDate(deleted_at),
    deleted: true,
    obj_what_changed: [],
  };
}

/** Marks rows as deleted, each by its id, as one UPDATE; `updated_at` stays. Gives their number. */
export function* softDelete({ host, db, database }: Saver, table: string, where: Where): Task<number> {
  const deleted_at = host.wall().sql;
  return yield* db.update(
    database,
    table,
    { deleted_at, deleted: { column: 'id' } },
    { deleted: 0, ...where },
  );
}
