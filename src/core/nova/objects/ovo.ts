/** oslo.versionedobjects on the wire: `{"nova_object.name", "nova_object.namespace", "nova_object.version", "nova_object.data", "nova_object.changes"}`. */
import { assert, defined } from '../../base/assert.ts';
import { isObject, type Json, type JsonObject } from '../../base/json.ts';

/** Versions of Nova 26.2, as its messages carry them. */
const OBJECT_VERSIONS = {
  BlockDeviceMapping: '1.21',
  BlockDeviceMappingList: '1.18',
  BuildRequest: '1.3',
  CellMapping: '1.1',
  ComputeNode: '1.19',
  ComputeNodeList: '1.17',
  Destination: '1.4',
  ConsoleAuthToken: '1.1',
  CpuDiagnostics: '1.0',
  Diagnostics: '1.0',
  DiskDiagnostics: '1.0',
  EC2Ids: '1.0',
  Flavor: '1.2',
  HVSpec: '1.2',
  ImageMeta: '1.8',
  ImageMetaProps: '1.34',
  Instance: '2.7',
  InstanceActionEvent: '1.4',
  InstanceExternalEvent: '1.5',
  InstanceFault: '1.2',
  InstanceInfoCache: '1.5',
  InstanceList: '2.6',
  InstancePCIRequests: '1.1',
  KeyPairList: '1.3',
  Migration: '1.7',
  MigrationContext: '1.2',
  LibvirtLiveMigrateData: '1.10',
  MigrationList: '1.5',
  MemoryDiagnostics: '1.0',
  NetworkMetadata: '1.0',
  NicDiagnostics: '1.0',
  NetworkRequest: '1.3',
  NetworkRequestList: '1.1',
  PciDeviceList: '1.3',
  PciDevicePoolList: '1.1',
  RequestLevelParams: '1.1',
  RequestSpec: '1.14',
  SchedulerLimits: '1.0',
  SchedulerRetries: '1.1',
  SecurityGroup: '1.2',
  SecurityGroupList: '1.1',
  Selection: '1.1',
  Service: '1.22',
  ServiceList: '1.19',
  TagList: '1.1',
  VIFMigrateData: '1.0',
  VirtualInterface: '1.3',
  VirtualInterfaceList: '1.0',
} as const;

export type ObjectName = keyof typeof OBJECT_VERSIONS;

/** An object while a service works on it; `changes` = names of the fields set since it was read. */
export interface LiveObject {
  readonly name: ObjectName;
  readonly data: { [field: string]: Json };
  readonly changes: Set<string>;
}

/** The primitive. No `changes` key where nothing changed. */
export function ovo(name: ObjectName, data: JsonObject, changes: readonly string[] = []): JsonObject {
  return {
    'nova_object.name': name,
    'nova_object.namespace': 'nova',
    'nova_object.version': OBJECT_VERSIONS[name],
    'nova_object.data': data,
    ...(changes.length > 0 ? { 'nova_object.changes': changes } : {}),
  };
}

export function toPrimitive(object: LiveObject): JsonObject {
  return ovo(object.name, { ...object.data }, [...object.changes]);
}

export function fromPrimitive(primitive: Json | undefined): LiveObject {
  assert(isObject(primitive), 'an object primitive is expected');
  const name = primitive['nova_object.name'];
  assert(typeof name === 'string' && name in OBJECT_VERSIONS, `unknown object ${String(name)}`);
  const changes = primitive['nova_object.changes'];
  return {
    name: name as ObjectName,
    data: { ...(primitive['nova_object.data'] as JsonObject) },
    changes: new Set(Array.isArray(changes) ? (changes as string[]) : []),
  };
}

/** Sets fields and remembers that they changed. */
export function setFields(object: LiveObject, values: JsonObject): void {
  for (const [field, value] of Object.entries(values)) {
    object.data[field] = value;
    object.changes.add(field);
  }
}

/** `data` of a primitive. */
export function dataOf(primitive: Json | undefined): JsonObject {
  assert(isObject(primitive), 'an object primitive is expected');
  return defined(primitive['nova_object.data'] as JsonObject | undefined, 'nova_object.data');
}

export function listOf(name: ObjectName, objects: readonly Json[], changed = false): JsonObject {
  return ovo(name, { objects }, changed ? ['objects'] : []);
}
