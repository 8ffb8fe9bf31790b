/**
 * Keystone's database, simplified: the tables that a boot reads, and what fills them. No rows of it were recorded, so
 * every column is ours, after Keystone's table names and the statements of the recorded boot.
 */
import { table } from '../notation.ts';
import type { DatabaseSchema } from '../schema.ts';

export const KEYSTONE: DatabaseSchema = { name: 'keystone', tables: [
  table('assignment', `
    type       enum('UserProject','GroupProject','UserDomain','GroupDomain')  primary=1
    actor_id   varchar(64)                                                    primary=2
    target_id  varchar(64)                                                    primary=3
    role_id    varchar(64)                                                    primary=4
    inherited  tinyint(1)                                                     primary=5
  `, 'ours'),
  table('endpoint', `
    id                  varchar(64)   primary
    legacy_endpoint_id  varchar(64)
    interface           varchar(8)    not_null
    service_id          varchar(64)   not_null ref=service.id
    url                 text          not_null
    extra               text          json
    enabled             tinyint(1)    not_null default=1
    region_id           varchar(255)  ref=region.id
  `, 'ours'),
  table('expiring_user_group_membership', `
    user_id        varchar(64)  primary=1
    group_id       varchar(64)  primary=2
    idp_id         varchar(64)  primary=3
    last_verified  datetime     not_null
  `, 'ours'),
  table('federated_user', `
    id            int(11)       primary auto
    user_id       varchar(64)   not_null ref=user.id
    idp_id        varchar(64)   not_null
    protocol_id   varchar(64)   not_null
    unique_id     varchar(255)  not_null
    display_name  varchar(255)
  `, 'ours'),
  table('group', `
    id           varchar(64)  primary
    domain_id    varchar(64)  not_null
    name         varchar(64)  not_null
    description  text
    extra        text         json
  `, 'ours'),
  table('implied_role', `
    prior_role_id    varchar(64)  primary=1 ref=role.id
    implied_role_id  varchar(64)  primary=2 ref=role.id
  `, 'ours'),
  table('local_user', `
    id                 int(11)       primary auto
    domain_id          varchar(64)   not_null
    user_id            varchar(64)   not_null unique ref=user.id
    name               varchar(255)  not_null
    failed_auth_count  int(11)
    failed_auth_at     datetime
  `, 'ours'),
  table('nonlocal_user', `
    domain_id  varchar(64)   primary=1
    name       varchar(255)  primary=2
    user_id    varchar(64)   not_null unique
  `, 'ours'),
  table('password', `
    id              int(11)       primary auto
    local_user_id   int(11)       not_null ref=local_user.id
    expires_at      datetime
    self_service    tinyint(1)    not_null default=0
    password_hash   varchar(255)
    created_at_int  bigint(20)    not_null default=0
    expires_at_int  bigint(20)
    created_at      datetime      not_null
  `, 'ours'),
  table('project', `
    id           varchar(64)  primary
    name         varchar(64)  not_null
    extra        text         json
    description  text
    enabled      tinyint(1)
    domain_id    varchar(64)  not_null
    parent_id    varchar(64)
    is_domain    tinyint(1)   not_null default=0
  `, 'ours'),
  table('project_endpoint', `
    endpoint_id  varchar(64)  primary=1
    project_id   varchar(64)  primary=2
  `, 'ours'),
  table('project_endpoint_group', `
    endpoint_group_id  varchar(64)  primary=1
    project_id         varchar(64)  primary=2
  `, 'ours'),
  table('project_option', `
    project_id    varchar(64)  primary=1 ref=project.id
    option_id     varchar(4)   primary=2
    option_value  text
  `, 'ours'),
  table('project_tag', `
    project_id  varchar(64)   primary=1 ref=project.id
    name        varchar(255)  primary=2
  `, 'ours'),
  table('region', `
    id                varchar(255)  primary
    description       varchar(255)  not_null
    parent_region_id  varchar(255)
    extra             text          json
  `, 'ours'),
  table('revocation_event', `
    id               int(11)      primary auto
    domain_id        varchar(64)
    project_id       varchar(64)
    user_id          varchar(64)
    role_id          varchar(64)
    trust_id         varchar(64)
    consumer_id      varchar(64)
    access_token_id  varchar(64)
    issued_before    datetime     not_null
    expires_at       datetime
    revoked_at       datetime     not_null
    audit_id         varchar(32)
    audit_chain_id   varchar(32)
  `, 'ours'),
  table('role', `
    id           varchar(64)   primary
    name         varchar(255)  not_null
    extra        text          json
    domain_id    varchar(64)   not_null default=<<null>>
    description  text
  `, 'ours'),
  table('role_option', `
    role_id       varchar(64)  primary=1 ref=role.id
    option_id     varchar(4)   primary=2
    option_value  text
  `, 'ours'),
  table('service', `
    id       varchar(64)   primary
    type     varchar(255)
    enabled  tinyint(1)    not_null default=1
    extra    text          json
  `, 'ours'),
  table('service_provider', `
    auth_url            varchar(256)  not_null
    id                  varchar(64)   primary
    enabled             tinyint(1)    not_null
    description         text
    sp_url              varchar(256)  not_null
    relay_state_prefix  varchar(256)  not_null
  `, 'ours'),
  table('system_assignment', `
    type       varchar(64)  primary=1
    actor_id   varchar(64)  primary=2
    target_id  varchar(64)  primary=3
    role_id    varchar(64)  primary=4
    inherited  tinyint(1)   primary=5
  `, 'ours'),
  table('user', `
    id                  varchar(64)  primary
    extra               text         json
    enabled             tinyint(1)
    default_project_id  varchar(64)
    created_at          datetime
    last_active_at      datetime
    domain_id           varchar(64)  not_null
  `, 'ours'),
  table('user_group_membership', `
    user_id   varchar(64)  primary=1 ref=user.id
    group_id  varchar(64)  primary=2 ref=group.id
  `, 'ours'),
  table('user_option', `
    user_id       varchar(64)  primary=1 ref=user.id
    option_id     varchar(4)   primary=2
    option_value  text
  `, 'ours'),
] };
