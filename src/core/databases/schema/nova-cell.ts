/**
 * The main database, one for each cell (nova_cell0, nova_cell1, ...): instances and all that hangs on them.
 * Source: nova/db/main/models.py (later release) and the recorded rows; columns in the recorded order.
 */
import { table } from '../notation.ts';
import type { DatabaseSchema } from '../schema.ts';

export const NOVA_CELL: DatabaseSchema = { name: 'nova_cell', tables: [
  table('block_device_mapping', `
    created_at              datetime
    updated_at              datetime
    deleted_at              datetime
    id                      int(11)        primary auto
    device_name             varchar(255)
    delete_on_termination   tinyint(1)     default=0
    snapshot_id             varchar(36)
    volume_id               varchar(36)
    volume_size             int(11)
    no_device               tinyint(1)
    connection_info         mediumtext     json
    instance_uuid           varchar(36)    ref=instances.uuid
    deleted                 int(11)        default=0
    source_type             varchar(255)
    destination_type        varchar(255)
    guest_format            varchar(255)
    device_type             varchar(255)
    disk_bus                varchar(255)
    boot_index              int(11)
    image_id                varchar(36)
    tag                     varchar(255)
    attachment_id           varchar(36)
    uuid                    varchar(36)
    volume_type             varchar(255)
    encrypted               tinyint(1)     default=0
    encryption_secret_uuid  varchar(36)
    encryption_format       varchar(128)
    encryption_options      varchar(4096)
    UNIQUE uniq_block_device_mapping0uuid (uuid)
    INDEX block_device_mapping_instance_uuid_device_name_idx (instance_uuid, device_name)
    INDEX block_device_mapping_instance_uuid_idx (instance_uuid)
    INDEX block_device_mapping_instance_uuid_volume_id_idx (instance_uuid, volume_id)
    INDEX snapshot_id (snapshot_id)
    INDEX volume_id (volume_id)
  `),
  table('certificates', `
    id          int(11)       primary auto
    user_id     varchar(255)
    project_id  varchar(255)
    file_name   varchar(255)
    created_at  datetime
    updated_at  datetime
    deleted_at  datetime
    deleted     int(11)       default=0
    INDEX certificates_project_id_deleted_idx (project_id, deleted)
    INDEX certificates_user_id_deleted_idx (user_id, deleted)
  `),
  table('compute_nodes', `
    created_at             datetime
    updated_at             datetime
    deleted_at             datetime
    id                     int(11)       primary auto
    service_id             int(11)
    vcpus                  int(11)       not_null
    memory_mb              int(11)       not_null
    local_gb               int(11)       not_null
    vcpus_used             int(11)       not_null
    memory_mb_used         int(11)       not_null
    local_gb_used          int(11)       not_null
    hypervisor_type        mediumtext    not_null
    hypervisor_version     int(11)       not_null
    cpu_info               mediumtext    not_null json
    disk_available_least   int(11)
    free_ram_mb            int(11)
    free_disk_gb           int(11)
    current_workload       int(11)
    running_vms            int(11)
    hypervisor_hostname    varchar(255)
    deleted                int(11)       default=0
    host_ip                varchar(39)
    supported_instances    text          json
    pci_stats              text          json
    metrics                text          json
    extra_resources        text          json
    stats                  text          json default={}
    numa_topology          text          json
    host                   varchar(255)
    ram_allocation_ratio   float
    cpu_allocation_ratio   float
    uuid                   varchar(36)
    disk_allocation_ratio  float
    mapped                 int(11)       default=0
    UNIQUE uniq_compute_nodes0host0hypervisor_hostname0deleted (host, hypervisor_hostname, deleted)
    UNIQUE compute_nodes_uuid_idx (uuid)
  `),
  table('console_auth_tokens', `
    id                    int(11)       primary auto
    token_hash            varchar(255)  not_null
    console_type          varchar(255)  not_null
    host                  varchar(255)  not_null
    port                  int(11)       not_null
    tls_port              int(11)
    internal_access_path  varchar(255)
    instance_uuid         varchar(36)   not_null
    expires               int(11)       not_null
    access_url_base       varchar(255)
    created_at            datetime
    updated_at            datetime
    UNIQUE uniq_console_auth_tokens0token_hash (token_hash)
    INDEX console_auth_tokens_host_expires_idx (host, expires)
    INDEX console_auth_tokens_instance_uuid_idx (instance_uuid)
    INDEX console_auth_tokens_token_hash_instance_uuid_idx (token_hash, instance_uuid)
  `),
  table('instance_actions', `
    created_at     datetime
    updated_at     datetime
    deleted_at     datetime
    id             int(11)       primary auto
    action         varchar(255)
    instance_uuid  varchar(36)   ref=instances.uuid
    request_id     varchar(255)
    user_id        varchar(255)
    project_id     varchar(255)
    start_time     datetime
    finish_time    datetime
    message        varchar(255)
    deleted        int(11)       default=0
    INDEX instance_actions_instance_uuid_updated_at_idx (instance_uuid, updated_at)
    INDEX instance_uuid_idx (instance_uuid)
    INDEX request_id_idx (request_id)
  `),
  table('instance_actions_events', `
    created_at   datetime
    updated_at   datetime
    deleted_at   datetime
    id           int(11)       primary auto
    event        varchar(255)
    action_id    int(11)       ref=instance_actions.id
    start_time   datetime
    finish_time  datetime
    result       varchar(255)
    traceback    text
    deleted      int(11)       default=0
    host         varchar(255)
    details      text
  `),
  table('instance_extra', `
    created_at         datetime
    updated_at         datetime
    deleted_at         datetime
    deleted            int(11)      default=0
    id                 int(11)      primary auto
    instance_uuid      varchar(36)  not_null ref=instances.uuid
    numa_topology      text         json
    pci_requests       text         json
    flavor             text         json
    vcpu_model         text         json
    migration_context  text         json
    keypairs           text         json
    device_metadata    text         json
    trusted_certs      text         json
    vpmems             text         json recorded
    resources          text         json
    INDEX instance_extra_idx (instance_uuid)
  `),
  table('instance_faults', `
    id             int(11)       primary auto
    instance_uuid  varchar(36)   ref=instances.uuid
    code           int(11)       not_null
    message        varchar(255)
    details        mediumtext
    host           varchar(255)
    created_at     datetime
    updated_at     datetime
    deleted_at     datetime
    deleted        int(11)       default=0
    INDEX instance_faults_host_idx (host)
    INDEX instance_faults_instance_uuid_deleted_created_at_idx (instance_uuid, deleted, created_at)
  `),
  table('instance_id_mappings', `
    created_at  datetime
    updated_at  datetime
    deleted_at  datetime
    id          int(11)      primary auto
    uuid        varchar(36)  not_null
    deleted     int(11)      default=0
    INDEX ix_instance_id_mappings_uuid (uuid)
  `),
  table('instance_info_caches', `
    created_at     datetime
    updated_at     datetime
    deleted_at     datetime
    id             int(11)      primary auto
    network_info   mediumtext   json
    instance_uuid  varchar(36)  not_null ref=instances.uuid
    deleted        int(11)      default=0
    UNIQUE uniq_instance_info_caches0instance_uuid (instance_uuid)
  `),
  table('instance_metadata', `
    id             int(11)       primary auto
    key            varchar(255)
    value          varchar(255)
    instance_uuid  varchar(36)   ref=instances.uuid
    created_at     datetime
    updated_at     datetime
    deleted_at     datetime
    deleted        int(11)       default=0
    INDEX instance_metadata_instance_uuid_idx (instance_uuid)
  `),
  table('instance_system_metadata', `
    created_at     datetime
    updated_at     datetime
    deleted_at     datetime
    id             int(11)       primary auto
    instance_uuid  varchar(36)   not_null ref=instances.uuid
    key            varchar(255)  not_null
    value          varchar(255)
    deleted        int(11)       default=0
    INDEX instance_uuid (instance_uuid)
  `),
  table('instances', `
    created_at                datetime
    updated_at                datetime
    deleted_at                datetime
    id                        int(11)                primary auto
    internal_id               int(11)                recorded
    user_id                   varchar(255)
    project_id                varchar(255)
    image_ref                 varchar(255)
    kernel_id                 varchar(255)
    ramdisk_id                varchar(255)
    launch_index              int(11)
    key_name                  varchar(255)
    key_data                  mediumtext
    power_state               int(11)
    vm_state                  varchar(255)
    memory_mb                 int(11)
    vcpus                     int(11)
    hostname                  varchar(255)
    host                      varchar(255)
    user_data                 mediumtext
    reservation_id            varchar(255)
    launched_at               datetime
    terminated_at             datetime
    display_name              varchar(255)
    display_description       varchar(255)
    availability_zone         varchar(255)
    locked                    tinyint(1)
    os_type                   varchar(255)
    launched_on               mediumtext
    instance_type_id          int(11)
    vm_mode                   varchar(255)
    uuid                      varchar(36)            not_null
    architecture              varchar(255)
    root_device_name          varchar(255)
    access_ip_v4              varchar(39)
    access_ip_v6              varchar(39)
    config_drive              varchar(255)
    task_state                varchar(255)
    default_ephemeral_device  varchar(255)
    default_swap_device       varchar(255)
    progress                  int(11)
    auto_disk_config          tinyint(1)
    shutdown_terminate        tinyint(1)             default=0
    disable_terminate         tinyint(1)             default=0
    root_gb                   int(11)
    ephemeral_gb              int(11)
    cell_name                 varchar(255)
    node                      varchar(255)
    deleted                   int(11)                default=0
    locked_by                 enum('owner','admin')
    cleaned                   int(11)                default=0
    ephemeral_key_uuid        varchar(36)
    hidden                    tinyint(1)             default=0
    compute_id                bigint(20)             later
    UNIQUE uniq_instances0uuid (uuid)
    INDEX instances_compute_id_deleted_idx (compute_id, deleted)
    INDEX instances_deleted_created_at_idx (deleted, created_at)
    INDEX instances_host_deleted_cleaned_idx (host, deleted, cleaned)
    INDEX instances_host_node_deleted_idx (host, node, deleted)
    INDEX instances_project_id_deleted_idx (project_id, deleted)
    INDEX instances_project_id_idx (project_id)
    INDEX instances_reservation_id_idx (reservation_id)
    INDEX instances_task_state_updated_at_idx (task_state, updated_at)
    INDEX instances_terminated_at_launched_at_idx (terminated_at, launched_at)
    INDEX instances_updated_at_project_id_idx (updated_at, project_id)
    INDEX instances_uuid_deleted_idx (uuid, deleted)
  `),
  table('migrations', `
    id                    int(11)                                                   primary auto
    source_compute        varchar(255)
    dest_compute          varchar(255)
    source_node           varchar(255)
    dest_node             varchar(255)
    dest_compute_id       bigint(20)                                                later
    dest_host             varchar(255)
    old_instance_type_id  int(11)
    new_instance_type_id  int(11)
    instance_uuid         varchar(36)                                               ref=instances.uuid
    uuid                  varchar(36)
    status                varchar(255)
    migration_type        enum('migration','resize','live-migration','evacuation')
    hidden                tinyint(1)                                                default=0
    memory_total          bigint(20)
    memory_processed      bigint(20)
    memory_remaining      bigint(20)
    disk_total            bigint(20)
    disk_processed        bigint(20)
    disk_remaining        bigint(20)
    cross_cell_move       tinyint(1)                                                default=0
    user_id               varchar(255)
    project_id            varchar(255)
    created_at            datetime
    updated_at            datetime
    deleted_at            datetime
    deleted               int(11)                                                   default=0
    INDEX migrations_by_dest_host_nodes_and_status_idx (deleted, dest_compute, dest_node, status)
    INDEX migrations_by_host_nodes_and_status_idx (deleted, source_compute(100), dest_compute(100), source_node(100), dest_node(100), status)
    INDEX migrations_by_src_host_nodes_and_status_idx (deleted, source_compute, source_node, status)
    INDEX migrations_dest_compute_id_deleted_idx (dest_compute_id, deleted)
    INDEX migrations_instance_uuid_and_status_idx (deleted, instance_uuid, status)
    INDEX migrations_updated_at_idx (updated_at)
    UNIQUE migrations_uuid (uuid)
  `),
  table('pci_devices', `
    id               int(11)       primary auto
    uuid             varchar(36)
    compute_node_id  int(11)       not_null ref=compute_nodes.id
    address          varchar(12)   not_null
    vendor_id        varchar(4)    not_null
    product_id       varchar(4)    not_null
    dev_type         varchar(8)    not_null
    dev_id           varchar(255)
    label            varchar(255)  not_null
    status           varchar(36)   not_null
    request_id       varchar(36)
    extra_info       text          json
    instance_uuid    varchar(36)
    numa_node        int(11)
    parent_addr      varchar(12)
    created_at       datetime
    updated_at       datetime
    deleted_at       datetime
    deleted          int(11)       default=0
    UNIQUE uniq_pci_devices0compute_node_id0address0deleted (compute_node_id, address, deleted)
    INDEX ix_pci_devices_compute_node_id_deleted (compute_node_id, deleted)
    INDEX ix_pci_devices_compute_node_id_parent_addr_deleted (compute_node_id, parent_addr, deleted)
    INDEX ix_pci_devices_instance_uuid_deleted (instance_uuid, deleted)
  `),
  table('project_user_quotas', `
    id          int(11)       primary auto
    project_id  varchar(255)  not_null
    user_id     varchar(255)  not_null
    resource    varchar(255)  not_null
    hard_limit  int(11)
    created_at  datetime
    updated_at  datetime
    deleted_at  datetime
    deleted     int(11)       default=0
    UNIQUE uniq_project_user_quotas0user_id0project_id0resource0deleted (user_id, project_id, resource, deleted)
    INDEX project_user_quotas_project_id_deleted_idx (project_id, deleted)
    INDEX project_user_quotas_user_id_deleted_idx (user_id, deleted)
  `),
  table('quota_classes', `
    id          int(11)       primary auto
    class_name  varchar(255)
    resource    varchar(255)
    hard_limit  int(11)
    created_at  datetime
    updated_at  datetime
    deleted_at  datetime
    deleted     int(11)       default=0
    INDEX ix_quota_classes_class_name (class_name)
  `),
  table('quota_usages', `
    id             int(11)       primary auto
    project_id     varchar(255)
    user_id        varchar(255)
    resource       varchar(255)  not_null
    in_use         int(11)       not_null
    reserved       int(11)       not_null
    until_refresh  int(11)
    created_at     datetime
    updated_at     datetime
    deleted_at     datetime
    deleted        int(11)       default=0
    INDEX ix_quota_usages_project_id (project_id)
    INDEX ix_quota_usages_user_id_deleted (user_id, deleted)
  `),
  table('quotas', `
    id          int(11)       primary auto
    project_id  varchar(255)
    resource    varchar(255)  not_null
    hard_limit  int(11)
    created_at  datetime
    updated_at  datetime
    deleted_at  datetime
    deleted     int(11)       default=0
    UNIQUE uniq_quotas0project_id0resource0deleted (project_id, resource, deleted)
  `),
  table('reservations', `
    id          int(11)       primary auto
    uuid        varchar(36)   not_null
    usage_id    int(11)       not_null ref=quota_usages.id
    project_id  varchar(255)
    user_id     varchar(255)
    resource    varchar(255)
    delta       int(11)       not_null
    expire      datetime
    created_at  datetime
    updated_at  datetime
    deleted_at  datetime
    deleted     int(11)       default=0
    INDEX ix_reservations_project_id (project_id)
    INDEX ix_reservations_user_id_deleted (user_id, deleted)
    INDEX reservations_deleted_expire_idx (deleted, expire)
    INDEX reservations_uuid_idx (uuid)
  `),
  table('s3_images', `
    created_at  datetime
    updated_at  datetime
    deleted_at  datetime
    id          int(11)      primary auto
    uuid        varchar(36)  not_null
    deleted     int(11)      default=0
  `),
  table('security_group_instance_association', `
    id                 int(11)      primary auto
    security_group_id  int(11)      ref=security_groups.id
    instance_uuid      varchar(36)  ref=instances.uuid
    created_at         datetime
    updated_at         datetime
    deleted_at         datetime
    deleted            int(11)      default=0
    INDEX security_group_instance_association_instance_uuid_idx (instance_uuid)
  `),
  table('security_group_rules', `
    id               int(11)       primary auto
    parent_group_id  int(11)       ref=security_groups.id
    protocol         varchar(255)
    from_port        int(11)
    to_port          int(11)
    cidr             varchar(43)
    group_id         int(11)       ref=security_groups.id
    created_at       datetime
    updated_at       datetime
    deleted_at       datetime
    deleted          int(11)       default=0
  `),
  table('security_groups', `
    created_at   datetime
    updated_at   datetime
    deleted_at   datetime
    id           int(11)       primary auto
    name         varchar(255)
    description  varchar(255)
    user_id      varchar(255)
    project_id   varchar(255)
    deleted      int(11)       default=0
    UNIQUE uniq_security_groups0project_id0name0deleted (project_id, name, deleted)
  `),
  table('services', `
    created_at       datetime
    updated_at       datetime
    deleted_at       datetime
    id               int(11)       primary auto
    host             varchar(255)
    binary           varchar(255)
    topic            varchar(255)
    report_count     int(11)       not_null default=0
    disabled         tinyint(1)    default=0
    deleted          int(11)       default=0
    disabled_reason  varchar(255)
    last_seen_up     datetime
    forced_down      tinyint(1)    default=0
    version          int(11)       default=0
    uuid             varchar(36)
    UNIQUE uniq_services0host0binary0deleted (host, binary, deleted)
    UNIQUE uniq_services0host0topic0deleted (host, topic, deleted)
    UNIQUE services_uuid_idx (uuid)
  `),
  table('share_mapping', `
    id               bigint(20)   primary auto
    uuid             varchar(36)
    instance_uuid    varchar(36)  ref=instances.uuid
    share_id         varchar(36)
    status           varchar(32)
    tag              varchar(48)
    export_location  text
    share_proto      varchar(32)
    created_at       datetime
    updated_at       datetime
    UNIQUE uniq_key_pairs0instance_uuid0share_id (instance_uuid, share_id)
    UNIQUE uniq_key_pairs0instance_uuid0tag (instance_uuid, tag)
    INDEX share_idx (share_id)
    INDEX share_mapping_instance_uuid_share_id_idx (instance_uuid, share_id)
  `),
  table('tags', `
    resource_id  varchar(36)  primary=1
    tag          varchar(80)  primary=2
    INDEX tags_tag_idx (tag)
  `),
  table('task_log', `
    id                int(11)       primary auto
    task_name         varchar(255)  not_null
    state             varchar(255)  not_null
    host              varchar(255)  not_null
    period_beginning  datetime      not_null
    period_ending     datetime      not_null
    message           varchar(255)  not_null
    task_items        int(11)       default=0
    errors            int(11)       default=0
    created_at        datetime
    updated_at        datetime
    deleted_at        datetime
    deleted           int(11)       default=0
    UNIQUE uniq_task_log0task_name0host0period_beginning0period_ending (task_name, host, period_beginning, period_ending)
    INDEX ix_task_log_host (host)
    INDEX ix_task_log_period_beginning (period_beginning)
    INDEX ix_task_log_period_ending (period_ending)
  `),
  table('virtual_interfaces', `
    created_at     datetime
    updated_at     datetime
    deleted_at     datetime
    id             int(11)       primary auto
    address        varchar(255)
    network_id     int(11)
    uuid           varchar(36)
    instance_uuid  varchar(36)   ref=instances.uuid
    deleted        int(11)       default=0
    tag            varchar(255)
    UNIQUE uniq_virtual_interfaces0address0deleted (address, deleted)
    INDEX virtual_interfaces_instance_uuid_fkey (instance_uuid)
    INDEX virtual_interfaces_network_id_idx (network_id)
    INDEX virtual_interfaces_uuid_idx (uuid)
  `),
  table('volume_usage_cache', `
    id                   int(11)       primary auto
    volume_id            varchar(36)   not_null
    instance_uuid        varchar(36)
    project_id           varchar(36)
    user_id              varchar(64)
    availability_zone    varchar(255)
    tot_last_refreshed   datetime
    tot_reads            bigint(20)    default=0
    tot_read_bytes       bigint(20)    default=0
    tot_writes           bigint(20)    default=0
    tot_write_bytes      bigint(20)    default=0
    curr_last_refreshed  datetime
    curr_reads           bigint(20)    default=0
    curr_read_bytes      bigint(20)    default=0
    curr_writes          bigint(20)    default=0
    curr_write_bytes     bigint(20)    default=0
    created_at           datetime
    updated_at           datetime
    deleted_at           datetime
    deleted              int(11)       default=0
  `),
] };
