/**
 * The Placement service's database: resource providers, inventories, allocations.
 * Source: placement/db/sqlalchemy/models.py (later release) and the recorded rows; columns in the recorded order.
 */
import { table } from '../notation.ts';
import type { DatabaseSchema } from '../schema.ts';

export const PLACEMENT: DatabaseSchema = { name: 'placement', tables: [
  table('allocations', `
    created_at            datetime
    updated_at            datetime
    id                    int(11)      primary auto
    resource_provider_id  int(11)      not_null
    consumer_id           varchar(36)  not_null
    resource_class_id     int(11)      not_null
    used                  int(11)      not_null
    INDEX allocations_consumer_id_idx (consumer_id)
    INDEX allocations_resource_class_id_idx (resource_class_id)
    INDEX allocations_resource_provider_class_used_idx (resource_provider_id, resource_class_id, used)
  `),
  table('consumer_types', `
    id          int(11)       primary auto
    name        varchar(255)  not_null
    created_at  datetime
    updated_at  datetime
    UNIQUE uniq_consumer_types0name (name)
  `),
  table('consumers', `
    created_at        datetime
    updated_at        datetime
    id                int(11)      primary auto
    uuid              varchar(36)  not_null
    project_id        int(11)      not_null
    user_id           int(11)      not_null
    generation        int(11)      not_null server_default=0
    consumer_type_id  int(11)      ref=consumer_types.id
    UNIQUE uniq_consumers0uuid (uuid)
    INDEX consumers_consumer_type_id_idx (consumer_type_id)
    INDEX consumers_project_id_user_id_uuid_idx (project_id, user_id, uuid)
    INDEX consumers_project_id_uuid_idx (project_id, uuid)
  `),
  table('inventories', `
    created_at            datetime
    updated_at            datetime
    id                    int(11)   primary auto
    resource_provider_id  int(11)   not_null
    resource_class_id     int(11)   not_null
    total                 int(11)   not_null
    reserved              int(11)   not_null
    min_unit              int(11)   not_null
    max_unit              int(11)   not_null
    step_size             int(11)   not_null
    allocation_ratio      float     not_null
    UNIQUE uniq_inventories0resource_provider_resource_class (resource_provider_id, resource_class_id)
    INDEX inventories_resource_class_id_idx (resource_class_id)
  `),
  table('placement_aggregates', `
    id          int(11)      primary auto
    uuid        varchar(36)
    created_at  datetime
    updated_at  datetime
    UNIQUE uniq_placement_aggregates0uuid (uuid)
  `),
  table('projects', `
    created_at   datetime
    updated_at   datetime
    id           int(11)       primary auto
    external_id  varchar(255)  not_null
    UNIQUE uniq_projects0external_id (external_id)
  `),
  table('resource_classes', `
    id          int(11)       primary auto
    name        varchar(255)  not_null
    created_at  datetime
    updated_at  datetime
    UNIQUE uniq_resource_classes0name (name)
  `),
  table('resource_provider_aggregates', `
    resource_provider_id  int(11)   primary=1
    aggregate_id          int(11)   primary=2
    created_at            datetime
    updated_at            datetime
    INDEX resource_provider_aggregates_aggregate_id_idx (aggregate_id)
  `),
  table('resource_provider_traits', `
    trait_id              int(11)   primary=1 ref=traits.id
    resource_provider_id  int(11)   primary=2 ref=resource_providers.id
    created_at            datetime
    updated_at            datetime
    INDEX resource_provider_traits_resource_provider_trait_idx (resource_provider_id, trait_id)
  `),
  table('resource_providers', `
    created_at          datetime
    updated_at          datetime
    id                  int(11)       primary auto
    uuid                varchar(36)   not_null
    name                varchar(200)
    generation          int(11)       default=0
    root_provider_id    int(11)       ref=resource_providers.id
    parent_provider_id  int(11)       ref=resource_providers.id
    UNIQUE uniq_resource_providers0name (name)
    UNIQUE uniq_resource_providers0uuid (uuid)
    INDEX resource_providers_parent_provider_id_idx (parent_provider_id)
    INDEX resource_providers_root_provider_id_idx (root_provider_id)
  `),
  table('traits', `
    id          int(11)       primary auto
    name        varchar(255)  not_null
    created_at  datetime
    updated_at  datetime
    UNIQUE uniq_traits0name (name)
  `),
  table('users', `
    created_at   datetime
    updated_at   datetime
    id           int(11)       primary auto
    external_id  varchar(255)  not_null
    UNIQUE uniq_users0external_id (external_id)
  `),
] };
