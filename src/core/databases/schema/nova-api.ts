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
  `),
  table('aggregate_metadata', `
    id            int(11)       primary auto
    key           varchar(255)  not_null
    value         varchar(255)  not_null
    aggregate_id  int(11)       not_null ref=aggregates.id
    created_at    datetime
    updated_at    datetime
  `),
  table('aggregates', `
    id          int(11)       primary auto
    uuid        varchar(36)
    name        varchar(255)  unique
    created_at  datetime
    updated_at  datetime
  `),
  table('build_requests', `
    id                     int(11)       primary auto
    instance_uuid          varchar(36)   unique
    project_id             varchar(255)  not_null
    instance               mediumtext    json
    block_device_mappings  mediumtext    json
    tags                   text          json
    created_at             datetime
    updated_at             datetime
  `),
  table('cell_mappings', `
    created_at           datetime
    updated_at           datetime
    id                   int(11)       primary auto
    uuid                 varchar(36)   not_null unique
    name                 varchar(255)
    transport_url        text
    database_connection  text
    disabled             tinyint(1)    default=0
  `),
  table('flavor_extra_specs', `
    id          int(11)       primary auto
    key         varchar(255)  not_null
    value       varchar(255)
    flavor_id   int(11)       not_null ref=flavors.id
    created_at  datetime
    updated_at  datetime
  `),
  table('flavor_projects', `
    id          int(11)       primary auto
    flavor_id   int(11)       not_null ref=flavors.id
    project_id  varchar(255)  not_null
    created_at  datetime
    updated_at  datetime
  `),
  table('flavors', `
    created_at    datetime
    updated_at    datetime
    name          varchar(255)  not_null unique
    id            int(11)       primary auto
    memory_mb     int(11)       not_null
    vcpus         int(11)       not_null
    swap          int(11)       not_null default=0
    vcpu_weight   int(11)
    flavorid      varchar(255)  not_null unique
    rxtx_factor   float         default=1
    root_gb       int(11)
    ephemeral_gb  int(11)
    disabled      tinyint(1)    default=0
    is_public     tinyint(1)    default=1
    description   text
  `),
  table('host_mappings', `
    created_at  datetime
    updated_at  datetime
    id          int(11)       primary auto
    cell_id     int(11)       not_null ref=cell_mappings.id
    host        varchar(255)  not_null unique
  `),
  table('instance_group_member', `
    id             int(11)       primary auto
    instance_uuid  varchar(255)
    group_id       int(11)       not_null ref=instance_groups.id
    created_at     datetime
    updated_at     datetime
  `),
  table('instance_group_policy', `
    id          int(11)       primary auto
    policy      varchar(255)
    group_id    int(11)       not_null ref=instance_groups.id
    rules       text          json
    created_at  datetime
    updated_at  datetime
  `),
  table('instance_groups', `
    id          int(11)       primary auto
    user_id     varchar(255)
    project_id  varchar(255)
    uuid        varchar(36)   not_null unique
    name        varchar(255)
    created_at  datetime
    updated_at  datetime
  `),
  table('instance_mappings', `
    created_at         datetime
    updated_at         datetime
    id                 int(11)       primary auto
    instance_uuid      varchar(36)   not_null unique
    cell_id            int(11)       ref=cell_mappings.id
    project_id         varchar(255)  not_null
    queued_for_delete  tinyint(1)
    user_id            varchar(255)
  `),
  table('key_pairs', `
    id           int(11)             primary auto
    name         varchar(255)        not_null
    user_id      varchar(255)        not_null
    fingerprint  varchar(255)
    public_key   text
    type         enum('ssh','x509')  not_null default=ssh
    created_at   datetime
    updated_at   datetime
  `),
  table('project_user_quotas', `
    id          int(11)       primary auto
    project_id  varchar(255)  not_null
    user_id     varchar(255)  not_null
    resource    varchar(255)  not_null
    hard_limit  int(11)
    created_at  datetime
    updated_at  datetime
  `),
  table('quota_classes', `
    id          int(11)       primary auto
    class_name  varchar(255)
    resource    varchar(255)
    hard_limit  int(11)
    created_at  datetime
    updated_at  datetime
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
  `),
  table('quotas', `
    id          int(11)       primary auto
    project_id  varchar(255)
    resource    varchar(255)  not_null
    hard_limit  int(11)
    created_at  datetime
    updated_at  datetime
  `),
  table('request_specs', `
    created_at     datetime
    updated_at     datetime
    id             int(11)      primary auto
    instance_uuid  varchar(36)  not_null unique
    spec           mediumtext   not_null json
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
  `),
] };
