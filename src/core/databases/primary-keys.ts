/**
 * Primary keys that are not the column `id`, by database and table. The schemas say the same (a test compares them) and much
 * more; this little is what a reader of rows needs before any schema is asked for.
 */
interface Keys {
  readonly [table: string]: readonly string[];
}

const PLACEMENT: Keys = {
  resource_provider_aggregates: ['resource_provider_id', 'aggregate_id'],
  resource_provider_traits: ['trait_id', 'resource_provider_id'],
};

const KEYS: { readonly [database: string]: Keys } = {
  nova_api: PLACEMENT,
  placement: PLACEMENT,
  nova_cell: {
    tags: ['resource_id', 'tag'],
  },
  keystone: {
    assignment: ['type', 'actor_id', 'target_id', 'role_id', 'inherited'],
    expiring_user_group_membership: ['user_id', 'group_id', 'idp_id'],
    implied_role: ['prior_role_id', 'implied_role_id'],
    nonlocal_user: ['domain_id', 'name'],
    project_endpoint: ['endpoint_id', 'project_id'],
    project_endpoint_group: ['endpoint_group_id', 'project_id'],
    project_option: ['project_id', 'option_id'],
    project_tag: ['project_id', 'name'],
    role_option: ['role_id', 'option_id'],
    system_assignment: ['type', 'actor_id', 'target_id', 'role_id', 'inherited'],
    user_group_membership: ['user_id', 'group_id'],
    user_option: ['user_id', 'option_id'],
  },
  neutron: {
    allowedaddresspairs: ['port_id', 'mac_address', 'ip_address'],
    default_security_group: ['project_id'],
    dnsnameservers: ['address', 'subnet_id'],
    externalnetworks: ['network_id'],
    ipallocations: ['ip_address', 'subnet_id', 'network_id'],
    ipamallocations: ['ip_address', 'ipam_subnet_id'],
    ml2_distributed_port_bindings: ['port_id', 'host'],
    ml2_port_binding_levels: ['port_id', 'host', 'level'],
    ml2_port_bindings: ['port_id', 'host'],
    network_subnet_lock: ['network_id'],
    networkdhcpagentbindings: ['network_id', 'dhcp_agent_id'],
    networkdnsdomains: ['network_id'],
    networksecuritybindings: ['network_id'],
    portdataplanestatuses: ['port_id'],
    portdeviceprofiles: ['port_id'],
    portdnses: ['port_id'],
    portnumaaffinitypolicies: ['port_id'],
    portsecuritybindings: ['port_id'],
    portuplinkstatuspropagation: ['port_id'],
    provisioningblocks: ['standard_attr_id', 'entity'],
    qos_network_policy_bindings: ['network_id'],
    qos_port_policy_bindings: ['port_id'],
    quotausages: ['resource', 'project_id'],
    resourcedeltas: ['resource', 'reservation_id'],
    securitygroupportbindings: ['port_id', 'security_group_id'],
    segmenthostmappings: ['segment_id', 'host'],
    subnet_dns_publish_fixed_ips: ['subnet_id'],
    subnet_service_types: ['subnet_id', 'service_type'],
    subnetroutes: ['destination', 'nexthop', 'subnet_id'],
    subports: ['port_id'],
    tags: ['standard_attr_id', 'tag'],
  },
};

/** Columns of a table's primary key, in order; null = `id`, or the table is unknown. */
export function keyBesideId(database: string, table: string): readonly string[] | null {
  const keys = KEYS[/^nova_cell[0-9]+$/.test(database) ? 'nova_cell' : database];
  return keys && Object.hasOwn(keys, table) ? (keys[table] ?? null) : null;
}
