/**
 * Tables of the main database that Nova no longer uses and never dropped: most moved to nova_api in Newton, or went with
 * nova-network and cells v1; their models were removed in Yoga. Source: nova/db/main/migrations/versions/8f2f1571d55b.
 */
import { table } from '../notation.ts';
import type { Table } from '../schema.ts';

const ALL: readonly Table[] = [
  table('agent_builds', `
    created_at    datetime
    updated_at    datetime
    deleted_at    datetime
    id            int(11)       primary auto
    hypervisor    varchar(255)
    os            varchar(255)
    architecture  varchar(255)
    version       varchar(255)
    url           varchar(255)
    md5hash       varchar(255)
    deleted       int(11)
    UNIQUE uniq_agent_builds0hypervisor0os0architecture0deleted (hypervisor, os, architecture, deleted)
    INDEX agent_builds_hypervisor_os_arch_idx (hypervisor, os, architecture)
  `, 'dead'),
  table('aggregate_hosts', `
    created_at    datetime
    updated_at    datetime
    deleted_at    datetime
    id            int(11)       primary auto
    host          varchar(255)
    aggregate_id  int(11)       not_null ref=aggregates.id
    deleted       int(11)
    UNIQUE uniq_aggregate_hosts0host0aggregate_id0deleted (host, aggregate_id, deleted)
  `, 'dead'),
  table('aggregate_metadata', `
    created_at    datetime
    updated_at    datetime
    deleted_at    datetime
    id            int(11)       primary auto
    aggregate_id  int(11)       not_null ref=aggregates.id
    key           varchar(255)  not_null
    value         varchar(255)  not_null
    deleted       int(11)
    UNIQUE uniq_aggregate_metadata0aggregate_id0key0deleted (aggregate_id, key, deleted)
    INDEX aggregate_metadata_key_idx (key)
    INDEX aggregate_metadata_value_idx (value)
  `, 'dead'),
  table('aggregates', `
    created_at  datetime
    updated_at  datetime
    deleted_at  datetime
    id          int(11)       primary auto
    name        varchar(255)
    deleted     int(11)
    uuid        varchar(36)
    INDEX aggregate_uuid_idx (uuid)
  `, 'dead'),
  table('allocations', `
    id                    int(11)      primary auto
    resource_provider_id  int(11)      not_null
    consumer_id           varchar(36)  not_null
    resource_class_id     int(11)      not_null
    used                  int(11)      not_null
    INDEX allocations_resource_provider_class_used_idx (resource_provider_id, resource_class_id, used)
    INDEX allocations_consumer_id_idx (consumer_id)
    INDEX allocations_resource_class_id_idx (resource_class_id)
  `, 'dead'),
  table('bw_usage_cache', `
    created_at      datetime
    updated_at      datetime
    deleted_at      datetime
    id              int(11)       primary auto
    start_period    datetime      not_null
    last_refreshed  datetime
    bw_in           bigint(20)
    bw_out          bigint(20)
    mac             varchar(255)
    uuid            varchar(36)
    last_ctr_in     bigint(20)
    last_ctr_out    bigint(20)
    deleted         int(11)
    INDEX bw_usage_cache_uuid_start_period_idx (uuid, start_period)
  `, 'dead'),
  table('cells', `
    created_at     datetime
    updated_at     datetime
    deleted_at     datetime
    id             int(11)       primary auto
    api_url        varchar(255)
    weight_offset  float
    weight_scale   float
    name           varchar(255)
    is_parent      tinyint(1)
    deleted        int(11)
    transport_url  varchar(255)  not_null
    UNIQUE uniq_cells0name0deleted (name, deleted)
  `, 'dead'),
  table('console_pools', `
    created_at       datetime
    updated_at       datetime
    deleted_at       datetime
    id               int(11)       primary auto
    address          varchar(39)
    username         varchar(255)
    password         varchar(255)
    console_type     varchar(255)
    public_hostname  varchar(255)
    host             varchar(255)
    compute_host     varchar(255)
    deleted          int(11)
    UNIQUE uniq_console_pools0host0console_type0compute_host0deleted (host, console_type, compute_host, deleted)
  `, 'dead'),
  table('consoles', `
    created_at     datetime
    updated_at     datetime
    deleted_at     datetime
    id             int(11)       primary auto
    instance_name  varchar(255)
    password       varchar(255)
    port           int(11)
    pool_id        int(11)       ref=console_pools.id
    instance_uuid  varchar(36)   ref=instances.uuid
    deleted        int(11)
    INDEX consoles_instance_uuid_idx (instance_uuid)
  `, 'dead'),
  table('dns_domains', `
    created_at         datetime
    updated_at         datetime
    deleted_at         datetime
    deleted            tinyint(1)
    domain             varchar(255)  primary
    scope              varchar(255)
    availability_zone  varchar(255)
    project_id         varchar(255)
    INDEX dns_domains_domain_deleted_idx (domain, deleted)
    INDEX dns_domains_project_id_idx (project_id)
  `, 'dead'),
  table('fixed_ips', `
    created_at            datetime
    updated_at            datetime
    deleted_at            datetime
    id                    int(11)       primary auto
    address               varchar(39)
    network_id            int(11)
    allocated             tinyint(1)
    leased                tinyint(1)
    reserved              tinyint(1)
    virtual_interface_id  int(11)
    host                  varchar(255)
    instance_uuid         varchar(36)   ref=instances.uuid
    deleted               int(11)
    UNIQUE uniq_fixed_ips0address0deleted (address, deleted)
    INDEX network_id (network_id)
    INDEX address (address)
    INDEX fixed_ips_instance_uuid_fkey (instance_uuid)
    INDEX fixed_ips_virtual_interface_id_fkey (virtual_interface_id)
    INDEX fixed_ips_host_idx (host)
    INDEX fixed_ips_network_id_host_deleted_idx (network_id, host, deleted)
    INDEX fixed_ips_address_reserved_network_id_deleted_idx (address, reserved, network_id, deleted)
    INDEX fixed_ips_deleted_allocated_idx (address, deleted, allocated)
    INDEX fixed_ips_deleted_allocated_updated_at_idx (deleted, allocated, updated_at)
  `, 'dead'),
  table('floating_ips', `
    created_at     datetime
    updated_at     datetime
    deleted_at     datetime
    id             int(11)       primary auto
    address        varchar(39)
    fixed_ip_id    int(11)
    project_id     varchar(255)
    host           varchar(255)
    auto_assigned  tinyint(1)
    pool           varchar(255)
    interface      varchar(255)
    deleted        int(11)
    UNIQUE uniq_floating_ips0address0deleted (address, deleted)
    INDEX fixed_ip_id (fixed_ip_id)
    INDEX floating_ips_host_idx (host)
    INDEX floating_ips_project_id_idx (project_id)
    INDEX floating_ips_pool_deleted_fixed_ip_id_project_id_idx (pool, deleted, fixed_ip_id, project_id)
  `, 'dead'),
  table('instance_group_member', `
    created_at   datetime
    updated_at   datetime
    deleted_at   datetime
    deleted      int(11)
    id           int(11)       primary auto
    instance_id  varchar(255)
    group_id     int(11)       not_null ref=instance_groups.id
    INDEX instance_group_member_instance_idx (instance_id)
  `, 'dead'),
  table('instance_group_policy', `
    created_at  datetime
    updated_at  datetime
    deleted_at  datetime
    deleted     int(11)
    id          int(11)       primary auto
    policy      varchar(255)
    group_id    int(11)       not_null ref=instance_groups.id
    INDEX instance_group_policy_policy_idx (policy)
  `, 'dead'),
  table('instance_groups', `
    created_at  datetime
    updated_at  datetime
    deleted_at  datetime
    deleted     int(11)
    id          int(11)       primary auto
    user_id     varchar(255)
    project_id  varchar(255)
    uuid        varchar(36)   not_null
    name        varchar(255)
    UNIQUE uniq_instance_groups0uuid0deleted (uuid, deleted)
  `, 'dead'),
  table('instance_type_extra_specs', `
    created_at        datetime
    updated_at        datetime
    deleted_at        datetime
    id                int(11)       primary auto
    instance_type_id  int(11)       not_null ref=instance_types.id
    key               varchar(255)
    value             varchar(255)
    deleted           int(11)
    UNIQUE uniq_instance_type_extra_specs0instance_type_id0key0deleted (instance_type_id, key, deleted)
    INDEX instance_type_extra_specs_instance_type_id_key_idx (instance_type_id, key)
  `, 'dead'),
  table('instance_type_projects', `
    created_at        datetime
    updated_at        datetime
    deleted_at        datetime
    id                int(11)       primary auto
    instance_type_id  int(11)       not_null ref=instance_types.id
    project_id        varchar(255)
    deleted           int(11)
    UNIQUE uniq_instance_type_projects0instance_type_id0project_id0deleted (instance_type_id, project_id, deleted)
  `, 'dead'),
  table('instance_types', `
    created_at    datetime
    updated_at    datetime
    deleted_at    datetime
    name          varchar(255)
    id            int(11)       primary auto
    memory_mb     int(11)       not_null
    vcpus         int(11)       not_null
    swap          int(11)       not_null
    vcpu_weight   int(11)
    flavorid      varchar(255)
    rxtx_factor   float
    root_gb       int(11)
    ephemeral_gb  int(11)
    disabled      tinyint(1)
    is_public     tinyint(1)
    deleted       int(11)
    UNIQUE uniq_instance_types0name0deleted (name, deleted)
    UNIQUE uniq_instance_types0flavorid0deleted (flavorid, deleted)
  `, 'dead'),
  table('inventories', `
    id                    int(11)  primary auto
    resource_provider_id  int(11)  not_null
    resource_class_id     int(11)  not_null
    total                 int(11)  not_null
    reserved              int(11)  not_null
    min_unit              int(11)  not_null
    max_unit              int(11)  not_null
    step_size             int(11)  not_null
    allocation_ratio      float    not_null
    UNIQUE uniq_inventories0resource_provider_resource_class (resource_provider_id, resource_class_id)
    INDEX inventories_resource_provider_id_idx (resource_provider_id)
    INDEX inventories_resource_class_id_idx (resource_class_id)
    INDEX inventories_resource_provider_resource_class_idx (resource_provider_id, resource_class_id)
  `, 'dead'),
  table('key_pairs', `
    created_at   datetime
    updated_at   datetime
    deleted_at   datetime
    id           int(11)             primary auto
    name         varchar(255)        not_null
    user_id      varchar(255)
    fingerprint  varchar(255)
    public_key   mediumtext
    deleted      int(11)
    type         enum('ssh','x509')  not_null server_default=ssh
    UNIQUE uniq_key_pairs0user_id0name0deleted (user_id, name, deleted)
  `, 'dead'),
  table('networks', `
    created_at           datetime
    updated_at           datetime
    deleted_at           datetime
    id                   int(11)       primary auto
    injected             tinyint(1)
    cidr                 varchar(43)
    netmask              varchar(39)
    bridge               varchar(255)
    gateway              varchar(39)
    broadcast            varchar(39)
    dns1                 varchar(39)
    vlan                 int(11)
    vpn_public_address   varchar(39)
    vpn_public_port      int(11)
    vpn_private_address  varchar(39)
    dhcp_start           varchar(39)
    project_id           varchar(255)
    host                 varchar(255)
    cidr_v6              varchar(43)
    gateway_v6           varchar(39)
    label                varchar(255)
    netmask_v6           varchar(39)
    bridge_interface     varchar(255)
    multi_host           tinyint(1)
    dns2                 varchar(39)
    uuid                 varchar(36)
    priority             int(11)
    rxtx_base            int(11)
    deleted              int(11)
    mtu                  int(11)
    dhcp_server          varchar(39)
    enable_dhcp          tinyint(1)    default=1
    share_address        tinyint(1)    default=0
    UNIQUE uniq_networks0vlan0deleted (vlan, deleted)
    INDEX networks_host_idx (host)
    INDEX networks_cidr_v6_idx (cidr_v6)
    INDEX networks_bridge_deleted_idx (bridge, deleted)
    INDEX networks_project_id_deleted_idx (project_id, deleted)
    INDEX networks_uuid_project_id_deleted_idx (uuid, project_id, deleted)
    INDEX networks_vlan_deleted_idx (vlan, deleted)
  `, 'dead'),
  table('provider_fw_rules', `
    created_at  datetime
    updated_at  datetime
    deleted_at  datetime
    id          int(11)      primary auto
    protocol    varchar(5)
    from_port   int(11)
    to_port     int(11)
    cidr        varchar(43)
    deleted     int(11)
  `, 'dead'),
  table('resource_provider_aggregates', `
    resource_provider_id  int(11)  primary=1
    aggregate_id          int(11)  primary=2
    INDEX resource_provider_aggregates_aggregate_id_idx (aggregate_id)
  `, 'dead'),
  table('resource_providers', `
    id          int(11)       primary auto
    uuid        varchar(36)   not_null
    name        varchar(200)
    generation  int(11)       default=0
    can_host    int(11)       default=0
    UNIQUE uniq_resource_providers0uuid (uuid)
    UNIQUE uniq_resource_providers0name (name)
    INDEX resource_providers_name_idx (name)
    INDEX resource_providers_uuid_idx (uuid)
  `, 'dead'),
  table('security_group_default_rules', `
    created_at  datetime
    updated_at  datetime
    deleted_at  datetime
    deleted     int(11)      default=0
    id          int(11)      primary auto
    protocol    varchar(5)
    from_port   int(11)
    to_port     int(11)
    cidr        varchar(43)
  `, 'dead'),
  table('snapshot_id_mappings', `
    created_at  datetime
    updated_at  datetime
    deleted_at  datetime
    id          int(11)      primary auto
    uuid        varchar(36)  not_null
    deleted     int(11)
  `, 'dead'),
  table('snapshots', `
    created_at           datetime
    updated_at           datetime
    deleted_at           datetime
    id                   varchar(36)   primary
    volume_id            varchar(36)   not_null
    user_id              varchar(255)
    project_id           varchar(255)
    status               varchar(255)
    progress             varchar(255)
    volume_size          int(11)
    scheduled_at         datetime
    display_name         varchar(255)
    display_description  varchar(255)
    deleted              varchar(36)
  `, 'dead'),
  table('volume_id_mappings', `
    created_at  datetime
    updated_at  datetime
    deleted_at  datetime
    id          int(11)      primary auto
    uuid        varchar(36)  not_null
    deleted     int(11)
  `, 'dead'),
];

/** By name. */
export const OLD_TABLES: ReadonlyMap<string, Table> = new Map(ALL.map((one) => [one.name, one]));
