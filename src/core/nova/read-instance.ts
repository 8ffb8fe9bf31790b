/** An instance read from the database of its cell, with what is asked for (`nova/objects/instance.py:Instance.get_by_uuid`). */
import { CodedError } from '../base/assert.ts';
import type { JsonObject } from '../base/json.ts';
import type { Where } from '../databases/builder.ts';
import type { Task } from '../service/effects.ts';
import type { Row } from '../trace/fact.ts';
import type { Db } from './db.ts';
import { text } from './fields.ts';
import { EXTRA_ATTRS, type InstanceRows, loadedInstance } from './objects/instance.ts';
import { dataOf, type LiveObject } from './objects/ovo.ts';

/** `expected_attrs` where nobody says any */
export const DEFAULT_ATTRS: readonly string[] = ['info_cache', 'security_groups'];

const IN_EXTRA: readonly string[] = [...EXTRA_ATTRS, 'flavor', 'old_flavor', 'new_flavor'];

interface Reading {
  readonly attrs?: readonly string[];
  /** `read_deleted` of the context: rows that are marked as deleted too */
  readonly deletedToo?: boolean;
}

/** Errors: `CodedError` `InstanceNotFound`. */
export function* readInstance(
  db: Db,
  database: string,
  uuid: string,
  { attrs = DEFAULT_ATTRS, deletedToo = false }: Reading = {},
): Task<JsonObject> {
  const row = yield* db.first(database, 'instances', { ...(deletedToo ? {} : { deleted: 0 }), uuid });
  if (!row) throw new CodedError('InstanceNotFound', `Instance ${uuid} could not be found.`);
  return yield* withAttrs(db, database, row, { attrs, deletedToo });
}

/** Those that meet `where`, in the order of their ids. */
export function* readInstances(
  db: Db,
  database: string,
  where: Where,
  { attrs = DEFAULT_ATTRS, deletedToo = false }: Reading = {},
): Task<JsonObject[]> {
  const rows = yield* db.select(database, 'instances', { deleted: 0, ...where });
  const found: JsonObject[] = [];
  for (const row of rows) found.push(yield* withAttrs(db, database, row, { attrs, deletedToo }));
  return found;
}

/**
 * A SELECT for each table that something is asked of. Of one that was deleted the system metadata are marked as deleted, and
 * read all the same (`nova/db/main/api.py:_instance_system_metadata_get_multi`).
 */
function* withAttrs(
  db: Db,
  database: string,
  row: Row,
  { attrs, deletedToo }: Required<Reading>,
): Task<JsonObject> {
  const instance_uuid = text(row, 'uuid');
  const there = { instance_uuid, deleted: 0 };
  const rows: { -readonly [K in keyof InstanceRows]: InstanceRows[K] } = { instance: row };
  if (attrs.includes('info_cache'))
    rows.infoCache = yield* db.first(database, 'instance_info_caches', { instance_uuid });
  if (attrs.some((attr) => IN_EXTRA.includes(attr)))
    rows.extra = yield* db.first(database, 'instance_extra', { instance_uuid });
  if (attrs.includes('metadata')) rows.metadata = yield* db.select(database, 'instance_metadata', there);
  if (attrs.includes('system_metadata'))
    rows.systemMetadata = yield* db.select(
      database,
      'instance_system_metadata',
      deletedToo ? { instance_uuid } : there,
    );
  return loadedInstance(rows, new Set(attrs));
}

/** A look at the flavor that was not read with the instance (`nova/objects/instance.py:_load_flavor`). */
export function* loadFlavor(db: Db, database: string, { data, changes }: LiveObject): Task {
  const found = dataOf(yield* readInstance(db, database, text(data, 'uuid'), { attrs: ['flavor'] }));
  const { flavor = null, old_flavor = null, new_flavor = null } = found;
  Object.assign(data, { flavor, old_flavor, new_flavor });
  // the two stay noted as changed, so that the next save writes the flavor anew
  changes.add('old_flavor').add('new_flavor');
}
