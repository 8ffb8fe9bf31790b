/** A server as the API shows it at 2.93 (`nova/api/openstack/compute/views/servers.py:ViewBuilder.show`). */
import { isObject, type Json, type JsonObject } from '../../base/json.ts';
import { sha224 } from '../../base/sha2.ts';
import { serverStatus, showsProgress } from '../../words/server-status.ts';
import { objectAt, text, textOr } from '../fields.ts';
import { dataOf } from '../objects/ovo.ts';

/** What is looked up beside the instance. */
interface ShownParts {
  readonly fault: JsonObject | null;
  /** names; null where the server has no port of one */
  readonly securityGroups: readonly string[] | null;
  readonly volumes: readonly Json[];
  /** uuids of its server groups; null: a list does not show them */
  readonly serverGroups: readonly string[] | null;
  /** the time, for a date that is not there yet (`nova/utils.py:isotime`) */
  readonly now: string;
}

/** Who looks: an administrator sees more. */
interface Viewer {
  readonly user: { readonly isAdmin: boolean };
}

export const statusOf = (data: JsonObject): string =>
  data.deleted === true
    ? 'DELETED'
    : serverStatus(textOr(data, 'vm_state', null), textOr(data, 'task_state', null));

export function serverView(data: JsonObject, parts: ShownParts, { user }: Viewer): JsonObject {
  const uuid = text(data, 'uuid');
  const status = statusOf(data);
  const of = (field: string): Json => data[field] ?? null;
  return {
    id: uuid,
    name: of('display_name'),
    status,
    tenant_id: of('project_id'),
    user_id: of('user_id'),
    metadata: of('metadata'),
    hostId: hostIdOf(data),
    image: imageOf(textOr(data, 'image_ref', '')),
    flavor: flavorOf(data.flavor),
    created: of('created_at'),
    updated: textOr(data, 'updated_at', parts.now),
    addresses: data.vm_state === 'building' ? {} : addressesOf(data.info_cache),
    accessIPv4: textOr(data, 'access_ip_v4', ''),
    accessIPv6: textOr(data, 'access_ip_v6', ''),
    links: [{ rel: 'self', href: `http://127.0.0.1:8774/v2.1/servers/${uuid}` }],
    'OS-DCF:diskConfig': data.auto_disk_config === true ? 'AUTO' : 'MANUAL',
    ...(parts.fault ? { fault: parts.fault } : {}),
    ...(showsProgress(status) ? { progress: data.progress ?? 0 } : {}),
    'OS-EXT-AZ:availability_zone': textOr(data, 'availability_zone', ''),
    config_drive: of('config_drive'),
    key_name: of('key_name'),
    'OS-SRV-USG:launched_at': plainDate(textOr(data, 'launched_at', null)),
    'OS-SRV-USG:terminated_at': plainDate(textOr(data, 'terminated_at', null)),
    ...(parts.securityGroups ? { security_groups: parts.securityGroups.map((name) => ({ name })) } : {}),
    ...(user.isAdmin ? forAdmins(data) : { 'OS-EXT-SRV-ATTR:hostname': of('hostname') }),
    'OS-EXT-STS:task_state': of('task_state'),
    'OS-EXT-STS:vm_state': of('vm_state'),
    'OS-EXT-STS:power_state': of('power_state'),
    'os-extended-volumes:volumes_attached': parts.volumes,
    locked: (data.locked_by ?? null) !== null,
    locked_reason: textOr(objectAt(data, 'system_metadata'), 'locked_reason', null),
    description: of('display_description'),
    tags: [],
    trusted_image_certificates: null,
    ...(parts.serverGroups ? { server_groups: parts.serverGroups } : {}),
  };
}

/** `nova/utils.py:generate_hostid`: which of a project's servers are together, and not where. */
function hostIdOf(data: JsonObject): string {
  const host = textOr(data, 'host', null);
  return host === null ? '' : sha224(`${text(data, 'project_id')}${host}`);
}

const imageOf = (id: string): Json =>
  id === '' ? '' : { id, links: [{ rel: 'bookmark', href: `http://127.0.0.1:8774/images/${id}` }] };

function flavorOf(primitive: Json | undefined): Json {
  if (!isObject(primitive)) return {};
  const { vcpus, memory_mb, root_gb, ephemeral_gb, swap, name, extra_specs } = dataOf(primitive as Json);
  const sizes = { vcpus, ram: memory_mb, disk: root_gb, ephemeral: ephemeral_gb, swap };
  return { ...sizes, original_name: name, extra_specs } as JsonObject;
}

interface Vif {
  readonly address: string;
  readonly network: { readonly label: string; readonly subnets: readonly { readonly ips: readonly Ip[] }[] };
}

interface Ip {
  readonly address: string;
  readonly version: number;
  readonly type: string;
}

/** By network, out of the cache: neutron is not asked. */
function addressesOf(cache: Json | undefined): JsonObject {
  const info = isObject(cache) ? textOr(dataOf(cache as Json), 'network_info', '[]') : '[]';
  const addresses: { [label: string]: Json[] } = {};
  for (const { address: mac, network } of JSON.parse(info) as readonly Vif[]) {
    const shown = network.subnets
      .flatMap(({ ips }) => ips)
      .map(({ address, version, type }) => ({
        version,
        addr: address,
        'OS-EXT-IPS:type': type,
        'OS-EXT-IPS-MAC:mac_addr': mac,
      }));
    addresses[network.label] = [...(addresses[network.label] ?? []), ...shown];
  }
  return addresses;
}

/** `str()` of a time without its zone */
const plainDate = (iso: string | null): string | null => (iso === null ? null : `${iso.slice(0, 19)}.000000`);

function forAdmins(data: JsonObject): JsonObject {
  const fields = ['host', 'reservation_id', 'launch_index', 'hostname', 'kernel_id', 'ramdisk_id'];
  const plain = [...fields, 'root_device_name', 'user_data'].map((field) => [
    `OS-EXT-SRV-ATTR:${field}`,
    data[field] ?? null,
  ]);
  return {
    ...Object.fromEntries(plain),
    'OS-EXT-SRV-ATTR:instance_name': instanceName(data.id),
    'OS-EXT-SRV-ATTR:hypervisor_hostname': data.node ?? null,
  };
}

/** `instance_name_template`: `instance-%08x` */
const instanceName = (id: Json | undefined): string =>
  typeof id === 'number' ? `instance-${id.toString(16).padStart(8, '0')}` : '';
