/**
 * What neutron-server tells its agents: fanouts on the vhost `/`, to exchanges that no queue of the recorded lab is
 * bound to, so all are dropped. Topics, methods, versions and shapes are those of the recorded boot.
 */
import type { Json, JsonObject } from '../../base/json.ts';
import { fanout } from '../../rpc/client.ts';
import type { Transport } from '../../rpc/transport.ts';
import type { Task } from '../../service/effects.ts';
import type { Identity } from '../token.ts';
import { isoTime } from './glance.ts';
import { fixedIps, type PortRows, portBody } from './neutron-read.ts';

/** Whose request it is (`neutron_lib/context.py`); identity null = neutron's own work. */
export interface Caller {
  readonly identity: Identity | null;
  readonly requestId: string;
  readonly globalRequestId: string | null;
  /** `2026-11-22 07:16:59.090725` */
  readonly timestamp: string;
}

/** `context.to_dict()`. `plain` = of a context made for an object's push: without domains and global request id. */
export function contextOf(caller: Caller, plain = false): JsonObject {
  const { identity } = caller;
  const user = identity?.userId ?? null;
  const project = identity?.projectId ?? null;
  const domain = identity === null || plain ? null : 'default';
  return {
    user,
    project_id: project,
    system_scope: null,
    project,
    domain: null,
    user_domain: domain,
    project_domain: domain,
    is_admin: identity === null || identity.roles.includes('admin'),
    read_only: false,
    show_deleted: false,
    auth_token: identity === null ? null : '***',
    request_id: caller.requestId,
    global_request_id: plain ? null : caller.globalRequestId,
    resource_uuid: null,
    roles: identity?.roles ?? [],
    user_identity: [user, project, null, domain, domain].map((part) => part ?? '-').join(' '),
    is_admin_project: true,
    user_id: user,
    tenant_id: project,
    timestamp: caller.timestamp,
    tenant_name: identity?.projectName ?? null,
    project_name: identity?.projectName ?? null,
    user_name: identity?.userName ?? null,
  };
}

export function* groupMembersUpdated(transport: Transport, caller: Caller, groups: readonly string[]): Task {
  yield* fanout(transport, {
    target: { topic: 'q-agent-notifier-security_group-update', version: '1.1' },
    method: 'security_groups_member_updated',
    args: { security_groups: groups },
    context: contextOf(caller),
  });
}

export function* portUpdated(transport: Transport, caller: Caller, port: PortRows): Task {
  const { 'binding:vif_details': details, ...body } = portBody(port);
  const { bound_drivers: _drivers, ...plainDetails } = details as JsonObject;
  const args = {
    port: {
      ...body,
      'binding:vif_details': plainDetails,
      standard_attr_id: port.row.standard_attr_id ?? null,
    },
    network_type: 'local',
    segmentation_id: null,
    physical_network: null,
  };
  const target = { topic: 'q-agent-notifier-port-update', version: '1.0' };
  yield* fanout(transport, { target, method: 'port_update', args, context: contextOf(caller) });
}

export function* portDeleted(transport: Transport, caller: Caller, portId: string): Task {
  const target = { topic: 'q-agent-notifier-port-delete', version: '1.0' };
  const args = { port_id: portId };
  yield* fanout(transport, { target, method: 'port_delete', args, context: contextOf(caller) });
}

/** Push notification of an object (`neutron/api/rpc/handlers/resources_rpc.py:ResourcesPushRpcApi`). */
export function* pushPort(
  transport: Transport,
  caller: Caller,
  port: PortRows,
  segments: readonly JsonObject[],
): Task {
  yield* push(transport, caller, 'updated', versioned('Port', '1.7', portData(port, segments)));
}

export function* pushDeletedPort(transport: Transport, caller: Caller, portId: string): Task {
  const data = { id: portId, security_group_ids: null, qos_policy_id: null, qos_network_policy_id: null };
  const changes = ['qos_policy_id', 'security_group_ids', 'qos_network_policy_id', 'id'];
  const resource = { ...versioned('Port', '1.7', data), 'versioned_object.changes': changes };
  yield* push(transport, caller, 'deleted', resource);
}

function* push(
  transport: Transport,
  caller: Caller,
  event: 'updated' | 'deleted',
  resource: JsonObject,
): Task {
  yield* fanout(transport, {
    target: { topic: 'neutron-vo-Port-1.7', version: '1.1' },
    method: 'push',
    args: { resource_list: [resource], event_type: event },
    context: contextOf(caller, true),
  });
}

function versioned(name: string, version: string, data: JsonObject): JsonObject {
  return {
    'versioned_object.name': name,
    'versioned_object.namespace': 'versionedobjects',
    'versioned_object.version': version,
    'versioned_object.data': data,
  };
}

/** `segments` = `segmentData` of the port's binding levels, in their order. */
function portData(port: PortRows, segments: readonly JsonObject[]): JsonObject {
  const { row, attributes, binding } = port;
  const { id = null, network_id = null } = row;
  const bindings = 'host' in binding ? [versioned('PortBinding', '1.0', bindingData(port))] : [];
  return {
    id,
    project_id: row.project_id ?? null,
    name: row.name ?? null,
    network_id,
    mac_address: row.mac_address ?? null,
    admin_state_up: row.admin_state_up === 1,
    device_id: row.device_id ?? null,
    device_owner: row.device_owner ?? null,
    status: row.status ?? null,
    allowed_address_pairs: [],
    bindings,
    data_plane_status: null,
    dhcp_options: [],
    distributed_bindings: [],
    dns: null,
    fixed_ips: fixedIps(port).map(({ subnet_id = null, ip_address = null }) =>
      versioned('IPAllocation', '1.0', { port_id: id, subnet_id, network_id, ip_address }),
    ),
    security: versioned('PortSecurity', '1.0', { id, port_security_enabled: port.portSecurity }),
    security_group_ids: port.securityGroups,
    qos_policy_id: null,
    qos_network_policy_id: null,
    binding_levels: port.levels.map((level, i) =>
      versioned('PortBindingLevel', '1.1', {
        port_id: id,
        host: level.host ?? null,
        level: level.level ?? null,
        driver: level.driver ?? null,
        segment: segments[i] ?? null,
        segment_id: level.segment_id ?? null,
      }),
    ),
    revision_number: attributes.revision_number ?? 0,
    description: attributes.description ?? '',
    created_at: isoTime(attributes.created_at),
    updated_at: isoTime(attributes.updated_at),
  };
}

function bindingData(port: PortRows): JsonObject {
  const { port_id = null, host = null, vif_type = null, vnic_type = null, status = null } = port.binding;
  const profile: Json = port.binding.profile || '{}';
  const vif_details: Json = port.binding.vif_details || null;
  return { port_id, host, profile, vif_type, vif_details, vnic_type, status };
}

/** A `NetworkSegment` of a binding level. `row` = of networksegments, `attributes` = its standardattributes. */
export function segmentData(
  row: { readonly [column: string]: Json },
  attributes: { readonly [column: string]: null | number | string },
): JsonObject {
  return versioned('NetworkSegment', '1.0', {
    id: row.id ?? null,
    network_id: row.network_id ?? null,
    network_type: row.network_type ?? null,
    is_dynamic: row.is_dynamic === 1,
    segment_index: row.segment_index ?? 0,
    hosts: [],
    revision_number: attributes.revision_number ?? 0,
    created_at: isoTime(attributes.created_at),
    updated_at: isoTime(attributes.updated_at),
  });
}
