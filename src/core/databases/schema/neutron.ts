/**
 * Neutron's database: the tables that a boot reads or writes. Those with recorded rows as recorded; the others ours,
 * after Neutron's table names and the statements of the recorded boot.
 */
import { table } from '../notation.ts';
import type { DatabaseSchema } from '../schema.ts';

export const NEUTRON: DatabaseSchema = { name: 'neutron', tables: [
  table('agents', `
    id                   varchar(36)    primary
    agent_type           varchar(255)   not_null
    binary               varchar(255)   not_null
    topic                varchar(255)   not_null
    host                 varchar(255)   not_null
    admin_state_up       tinyint(1)     not_null default=1
    created_at           datetime       not_null
    started_at           datetime       not_null
    heartbeat_timestamp  datetime       not_null
    description          varchar(255)
    configurations       varchar(4095)  json not_null
    load                 int(11)        not_null default=0
    availability_zone    varchar(255)
    resource_versions    text           json
    resources_synced     tinyint(1)
  `, 'ours'),
  table('allowedaddresspairs', `
    port_id      varchar(36)  primary=1 ref=ports.id
    mac_address  varchar(32)  primary=2
    ip_address   varchar(64)  primary=3
  `, 'ours'),
  table('default_security_group', `
    project_id         varchar(255)  primary
    security_group_id  varchar(36)   not_null ref=securitygroups.id
  `, 'ours'),
  table('dnsnameservers', `
    address    varchar(128)  primary=1
    subnet_id  varchar(36)   primary=2 ref=subnets.id
    order      int(11)       not_null default=0
  `, 'ours'),
  table('externalnetworks', `
    network_id  varchar(36)  primary ref=networks.id
    is_default  tinyint(1)   not_null default=0
  `, 'ours'),
  table('extradhcpopts', `
    id          varchar(36)   primary
    port_id     varchar(36)   not_null ref=ports.id
    opt_name    varchar(64)   not_null
    opt_value   varchar(255)  not_null
    ip_version  int(11)       not_null default=4
  `, 'ours'),
  table('floatingips', `
    project_id            varchar(255)
    id                    varchar(36)   primary
    floating_ip_address   varchar(64)   not_null
    floating_network_id   varchar(36)   not_null
    floating_port_id      varchar(36)   not_null ref=ports.id
    fixed_port_id         varchar(36)   ref=ports.id
    fixed_ip_address      varchar(64)
    router_id             varchar(36)   ref=routers.id
    last_known_router_id  varchar(36)
    status                varchar(16)
    standard_attr_id      bigint(20)    not_null unique ref=standardattributes.id
  `, 'ours'),
  table('ipallocationpools', `
    id         varchar(36)  primary
    subnet_id  varchar(36)  ref=subnets.id
    first_ip   varchar(64)  not_null
    last_ip    varchar(64)  not_null
  `, 'recorded'),
  table('ipallocations', `
    port_id     varchar(36)  ref=ports.id
    ip_address  varchar(64)  primary=1
    subnet_id   varchar(36)  primary=2 ref=subnets.id
    network_id  varchar(36)  primary=3 ref=networks.id
  `, 'recorded'),
  table('ipamallocationpools', `
    id              varchar(36)  primary
    ipam_subnet_id  varchar(36)  not_null ref=ipamsubnets.id
    first_ip        varchar(64)  not_null
    last_ip         varchar(64)  not_null
  `, 'recorded'),
  table('ipamallocations', `
    ip_address      varchar(64)  primary=1
    status          varchar(36)
    ipam_subnet_id  varchar(36)  primary=2 ref=ipamsubnets.id
  `, 'recorded'),
  table('ipamsubnets', `
    id                 varchar(36)  primary
    neutron_subnet_id  varchar(36)
  `, 'recorded'),
  table('ml2_distributed_port_bindings', `
    port_id      varchar(36)    primary=1 ref=ports.id
    host         varchar(255)   primary=2
    router_id    varchar(36)
    vif_type     varchar(64)    not_null
    vif_details  varchar(4095)  json not_null
    vnic_type    varchar(64)    not_null default=normal
    profile      varchar(4095)  not_null
    status       varchar(16)    not_null
  `, 'ours'),
  table('ml2_port_binding_levels', `
    port_id     varchar(36)   primary=1 ref=ports.id
    host        varchar(255)  primary=2
    level       int(11)       primary=3
    driver      varchar(64)
    segment_id  varchar(36)   ref=networksegments.id
  `, 'recorded'),
  table('ml2_port_bindings', `
    port_id      varchar(36)    primary=1 ref=ports.id
    host         varchar(255)   primary=2
    vif_type     varchar(64)    not_null
    vnic_type    varchar(64)    not_null default=normal
    profile      varchar(4095)  not_null
    vif_details  varchar(4095)  json not_null
    status       varchar(16)    not_null default=ACTIVE
  `, 'recorded'),
  table('network_subnet_lock', `
    network_id  varchar(36)  primary ref=networks.id
    subnet_id   varchar(36)
  `, 'recorded'),
  table('networkdhcpagentbindings', `
    network_id     varchar(36)  primary=1 ref=networks.id
    dhcp_agent_id  varchar(36)  primary=2 ref=agents.id
    binding_index  int(11)      not_null default=1
  `, 'ours'),
  table('networkdnsdomains', `
    network_id  varchar(36)   primary ref=networks.id
    dns_domain  varchar(255)  not_null
  `, 'ours'),
  table('networkrbacs', `
    id              varchar(36)   primary
    object_id       varchar(36)   not_null ref=networks.id
    project_id      varchar(255)
    target_project  varchar(255)  not_null
    action          varchar(255)  not_null
  `, 'ours'),
  table('networks', `
    project_id               varchar(255)
    id                       varchar(36)   primary
    name                     varchar(255)
    status                   varchar(16)
    admin_state_up           tinyint(1)
    vlan_transparent         tinyint(1)
    standard_attr_id         bigint(20)    not_null unique ref=standardattributes.id
    availability_zone_hints  varchar(255)
    mtu                      int(11)       not_null default=1500
  `, 'recorded'),
  table('networksecuritybindings', `
    network_id             varchar(36)  primary ref=networks.id
    port_security_enabled  tinyint(1)   not_null
  `, 'recorded'),
  table('networksegments', `
    id                varchar(36)   primary
    network_id        varchar(36)   not_null ref=networks.id
    network_type      varchar(32)   not_null
    physical_network  varchar(64)
    segmentation_id   int(11)
    is_dynamic        tinyint(1)    not_null default=0
    segment_index     int(11)       not_null default=0
    standard_attr_id  bigint(20)    not_null unique ref=standardattributes.id
    name              varchar(255)
  `, 'recorded'),
  table('portdataplanestatuses', `
    port_id            varchar(36)  primary ref=ports.id
    data_plane_status  varchar(16)
  `, 'ours'),
  table('portdeviceprofiles', `
    port_id         varchar(36)   primary ref=ports.id
    device_profile  varchar(255)
  `, 'ours'),
  table('portdnses', `
    port_id              varchar(36)   primary ref=ports.id
    current_dns_name     varchar(255)  not_null
    current_dns_domain   varchar(255)  not_null
    previous_dns_name    varchar(255)  not_null
    previous_dns_domain  varchar(255)  not_null
    dns_name             varchar(255)  not_null
    dns_domain           varchar(255)  not_null
  `, 'ours'),
  table('portforwardings', `
    id                        varchar(36)  primary
    floatingip_id             varchar(36)  not_null ref=floatingips.id
    internal_neutron_port_id  varchar(36)  not_null ref=ports.id
    protocol                  varchar(40)  not_null
    standard_attr_id          bigint(20)   not_null unique ref=standardattributes.id
    external_port_start       int(11)
    external_port_end         int(11)
    internal_ip_address       varchar(64)  not_null
    internal_port_start       int(11)      not_null
    internal_port_end         int(11)      not_null
  `, 'ours'),
  table('portnumaaffinitypolicies', `
    port_id               varchar(36)  primary ref=ports.id
    numa_affinity_policy  varchar(64)
  `, 'ours'),
  table('ports', `
    project_id        varchar(255)
    id                varchar(36)   primary
    name              varchar(255)
    network_id        varchar(36)   not_null ref=networks.id
    mac_address       varchar(32)   not_null
    admin_state_up    tinyint(1)    not_null
    status            varchar(16)   not_null
    device_id         varchar(255)  not_null
    device_owner      varchar(255)  not_null
    standard_attr_id  bigint(20)    not_null unique ref=standardattributes.id
    ip_allocation     varchar(16)
  `, 'recorded'),
  table('portsecuritybindings', `
    port_id                varchar(36)  primary ref=ports.id
    port_security_enabled  tinyint(1)   not_null
  `, 'recorded'),
  table('portuplinkstatuspropagation', `
    port_id                  varchar(36)  primary ref=ports.id
    propagate_uplink_status  tinyint(1)   not_null default=0
  `, 'ours'),
  table('provisioningblocks', `
    standard_attr_id  bigint(20)    primary=1 ref=standardattributes.id
    entity            varchar(255)  primary=2
  `, 'ours'),
  table('qos_network_policy_bindings', `
    policy_id   varchar(36)  not_null
    network_id  varchar(36)  primary ref=networks.id
  `, 'ours'),
  table('qos_port_policy_bindings', `
    policy_id  varchar(36)  not_null
    port_id    varchar(36)  primary ref=ports.id
  `, 'ours'),
  table('quotas', `
    id          varchar(36)   primary
    project_id  varchar(255)
    resource    varchar(255)
    limit       int(11)
  `, 'ours'),
  table('quotausages', `
    project_id  varchar(255)  primary=2
    resource    varchar(255)  primary=1
    dirty       tinyint(1)    not_null default=0
    in_use      int(11)       not_null default=0
    reserved    int(11)       not_null default=0
  `, 'ours'),
  table('reservations', `
    project_id  varchar(255)
    id          varchar(36)   primary
    expiration  datetime
  `, 'ours'),
  table('resourcedeltas', `
    resource        varchar(255)  primary=1
    reservation_id  varchar(36)   primary=2 ref=reservations.id
    amount          int(11)
  `, 'ours'),
  table('routers', `
    project_id        varchar(255)
    id                varchar(36)   primary
    name              varchar(255)
    status            varchar(16)
    admin_state_up    tinyint(1)
    gw_port_id        varchar(36)   ref=ports.id
    enable_snat       tinyint(1)    not_null default=1
    standard_attr_id  bigint(20)    not_null unique ref=standardattributes.id
    flavor_id         varchar(36)
  `, 'ours'),
  table('securitygroupportbindings', `
    port_id            varchar(36)  primary=1 ref=ports.id
    security_group_id  varchar(36)  primary=2 ref=securitygroups.id
  `, 'recorded'),
  table('securitygrouprbacs', `
    id              varchar(36)   primary
    project_id      varchar(255)
    target_project  varchar(255)  not_null
    action          varchar(255)  not_null
    object_id       varchar(36)   not_null ref=securitygroups.id
  `, 'ours'),
  table('securitygrouprules', `
    project_id               varchar(255)
    id                       varchar(36)               primary
    security_group_id        varchar(36)               not_null ref=securitygroups.id
    remote_group_id          varchar(36)               ref=securitygroups.id
    direction                enum('ingress','egress')
    ethertype                varchar(40)
    protocol                 varchar(40)
    port_range_min           int(11)
    port_range_max           int(11)
    remote_ip_prefix         varchar(255)
    standard_attr_id         bigint(20)                not_null unique ref=standardattributes.id
    remote_address_group_id  varchar(36)
  `, 'ours'),
  table('securitygroups', `
    project_id        varchar(255)
    id                varchar(36)   primary
    name              varchar(255)
    standard_attr_id  bigint(20)    not_null unique ref=standardattributes.id
    stateful          tinyint(1)    not_null default=1
  `, 'recorded'),
  table('segmenthostmappings', `
    segment_id  varchar(36)   primary=1 ref=networksegments.id
    host        varchar(255)  primary=2
  `, 'ours'),
  table('standardattributes', `
    id               bigint(20)    primary auto
    resource_type    varchar(255)  not_null
    description      varchar(255)
    revision_number  bigint(20)    not_null default=0
    created_at       datetime
    updated_at       datetime
  `, 'ours'),
  table('subnet_dns_publish_fixed_ips', `
    subnet_id             varchar(36)  primary ref=subnets.id
    dns_publish_fixed_ip  tinyint(1)   not_null default=0
  `, 'ours'),
  table('subnet_service_types', `
    subnet_id     varchar(36)   primary=1 ref=subnets.id
    service_type  varchar(255)  primary=2
  `, 'ours'),
  table('subnetpools', `
    project_id         varchar(255)
    id                 varchar(36)   primary
    name               varchar(255)
    ip_version         int(11)       not_null
    default_prefixlen  int(11)       not_null
    min_prefixlen      int(11)       not_null
    max_prefixlen      int(11)       not_null
    shared             tinyint(1)    not_null default=0
    default_quota      int(11)
    hash               varchar(36)   not_null
    address_scope_id   varchar(36)
    is_default         tinyint(1)    not_null default=0
    standard_attr_id   bigint(20)    not_null unique ref=standardattributes.id
  `, 'ours'),
  table('subnetroutes', `
    destination  varchar(64)  primary=1
    nexthop      varchar(64)  primary=2
    subnet_id    varchar(36)  primary=3 ref=subnets.id
  `, 'ours'),
  table('subnets', `
    project_id         varchar(255)
    id                 varchar(36)                                         primary
    name               varchar(255)
    network_id         varchar(36)                                         not_null ref=networks.id
    ip_version         int(11)                                             not_null
    cidr               varchar(64)                                         not_null
    gateway_ip         varchar(64)
    enable_dhcp        tinyint(1)
    ipv6_ra_mode       enum('slaac','dhcpv6-stateful','dhcpv6-stateless')
    ipv6_address_mode  enum('slaac','dhcpv6-stateful','dhcpv6-stateless')
    subnetpool_id      varchar(36)                                         ref=subnetpools.id
    standard_attr_id   bigint(20)                                          not_null unique ref=standardattributes.id
    segment_id         varchar(36)                                         ref=networksegments.id
    in_use             tinyint(1)                                          not_null default=0
  `, 'recorded'),
  table('subports', `
    port_id            varchar(36)  primary ref=ports.id
    trunk_id           varchar(36)  not_null ref=trunks.id
    segmentation_type  varchar(32)  not_null
    segmentation_id    int(11)      not_null
  `, 'ours'),
  table('tags', `
    standard_attr_id  bigint(20)    primary=1 ref=standardattributes.id
    tag               varchar(255)  primary=2
  `, 'ours'),
  table('trunks', `
    admin_state_up    tinyint(1)    not_null default=1
    project_id        varchar(255)
    id                varchar(36)   primary
    name              varchar(255)
    port_id           varchar(36)   not_null unique ref=ports.id
    status            varchar(16)   not_null default=ACTIVE
    standard_attr_id  bigint(20)    not_null unique ref=standardattributes.id
  `, 'ours'),
] };
