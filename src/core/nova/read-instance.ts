/** An instance read from the database of its cell (`nova/objects/instance.py:Instance.get_by_uuid`). */
import { CodedError } from '../base/assert.ts';
import type { JsonObject } from '../base/json.ts';
import type { Task } from '../service/effects.ts';
import type { Row } from '../trace/fact.ts';
import type { Db } from './db.ts';
import { text } from './fields.ts';
import { apiInstance, type InstanceRows } from './objects/instance.ts';

/** Errors: `CodedError` `InstanceNotFound`. */
export function* instanceRows(db: Db, database: string, uuid: string): Task<InstanceRows> {
  const row = yield* db.first(database, 'instances', { deleted: 0, uuid });
  if (!row) throw new CodedError('InstanceNotFound', `Instance ${uuid} could not be found.`);
  return yield* joinedRows(db, database, row);
}

/** What the joined SELECT gives of an instance whose row is known. */
export function* joinedRows(db: Db, database: string, instance: Row): Task<InstanceRows> {
  const where = { instance_uuid: text(instance, 'uuid') };
  const infoCache = yield* db.first(database, 'instance_info_caches', where);
  const extra = yield* db.first(database, 'instance_extra', where);
  return { instance, extra, infoCache };
}

/** As nova-api reads it before it does something to it: with its metadata. Errors: those of `instanceRows`. */
export function* readForApi(db: Db, database: string, uuid: string): Task<JsonObject> {
  const { instance } = yield* instanceRows(db, database, uuid);
  const ofInstance = { instance_uuid: uuid, deleted: 0 };
  yield* db.select(database, 'instance_metadata', ofInstance);
  const systemMetadata = yield* db.select(database, 'instance_system_metadata', ofInstance);
  return apiInstance(instance, systemMetadata);
}
