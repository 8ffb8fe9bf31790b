/** A request as notifications carry it: as the plain table of old, and as a payload of its own (`nova/notifications/objects/request_spec.py`). */
import { isObject, type Json, type JsonObject } from '../base/json.ts';
import { objectsAt, textOr } from './fields.ts';
import { flavorPayload, payloadOf } from './notifications.ts';
import { dataOf } from './objects/ovo.ts';

const IMAGE = ['id', 'name', 'status', 'checksum', 'owner', 'size', 'container_format', 'disk_format'];
const IMAGE_TAIL = ['created_at', 'updated_at', 'min_ram', 'min_disk'];

const pick = (from: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(names.map((name) => [name, from[name] ?? null]));

/** Python prints a moment of an object with its microseconds and without its zone. */
const plainTimes = (from: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(from).map(([key, value]) => [
      key,
      key.endsWith('_at') && typeof value === 'string' ? value.replace('Z', '.000000') : value,
    ]),
  );

/** `RequestSpec.to_legacy_request_spec_dict` */
export function legacySpec(spec: JsonObject): JsonObject {
  const flavor = dataOf(spec.flavor);
  const image = isObject(spec.image) ? dataOf(spec.image as Json) : {};
  return {
    num_instances: spec.num_instances ?? 1,
    image: { ...plainTimes(pick(image, [...IMAGE, ...IMAGE_TAIL])), properties: {} },
    instance_properties: {
      numa_topology: spec.numa_topology ?? null,
      pci_requests: { _changed_fields: ['requests'], VERSION: '1.1', _obj_requests: [] },
      ...pick(spec, ['project_id', 'user_id', 'availability_zone']),
      uuid: spec.instance_uuid ?? null,
      ...pick(flavor, ['root_gb', 'ephemeral_gb', 'memory_mb', 'vcpus']),
    },
    instance_type: plainTimes(flavor),
  };
}

export function specPayload(spec: JsonObject): JsonObject {
  const image = isObject(spec.image) ? dataOf(spec.image as Json) : {};
  const groups = isObject(spec.security_groups)
    ? objectsAt(dataOf(spec.security_groups as Json), 'objects')
    : [];
  return {
    ...pick(spec, ['instance_uuid', 'project_id', 'user_id', 'availability_zone']),
    flavor: flavorPayload(dataOf(spec.flavor)),
    ...pick(spec, ['force_hosts', 'force_nodes', 'ignore_hosts', 'instance_group']),
    image: payloadOf('ImageMetaPayload', {
      ...pick(image, ['id', 'name', 'status']),
      visibility: null,
      protected: null,
      ...pick(image, ['checksum', 'owner', 'size']),
      virtual_size: null,
      ...pick(image, ['container_format', 'disk_format', 'created_at', 'updated_at']),
      tags: null,
      direct_url: null,
      ...pick(image, ['min_ram', 'min_disk']),
      properties: payloadOf('ImageMetaPropsPayload', {}),
    }),
    numa_topology: null,
    pci_requests: payloadOf('InstancePCIRequestsPayload', {
      instance_uuid: spec.instance_uuid ?? null,
      requests: [],
    }),
    ...pick(spec, ['num_instances', 'requested_destination', 'retry', 'scheduler_hints']),
    security_groups: groups.map((group) => textOr(dataOf(group), 'name', null)),
  };
}
