/**
 * An instance as notifications carry it: as the plain table of old (`nova/notifications/base.py`), and as a payload of its own
 * (`nova/notifications/objects/instance.py`).
 */
import type { CodedError } from '../base/assert.ts';
import { isObject, type Json, type JsonObject, parseJson } from '../base/json.ts';
import { objectAt, text, textOr, whole } from './fields.ts';
import { strOf } from './log.ts';
import { flavorPayload, payloadOf } from './notifications.ts';
import { dataOf } from './objects/ovo.ts';
import { exceptionLines, moduleOfFrame, raisedFrom } from './python-trace.ts';

interface PortAddress {
  readonly port: string;
  readonly mac: string;
  readonly device: string;
  readonly label: string;
  readonly ip: JsonObject;
}

/** Of the network cache, one for each address. */
function addressesOf(instance: JsonObject): readonly PortAddress[] {
  const cache = isObject(instance.info_cache) ? dataOf(instance.info_cache as Json) : {};
  const vifs = parseJson(textOr(cache, 'network_info', '[]'));
  if (!Array.isArray(vifs)) return [];
  return (vifs as readonly JsonObject[]).flatMap((vif) => {
    const network = objectAt(vif, 'network');
    const subnets = (network.subnets ?? []) as readonly { readonly ips: readonly JsonObject[] }[];
    const port = { port: text(vif, 'id'), mac: text(vif, 'address'), device: text(vif, 'devname') };
    return subnets.flatMap(({ ips }) =>
      ips.map((ip): PortAddress => ({ ...port, label: text(network, 'label'), ip })),
    );
  });
}

/** `nova/objects/fields.py:InstancePowerState` */
const POWER = new Map([
  [0, 'pending'],
  [1, 'running'],
  [3, 'paused'],
  [4, 'shutdown'],
  [6, 'crashed'],
  [7, 'suspended'],
]);

/** `nova/notifications/base.py:info_from_instance`; the addresses only where it has them by then. */
export function usageOf(data: JsonObject, withAddresses: boolean): JsonObject {
  const flavor = dataOf(data.flavor ?? {});
  const metadata = objectAt(data, 'system_metadata');
  const ofImage = Object.entries(metadata).filter(([key]) => key.startsWith('image_'));
  const moment = (name: string): string => textOr(data, name, '').replace('T', ' ').replace('Z', '+00:00');
  return {
    tenant_id: data.project_id ?? null,
    user_id: data.user_id ?? null,
    instance_id: data.uuid ?? null,
    display_name: data.display_name ?? null,
    reservation_id: data.reservation_id ?? null,
    hostname: data.hostname ?? null,
    instance_type: flavor.name ?? null,
    instance_type_id: flavor.id ?? null,
    instance_flavor_id: flavor.flavorid ?? null,
    architecture: data.architecture ?? null,
    memory_mb: data.memory_mb ?? null,
    disk_gb: whole(data, 'root_gb') + whole(data, 'ephemeral_gb'),
    vcpus: data.vcpus ?? null,
    root_gb: data.root_gb ?? null,
    ephemeral_gb: data.ephemeral_gb ?? null,
    host: data.host ?? null,
    node: data.node ?? null,
    availability_zone: data.availability_zone ?? null,
    cell_name: '',
    created_at: moment('created_at'),
    terminated_at: moment('terminated_at'),
    deleted_at: moment('deleted_at'),
    launched_at: moment('launched_at'),
    image_ref_url: `http://127.0.0.1:35003/images/${text(data, 'image_ref')}`,
    os_type: data.os_type ?? null,
    kernel_id: data.kernel_id ?? null,
    ramdisk_id: data.ramdisk_id ?? null,
    state: data.vm_state ?? null,
    state_description: data.task_state ?? '',
    progress: data.progress || '',
    access_ip_v4: data.access_ip_v4 ?? null,
    access_ip_v6: data.access_ip_v6 ?? null,
    ...(withAddresses
      ? {
          fixed_ips: addressesOf(data).map(({ ip, label, mac }) => ({ ...ip, label, vif_mac: mac })),
        }
      : {}),
    image_meta: Object.fromEntries(ofImage.map(([key, value]) => [key.slice('image_'.length), value])),
    metadata: data.metadata ?? {},
  };
}

/** `InstancePayload`: what every notification about an instance tells; `disks` = its volumes are told: it has none here. */
export function instancePayload(data: JsonObject, context: JsonObject, disks: boolean): JsonObject {
  const pick = (names: readonly string[]): JsonObject =>
    Object.fromEntries(names.map((name) => [name, data[name] ?? null]));
  return {
    request_id: context.request_id ?? null,
    uuid: data.uuid ?? null,
    user_id: data.user_id ?? null,
    tenant_id: data.project_id ?? null,
    ...pick(['reservation_id', 'display_name', 'display_description']),
    host_name: data.hostname ?? null,
    ...pick(['host', 'node', 'os_type', 'architecture', 'availability_zone']),
    flavor: flavorPayload(dataOf(data.flavor ?? {})),
    image_uuid: data.image_ref ?? null,
    ...pick(['key_name', 'kernel_id', 'ramdisk_id', 'created_at', 'launched_at', 'terminated_at']),
    ...pick(['deleted_at', 'updated_at']),
    state: data.vm_state ?? null,
    power_state: POWER.get(whole(data, 'power_state')) ?? null,
    task_state: data.task_state ?? null,
    progress: data.progress ?? null,
    ip_addresses: addressesOf(data).map(({ port, mac, device, label, ip }) =>
      payloadOf('IpPayload', {
        label,
        mac,
        meta: {},
        port_uuid: port,
        version: ip.version ?? null,
        address: ip.address ?? null,
        device_name: device,
      }),
    ),
    block_devices: disks ? [] : null,
    metadata: data.metadata ?? {},
    locked: data.locked ?? false,
    auto_disk_config: data.auto_disk_config === true ? 'AUTO' : 'MANUAL',
    action_initiator_user: context.user_id ?? null,
    action_initiator_project: context.project_id ?? null,
    locked_reason: objectAt(data, 'system_metadata').locked_reason ?? null,
  };
}

/**
 * `nova/notifications/objects/exception.py:ExceptionPayload.from_exception`: where it was raised, as far as its frames are
 * known, else `method`, in which it was caught; an error of a call has the class that the RPC client makes of it, and its text.
 */
export function faultPayload(error: CodedError, method: string, module = 'nova.compute.manager'): JsonObject {
  const raised = raisedFrom(error, []);
  const at = raised.frames.at(-1);
  const [named = ''] = raised.text.split(': ', 1);
  return payloadOf('ExceptionPayload', {
    module_name: at ? moduleOfFrame(at) : module,
    function_name: at ? at.name : method,
    exception: named.slice(named.lastIndexOf('.') + 1),
    exception_message: strOf(error),
    traceback: exceptionLines(raised).join(','),
  });
}
