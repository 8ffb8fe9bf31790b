/**
 * Who writes each table, by whose connection. Recorded = seen in the SQL of `../shared/reference/recorded` (all its
 * folders together); the others from Nova's source at 26.2.2, where named. A compute has no connection: what it
 * changes is written by the conductor of its cell, at its word.
 */

export type Writer =
  | 'nova-api'
  | 'nova-conductor-super'
  | 'nova-conductor-cell'
  | 'nova-scheduler'
  | 'nova-manage'
  | 'placement-api'
  | 'keystone'
  | 'glance-api'
  | 'neutron-server'
  | 'cinder-api';

interface Owner {
  readonly writers: readonly Writer[];
  /** the conductor of the cell writes it (also) at nova-compute's word */
  readonly forCompute: boolean;
  readonly basis: 'recorded' | 'source';
  /** no program of this release writes it */
  readonly unused: boolean;
}

const SHORT: { readonly [letter: string]: Writer } = {
  a: 'nova-api',
  s: 'nova-conductor-super',
  c: 'nova-conductor-cell',
  d: 'nova-scheduler',
  m: 'nova-manage',
};

/** Letters of SHORT; `+` = for a compute too, `*` = recorded, `-` = nobody any more. */
const NOVA_API: { readonly [table: string]: string } = {
  // nova/objects/aggregate.py, flavor.py, instance_group.py, keypair.py, quotas.py: created by nova-api's requests
  aggregate_hosts: 'a',
  aggregate_metadata: 'a',
  aggregates: 'a',
  build_requests: 'as*',
  // nova/cmd/manage.py: cell_v2 create_cell, map_cell0
  cell_mappings: 'm',
  flavor_extra_specs: 'a',
  flavor_projects: 'a',
  flavors: 'a',
  // nova/cmd/manage.py: cell_v2 discover_hosts; nova/scheduler/manager.py: _discover_hosts_in_cells
  host_mappings: 'md',
  instance_group_member: 'a',
  instance_group_policy: 'a',
  instance_groups: 'a',
  instance_mappings: 'as*',
  key_pairs: 'a',
  project_user_quotas: 'a',
  quota_classes: 'a',
  quota_usages: '-',
  quotas: 'a*',
  request_specs: 'as*',
  reservations: '-',
};

const CELL: { readonly [table: string]: string } = {
  block_device_mapping: 'sc+*',
  certificates: '-',
  compute_nodes: 'c+*',
  console_auth_tokens: 'c+*',
  instance_actions: 'asc+*',
  instance_actions_events: 'sc+*',
  instance_extra: 'asc+*',
  instance_faults: 'sc+*',
  instance_id_mappings: 'sc*',
  instance_info_caches: 'sc+*',
  instance_metadata: 'c*',
  instance_system_metadata: 'sc+*',
  instances: 'asc+*',
  migrations: 'asc+*',
  // nova/pci/manager.py: PciDevTracker.save
  pci_devices: 'c+',
  project_user_quotas: '-',
  quota_classes: '-',
  quota_usages: '-',
  quotas: '-',
  reservations: '-',
  s3_images: 's*',
  security_group_instance_association: 'c*',
  security_group_rules: '-',
  security_groups: 's*',
  services: 'asdc+*',
  // later release: nova/compute/api.py, attach of shares
  share_mapping: 'a',
  tags: 'c*',
  // nova/compute/manager.py: _instance_usage_audit, _poll_volume_usage
  task_log: 'c+',
  virtual_interfaces: 'c+*',
  volume_usage_cache: 'c+',
};

const RECORDED_ELSEWHERE: { readonly [database: string]: readonly string[] } = {
  glance: ['image_members', 'image_properties', 'image_tags', 'images'],
  placement: ['allocations', 'consumers', 'resource_provider_traits', 'resource_providers'],
  neutron: [
    ...['default_security_group', 'ipallocations', 'ipamallocations', 'ml2_port_binding_levels'],
    ...['ml2_port_bindings', 'ports', 'portsecuritybindings', 'reservations', 'resourcedeltas'],
    ...['securitygroupportbindings', 'securitygrouprules', 'securitygroups', 'standardattributes', 'subnets'],
  ],
};

const OTHERS: { readonly [database: string]: Writer } = {
  placement: 'placement-api',
  keystone: 'keystone',
  glance: 'glance-api',
  neutron: 'neutron-server',
  cinder: 'cinder-api',
};

/** By the recorded layout's names: placement's tables are `placement`'s wherever they stand. null = not known. */
export function ownerOf(database: string, table: string): Owner | null {
  const other = OTHERS[database];
  if (other) {
    const isRecorded = RECORDED_ELSEWHERE[database]?.includes(table) === true;
    return { writers: [other], forCompute: false, basis: isRecorded ? 'recorded' : 'source', unused: false };
  }
  const text =
    database === 'nova_api' ? NOVA_API[table] : database.startsWith('nova_cell') ? CELL[table] : undefined;
  if (text === undefined) return null;
  return {
    writers: [...text].flatMap((letter) => SHORT[letter] ?? []),
    forCompute: text.includes('+'),
    basis: text.includes('*') ? 'recorded' : 'source',
    unused: text === '-',
  };
}
