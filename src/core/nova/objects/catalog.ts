/** Flavor, ImageMeta, RequestSpec, BuildRequest and what they hold, as nova-api makes them for a new server. */
import { isObject, type Json, type JsonObject } from '../../base/json.ts';
import type { Row } from '../../trace/fact.ts';
import { text, textOr } from '../fields.ts';
import { bool, field, isoDate } from './columns.ts';
import { dataOf, listOf, ovo } from './ovo.ts';

/** Flavor 1.2. `vcpu_weight` is 0 on the wire where the row has NULL, as recorded. */
export function flavorObject(row: Row): JsonObject {
  return ovo('Flavor', {
    id: field(row, 'id'),
    name: field(row, 'name'),
    memory_mb: field(row, 'memory_mb'),
    vcpus: field(row, 'vcpus'),
    root_gb: field(row, 'root_gb'),
    ephemeral_gb: field(row, 'ephemeral_gb'),
    flavorid: field(row, 'flavorid'),
    swap: field(row, 'swap'),
    rxtx_factor: field(row, 'rxtx_factor'),
    vcpu_weight: row.vcpu_weight ?? 0,
    disabled: bool(row.disabled),
    is_public: bool(row.is_public),
    extra_specs: {},
    description: field(row, 'description'),
    created_at: isoDate(row.created_at),
    updated_at: isoDate(row.updated_at),
    deleted_at: null,
    deleted: false,
  });
}

/** An image as `GET /v2/images/{id}` answers it (the fields that Nova keeps). */
export type Image = JsonObject;

const IMAGE_META = [
  'id',
  'name',
  'status',
  'checksum',
  'owner',
  'size',
  'container_format',
  'disk_format',
  'created_at',
  'updated_at',
  'min_ram',
  'min_disk',
] as const;

export function imageMetaObject(image: Image): JsonObject {
  const data: { [field: string]: Json } = {};
  for (const name of IMAGE_META) data[name] = image[name] ?? null;
  data.properties = ovo('ImageMetaProps', {});
  return ovo('ImageMeta', data, [...IMAGE_META, 'properties']);
}

/** The plain dict `image` of schedule_and_build_instances (20 keys). */
export function imageDict(image: Image): JsonObject {
  const micros = (name: string): Json => textOr(image, name, '').replace('Z', '.000000');
  return {
    properties: {},
    deleted: false,
    deleted_at: null,
    disk_format: image.disk_format ?? null,
    container_format: image.container_format ?? null,
    name: image.name ?? null,
    checksum: image.checksum ?? null,
    is_public: image.visibility === 'public',
    size: image.size ?? null,
    status: image.status ?? null,
    min_ram: image.min_ram ?? null,
    min_disk: image.min_disk ?? null,
    owner: image.owner ?? null,
    os_hidden: image.os_hidden ?? false,
    os_hash_algo: image.os_hash_algo ?? null,
    os_hash_value: image.os_hash_value ?? null,
    id: image.id ?? null,
    created_at: micros('created_at'),
    updated_at: micros('updated_at'),
    stores: 'file',
  };
}

const LIMITS = ['numa_topology', 'vcpu', 'disk_gb', 'memory_mb'];
export const emptyLimits = (): JsonObject =>
  ovo('SchedulerLimits', { numa_topology: null, vcpu: null, disk_gb: null, memory_mb: null }, LIMITS);

/** `NetworkRequestList.no_allocate` */
const NO_NETWORK = 'none';

/** The network that is asked for; null where there is to be none, and neutron is not asked at all. */
export function requestedNetwork(requested: Json | undefined): string | null {
  const objects = isObject(requested) ? dataOf(requested as Json).objects : [];
  const [first] = Array.isArray(objects) ? (objects as Json[]) : [];
  const id = first === undefined ? '' : text(dataOf(first), 'network_id');
  return id === NO_NETWORK ? null : id;
}

/** null = `none`: the one request says that there is to be no network. */
export function networkRequests(networkId: string | null): JsonObject {
  if (networkId === null) {
    const none = { network_id: NO_NETWORK, port_id: null, device_profile: null };
    return listOf('NetworkRequestList', [ovo('NetworkRequest', none, Object.keys(none))], true);
  }
  const data = {
    network_id: networkId,
    address: null,
    port_id: null,
    pci_request_id: null,
    tag: null,
    arq_uuid: null,
    device_profile: null,
  };
  return listOf('NetworkRequestList', [ovo('NetworkRequest', data, Object.keys(data))], true);
}

/** Fields of the stored spec, in the order in which they are stored. */
export function storedSpecData(o: {
  image: Image;
  flavor: JsonObject;
  projectId: string;
  userId: string;
  instanceUuid: string;
  count: number;
}): { [field: string]: Json } {
  return {
    image: imageMetaObject(o.image),
    numa_topology: null,
    pci_requests: ovo('InstancePCIRequests', { requests: [] }, ['requests']),
    project_id: o.projectId,
    user_id: o.userId,
    availability_zone: null,
    flavor: o.flavor,
    num_instances: o.count,
    ignore_hosts: null,
    force_hosts: null,
    force_nodes: null,
    requested_destination: null,
    retry: null,
    limits: emptyLimits(),
    instance_group: null,
    scheduler_hints: {},
    instance_uuid: o.instanceUuid,
    security_groups: listOf('SecurityGroupList', [ovo('SecurityGroup', { name: 'default' }, ['name'])], true),
    is_bfv: false,
    requested_resources: [],
  };
}

/**
 * The spec as it travels: with its id, with three fields that are not stored, and with the host where it must run, if one is
 * asked for. `network_metadata` tells of networks, and so is not there where there is none.
 */
export function travellingSpec(
  stored: JsonObject,
  id: number,
  o: { networks: JsonObject; hasNetwork: boolean; host: string | null },
): JsonObject {
  const { is_bfv, requested_resources, ...rest } = stored;
  const metadata = ovo('NetworkMetadata', { physnets: [], tunneled: false }, ['physnets', 'tunneled']);
  const data: JsonObject = {
    id,
    ...rest,
    requested_destination:
      o.host === null ? null : ovo('Destination', { host: o.host, node: null }, ['host', 'node']),
    ...(o.hasNetwork ? { network_metadata: metadata } : {}),
    is_bfv: is_bfv ?? false,
    requested_resources: requested_resources ?? [],
    request_level_params: ovo('RequestLevelParams', {}),
    requested_networks: o.networks,
  };
  const changes = [
    'image',
    'pci_requests',
    'limits',
    'security_groups',
    ...(o.host === null ? [] : ['requested_destination']),
    ...(o.hasNetwork ? ['network_metadata'] : []),
    'requested_networks',
  ];
  return ovo('RequestSpec', data, changes);
}

/** BlockDeviceMapping 1.21 of a server that boots from an image onto the host's own disk. */
export function rootDisk(imageId: string): { [field: string]: Json } {
  return {
    source_type: 'image',
    destination_type: 'local',
    guest_format: null,
    device_type: 'disk',
    disk_bus: null,
    boot_index: 0,
    device_name: null,
    delete_on_termination: true,
    snapshot_id: null,
    volume_id: null,
    volume_size: null,
    image_id: imageId,
    no_device: false,
    connection_info: null,
    tag: null,
    volume_type: null,
    encrypted: false,
    encryption_secret_uuid: null,
    encryption_format: null,
    encryption_options: null,
  };
}

/** The Instance inside a BuildRequest: it has no id and no host yet (59 fields as recorded). */
export function requestedInstance(o: {
  uuid: string;
  name: string;
  hostname: string;
  launchIndex: number;
  userId: string;
  projectId: string;
  imageId: string;
  reservationId: string;
  flavorRow: Row;
  flavor: JsonObject;
  systemMetadata: JsonObject;
  createdAt: string;
}): JsonObject {
  const { flavorRow } = o;
  return ovo('Instance', {
    user_id: o.userId,
    project_id: o.projectId,
    image_ref: o.imageId,
    kernel_id: '',
    ramdisk_id: '',
    hostname: o.hostname,
    launch_index: o.launchIndex,
    key_name: null,
    key_data: null,
    power_state: 0,
    vm_state: 'building',
    task_state: 'scheduling',
    memory_mb: field(flavorRow, 'memory_mb'),
    vcpus: field(flavorRow, 'vcpus'),
    root_gb: field(flavorRow, 'root_gb'),
    ephemeral_gb: field(flavorRow, 'ephemeral_gb'),
    ephemeral_key_uuid: null,
    host: null,
    node: null,
    instance_type_id: field(flavorRow, 'id'),
    user_data: null,
    reservation_id: o.reservationId,
    launched_at: null,
    terminated_at: null,
    availability_zone: null,
    display_name: o.name,
    display_description: null,
    launched_on: null,
    locked: false,
    locked_by: null,
    os_type: null,
    architecture: null,
    vm_mode: null,
    uuid: o.uuid,
    root_device_name: null,
    config_drive: '',
    access_ip_v4: null,
    access_ip_v6: null,
    auto_disk_config: false,
    progress: 0,
    shutdown_terminate: false,
    disable_terminate: false,
    cell_name: null,
    metadata: {},
    system_metadata: o.systemMetadata,
    info_cache: ovo('InstanceInfoCache', { instance_uuid: o.uuid, network_info: '[]' }),
    security_groups: ovo('SecurityGroupList', { objects: [] }),
    numa_topology: null,
    pci_requests: ovo('InstancePCIRequests', { requests: [] }),
    tags: ovo('TagList', { objects: [] }),
    flavor: o.flavor,
    old_flavor: null,
    new_flavor: null,
    keypairs: ovo('KeyPairList', { objects: [] }),
    trusted_certs: null,
    hidden: false,
    created_at: o.createdAt,
    updated_at: null,
    deleted: false,
  });
}
