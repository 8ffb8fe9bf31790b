/**
 * Glance's database: the tables that a boot reads. `images` and `image_locations` as recorded; the others ours, after
 * Glance's table names and the statements of the recorded boot.
 */
import { table } from '../notation.ts';
import type { DatabaseSchema } from '../schema.ts';

export const GLANCE: DatabaseSchema = { name: 'glance', tables: [
  table('image_locations', `
    id          int(11)      primary auto
    image_id    varchar(36)  not_null ref=images.id
    value       text         not_null
    created_at  datetime     not_null
    updated_at  datetime
    deleted_at  datetime
    deleted     tinyint(1)   not_null default=0
    meta_data   text         json
    status      varchar(30)  not_null default=active
  `, 'recorded'),
  table('image_members', `
    id          int(11)       primary auto
    image_id    varchar(36)   not_null ref=images.id
    member      varchar(255)  not_null
    can_share   tinyint(1)    not_null default=0
    created_at  datetime      not_null
    updated_at  datetime
    deleted_at  datetime
    deleted     tinyint(1)    not_null default=0
    status      varchar(20)   not_null default=pending
  `, 'ours'),
  table('image_properties', `
    id          int(11)       primary auto
    image_id    varchar(36)   not_null ref=images.id
    name        varchar(255)  not_null
    value       text
    created_at  datetime      not_null
    updated_at  datetime
    deleted_at  datetime
    deleted     tinyint(1)    not_null default=0
  `, 'ours'),
  table('image_tags', `
    id          int(11)       primary auto
    image_id    varchar(36)   not_null ref=images.id
    value       varchar(255)  not_null
    created_at  datetime      not_null
    updated_at  datetime
    deleted_at  datetime
    deleted     tinyint(1)    not_null default=0
  `, 'ours'),
  table('images', `
    id                varchar(36)                                    primary
    name              varchar(255)
    size              bigint(20)
    status            varchar(30)                                    not_null
    created_at        datetime                                       not_null
    updated_at        datetime
    deleted_at        datetime
    deleted           tinyint(1)                                     not_null default=0
    disk_format       varchar(20)
    container_format  varchar(20)
    checksum          varchar(32)
    owner             varchar(255)
    min_disk          int(11)                                        not_null default=0
    min_ram           int(11)                                        not_null default=0
    protected         tinyint(1)                                     not_null default=0
    virtual_size      bigint(20)
    visibility        enum('private','public','shared','community')  not_null default=shared
    os_hidden         tinyint(1)                                     not_null default=0
    os_hash_algo      varchar(64)
    os_hash_value     varchar(128)
  `, 'recorded'),
] };
