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
  `),
  table('consumer_types', `
    id          int(11)       primary auto
    name        varchar(255)  not_null unique
    created_at  datetime
    updated_at  datetime
  `),
  table('consumers', `
    created_at        datetime
    updated_at        datetime
    id                int(11)      primary auto
    uuid              varchar(36)  not_null unique
    project_id        int(11)      not_null
    user_id           int(11)      not_null
    generation        int(11)      not_null default=0
    consumer_type_id  int(11)      ref=consumer_types.id
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
  `),
  table('placement_aggregates', `
    id          int(11)      primary auto
    uuid        varchar(36)  unique
    created_at  datetime
    updated_at  datetime
  `),
  table('projects', `
    created_at   datetime
    updated_at   datetime
    id           int(11)       primary auto
    external_id  varchar(255)  not_null unique
  `),
  table('resource_classes', `
    id          int(11)       primary auto
    name        varchar(255)  not_null unique
    created_at  datetime
    updated_at  datetime
  `),
  table('resource_provider_aggregates', `
    resource_provider_id  int(11)   primary=1
    aggregate_id          int(11)   primary=2
    created_at            datetime
    updated_at            datetime
  `),
  table('resource_provider_traits', `
    trait_id              int(11)   primary=1 ref=traits.id
    resource_provider_id  int(11)   primary=2 ref=resource_providers.id
    created_at            datetime
    updated_at            datetime
  `),
  table('resource_providers', `
    created_at          datetime
    updated_at          datetime
    id                  int(11)       primary auto
    uuid                varchar(36)   not_null unique
    name                varchar(200)  unique
    generation          int(11)       default=0
    root_provider_id    int(11)       ref=resource_providers.id
    parent_provider_id  int(11)       ref=resource_providers.id
  `),
  table('traits', `
    id          int(11)       primary auto
    name        varchar(255)  not_null unique
    created_at  datetime
    updated_at  datetime
  `),
  table('users', `
    created_at   datetime
    updated_at   datetime
    id           int(11)       primary auto
    external_id  varchar(255)  not_null unique
  `),
] };
