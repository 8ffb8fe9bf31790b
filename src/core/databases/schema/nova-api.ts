/**
 * The API database, one for the whole deployment: where cells, hosts and instances are found, flavors, request specs.
 * Source: nova/db/api/models.py (later release) and the recorded rows; columns in the recorded order.
 */
import { table } from '../notation.ts';
import type { DatabaseSchema } from '../schema.ts';

export const NOVA_API: DatabaseSchema = { name: 'nova_api', tables: [
  table('aggregate_hosts', `
    id            int(11)       primary auto
    host          varchar(255)
    aggregate_id  int(11)       not_null ref=aggregates.id
    created_at    datetime
    updated_at    datetime
    UNIQUE uniq_aggregate_hosts0host0aggregate_id (host, aggregate_id)
  `),
  table('aggregate_metadata', `
    id            int(11)       primary auto
    key           varchar(255)  not_null
    value         varchar(255)  not_null
    aggregate_id  int(11)       not_null ref=aggregates.id
    created_at    datetime
    updated_at    datetime
    UNIQUE uniq_aggregate_metadata0aggregate_id0key (aggregate_id, key)
    INDEX aggregate_metadata_key_idx (key)
  `),
  table('aggregates', `
    id          int(11)       primary auto
    uuid        varchar(36)
    name        varchar(255)
    created_at  datetime
    updated_at  datetime
    UNIQUE uniq_aggregate0name (name)
    INDEX aggregate_uuid_idx (uuid)
  `),
  table('build_requests', `
    id                     int(11)       primary auto
    instance_uuid          varchar(36)
    project_id             varchar(255)  not_null
    instance               mediumtext    json
    block_device_mappings  mediumtext    json
    tags                   text          json
    created_at             datetime
    updated_at             datetime
    UNIQUE uniq_build_requests0instance_uuid (instance_uuid)
    INDEX build_requests_instance_uuid_idx (instance_uuid)
    INDEX build_requests_project_id_idx (project_id)
  `),
  table('cell_mappings', `
    created_at           datetime
    updated_at           datetime
    id                   int(11)       primary auto
    uuid                 varchar(36)   not_null
    name                 varchar(255)
    transport_url        text
    database_connection  text
    disabled             tinyint(1)    default=0
    UNIQUE uniq_cell_mappings0uuid (uuid)
    INDEX uuid_idx (uuid)
  `),
  table('flavor_extra_specs', `
    id          int(11)       primary auto
    key         varchar(255)  not_null
    value       varchar(255)
    flavor_id   int(11)       not_null ref=flavors.id
    created_at  datetime
    updated_at  datetime
    UNIQUE uniq_flavor_extra_specs0flavor_id0key (flavor_id, key)
    INDEX flavor_extra_specs_flavor_id_key_idx (flavor_id, key)
  `),
  table('flavor_projects', `
    id          int(11)       primary auto
    flavor_id   int(11)       not_null ref=flavors.id
    project_id  varchar(255)  not_null
    created_at  datetime
    updated_at  datetime
    UNIQUE uniq_flavor_projects0flavor_id0project_id (flavor_id, project_id)
  `),
  table('flavors', `
    created_at    datetime
    updated_at    datetime
    name          varchar(255)  not_null
    id            int(11)       primary auto
    memory_mb     int(11)       not_null
    vcpus         int(11)       not_null
    swap          int(11)       not_null default=0
    vcpu_weight   int(11)
    flavorid      varchar(255)  not_null
    rxtx_factor   float         default=1
    root_gb       int(11)
    ephemeral_gb  int(11)
    disabled      tinyint(1)    default=0
    is_public     tinyint(1)    default=1
    description   text
    UNIQUE uniq_flavors0flavorid (flavorid)
    UNIQUE uniq_flavors0name (name)
  `),
  table('host_mappings', `
    created_at  datetime
    updated_at  datetime
    id          int(11)       primary auto
    cell_id     int(11)       not_null ref=cell_mappings.id
    host        varchar(255)  not_null
    UNIQUE uniq_host_mappings0host (host)
    INDEX host_idx (host)
  `),
  table('instance_group_member', `
    id             int(11)       primary auto
    instance_uuid  varchar(255)
    group_id       int(11)       not_null ref=instance_groups.id
    created_at     datetime
    updated_at     datetime
    INDEX instance_group_member_instance_idx (instance_uuid)
  `),
  table('instance_group_policy', `
    id          int(11)       primary auto
    policy      varchar(255)
    group_id    int(11)       not_null ref=instance_groups.id
    rules       text          json
    created_at  datetime
    updated_at  datetime
    INDEX instance_group_policy_policy_idx (policy)
  `),
  table('instance_groups', `
    id          int(11)       primary auto
    user_id     varchar(255)
    project_id  varchar(255)
    uuid        varchar(36)   not_null
    name        varchar(255)
    created_at  datetime
    updated_at  datetime
    UNIQUE uniq_instance_groups0uuid (uuid)
  `),
  table('instance_mappings', `
    created_at         datetime
    updated_at         datetime
    id                 int(11)       primary auto
    instance_uuid      varchar(36)   not_null
    cell_id            int(11)       ref=cell_mappings.id
    project_id         varchar(255)  not_null
    queued_for_delete  tinyint(1)
    user_id            varchar(255)
    UNIQUE uniq_instance_mappings0instance_uuid (instance_uuid)
    INDEX instance_mappings_user_id_project_id_idx (user_id, project_id)
    INDEX instance_uuid_idx (instance_uuid)
    INDEX project_id_idx (project_id)
  `),
  table('key_pairs', `
    id           int(11)             primary auto
    name         varchar(255)        not_null
    user_id      varchar(255)        not_null
    fingerprint  varchar(255)
    public_key   text
    type         enum('ssh','x509')  not_null server_default=ssh
    created_at   datetime
    updated_at   datetime
    UNIQUE uniq_key_pairs0user_id0name (user_id, name)
  `),
  table('project_user_quotas', `
    id          int(11)       primary auto
    project_id  varchar(255)  not_null
    user_id     varchar(255)  not_null
    resource    varchar(255)  not_null
    hard_limit  int(11)
    created_at  datetime
    updated_at  datetime
    UNIQUE uniq_project_user_quotas0user_id0project_id0resource (user_id, project_id, resource)
    INDEX project_user_quotas_project_id_idx (project_id)
    INDEX project_user_quotas_user_id_idx (user_id)
  `),
  table('quota_classes', `
    id          int(11)       primary auto
    class_name  varchar(255)
    resource    varchar(255)
    hard_limit  int(11)
    created_at  datetime
    updated_at  datetime
    INDEX quota_classes_class_name_idx (class_name)
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
    INDEX quota_usages_project_id_idx (project_id)
    INDEX quota_usages_user_id_idx (user_id)
  `),
  table('quotas', `
    id          int(11)       primary auto
    project_id  varchar(255)
    resource    varchar(255)  not_null
    hard_limit  int(11)
    created_at  datetime
    updated_at  datetime
    UNIQUE uniq_quotas0project_id0resource (project_id, resource)
  `),
  table('request_specs', `
    created_at     datetime
    updated_at     datetime
    id             int(11)      primary auto
    instance_uuid  varchar(36)  not_null
    spec           mediumtext   not_null json
    UNIQUE uniq_request_specs0instance_uuid (instance_uuid)
    INDEX request_spec_instance_uuid_idx (instance_uuid)
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
    INDEX reservations_expire_idx (expire)
    INDEX reservations_project_id_idx (project_id)
    INDEX reservations_user_id_idx (user_id)
    INDEX reservations_uuid_idx (uuid)
  `),
] };
