/** The Instance object 2.7: its fields in wire order, and how rows of a cell database make one (`nova/objects/instance.py`). */
import type { Json, JsonObject } from '../../base/json.ts';
import type { Cell, Row } from '../../trace/fact.ts';
import { text } from '../fields.ts';
import { bool, field, fromBool, isoDate, softDeleteFields, sqlDate } from './columns.ts';
import { ovo } from './ovo.ts';

/** Columns of `instances` that are plain fields, in wire order. */
export const INSTANCE_COLUMNS = [
  'id',
  'user_id',
  'project_id',
  'image_ref',
  'kernel_id',
  'ramdisk_id',
  'hostname',
  'launch_index',
  'key_name',
  'key_data',
  'power_state',
  'vm_state',
  'task_state',
  'memory_mb',
  'vcpus',
  'root_gb',
  'ephemeral_gb',
  'ephemeral_key_uuid',
  'host',
  'node',
  'instance_type_id',
  'user_data',
  'reservation_id',
  'launched_at',
  'terminated_at',
  'availability_zone',
  'display_name',
  'display_description',
  'launched_on',
  'locked',
  'locked_by',
  'os_type',
  'architecture',
  'vm_mode',
  'uuid',
  'root_device_name',
  'default_ephemeral_device',
  'default_swap_device',
  'config_drive',
  'access_ip_v4',
  'access_ip_v6',
  'auto_disk_config',
  'progress',
  'shutdown_terminate',
  'disable_terminate',
  'cell_name',
] as const;

const BOOLEANS = new Set([
  'locked',
  'auto_disk_config',
  'shutdown_terminate',
  'disable_terminate',
  'cleaned',
  'hidden',
]);
const DATES = new Set(['launched_at', 'terminated_at', 'deleted_at']);

function fieldOf(row: Row, column: string): Json {
  if (BOOLEANS.has(column)) return bool(row[column]);
  if (DATES.has(column)) return isoDate(row[column]);
  return field(row, column);
}

/** The cell of a column for a field's value. */
export function columnValue(column: string, value: Json | undefined): Cell {
  if (value === null || value === undefined) return null;
  if (BOOLEANS.has(column)) return fromBool(value);
  if (DATES.has(column)) return sqlDate(text({ [column]: value }, column));
  return value as Cell;
}

/** What may be asked for beside the columns (`expected_attrs`), in wire order; of the flavors all three come, whichever is asked. */
const INSTANCE_ATTRS = [
  'metadata',
  'system_metadata',
  'info_cache',
  'security_groups',
  'cleaned',
  'pci_devices',
  'numa_topology',
  'pci_requests',
  'device_metadata',
  'tags',
  'flavor',
  'vcpu_model',
  'migration_context',
  'keypairs',
  'trusted_certs',
  'hidden',
  'resources',
] as const;
type InstanceAttr = (typeof INSTANCE_ATTRS)[number];

/** Of these, columns of `instance_extra` that are an object as JSON, or NULL. */
export const EXTRA_ATTRS = [
  'numa_topology',
  'device_metadata',
  'vcpu_model',
  'migration_context',
  'keypairs',
  'trusted_certs',
  'resources',
] as const;

/** Rows that belong to one instance; those that nobody asked for are not there. */
export interface InstanceRows {
  readonly instance: Row;
  readonly extra?: Row | null;
  readonly infoCache?: Row | null;
  readonly metadata?: readonly Row[];
  readonly systemMetadata?: readonly Row[];
}

export const pciRequests = (uuid: string): JsonObject =>
  ovo('InstancePCIRequests', { instance_uuid: uuid, requests: [] });

export function infoCacheObject(row: Row): JsonObject {
  return ovo('InstanceInfoCache', {
    instance_uuid: field(row, 'instance_uuid'),
    network_info: field(row, 'network_info'),
    ...softDeleteFields(row),
  });
}

const ec2Ids = (instanceId: number, imageId: number): JsonObject =>
  ovo(
    'EC2Ids',
    {
      instance_id: `i-${instanceId.toString(16).padStart(8, '0')}`,
      ami_id: `ami-${imageId.toString(16).padStart(8, '0')}`,
      kernel_id: null,
      ramdisk_id: null,
    },
    ['instance_id', 'ami_id', 'kernel_id', 'ramdisk_id'],
  );

/** The flavor as `instance_extra.flavor` keeps it: `{"cur": Flavor, "old": null, "new": null}`. */
export function flavorOfExtra(extra: Row | null): { cur: Json; old: Json; new: Json } {
  const text = extra?.flavor;
  if (typeof text !== 'string') return { cur: null, old: null, new: null };
  return JSON.parse(text) as { cur: Json; old: Json; new: Json };
}

/** What a move keeps of the instance for both of its ends; null where no move is under way. */
export function migrationContextOf(extra: Row | null): Json {
  const stored = extra?.migration_context;
  return typeof stored === 'string' ? (JSON.parse(stored) as Json) : null;
}

/** The fields that are columns by the same name. */
function plainFields(row: Row): { [field: string]: Json } {
  const data: { [field: string]: Json } = {};
  for (const column of INSTANCE_COLUMNS) data[column] = fieldOf(row, column);
  return data;
}

/** What `external_instance_event` carries: no metadata, flavor, groups (54 fields as recorded). */
export function eventInstance(instance: Row, infoCache: Row | null, migrationContext: Json): JsonObject {
  return ovo('Instance', {
    ...plainFields(instance),
    info_cache: infoCache ? infoCacheObject(infoCache) : null,
    cleaned: bool(instance.cleaned),
    migration_context: migrationContext,
    hidden: bool(instance.hidden),
    ...softDeleteFields(instance),
  });
}

const byKey = (rows: readonly Row[] | undefined): JsonObject =>
  Object.fromEntries((rows ?? []).map((row) => [text(row, 'key'), field(row, 'value')]));

/** The fields of one attribute. */
function attrFields(attr: InstanceAttr, rows: InstanceRows): JsonObject {
  const { instance, extra = null, infoCache = null } = rows;
  switch (attr) {
    case 'cleaned':
    case 'hidden':
      return { [attr]: bool(instance[attr]) };
    case 'metadata':
      return { metadata: byKey(rows.metadata) };
    case 'system_metadata':
      return { system_metadata: byKey(rows.systemMetadata) };
    case 'info_cache':
      return { info_cache: infoCache ? infoCacheObject(infoCache) : null };
    case 'security_groups':
      return { security_groups: ovo('SecurityGroupList', { objects: [] }) };
    case 'tags':
      return { tags: ovo('TagList', { objects: [] }) };
    case 'pci_devices':
      return { pci_devices: ovo('PciDeviceList', { objects: [] }) };
    case 'pci_requests':
      return { pci_requests: pciRequests(text(instance, 'uuid')) };
    case 'flavor': {
      const { cur, old, new: next } = flavorOfExtra(extra);
      return { flavor: cur, old_flavor: old, new_flavor: next };
    }
    default:
      return { [attr]: jsonOf(extra, attr) };
  }
}

function jsonOf(extra: Row | null, column: string): Json {
  const cell = extra?.[column];
  return typeof cell === 'string' ? (JSON.parse(cell) as Json) : null;
}

/** An instance with what was asked for and nothing else (`nova/objects/instance.py:_from_db_object`). */
export function loadedInstance(rows: InstanceRows, attrs: ReadonlySet<string>): JsonObject {
  const data: { [field: string]: Json } = plainFields(rows.instance);
  const wanted = (attr: InstanceAttr): boolean => {
    if (attr === 'cleaned' || attr === 'hidden') return true;
    return attrs.has(attr) || (attr === 'flavor' && (attrs.has('old_flavor') || attrs.has('new_flavor')));
  };
  for (const attr of INSTANCE_ATTRS) if (wanted(attr)) Object.assign(data, attrFields(attr, rows));
  return ovo('Instance', { ...data, ...softDeleteFields(rows.instance) });
}

/** The Instance that `create()` leaves in memory: the request's fields with what the row was given. */
export function createdInstance(
  requested: JsonObject,
  o: { id: number; zone: Json; imageRow: number; now: string },
): { [field: string]: Json } {
  const uuid = text(requested, 'uuid');
  const data: { [field: string]: Json } = {};
  for (const column of INSTANCE_COLUMNS) data[column] = requested[column] ?? null;
  const stamps = { created_at: o.now, updated_at: null, deleted_at: null, deleted: false };
  return {
    ...data,
    id: o.id,
    availability_zone: o.zone,
    metadata: {},
    system_metadata: requested.system_metadata ?? {},
    info_cache: ovo('InstanceInfoCache', { instance_uuid: uuid, network_info: '[]', ...stamps }),
    security_groups: ovo('SecurityGroupList', { objects: [] }),
    cleaned: false,
    numa_topology: null,
    pci_requests: pciRequests(uuid),
    device_metadata: null,
    tags: ovo('TagList', { objects: [] }),
    flavor: requested.flavor ?? null,
    old_flavor: null,
    new_flavor: null,
    vcpu_model: null,
    ec2_ids: ec2Ids(o.id, o.imageRow),
    keypairs: requested.keypairs ?? null,
    trusted_certs: null,
    hidden: false,
    resources: null,
    created_at: requested.created_at ?? null,
    updated_at: null,
    deleted_at: null,
    deleted: false,
  };
}
