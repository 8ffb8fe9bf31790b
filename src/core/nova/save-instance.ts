/**
 * `Instance.save` in the database of a cell (`nova/objects/instance.py`, `nova/db/main/api.py:
 * instance_update_and_get_original`): two transactions, first `instance_extra` where the object holds something of it,
 * then `instances` with the expected task_state in its WHERE. A service above the cells does it itself, a cell's conductor
 * for its computes.
 */
import { CodedError } from '../base/assert.ts';
import { isObject, type Json, type JsonObject } from '../base/json.ts';
import { pythonRepr } from '../base/python.ts';
import { fromMs } from '../base/time.ts';
import { sql } from '../databases/builder.ts';
import { pythonJson } from '../rpc/python-json.ts';
import { sleep, type Task } from '../service/effects.ts';
import type { ServiceHost } from '../service/service.ts';
import type { Cell, Row } from '../trace/fact.ts';
import type { Db } from './db.ts';
import { objectAt, text } from './fields.ts';
import { isoDate } from './objects/columns.ts';
import { columnValue, flavorOfExtra, infoCacheObject, pciRequests } from './objects/instance.ts';
import { type LiveObject, ovo } from './objects/ovo.ts';

/** Who saves: what it needs of a service. */
export interface Saver {
  readonly host: ServiceHost;
  readonly db: Db;
  /** of the cell */
  readonly database: string;
  /** `read_deleted` of who asks: an instance that was deleted is saved too */
  readonly deletedToo?: boolean;
}

/** What the object did not know and the database did, or what it is told always: field -> value. */
export type Updates = { readonly [field: string]: Json };

/** Fields kept in `instance_extra`; this deployment only ever saves them empty. */
const EMPTY_EXTRA = ['numa_topology', 'resources', 'trusted_certs'] as const;
const FLAVORS = ['flavor', 'old_flavor', 'new_flavor'] as const;
/** Objects that have tables of their own: no column of `instances`. */
const NO_COLUMN: ReadonlySet<string> = new Set([
  'ec2_ids',
  'tags',
  'info_cache',
  'system_metadata',
  'metadata',
  'keypairs',
  'pci_requests',
  'security_groups',
  'services',
  'pci_devices',
  'migration_context',
  ...FLAVORS,
  ...EMPTY_EXTRA,
]);

export function* saveInstance(c: Saver, object: LiveObject, kwargs: JsonObject): Task<Updates> {
  const { db, database } = c;
  const uuid = text(object.data, 'uuid');
  yield* saveExtra(c, object, uuid);
  if (!isOfRow(object)) return heldBeside(object);
  for (;;) {
    const before = yield* readJoined(c, uuid);
    if (!before) throw new CodedError('InstanceNotFound', `Instance ${uuid} could not be found.`);
    const ofInstance = { instance_uuid: uuid, deleted: 0 };
    const metadata = yield* db.select(database, 'instance_metadata', ofInstance);
    const systemMetadata = yield* db.select(
      database,
      'instance_system_metadata',
      c.deletedToo === true ? { instance_uuid: uuid } : ofInstance,
    );
    if (!(yield* updateRow(c, object, kwargs, before))) {
      yield* sleep(RETRY);
      continue;
    }
    yield* saveMetadata(c, object, 'metadata', metadata);
    yield* saveMetadata(c, object, 'system_metadata', systemMetadata);
    yield* db.commit(database);
    return updatesOf(object, before);
  }
}

/** `oslo_db.api.wrap_db_retry`, before its first repetition */
const RETRY = fromMs(1000);

/** Whether something of `instances` or of its metadata was set: else `instance_extra` was all. */
const isOfRow = ({ changes }: LiveObject): boolean =>
  ['metadata', 'system_metadata'].some((name) => changes.has(name)) ||
  [...changes].some((name) => !NO_COLUMN.has(name));

/** Nothing of the row was saved, so that all stays changed but the flavors, and is saved again with the next save. */
function heldBeside({ data, changes }: LiveObject): Updates {
  const { migration_context } = data;
  return {
    ...(migration_context === undefined ? {} : { migration_context }),
    obj_what_changed: [...changes].filter((name) => !FLAVORS.some((flavor) => flavor === name)),
  };
}

/** `pci_requests` whenever the object holds them, the flavor where one of its fields was set (`_save_flavor`). */
function* saveExtra(c: Saver, { data, changes }: LiveObject, uuid: string): Task {
  const values: { [column: string]: Cell } = {};
  if ('pci_requests' in data) values.pci_requests = '[]';
  if (FLAVORS.some((name) => changes.has(name))) {
    const { flavor = null, old_flavor = null, new_flavor = null } = data;
    values.flavor = pythonJson({ cur: flavor, old: old_flavor, new: new_flavor });
  }
  for (const name of EMPTY_EXTRA) if (changes.has(name)) values[name] = null;
  if (changes.has('migration_context')) {
    const { migration_context = null } = data;
    values.migration_context = migration_context === null ? null : pythonJson(migration_context);
  }
  if (Object.keys(values).length === 0) return;
  const updated_at = c.host.wall().sql;
  yield* c.db.update(c.database, 'instance_extra', { updated_at, ...values }, { instance_uuid: uuid });
  yield* c.db.commit(c.database);
}

/**
 * Errors: `CodedError` `UnexpectedTaskStateError`, `UnexpectedDeletingTaskStateError`. False where the row was as expected when
 * it was read, and somebody else has changed it since: it is read again (`UnknownInstanceUpdateConflict`).
 */
function* updateRow(c: Saver, object: LiveObject, kwargs: JsonObject, before: Row): Task<boolean> {
  const values: { [column: string]: Cell } = { updated_at: c.host.wall().sql };
  for (const name of object.changes) {
    if (!NO_COLUMN.has(name)) values[name] = columnValue(name, object.data[name]);
  }
  const uuid = text(object.data, 'uuid');
  const expected = kwargs.expected_task_state;
  const where = { project_id: text(object.data, 'project_id'), uuid };
  const states =
    expected === undefined || expected === null
      ? null
      : ((Array.isArray(expected) ? expected : [expected]) as Cell[]);
  const condition = states === null ? where : { ...where, task_state: { anyOf: states } };
  const matched = yield* c.db.update(c.database, 'instances', values, condition);
  if (states === null || matched > 0) return true;
  if (states.includes(before.task_state ?? null)) return false;
  throw new CodedError(
    before.task_state === 'deleting' ? 'UnexpectedDeletingTaskStateError' : 'UnexpectedTaskStateError',
    `Conflict updating instance ${uuid}. Expected: ${pythonRepr({ task_state: states })}. Actual: ${pythonRepr({ task_state: before.task_state ?? null })}`,
  );
}

/**
 * Keys that are new, have another value, or are gone: a row of `instance_system_metadata` is deleted, one of
 * `instance_metadata` only marked (`_instance_metadata_update_in_place`).
 */
function* saveMetadata(
  c: Saver,
  { data, changes }: LiveObject,
  field: 'metadata' | 'system_metadata',
  there: readonly Row[],
): Task {
  if (!changes.has(field)) return;
  const { db, database } = c;
  const table = `instance_${field}`;
  const wanted = objectAt(data, field);
  const known = new Map(there.map((row) => [text(row, 'key'), row]));
  for (const [key, { id = null, value }] of known) {
    const updated_at = c.host.wall().sql;
    if (key in wanted) {
      const now = text(wanted, key);
      if (now !== value) yield* db.update(database, table, { updated_at, value: now }, { id });
    } else if (field === 'system_metadata') yield* db.remove(database, table, { id });
    else yield* db.update(database, table, { updated_at, deleted_at: updated_at, deleted: id }, { id });
  }
  for (const key of Object.keys(wanted)) {
    if (known.has(key)) continue;
    yield* db.insert(database, table, {
      created_at: c.host.wall().sql,
      updated_at: null,
      deleted_at: null,
      deleted: 0,
      key,
      value: text(wanted, key),
      instance_uuid: text(data, 'uuid'),
    });
  }
}

/** The instance with its cache and its flavor in one SELECT, as recorded. */
export function* readJoined(c: Saver, uuid: string): Task<Row | null> {
  const { database } = c;
  const there = c.deletedToo === true ? '' : 'instances.deleted = 0 AND ';
  const [row] = yield* c.db.query(
    sql({
      database,
      table: 'instances',
      sql: `SELECT instances.*, c.created_at AS cache_created_at, c.updated_at AS cache_updated_at, c.network_info AS cache_network_info, e.flavor AS extra_flavor FROM ${database}.instances LEFT OUTER JOIN ${database}.instance_info_caches AS c ON c.instance_uuid = instances.uuid LEFT OUTER JOIN ${database}.instance_extra AS e ON e.instance_uuid = instances.uuid WHERE ${there}instances.uuid = ? LIMIT 1`,
      parameters: [uuid],
    }),
  );
  return row ?? null;
}

/** The objects that it holds, as the database has them: an answer carries them always. */
export function heldObjects({ data }: LiveObject, before: Row): Updates {
  const uuid = text(data, 'uuid');
  const flavors = flavorOfExtra({ flavor: before.extra_flavor ?? null });
  const objects: { readonly [field: string]: Json } = {
    info_cache: infoCacheObject(cacheRow(uuid, before)),
    security_groups: ovo('SecurityGroupList', { objects: [] }),
    pci_requests: isObject(data.pci_requests) ? data.pci_requests : pciRequests(uuid),
    tags: ovo('TagList', { objects: [] }),
    flavor: flavors.cur,
    old_flavor: flavors.old,
    new_flavor: flavors.new,
    ec2_ids: data.ec2_ids ?? null,
    keypairs: ovo('KeyPairList', { objects: [] }),
  };
  return Object.fromEntries(Object.entries(objects).filter(([name]) => name in data));
}

/** `updated_at` as it stood before this UPDATE, if that was news. */
function updatesOf(object: LiveObject, before: Row): Updates {
  const { data } = object;
  const seen: Json = isoDate(before.updated_at);
  return {
    ...heldObjects(object, before),
    ...(seen !== data.updated_at ? { updated_at: seen } : {}),
    obj_what_changed: [
      ...('ec2_ids' in data ? ['ec2_ids'] : []),
      ...(isObject(data.migration_context) ? ['migration_context'] : []),
      ...['pci_devices', 'pci_requests'].filter((name) => hasChanges(data[name])),
    ],
  };
}

/** An object in it that was never saved itself, as those of a migration context: it is changed for good (`obj_what_changed`). */
export const hasChanges = (object: Json | undefined): boolean =>
  isObject(object) && 'nova_object.changes' in object;

/** The row of `instance_info_caches` out of the joined SELECT. */
function cacheRow(uuid: string, joined: Row): Row {
  return {
    instance_uuid: uuid,
    network_info: joined.cache_network_info ?? null,
    created_at: joined.cache_created_at ?? null,
    updated_at: joined.cache_updated_at ?? null,
    deleted_at: null,
    deleted: 0,
  };
}
