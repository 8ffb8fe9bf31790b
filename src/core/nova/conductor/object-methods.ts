/** `object_action`: methods of objects that a compute sends to be saved, refreshed or created. */
import { CodedError } from '../../base/assert.ts';
import { canonicalJson, type Json, type JsonObject } from '../../base/json.ts';
import { sha256 } from '../../base/sha2.ts';
import { pythonJson } from '../../rpc/python-json.ts';
import type { Task } from '../../service/effects.ts';
import type { Cell, Row } from '../../trace/fact.ts';
import { destroyInstance, softDelete } from '../destroy-instance.ts';
import { text, textOr, whole } from '../fields.ts';
import { saveMigration } from '../migrations.ts';
import { field, isoDate, softDeleteFields } from '../objects/columns.ts';
import { dataOf, type LiveObject, ovo } from '../objects/ovo.ts';
import { readInstance } from '../read-instance.ts';
import { saveInstance, type Updates } from '../save-instance.ts';
import type { CellConductor, ObjectMethod } from './cell-state.ts';
import { createComputeNode, createService } from './create-host.ts';

export const OBJECT_METHODS: { readonly [name: string]: ObjectMethod } = {
  'Instance.save': saveInstance,
  'Instance.refresh': refreshInstance,
  'Instance.destroy': destroyInstance,
  'Instance.drop_migration_context': dropMigrationContext,
  'Migration.save': saveMigration,
  'InstanceInfoCache.save': saveInfoCache,
  'InstanceInfoCache.refresh': refreshInfoCache,
  'InstanceFault.create': createFault,
  'VirtualInterface.create': createVirtualInterface,
  'VirtualInterface.destroy': destroyVirtualInterface,
  'BlockDeviceMapping.save': saveBlockDevice,
  'ComputeNode.create': createComputeNode,
  'ComputeNode.save': saveComputeNode,
  'Service.create': createService,
  'Service.save': saveService,
  'ConsoleAuthToken.authorize': authorizeConsole,
};

/** What the row has otherwise than the object, of what says where and how the instance is. */
function* refreshInstance(c: CellConductor, { data }: LiveObject): Task<Updates> {
  const found = dataOf(yield* readInstance(c.db, c.database, text(data, 'uuid'), { attrs: [] }));
  const updates: { [name: string]: Json } = {};
  for (const name of REFRESHED) if (data[name] !== found[name]) updates[name] = found[name] ?? null;
  return { ...updates, obj_what_changed: [] };
}

const REFRESHED = ['vm_state', 'task_state', 'power_state', 'host', 'node', 'updated_at'];

/** What a move kept for both of its ends is of no use any more. */
function* dropMigrationContext(c: CellConductor, { data, changes }: LiveObject): Task<Updates> {
  // what was changed before and is not saved yet stays so
  if ((data.migration_context ?? null) === null) return { obj_what_changed: [...changes] };
  const updated_at = c.host.wall().sql;
  const of = { instance_uuid: text(data, 'uuid') };
  yield* c.db.update(c.database, 'instance_extra', { updated_at, migration_context: null }, of);
  yield* c.db.commit(c.database);
  return { migration_context: null, obj_what_changed: [...new Set([...changes, 'migration_context'])] };
}

/** A token of which only the digest is kept; it is good until `expires` (`nova/objects/console_auth_token.py`). */
function* authorizeConsole(
  c: CellConductor,
  { data }: LiveObject,
  _kwargs: JsonObject,
  args: readonly Json[],
): Task<Updates> {
  const instance_uuid = text(data, 'instance_uuid');
  const token = c.host.stream('id').uuid();
  const there = yield* c.db.first(c.database, 'instances', { deleted: 0, uuid: instance_uuid });
  if (!there) throw new CodedError('InstanceNotFound', `Instance ${instance_uuid} could not be found.`);
  const now = c.host.wall();
  const id = yield* c.db.insert(c.database, 'console_auth_tokens', {
    created_at: now.sql,
    updated_at: null,
    token_hash: sha256(token),
    console_type: text(data, 'console_type'),
    host: text(data, 'host'),
    port: whole(data, 'port'),
    internal_access_path: textOr(data, 'internal_access_path', null),
    instance_uuid,
    expires: now.unix + whole(args, 0),
    access_url_base: textOr(data, 'access_url_base', null),
  });
  yield* c.db.commit(c.database);
  return { id, token, created_at: now.iso, updated_at: null, obj_what_changed: [] };
}

const cellValue = (value: Json | undefined): Cell =>
  value === null || value === undefined ? null : typeof value === 'boolean' ? Number(value) : (value as Cell);

/** Stamps that differ from those in the object that was sent. */
function changedStamps(object: LiveObject, row: Row): { [field: string]: Json } {
  const updates: { [field: string]: Json } = {};
  for (const [name, value] of Object.entries(softDeleteFields(row))) {
    if (object.data[name] !== value) updates[name] = value;
  }
  return updates;
}

function* cacheRow(c: CellConductor, object: LiveObject): Task<Row> {
  const row = yield* c.db.first(c.database, 'instance_info_caches', {
    instance_uuid: text(object.data, 'instance_uuid'),
  });
  if (!row)
    throw new CodedError(
      'InstanceInfoCacheNotFound',
      `Info cache for instance ${text(object.data, 'instance_uuid')} could not be found.`,
    );
  return row;
}

/** Rows of a recorded cloud have the same list in another spelling. */
const sameJson = (one: string, other: string): boolean =>
  one === other || canonicalJson(JSON.parse(one)) === canonicalJson(JSON.parse(other));

/** An UPDATE only where the value differs: neutron reports more than once what is the same. */
function* saveInfoCache(c: CellConductor, object: LiveObject): Task<Updates> {
  const row = yield* cacheRow(c, object);
  const network_info = text(object.data, 'network_info');
  let { updated_at } = row;
  if (!sameJson(network_info, text(row, 'network_info'))) {
    updated_at = c.host.wall().sql;
    yield* c.db.update(
      c.database,
      'instance_info_caches',
      { updated_at, network_info },
      { id: row.id ?? null },
    );
  }
  yield* c.db.commit(c.database);
  return { ...softDeleteFields({ ...row, updated_at: updated_at ?? null }), obj_what_changed: [] };
}

function* refreshInfoCache(c: CellConductor, object: LiveObject): Task<Updates> {
  const row = yield* cacheRow(c, object);
  const updates = changedStamps(object, row);
  if (object.data.network_info !== row.network_info) updates.network_info = field(row, 'network_info');
  return { ...updates, obj_what_changed: [] };
}

function* createVirtualInterface(c: CellConductor, object: LiveObject): Task<Updates> {
  const address = text(object.data, 'address');
  const now = c.host.wall();
  const id = yield* c.db.insert(c.database, 'virtual_interfaces', {
    created_at: now.sql,
    updated_at: null,
    deleted_at: null,
    deleted: 0,
    address,
    network_id: null,
    instance_uuid: text(object.data, 'instance_uuid'),
    uuid: text(object.data, 'uuid'),
    tag: textOr(object.data, 'tag', null),
  });
  yield* c.db.commit(c.database);
  return {
    id,
    address: address.split('/')[0] ?? '',
    created_at: now.iso,
    updated_at: null,
    deleted_at: null,
    deleted: false,
    obj_what_changed: [],
  };
}

function* createFault(c: CellConductor, object: LiveObject): Task<Updates> {
  const now = c.host.wall();
  const id = yield* c.db.insert(c.database, 'instance_faults', {
    created_at: now.sql,
    updated_at: null,
    deleted_at: null,
    deleted: 0,
    instance_uuid: text(object.data, 'instance_uuid'),
    code: whole(object.data, 'code'),
    message: text(object.data, 'message'),
    details: textOr(object.data, 'details', null),
    host: text(object.data, 'host'),
  });
  yield* c.db.commit(c.database);
  const stamps = { created_at: now.iso, updated_at: null, deleted_at: null, deleted: false };
  return { id, ...stamps, obj_what_changed: [] };
}

function* destroyVirtualInterface(c: CellConductor, object: LiveObject): Task<Updates> {
  yield* softDelete(c, 'virtual_interfaces', { id: whole(object.data, 'id') });
  yield* c.db.commit(c.database);
  return { obj_what_changed: [] };
}

function* saveBlockDevice(c: CellConductor, object: LiveObject): Task<Updates> {
  const now = c.host.wall();
  const values: { [column: string]: Cell } = { updated_at: now.sql };
  for (const name of object.changes) values[name] = cellValue(object.data[name]);
  const id = whole(object.data, 'id');
  yield* c.db.update(c.database, 'block_device_mapping', values, { id });
  yield* c.db.first(c.database, 'block_device_mapping', { id });
  yield* c.db.commit(c.database);
  return { updated_at: now.iso, obj_what_changed: [] };
}

/** Fields of ComputeNode that are columns by the same name; `stats` is stored as JSON. */
function* saveComputeNode(c: CellConductor, object: LiveObject): Task<Updates> {
  const id = whole(object.data, 'id');
  const row = yield* c.db.first(c.database, 'compute_nodes', { id });
  const now = c.host.wall();
  const values: { [column: string]: Cell } = { updated_at: now.sql };
  for (const name of object.changes) {
    // a column of another name, of which a driver says the same always
    if (name === 'supported_hv_specs') continue;
    if (name === 'pci_device_pools') {
      // without PCI devices they are the same at every save
      if (row?.pci_stats === null) values.pci_stats = pythonJson(object.data.pci_device_pools);
      continue;
    }
    const value = name === 'stats' ? pythonJson(object.data.stats) : cellValue(object.data[name]);
    if (row?.[name] !== value) values[name] = value;
  }
  yield* c.db.update(c.database, 'compute_nodes', values, { id });
  yield* c.db.commit(c.database);
  return {
    supported_hv_specs: object.data.supported_hv_specs ?? [],
    pci_device_pools: ovo('PciDevicePoolList', { objects: [] }, ['objects']),
    updated_at: now.iso,
    obj_what_changed: ['pci_device_pools'],
  };
}

/** The heartbeat: `last_seen_up` is set whenever report_count goes up (`nova/db/main/api.py:service_update`). */
function* saveService(c: CellConductor, object: LiveObject): Task<Updates> {
  const id = whole(object.data, 'id');
  const row = yield* c.db.first(c.database, 'services', { id });
  // a record that was deleted under a running service
  if (!row || row.deleted !== 0) throw new CodedError('ServiceNotFound', `Service ${id} could not be found.`);
  const now = c.host.wall();
  const values: { [column: string]: Cell } = { updated_at: now.sql };
  for (const name of object.changes) values[name] = cellValue(object.data[name]);
  const reported = object.changes.has('report_count');
  if (reported) values.last_seen_up = now.sql;
  yield* c.db.update(c.database, 'services', values, { id });
  yield* c.db.commit(c.database);
  const seen = reported ? { last_seen_up: isoDate(now.sql) } : {};
  return { ...seen, updated_at: now.iso, obj_what_changed: [] };
}
