/**
 * Neutron's resources as its API shows them, read from its tables. Simplified: fewer reads than the ORM makes (no tags,
 * RBAC, DNS, DHCP options or trunks: those tables are empty in the recorded lab).
 */
import type { Json, JsonObject } from '../../base/json.ts';
import type { Where } from '../../databases/builder.ts';
import { sql } from '../../databases/builder.ts';
import type { Task } from '../../service/effects.ts';
import type { Row } from '../../trace/fact.ts';
import { asJson, type Db } from '../db.ts';
import { text, whole } from '../fields.ts';
import { isoTime } from './glance.ts';

/** A port with all that hangs on it. */
export interface PortRows {
  readonly row: Row;
  readonly attributes: Row;
  readonly addresses: readonly Row[];
  readonly securityGroups: readonly string[];
  readonly portSecurity: boolean;
  /** its active row of `ml2_port_bindings`; empty where it has none */
  readonly binding: Row;
  readonly levels: readonly Row[];
}

/** Six reads, as recorded; one where no port is found. */
export function* readPorts(db: Db, where: Where): Task<PortRows[]> {
  const rows = yield* db.select('neutron', 'ports', where);
  if (rows.length === 0) return [];
  const port_id = { in: rows.map((row) => row.id ?? null) };
  const attributes = yield* db.select('neutron', 'standardattributes', {
    id: { in: rows.map((row) => row.standard_attr_id ?? null) },
  });
  const addresses = yield* db.select('neutron', 'ipallocations', { port_id });
  const groups = yield* db.query(
    sql({
      database: 'neutron',
      table: 'portsecuritybindings',
      sql: `SELECT ports.id AS port_id, portsecuritybindings.port_security_enabled, securitygroupportbindings.security_group_id FROM neutron.ports LEFT OUTER JOIN neutron.portsecuritybindings ON ports.id = portsecuritybindings.port_id LEFT OUTER JOIN neutron.securitygroupportbindings ON ports.id = securitygroupportbindings.port_id WHERE ports.id IN (${port_id.in.map(() => '?').join(', ')}) ORDER BY ports.id, securitygroupportbindings.security_group_id`,
      parameters: port_id.in,
    }),
  );
  const bindings = yield* db.select('neutron', 'ml2_port_bindings', { port_id });
  const levels = yield* db.select('neutron', 'ml2_port_binding_levels', { port_id });
  return rows.map((row) => {
    const bound = bindings.filter((b) => b.port_id === row.id);
    // while its server moves a port has a second one, which waits
    const binding = bound.find((b) => b.status === 'ACTIVE') ?? bound[0] ?? {};
    const own = groups.filter((group) => group.port_id === row.id);
    return {
      row,
      attributes: attributes.find((a) => a.id === row.standard_attr_id) ?? {},
      addresses: addresses.filter((a) => a.port_id === row.id),
      securityGroups: own.flatMap((g) => (g.security_group_id ? [text(g, 'security_group_id')] : [])),
      portSecurity: own[0]?.port_security_enabled === 1,
      binding,
      levels: levels.filter((l) => l.port_id === row.id && l.host === binding.host),
    };
  });
}

/** As in `GET /v2.0/ports`. The mechanism driver of the recorded lab is `labbind`. */
export function portBody(port: PortRows): JsonObject {
  const { row, attributes, binding } = port;
  const details = asObject(binding.vif_details);
  const drivers = Object.fromEntries(port.levels.map((l) => [`${whole(l, 'level')}`, l.driver ?? null]));
  return {
    id: row.id ?? null,
    name: row.name ?? null,
    network_id: row.network_id ?? null,
    tenant_id: row.project_id ?? null,
    mac_address: row.mac_address ?? null,
    admin_state_up: row.admin_state_up === 1,
    status: row.status ?? null,
    device_id: row.device_id ?? null,
    device_owner: row.device_owner ?? null,
    fixed_ips: fixedIps(port),
    allowed_address_pairs: [],
    extra_dhcp_opts: [],
    security_groups: port.securityGroups,
    description: attributes.description ?? '',
    'binding:vnic_type': binding.vnic_type ?? 'normal',
    'binding:profile': asObject(binding.profile),
    'binding:host_id': binding.host ?? '',
    'binding:vif_type': binding.vif_type ?? 'unbound',
    'binding:vif_details': port.levels.length > 0 ? { ...details, bound_drivers: drivers } : details,
    port_security_enabled: port.portSecurity,
    tags: [],
    created_at: isoTime(attributes.created_at),
    updated_at: isoTime(attributes.updated_at),
    revision_number: attributes.revision_number ?? 0,
    project_id: row.project_id ?? null,
  };
}

export function fixedIps(port: PortRows): JsonObject[] {
  return port.addresses.map(({ subnet_id = null, ip_address = null }) => ({ subnet_id, ip_address }));
}

/** `''` in these columns stands for an empty object. */
function asObject(cell: Row[string] | undefined): JsonObject {
  return cell ? (asJson(cell) as JsonObject) : {};
}

/** Networks as in `GET /v2.0/networks`, with their provider attributes and segments. */
export function* readNetworks(db: Db, where: Where): Task<JsonObject[]> {
  const rows = yield* db.select('neutron', 'networks', where);
  if (rows.length === 0) return [];
  const network_id = { in: rows.map((row) => row.id ?? null) };
  const attributes = yield* db.select('neutron', 'standardattributes', {
    id: { in: rows.map((row) => row.standard_attr_id ?? null) },
  });
  const rbacs = yield* db.select('neutron', 'networkrbacs', { object_id: network_id });
  const subnets = yield* db.select('neutron', 'subnets', { network_id });
  const security = yield* db.select('neutron', 'networksecuritybindings', { network_id });
  const segments = yield* db.select('neutron', 'networksegments', { network_id });
  return rows.map((row) => {
    const own = segments.filter((segment) => segment.network_id === row.id).map(segmentBody);
    const attribute = attributes.find((a) => a.id === row.standard_attr_id) ?? {};
    return {
      id: row.id ?? null,
      name: row.name ?? null,
      tenant_id: row.project_id ?? null,
      project_id: row.project_id ?? null,
      admin_state_up: row.admin_state_up === 1,
      mtu: row.mtu ?? 1500,
      status: row.status ?? null,
      subnets: subnets.filter((s) => s.network_id === row.id).map((s) => s.id ?? null),
      shared: rbacs.some((r) => r.object_id === row.id && r.action === 'access_as_shared'),
      'router:external': rbacs.some((r) => r.object_id === row.id && r.action === 'access_as_external'),
      port_security_enabled: security.some((s) => s.network_id === row.id && s.port_security_enabled === 1),
      ...(own.length === 1 ? own[0] : { segments: own }),
      description: attribute.description ?? '',
      created_at: isoTime(attribute.created_at),
      updated_at: isoTime(attribute.updated_at),
      revision_number: attribute.revision_number ?? 0,
    };
  });
}

function segmentBody(row: Row): JsonObject {
  return {
    'provider:network_type': row.network_type ?? null,
    'provider:physical_network': row.physical_network ?? null,
    'provider:segmentation_id': row.segmentation_id ?? null,
  };
}

export function* readSubnets(db: Db, where: Where): Task<JsonObject[]> {
  const rows = yield* db.select('neutron', 'subnets', where);
  const subnet_id = { in: rows.map((row) => row.id ?? null) };
  const pools = yield* db.select('neutron', 'ipallocationpools', { subnet_id });
  const servers = yield* db.select('neutron', 'dnsnameservers', { subnet_id });
  const routes = yield* db.select('neutron', 'subnetroutes', { subnet_id });
  const of = (list: readonly Row[], row: Row): Row[] => list.filter((entry) => entry.subnet_id === row.id);
  return rows.map((row) => ({
    id: row.id ?? null,
    name: row.name ?? null,
    tenant_id: row.project_id ?? null,
    project_id: row.project_id ?? null,
    network_id: row.network_id ?? null,
    ip_version: row.ip_version ?? 4,
    enable_dhcp: row.enable_dhcp === 1,
    gateway_ip: row.gateway_ip ?? null,
    cidr: row.cidr ?? null,
    allocation_pools: of(pools, row).map((p) => ({ start: p.first_ip ?? null, end: p.last_ip ?? null })),
    dns_nameservers: of(servers, row).map((s) => s.address ?? null),
    host_routes: of(routes, row).map((r) => ({
      destination: r.destination ?? null,
      nexthop: r.nexthop ?? null,
    })),
  }));
}

export function* readSecurityGroups(db: Db, where: Where): Task<JsonObject[]> {
  const groups = yield* db.select('neutron', 'securitygroups', where);
  const security_group_id = { in: groups.map((group) => group.id ?? null) };
  const rules = yield* db.select('neutron', 'securitygrouprules', { security_group_id });
  return groups.map((group) => ({
    id: group.id ?? null,
    name: group.name ?? null,
    tenant_id: group.project_id ?? null,
    project_id: group.project_id ?? null,
    stateful: group.stateful === 1,
    security_group_rules: rules
      .filter((rule) => rule.security_group_id === group.id)
      .map(({ id = null, direction = null, ethertype = null, protocol = null }) => {
        return { id, direction, ethertype, protocol };
      }),
  }));
}

/** Limits of neutron's configuration where `quotas` has no row (`neutron/conf/quota.py`). */
const QUOTA_DEFAULTS: { readonly [resource: string]: number } = {
  network: 100,
  subnet: 100,
  subnetpool: -1,
  port: 500,
  security_group: 10,
  security_group_rule: 100,
  rbac_policy: 10,
};

export function* readQuota(db: Db, project_id: string): Task<{ [resource: string]: Json }> {
  const rows = yield* db.select('neutron', 'quotas', { project_id });
  const set = Object.fromEntries(rows.map((row) => [text(row, 'resource'), row.limit ?? null]));
  return { ...QUOTA_DEFAULTS, ...set };
}
