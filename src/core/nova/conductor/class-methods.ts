/** `object_class_action_versions`: class methods that a compute asks for, most of them reads. */
import { CodedError } from '../../base/assert.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { secondsOf } from '../../base/time.ts';
import type { Where } from '../../databases/builder.ts';
import type { Task } from '../../service/effects.ts';
import type { Cell, Row } from '../../trace/fact.ts';
import { readBlockDevices } from '../block-devices.ts';
import { softDelete } from '../destroy-instance.ts';
import { numberOr, objectAt, text, textOr, textsAt, whole } from '../fields.ts';
import { finishEvent, insertAction, startEvent } from '../instance-actions.ts';
import { migrationObject, unfinishedMigrations } from '../migrations.ts';
import { field, softDeleteFields } from '../objects/columns.ts';
import { nodeObject } from '../objects/compute-node.ts';
import { migrationContextOf, pciRequests } from '../objects/instance.ts';
import { listOf, ovo } from '../objects/ovo.ts';
import { serviceObject } from '../objects/service.ts';
import { DEFAULT_ATTRS, readInstance, readInstances } from '../read-instance.ts';
import type { CellConductor, ClassMethod } from './cell-state.ts';

export const CLASS_METHODS: { readonly [name: string]: ClassMethod } = {
  'InstanceActionEvent.event_start': eventStart,
  'InstanceActionEvent.event_finish_with_failure': eventFinish,
  'BlockDeviceMappingList.get_by_instance_uuid': (c, args) =>
    readBlockDevices(c.db, c.database, text(args, 0)),
  'Service.get_by_compute_host': serviceOfHost,
  'Service.get_by_host_and_binary': (c, args) => service(c, { host: text(args, 0), binary: text(args, 1) }),
  'ComputeNodeList.get_all_by_host': computeNodes,
  'ComputeNode.get_first_node_by_host_for_old_compat': (c, args) => firstNode(c, args),
  'ComputeNode.get_by_host_and_nodename': (c, args) =>
    firstNode(c, args, { hypervisor_hostname: text(args, 1) }),
  'InstanceList.get_by_host': (c, args, kwargs) => instances(c, { host: text(args, 0) }, kwargs),
  'InstanceList.get_by_host_and_node': (c, args, kwargs) =>
    instances(c, { host: text(args, 0), node: text(args, 1) }, kwargs),
  'InstanceList.get_by_filters': instancesBy,
  'MigrationList.get_in_progress_and_error': migrations,
  'Service.get_minimum_version': minimumVersion,
  'Instance.get_by_uuid': instanceByUuid,
  'VirtualInterface.delete_by_instance_uuid': deleteInterfaces,
  'ConsoleAuthToken.clean_console_auths_for_instance': cleanConsoles,
  'ConsoleAuthToken.clean_expired_console_auths': cleanExpired,
  'VirtualInterface.get_by_uuid': interfaceByUuid,
  'VirtualInterfaceList.get_by_instance_uuid': virtualInterfaces,
  'MigrationList.get_by_filters': migrationsBy,
  'MigrationList.get_unconfirmed_by_dest_compute': unconfirmed,
  'InstanceAction.action_start': actionStart,
  'Migration.get_by_id': (c, args) => oneMigration(c, { id: numberOr({ id: args[0] ?? null }, 'id', null) }),
  'Migration.get_by_id_and_instance': (c, args) =>
    oneMigration(c, { id: numberOr({ id: args[0] ?? null }, 'id', null), instance_uuid: text(args, 1) }),
  'Migration.get_by_instance_and_status': (c, args) =>
    oneMigration(c, { instance_uuid: text(args, 0), status: text(args, 1) }),
  'TrustedCerts.get_by_instance_uuid': (c, args) => ofExtra(c, args, 'trusted_certs'),
  'ResourceList.get_by_instance_uuid': (c, args) => ofExtra(c, args, 'resources'),
  'InstanceNUMATopology.get_by_instance_uuid': (c, args) => ofExtra(c, args, 'numa_topology'),
  'InstancePCIRequests.get_by_instance_uuid': (c, args) => ofExtra(c, args, 'pci_requests'),
  'MigrationContext.get_by_instance_uuid': migrationContext,
  'PciDeviceList.get_by_instance_uuid': (c, args) => pciDevices(c, { instance_uuid: text(args, 0) }),
  'PciDeviceList.get_by_compute_node': (c, args) => pciDevices(c, { compute_node_id: numberOr(args, 0, 0) }),
};

/** What stands in a column of `instance_extra`; this deployment keeps these empty. */
function* ofExtra(
  c: CellConductor,
  args: readonly Json[],
  column: 'resources' | 'numa_topology' | 'pci_requests' | 'trusted_certs',
): Task<Json> {
  const uuid = text(args, 0);
  yield* c.db.first(c.database, 'instance_extra', { instance_uuid: uuid });
  return column === 'pci_requests' ? pciRequests(uuid) : null;
}

/** They stay, marked as deleted. */
function* deleteInterfaces(c: CellConductor, args: readonly Json[]): Task<Json> {
  yield* softDelete(c, 'virtual_interfaces', { instance_uuid: text(args, 0) });
  yield* c.db.commit(c.database);
  return null;
}

function* cleanConsoles(c: CellConductor, args: readonly Json[]): Task<Json> {
  yield* c.db.remove(c.database, 'console_auth_tokens', { instance_uuid: text(args, 0) });
  yield* c.db.commit(c.database);
  return null;
}

/** `nova/db/main/api.py:console_auth_token_destroy_expired` */
function* cleanExpired(c: CellConductor): Task<Json> {
  yield* c.db.remove(c.database, 'console_auth_tokens', { expires: { atMost: c.host.wall().unix } });
  yield* c.db.commit(c.database);
  return null;
}

/** Moves to a host that have been finished for so many seconds. */
function* unconfirmed(c: CellConductor, args: readonly Json[]): Task<Json> {
  const where = { status: 'finished', dest_compute: text(args, 1) };
  const rows = yield* c.db.select(c.database, 'migrations', where);
  const until = secondsOf(c.host.wall().sql) - whole(args, 0);
  const old = rows.filter(
    ({ updated_at }) => typeof updated_at === 'string' && secondsOf(updated_at) <= until,
  );
  return listOf('MigrationList', old.map(migrationObject));
}

function* actionStart(
  c: CellConductor,
  args: readonly Json[],
  _kwargs: JsonObject,
  context: JsonObject,
): Task<Json> {
  const now = c.host.wall().sql;
  yield* insertAction(c.db, c.database, { uuid: text(args, 0), action: text(args, 1), context, now });
  return null;
}

function* eventStart(
  c: CellConductor,
  args: readonly Json[],
  kwargs: JsonObject,
  context: JsonObject,
): Task<Json> {
  yield* startEvent(c, { uuid: text(args, 0), event: text(args, 1), context, host: text(kwargs, 'host') });
  return null;
}

function* eventFinish(
  c: CellConductor,
  args: readonly Json[],
  kwargs: JsonObject,
  context: JsonObject,
): Task<Json> {
  const details = textOr(kwargs, 'exc_val', null);
  const traceback = textOr(kwargs, 'exc_tb', null);
  const end = { failed: details !== null, details, traceback };
  yield* finishEvent(c, { uuid: text(args, 0), event: text(args, 1), context, ...end });
  return null;
}

function* service(c: CellConductor, where: { host: string; binary: string }): Task<Json> {
  const row = yield* c.db.first(c.database, 'services', { deleted: 0, ...where });
  if (!row) return null;
  return serviceObject(row);
}

/** Errors: `CodedError` `ComputeHostNotFound`. */
function* serviceOfHost(c: CellConductor, args: readonly Json[]): Task<Json> {
  const host = text(args, 0);
  const found = yield* service(c, { host, binary: 'nova-compute' });
  if (found === null) throw noComputeHost(host);
  return found;
}

/** Errors: `CodedError` `ComputeHostNotFound`. */
function* computeNodes(c: CellConductor, args: readonly Json[]): Task<Json> {
  const host = text(args, 0);
  const rows = yield* c.db.select(c.database, 'compute_nodes', { deleted: 0, host });
  if (rows.length === 0) throw noComputeHost(host);
  return listOf('ComputeNodeList', rows.map(nodeObject), true);
}

/** Errors: `CodedError` `ComputeHostNotFound`. */
function* firstNode(c: CellConductor, args: readonly Json[], and: Where = {}): Task<Json> {
  const host = text(args, 0);
  const row = yield* c.db.first(c.database, 'compute_nodes', { deleted: 0, host, ...and });
  if (row) return nodeObject(row);
  throw noComputeHost(host);
}

const noComputeHost = (host: string): CodedError =>
  new CodedError('ComputeHostNotFound', `Compute host ${host} could not be found.`);

const attrsOf = (kwargs: JsonObject): readonly string[] =>
  kwargs.expected_attrs === undefined ? DEFAULT_ATTRS : textsAt(kwargs, 'expected_attrs');

function* instances(c: CellConductor, where: Where, kwargs: JsonObject): Task<Json> {
  const attrs = attrsOf(kwargs);
  return listOf('InstanceList', yield* readInstances(c.db, c.database, where, { attrs }));
}

function* instanceByUuid(
  c: CellConductor,
  args: readonly Json[],
  kwargs: JsonObject,
  context: JsonObject,
): Task<Json> {
  const uuid = args.length > 0 ? text(args, 0) : text(kwargs, 'uuid');
  const deletedToo = context.read_deleted === 'yes';
  return yield* readInstance(c.db, c.database, uuid, { attrs: attrsOf(kwargs), deletedToo });
}

function* migrations(c: CellConductor, args: readonly Json[]): Task<Json> {
  const rows = yield* unfinishedMigrations(c, text(args, 0));
  return listOf('MigrationList', rows.map(migrationObject));
}

/** Errors: `CodedError` `MigrationNotFound`, `MigrationNotFoundByStatus`, `MigrationNotFoundForInstance`. */
function* oneMigration(
  c: CellConductor,
  where: { readonly [column: string]: string | number | null },
): Task<Json> {
  const row = yield* c.db.first(c.database, 'migrations', where);
  if (row) return migrationObject(row);
  const { id, instance_uuid, status } = where;
  if (status !== undefined)
    throw new CodedError(
      'MigrationNotFoundByStatus',
      `Migration not found for instance ${instance_uuid} with status ${status}.`,
    );
  if (instance_uuid !== undefined)
    throw new CodedError(
      'MigrationNotFoundForInstance',
      `Migration ${id} not found for instance ${instance_uuid}`,
    );
  throw new CodedError('MigrationNotFound', `Migration ${id} could not be found.`);
}

/** `nova/db/main/api.py:migration_get_all_by_filters`: of a `host` those that it has either end of. */
function* migrationsBy(
  c: CellConductor,
  args: readonly Json[],
  _kwargs: JsonObject,
  context: JsonObject,
): Task<Json> {
  const { host, ...filters } = objectAt(args, 0);
  const where = { ...(context.read_deleted === 'yes' ? {} : { deleted: 0 }), ...conditionsOf(filters) };
  const rows = yield* c.db.select(c.database, 'migrations', where);
  const found =
    host === undefined
      ? rows
      : rows.filter(({ source_compute, dest_compute }) => source_compute === host || dest_compute === host);
  return listOf('MigrationList', found.map(migrationObject));
}

/** What a move keeps of the instance for both of its ends. Errors: `CodedError` `MigrationContextNotFound`. */
function* migrationContext(c: CellConductor, args: readonly Json[]): Task<Json> {
  const instance_uuid = text(args, 0);
  const extra = yield* c.db.first(c.database, 'instance_extra', { instance_uuid });
  if (extra) return migrationContextOf(extra);
  const message = `Instance ${instance_uuid} does not specify a migration context.`;
  throw new CodedError('MigrationContextNotFound', message);
}

/** There are none here. */
function* pciDevices(c: CellConductor, where: Where): Task<Json> {
  const status = 'instance_uuid' in where ? { status: 'allocated' } : { deleted: 0 };
  yield* c.db.select(c.database, 'pci_devices', { ...status, ...where });
  return listOf('PciDeviceList', []);
}

function* virtualInterfaces(c: CellConductor, args: readonly Json[]): Task<Json> {
  const rows = yield* c.db.select(c.database, 'virtual_interfaces', {
    deleted: 0,
    instance_uuid: text(args, 0),
  });
  return listOf('VirtualInterfaceList', rows.map(interfaceObject));
}

/** Null where there is none. */
function* interfaceByUuid(c: CellConductor, args: readonly Json[]): Task<Json> {
  const row = yield* c.db.first(c.database, 'virtual_interfaces', { deleted: 0, uuid: text(args, 0) });
  return row && interfaceObject(row);
}

/** `{vm_state: 'building', uuid: [...]}`: a list means any of it. */
const conditionsOf = (filters: JsonObject): Where =>
  Object.fromEntries(
    Object.entries(filters).map(([column, value]) => [
      column,
      Array.isArray(value)
        ? { in: value as readonly Cell[] }
        : typeof value === 'boolean'
          ? Number(value)
          : (value as Cell),
    ]),
  );

/**
 * `nova/db/main/api.py:instance_get_all_by_filters`: the newest comes first. `deleted` without `soft_deleted` = those that are marked as deleted.
 */
function* instancesBy(
  c: CellConductor,
  args: readonly Json[],
  kwargs: JsonObject,
  context: JsonObject,
): Task<Json> {
  const { deleted, soft_deleted: _, ...filters } = objectAt(args, 0);
  const where = { ...(deleted === true ? { deleted: { not: 0 } } : {}), ...conditionsOf(filters) };
  const reading = { attrs: attrsOf(kwargs), deletedToo: context.read_deleted === 'yes' };
  return listOf('InstanceList', (yield* readInstances(c.db, c.database, where, reading)).reverse());
}

/** `nova/db/main/api.py:service_get_minimum_version`; 0 where there is none as yet. */
function* minimumVersion(c: CellConductor, args: readonly Json[]): Task<Json> {
  const where = { deleted: 0, binary: text(args, 0), forced_down: 0 };
  const rows = yield* c.db.select(c.database, 'services', where);
  return rows.length === 0 ? 0 : Math.min(...rows.map((row) => numberOr(row, 'version', 0)));
}

const interfaceObject = (row: Row): JsonObject =>
  ovo('VirtualInterface', {
    id: field(row, 'id'),
    address: text(row, 'address').split('/')[0] ?? '',
    instance_uuid: field(row, 'instance_uuid'),
    uuid: field(row, 'uuid'),
    tag: field(row, 'tag'),
    ...softDeleteFields(row),
  });
